import Type from 'typebox';
import { needs, operation } from '../operation.ts';
import { bilingual, citation, day, instant, locale, nothing, uuid } from '../schemas/basics.ts';

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const country = Type.String({ pattern: '^([A-Z]{2}|[*])$', description: 'ISO 3166-1 alpha-2, or * for every country' });
const law = Type.Enum(['pipl', 'gdpr', 'uk-gdpr', 'other']);
const conclusion = Type.Enum(['acceptable', 'acceptable-with-measures', 'not-acceptable']);

const profileFields = {
  contact: Type.Optional(text(500)),
  representative: Type.Optional(text(500)),
  officer: Type.Optional(text(500)),
  authority: Type.Optional(text(300)),
  clueDaysAfterClose: Type.Integer({ minimum: 0, maximum: 3650 }),
};
const impactAssessment = Type.Object({
  id: uuid,
  activity: Type.String(),
  triggers: Type.Array(Type.String()),
  necessity: Type.String(),
  impact: Type.String(),
  measures: Type.String(),
  conclusion,
  reviewBy: day,
  madeBy: Type.String(),
  madeAt: instant,
});
const ground = Type.Object({ id: uuid, law, route: Type.String(), to: country, reference: Type.String(), setBy: Type.String(), setAt: instant });
const route = Type.Object({ id: Type.String(), name: bilingual, because: citation });

export const getProcessingRecords = operation({
  id: 'getProcessingRecords',
  method: 'GET',
  path: '/v1/privacy/records',
  tag: 'privacy',
  access: needs('audit:read'),
  summary: 'The record of processing (GDPR 30, PIPL 54 to 56): activities, sources abroad, impact assessments, figures',
  response: Type.Object({
    controller: Type.Object({ organisation: Type.String(), country: Type.Optional(Type.String()), ...profileFields }),
    activities: Type.Array(
      Type.Object({
        id: Type.String(),
        name: bilingual,
        purposes: bilingual,
        subjects: bilingual,
        data: bilingual,
        recipients: bilingual,
        retention: bilingual,
        triggers: Type.Array(Type.String()),
        assessment: Type.Optional(impactAssessment),
        /** An assessment is due by law, and none is in force. */
        assessmentMissing: Type.Boolean(),
      }),
    ),
    transfers: Type.Array(
      Type.Object({
        connector: Type.String(),
        title: bilingual,
        from: Type.Optional(Type.String()),
        to: Type.String(),
        law,
        crosses: Type.Boolean(),
        personal: Type.Boolean(),
        /** A question about a person may go there without a ground of our own. */
        free: Type.Boolean(),
        routes: Type.Array(route),
        ground: Type.Optional(ground),
      }),
    ),
    grounds: Type.Array(ground),
    safeguards: Type.Array(bilingual),
    lookups: Type.Array(
      Type.Object({
        connector: Type.String(),
        purpose: Type.String(),
        legalBasis: Type.String(),
        subjectKind: Type.String(),
        crossesBorder: Type.Boolean(),
        count: Type.Integer(),
        last: Type.String(),
      }),
    ),
    kept: Type.Array(Type.Object({ place: Type.String(), kept: Type.Integer(), erased: Type.Integer(), next: Type.Optional(day) })),
  }),
});

export const getProcessingRecordsCsv = operation({
  id: 'getProcessingRecordsCsv',
  method: 'GET',
  path: '/v1/privacy/records.csv',
  tag: 'privacy',
  access: needs('audit:read'),
  summary: 'The record of processing as a table',
  query: Type.Object({ locale: Type.Optional(locale) }),
  response: Type.String(),
  file: 'text/csv',
});

export const putPrivacyProfile = operation({
  id: 'putPrivacyProfile',
  method: 'PUT',
  path: '/v1/privacy/profile',
  tag: 'privacy',
  access: needs('settings:write'),
  summary: 'Who answers for the processing, and how long clues and news outlive their case',
  body: Type.Object(profileFields, { additionalProperties: false }),
  response: Type.Object(profileFields),
});

export const addImpactAssessment = operation({
  id: 'addImpactAssessment',
  method: 'POST',
  path: '/v1/privacy/impact-assessments',
  tag: 'privacy',
  access: needs('settings:write'),
  status: 201,
  idempotent: true,
  summary: 'Add an impact assessment of an activity (PIPL 55, 56); none is ever replaced',
  body: Type.Object(
    {
      activity: text(60),
      necessity: Type.String({ minLength: 3, maxLength: 4000 }),
      impact: Type.String({ minLength: 3, maxLength: 4000 }),
      measures: Type.String({ minLength: 3, maxLength: 4000 }),
      conclusion,
      reviewBy: day,
    },
    { additionalProperties: false },
  ),
  response: impactAssessment,
});

export const setTransferGround = operation({
  id: 'setTransferGround',
  method: 'POST',
  path: '/v1/privacy/transfer-grounds',
  tag: 'privacy',
  access: needs('settings:write'),
  status: 201,
  idempotent: true,
  summary: 'Record the legal way by which personal data may go to a country (PIPL 38, GDPR 46 and 49)',
  body: Type.Object({ law, route: text(60), to: country, reference: Type.String({ minLength: 3, maxLength: 500 }) }, { additionalProperties: false }),
  response: ground,
});

export const withdrawTransferGround = operation({
  id: 'withdrawTransferGround',
  method: 'DELETE',
  path: '/v1/privacy/transfer-grounds/{groundId}',
  tag: 'privacy',
  access: needs('settings:write'),
  summary: 'Withdraw a transfer ground: from now on no personal data goes there on it',
  params: Type.Object({ groundId: uuid }),
  response: nothing,
  status: 204,
});

const subject = Type.Object(
  {
    name: text(300),
    identifiers: Type.Optional(Type.Array(Type.Object({ scheme: text(60), value: text(120) }, { additionalProperties: false }), { maxItems: 10 })),
  },
  { additionalProperties: false },
);

export const exportSubjectData = operation({
  id: 'exportSubjectData',
  method: 'POST',
  path: '/v1/privacy/export',
  tag: 'privacy',
  access: needs('audit:read'),
  summary: 'Everything kept about a person or organisation, place by place, others masked (PIPL 45, GDPR 15)',
  body: subject,
  response: Type.Object({
    requestId: uuid,
    madeAt: instant,
    places: Type.Array(
      Type.Object({
        place: Type.String(),
        items: Type.Array(
          Type.Object({
            id: Type.String(),
            caseId: Type.Optional(uuid),
            since: Type.Optional(Type.String()),
            retainUntil: Type.Optional(day),
            purpose: Type.Optional(Type.String()),
            legalBasis: Type.Optional(Type.String()),
            source: Type.Optional(Type.String()),
            recordId: Type.Optional(Type.String()),
            data: Type.Record(Type.String(), Type.Unknown()),
          }),
        ),
      }),
    ),
  }),
});

export const eraseSubjectData = operation({
  id: 'eraseSubjectData',
  method: 'POST',
  path: '/v1/privacy/erase',
  tag: 'privacy',
  access: needs('settings:write'),
  summary: 'Erase what may go about a person or organisation, and say of everything else why it stays (PIPL 47, GDPR 17)',
  body: subject,
  response: Type.Object({
    requestId: uuid,
    erased: Type.Array(Type.Object({ place: Type.String(), count: Type.Integer() })),
    kept: Type.Array(Type.Object({ place: Type.String(), count: Type.Integer(), why: bilingual, because: Type.Array(citation) })),
  }),
});

export const withdrawConsent = operation({
  id: 'withdrawConsent',
  method: 'POST',
  path: '/v1/privacy/withdrawals',
  tag: 'privacy',
  access: needs('claims:write'),
  status: 201,
  summary: 'Record that a person withdraws a consent: nothing leans on it any more, and what was answered on it goes (PIPL 15, GDPR 7)',
  body: subject,
  response: Type.Object({ requestId: uuid, erased: Type.Integer() }),
});

export const listPrivacyRequests = operation({
  id: 'listPrivacyRequests',
  method: 'GET',
  path: '/v1/privacy/requests',
  tag: 'privacy',
  access: needs('audit:read'),
  summary: 'What people asked of their data and what was done, newest first',
  response: Type.Object({
    items: Type.Array(
      Type.Object({
        id: uuid,
        kind: Type.Enum(['access', 'erasure', 'withdrawal']),
        madeAt: instant,
        madeBy: Type.String(),
        result: Type.Record(Type.String(), Type.Unknown()),
      }),
    ),
  }),
});

import Type from 'typebox';
import { needs, operation } from '../operation.ts';
import { assessment } from '../schemas/assessment.ts';
import { bilingual, day, locale, nothing, pageOf, pageQuery, uuid } from '../schemas/basics.ts';
import { caseDetail, caseRow, closeCode, overlay, timelineEntry } from '../schemas/case.ts';
import { claimEvent, payment } from '../schemas/claim.ts';
import { contactDecision, lawRefusal, position } from '../schemas/law.ts';

const oneCase = Type.Object({ caseId: uuid });

export const listCases = operation({
  id: 'listCases',
  method: 'GET',
  path: '/v1/cases',
  tag: 'cases',
  access: needs('claims:read'),
  summary: 'Cases, filtered and sorted',
  query: Type.Object({
    ...pageQuery,
    q: Type.Optional(Type.String({ maxLength: 200, description: 'Part of a party name, case number or invoice number' })),
    stage: Type.Optional(Type.String()),
    overlay: Type.Optional(Type.String()),
    country: Type.Optional(Type.String()),
    currency: Type.Optional(Type.String()),
    closed: Type.Optional(Type.Enum(['no', 'yes', 'all'])),
    sort: Type.Optional(Type.Enum(['next', 'newest', 'amount', 'late', 'limitation'])),
  }),
  response: pageOf(caseRow),
});

export const getCase = operation({
  id: 'getCase',
  method: 'GET',
  path: '/v1/cases/{caseId}',
  tag: 'cases',
  access: needs('claims:read'),
  summary: 'One case with its claim and what may be done now',
  params: oneCase,
  response: caseDetail,
});

export const getTimeline = operation({
  id: 'getTimeline',
  method: 'GET',
  path: '/v1/cases/{caseId}/timeline',
  tag: 'cases',
  access: needs('claims:read'),
  summary: 'Everything that happened, newest first',
  params: oneCase,
  response: Type.Object({ items: Type.Array(timelineEntry) }),
});

export const getPosition = operation({
  id: 'getPosition',
  method: 'GET',
  path: '/v1/cases/{caseId}/position',
  tag: 'law',
  access: needs('claims:read'),
  summary: "The law's position at a day (today in the creditor's zone when not given), with its trace",
  params: oneCase,
  query: Type.Object({ asOf: Type.Optional(day) }),
  response: Type.Object({ position: Type.Optional(position), refusal: Type.Optional(lawRefusal) }),
});

export const getContact = operation({
  id: 'getContact',
  method: 'GET',
  path: '/v1/cases/{caseId}/contact',
  tag: 'law',
  access: needs('claims:read'),
  summary: 'May the debtor be contacted now, by which channel, and when next',
  params: oneCase,
  response: Type.Object({ channels: Type.Array(contactDecision) }),
});

export const assessCase = operation({
  id: 'assessCase',
  method: 'POST',
  path: '/v1/cases/{caseId}/assessments',
  tag: 'assessment',
  access: needs('claims:write'),
  status: 201,
  summary: 'Check again and write a new assessment report as of today',
  params: oneCase,
  response: assessment,
});
export const getAssessment = operation({
  id: 'getAssessment',
  method: 'GET',
  path: '/v1/assessments/{assessmentId}',
  tag: 'assessment',
  access: needs('claims:read'),
  summary: 'An assessment report as data',
  params: Type.Object({ assessmentId: uuid }),
  response: assessment,
});
export const getReportPdf = operation({
  id: 'getReportPdf',
  method: 'GET',
  path: '/v1/assessments/{assessmentId}/report.pdf',
  tag: 'assessment',
  access: needs('claims:read'),
  file: 'application/pdf',
  summary: 'The assessment report as a tagged PDF/A-2a',
  params: Type.Object({ assessmentId: uuid }),
  query: Type.Object({ locale: Type.Optional(locale) }),
  response: nothing,
});

export const recordPayment = operation({
  id: 'recordPayment',
  method: 'POST',
  path: '/v1/cases/{caseId}/payments',
  tag: 'money',
  access: needs('claims:write'),
  idempotent: true,
  status: 201,
  summary: 'Record money that came in',
  params: oneCase,
  body: payment,
  response: caseDetail,
});
export const recordEvent = operation({
  id: 'recordEvent',
  method: 'POST',
  path: '/v1/cases/{caseId}/events',
  tag: 'cases',
  access: needs('claims:write'),
  idempotent: true,
  status: 201,
  summary: 'Record an event that the law attaches to (demand received, acknowledgment, suit ...)',
  params: oneCase,
  body: claimEvent,
  response: caseDetail,
});
export const setOverlay = operation({
  id: 'setOverlay',
  method: 'POST',
  path: '/v1/cases/{caseId}/overlays',
  tag: 'cases',
  access: needs('claims:write'),
  summary: 'Mark or unmark a case as disputed, on hold, vulnerable ...; disputed and on hold stop contact',
  params: oneCase,
  body: Type.Object({ overlay, on: Type.Boolean(), reason: Type.String({ minLength: 1, maxLength: 500 }) }, { additionalProperties: false }),
  response: caseDetail,
});
export const closeCase = operation({
  id: 'closeCase',
  method: 'POST',
  path: '/v1/cases/{caseId}/close',
  tag: 'cases',
  access: needs('claims:write'),
  summary: 'Close a case with its close code',
  params: oneCase,
  body: Type.Object({ code: closeCode, reason: Type.String({ minLength: 1, maxLength: 1000 }) }, { additionalProperties: false }),
  response: caseDetail,
});
export const reopenCase = operation({
  id: 'reopenCase',
  method: 'POST',
  path: '/v1/cases/{caseId}/reopen',
  tag: 'cases',
  access: needs('claims:write'),
  summary: 'Take a closing back',
  params: oneCase,
  body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 1000 }) }, { additionalProperties: false }),
  response: caseDetail,
});

const moneyRow = Type.Object({ currency: Type.String(), amount: Type.String(), cases: Type.Integer() });
const ageing = Type.Object({
  currency: Type.String(),
  buckets: Type.Array(
    Type.Object({
      bucket: Type.Enum(['not-due', '0-30', '31-60', '61-90', '91-180', '181-365', '365+']),
      stage: Type.String(),
      amount: Type.String(),
      cases: Type.Integer(),
    }),
  ),
});

/** Totals stay per currency: no exchange rate is invented. DSO needs the tenant's own credit sales (settings) and is absent without them. */
export const getDesk = operation({
  id: 'getDesk',
  method: 'GET',
  path: '/v1/desk',
  tag: 'desk',
  access: needs('claims:read'),
  summary: 'Totals at risk, ageing, DSO and what to do next',
  response: Type.Object({
    asOf: day,
    atRisk: Type.Array(moneyRow),
    recovered90d: Type.Array(moneyRow),
    dueThisWeek: Type.Integer(),
    awaitingApproval: Type.Integer(),
    dso: Type.Array(Type.Object({ currency: Type.String(), days: Type.Number(), bestPossible: Type.Number() })),
    averageDaysLate: Type.Optional(Type.Number()),
    ageing: Type.Array(ageing),
    worklist: Type.Array(caseRow),
    caseCount: Type.Integer(),
    demo: Type.Object({ loaded: Type.Boolean(), cases: Type.Integer() }),
    notes: Type.Array(bilingual),
  }),
});

import Type from 'typebox';
import { open, operation } from '../operation.ts';
import { route } from '../schemas/assessment.ts';
import { bilingual, currency, day, decimal, locale, nothing } from '../schemas/basics.ts';
import { agreedInterest, basis, claimEvent, payment } from '../schemas/claim.ts';
import { lawRefusal, position } from '../schemas/law.ts';

/** "What is my claim worth today?": no account, nothing about the person is stored. */
export const consultInput = Type.Object(
  {
    jurisdiction: Type.String({ pattern: '^[A-Z]{2}(-[A-Z0-9]{1,3})?$' }),
    debtorCountry: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
    basis,
    amount: decimal,
    currency,
    dueOn: Type.Optional(day),
    issuedOn: Type.Optional(day),
    deliveredOn: Type.Optional(day),
    contractOn: Type.Optional(day),
    consumer: Type.Optional(Type.Boolean()),
    creditorKind: Type.Optional(Type.Enum(['organisation', 'person'])),
    creditorSize: Type.Optional(Type.Enum(['micro', 'small', 'medium', 'large'])),
    debtorKind: Type.Optional(Type.Enum(['organisation', 'person', 'public-body'])),
    debtorSize: Type.Optional(Type.Enum(['micro', 'small', 'medium', 'large'])),
    agreedInterest: Type.Optional(agreedInterest),
    payments: Type.Optional(Type.Array(payment, { maxItems: 50 })),
    events: Type.Optional(Type.Array(claimEvent, { maxItems: 50 })),
    asOf: Type.Optional(day),
  },
  { additionalProperties: false },
);

export const consultAnswer = Type.Object({
  position: Type.Optional(position),
  refusal: Type.Optional(lawRefusal),
  routes: Type.Array(route),
  nextStep: Type.Object({ text: bilingual, by: Type.Optional(day) }),
  avoid: Type.Array(bilingual),
  papers: Type.Array(bilingual),
  notices: Type.Array(bilingual),
});

export const consult = operation({
  id: 'consult',
  method: 'POST',
  path: '/v1/public/consult',
  tag: 'consult',
  access: open,
  summary: 'What is my claim worth today? The same engine, no account, nothing stored',
  body: consultInput,
  response: consultAnswer,
});
export const consultPdf = operation({
  id: 'consultPdf',
  method: 'POST',
  path: '/v1/public/consult.pdf',
  tag: 'consult',
  access: open,
  file: 'application/pdf',
  summary: 'The same answer as a one-page PDF',
  query: Type.Object({ locale: Type.Optional(locale) }),
  body: consultInput,
  response: nothing,
});
export const consultChoices = operation({
  id: 'consultChoices',
  method: 'GET',
  path: '/v1/public/choices',
  tag: 'consult',
  access: open,
  summary: 'Jurisdictions that the engine covers, currencies and countries, for the forms',
  response: Type.Object({
    jurisdictions: Type.Array(Type.Object({ code: Type.String(), name: bilingual, status: Type.String() })),
    /** `profile`: POST /v1/law/profile knows this country. */
    countries: Type.Array(Type.Object({ code: Type.String(), name: bilingual, profile: Type.Optional(Type.Boolean()) })),
    currencies: Type.Array(Type.String()),
  }),
});

/** The guided interview: answers so far in, next question or the outcome out. Stateless: nothing is stored. */
export const interview = operation({
  id: 'interview',
  method: 'POST',
  path: '/v1/public/interview',
  tag: 'consult',
  access: open,
  summary: 'One question a screen, for a creditor or a debtor',
  body: Type.Object(
    { role: Type.Enum(['creditor', 'debtor']), answers: Type.Record(Type.String(), Type.Unknown()) },
    { additionalProperties: false },
  ),
  response: Type.Object({
    question: Type.Optional(
      Type.Object({
        id: Type.String(),
        text: bilingual,
        why: bilingual,
        input: Type.Enum(['choice', 'text', 'date', 'money', 'number', 'country', 'yes-no']),
        choices: Type.Optional(Type.Array(Type.Object({ value: Type.String(), label: bilingual }))),
        skippable: Type.Boolean(),
      }),
    ),
    progress: Type.Object({ done: Type.Integer(), of: Type.Integer() }),
    outcome: Type.Optional(
      Type.Object({
        position: Type.Optional(position),
        refusal: Type.Optional(lawRefusal),
        sections: Type.Array(Type.Object({ id: Type.String(), title: bilingual, lines: Type.Array(bilingual) })),
        claim: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
      }),
    ),
  }),
});

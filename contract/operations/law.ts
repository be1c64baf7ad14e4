import Type from 'typebox';
import { needs, open, operation } from '../operation.ts';
import { bilingual, citation, instant, nothing, uuid } from '../schemas/basics.ts';

/** Result and trace as `npx quittance law VERB` prints them: the same engine, the same JSON. */
const answer = Type.Object({ result: Type.Unknown(), trace: Type.Array(Type.Unknown()) });
const question = Type.Record(Type.String(), Type.Unknown());

const ask = <const Verb extends string>(verb: Verb, summary: string) =>
  operation({ id: `law-${verb}`, method: 'POST', path: `/v1/law/${verb}`, tag: 'law', access: open, summary, body: question, response: answer });

export const lawPosition = ask('position', 'What a claim is worth on a day, with its trace');
export const lawInterest = ask('interest', 'Interest on a sum between its due date and a day');
export const lawLimitation = ask('limitation', 'Until when a claim can be enforced, and what interrupts the period');
export const lawFee = ask('fee', 'Court and collection fees by scale');
export const lawRate = ask('rate', 'A rate in force on a day; refuses what is not published');
export const lawDeadline = ask('deadline', 'The last day of a period, with working days and the holiday roll of a place');
export const lawContact = ask('contact', 'May this person be contacted, by this channel, now?');
export const lawProfile = ask('profile', 'A country: conventions, limitation, enforcing a contract, routes to a title');

/** One version of a rule. `value` is the rule's JSON as docs/law-authoring.md describes it: a `kind` and its fields. */
const lawVersion = Type.Object({ from: Type.Optional(Type.String()), to: Type.Optional(Type.String()), value: Type.Unknown() });

const ruleParts = {
  id: Type.String(),
  citation,
  source: Type.Optional(Type.String()),
  confidence: Type.Optional(Type.String()),
  values: Type.Array(lawVersion),
  /** Which claims it is for: basis, parties, sizes, currency, days. Absent: all. */
  when: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  note: Type.Optional(bilingual),
  alternatives: Type.Array(Type.Object({ label: bilingual, values: Type.Array(lawVersion), citation })),
};
export const lawException = Type.Object({ ...ruleParts, title: Type.Optional(bilingual) });

export const lawRule = Type.Object({
  ...ruleParts,
  jurisdiction: Type.String(),
  topic: Type.String(),
  title: bilingual,
  /** Where its `when` matches, an exception stands in the rule's place. */
  exceptions: Type.Array(lawException),
});

export const lawSeries = Type.Object({
  id: Type.String(),
  jurisdiction: Type.String(),
  title: bilingual,
  unit: Type.String(),
  lastPublication: Type.String(),
  validThrough: Type.Optional(Type.String()),
  nextPublication: Type.Optional(Type.String()),
  citation,
  source: Type.Optional(Type.String()),
  confidence: Type.Optional(Type.String()),
  /** An empty value: a figure is due or published there, but nobody has verified it. */
  points: Type.Array(Type.Object({ from: Type.String(), value: Type.String(), status: Type.Optional(Type.String()) })),
});

export const listRules = operation({
  id: 'listRules',
  method: 'GET',
  path: '/v1/public/law/rules',
  tag: 'law',
  access: open,
  summary: 'Every rule and series of a jurisdiction: value over time, source, status',
  query: Type.Object({ jurisdiction: Type.String({ pattern: '^[A-Z]{2}(-[A-Z0-9]{1,3})?$' }) }),
  response: Type.Object({
    jurisdiction: Type.String(),
    name: bilingual,
    /** Whose rules stand in where this jurisdiction says nothing itself. */
    parent: Type.Optional(Type.Object({ code: Type.String(), name: bilingual })),
    rules: Type.Array(lawRule),
    series: Type.Array(lawSeries),
  }),
});

/** The calendar of the tenant's limitation dates and next actions, for any calendar program; the key travels in the address. */
export const deadlineCalendar = operation({
  id: 'deadlineCalendar',
  method: 'GET',
  path: '/v1/calendar.ics',
  tag: 'law',
  access: needs('claims:read'),
  file: 'text/calendar',
  summary: 'Limitation dates and next actions as iCalendar',
  response: nothing,
});

/** Whoever holds a paper checks it here: nothing about the debtor is said. */
export const checkPaper = operation({
  id: 'checkPaper',
  method: 'POST',
  path: '/v1/public/papers/check',
  tag: 'evidence',
  access: open,
  summary: 'Is a letter or report with this code genuine?',
  body: Type.Object({ code: Type.String({ minLength: 4, maxLength: 40 }) }, { additionalProperties: false }),
  response: Type.Object({
    genuine: Type.Boolean(),
    papers: Type.Array(
      Type.Object({
        kind: Type.Enum(['demand', 'report']),
        sender: Type.String(),
        reference: Type.String(),
        at: instant,
        sha256: Type.String(),
        recordId: Type.Optional(uuid),
      }),
    ),
  }),
});

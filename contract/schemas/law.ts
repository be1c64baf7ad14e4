import Type, { type Static } from 'typebox';
import { bilingual, citation, currency, day, decimal, money } from './basics.ts';

/** One line of an explanation a lawyer can follow: rule, article, value in force, days counted, rounding. */
export const traceStep = Type.Object({
  rule: Type.String(),
  text: bilingual,
  citation: Type.Optional(citation),
  value: Type.Optional(Type.String()),
  unit: Type.Optional(bilingual),
  from: Type.Optional(day),
  to: Type.Optional(day),
  days: Type.Optional(Type.Integer()),
  amount: Type.Optional(money),
  rounding: Type.Optional(bilingual),
  status: Type.Optional(Type.String()),
});
export type TraceStepJson = Static<typeof traceStep>;

export const limitation = Type.Object({
  status: Type.Enum(['running', 'expired', 'not-started', 'unknown']),
  expiresOn: Type.Optional(day),
  longStopOn: Type.Optional(day),
  interruptedBy: Type.Array(Type.Object({ on: day, kind: Type.String() })),
  whatInterrupts: Type.Array(bilingual),
  effectAfterExpiry: Type.Optional(bilingual),
  because: Type.Array(citation),
});

export const notice = Type.Object({ text: bilingual, citation: Type.Optional(citation), status: Type.Optional(Type.String()) });

/** What the law says at a day. All amounts in one currency. `total` = principal + interest + compensation + costs - paid. */
export const position = Type.Object({
  asOf: day,
  jurisdiction: Type.String(),
  currency,
  principal: decimal,
  interest: decimal,
  compensation: decimal,
  costs: decimal,
  paid: decimal,
  total: decimal,
  perDay: decimal,
  items: Type.Array(
    Type.Object({
      number: Type.String(),
      principal: decimal,
      outstanding: decimal,
      interest: decimal,
      lateFrom: Type.Optional(day),
      lateDays: Type.Optional(Type.Integer()),
    }),
  ),
  limitation,
  alternatives: Type.Array(
    Type.Object({
      label: bilingual,
      total: decimal,
      interest: Type.Optional(decimal),
      explanation: Type.Optional(bilingual),
      because: Type.Array(citation),
    }),
  ),
  notices: Type.Array(notice),
  trace: Type.Array(traceStep),
});
export type PositionJson = Static<typeof position>;

/** Where the law gives no answer: what is blank and whom to ask. */
export const lawRefusal = Type.Object({
  code: Type.String(),
  text: bilingual,
  because: Type.Array(citation),
  data: Type.Record(Type.String(), Type.Unknown()),
});

export const contactDecision = Type.Object({
  allowed: Type.Boolean(),
  channel: Type.String(),
  at: Type.String(),
  localTime: Type.Optional(Type.String()),
  reasons: Type.Array(Type.Object({ text: bilingual, citation: Type.Optional(citation) })),
  nextAllowedAt: Type.Optional(Type.String()),
});
export type ContactDecisionJson = Static<typeof contactDecision>;

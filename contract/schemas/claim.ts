import Type, { type Static } from 'typebox';
import { currency, day, decimal, uuid } from './basics.ts';
import { party } from './party.ts';

export const basis = Type.Enum(['sale', 'service', 'construction', 'loan', 'rent', 'judgment', 'award', 'guarantee', 'other']);
export const itemKind = Type.Enum(['invoice', 'credit-note', 'instalment', 'loan', 'judgment', 'other']);
export const eventKind = Type.Enum([
  'demand-sent',
  'demand-received',
  'acknowledgment',
  'partial-payment',
  'promise',
  'suit-filed',
  'arbitration-filed',
  'payment-order-filed',
  'mediation-filed',
  'judgment',
  'insolvency-opened',
  'dispute-raised',
  'negotiation-started',
  'negotiation-ended',
  'obstacle-started',
  'obstacle-ended',
  'enforcement-filed',
]);

export const claimItem = Type.Object(
  {
    number: Type.String({ minLength: 1, maxLength: 120 }),
    kind: Type.Optional(itemKind),
    /** Gross, in the claim currency; a credit note is negative. */
    amount: decimal,
    tax: Type.Optional(decimal),
    issuedOn: Type.Optional(day),
    deliveredOn: Type.Optional(day),
    dueOn: Type.Optional(day),
    description: Type.Optional(Type.String({ maxLength: 2000 })),
  },
  { additionalProperties: false },
);

export const payment = Type.Object(
  {
    paidOn: day,
    amount: decimal,
    reference: Type.Optional(Type.String({ maxLength: 200 })),
    towards: Type.Optional(Type.String({ maxLength: 120, description: 'Item number it was meant for' })),
  },
  { additionalProperties: false },
);

/** Yearly rates in percent ("12" is 12% a year), daily rates in percent a day ("0.05"). */
export const agreedInterest = Type.Union([
  Type.Object({ kind: Type.Literal('none-agreed') }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('yearly'), percent: decimal, termPercent: Type.Optional(decimal) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('daily'), percent: decimal }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('fixed-penalty'), amount: decimal }, { additionalProperties: false }),
]);

export const claimEvent = Type.Object(
  { on: day, kind: eventKind, proof: Type.Optional(Type.String({ maxLength: 500 })) },
  { additionalProperties: false },
);

/** What is filed. Money is decimal text in `currency`. What is not known is left out, never guessed. */
export const claimInput = Type.Object(
  {
    reference: Type.Optional(Type.String({ maxLength: 120 })),
    basis: Type.Optional(basis),
    creditor: party,
    debtor: party,
    guarantors: Type.Optional(Type.Array(party, { maxItems: 20 })),
    currency,
    items: Type.Array(claimItem, { minItems: 1, maxItems: 500 }),
    payments: Type.Optional(Type.Array(payment, { maxItems: 500 })),
    agreedInterest: Type.Optional(agreedInterest),
    contractOn: Type.Optional(day),
    governingLaw: Type.Optional(Type.String({ pattern: '^[A-Z]{2}(-[A-Z0-9]{1,3})?$', description: 'ISO 3166-1 alpha-2 or 3166-2' })),
    forum: Type.Optional(
      Type.Object({ kind: Type.Enum(['court', 'arbitration']), name: Type.String({ maxLength: 200 }) }, { additionalProperties: false }),
    ),
    consumer: Type.Optional(Type.Boolean()),
    disputed: Type.Optional(Type.Boolean()),
    events: Type.Optional(Type.Array(claimEvent, { maxItems: 200 })),
    exhibits: Type.Optional(
      Type.Array(uuid, { maxItems: 100, description: 'Uploads made by /v1/intake/read or /v1/uploads to attach to the new case' }),
    ),
  },
  { additionalProperties: false },
);
export type ClaimInput = Static<typeof claimInput>;
export type ClaimItemInput = Static<typeof claimItem>;
export type ClaimEventInput = Static<typeof claimEvent>;
export type PaymentInput = Static<typeof payment>;

import Type, { type Static } from 'typebox';
import { bilingual, day, decimal, instant, uuid } from './basics.ts';
import { claimInput } from './claim.ts';

export const stages = [
  'draft',
  'filed',
  'checked',
  'assessed',
  'mandated',
  'amicable',
  'mediation',
  'payment-order',
  'arbitration',
  'suit',
  'title',
  'enforcement',
  'closed',
] as const;
export const stage = Type.Enum([...stages]);
export const overlays = ['disputed', 'on-hold', 'plan-running', 'insolvent', 'vulnerable'] as const;
export const overlay = Type.Enum([...overlays]);
export const closeCodes = [
  'paid-in-full',
  'paid-direct',
  'settled',
  'plan-completed',
  'credited',
  'withdrawn',
  'merged',
  'assigned',
  'time-barred',
  'insolvent-dividend',
  'insolvent-none',
  'untraceable',
  'deceased',
  'uneconomic',
  'refused',
  'enforced',
  'no-assets',
] as const;
export const closeCode = Type.Enum([...closeCodes]);

export const grade = Type.Enum(['received', 'logged', 'witnessed', 'anchored']);
/** How far a sealed record has come: received -> logged -> witnessed -> anchored. */
export const sealStatus = Type.Object({ recordId: uuid, grade, index: Type.Optional(Type.Integer()) });

export const nextAction = Type.Object({
  action: Type.String(),
  text: bilingual,
  by: Type.Optional(day),
  urgency: Type.Enum(['pressing', 'due', 'open']),
});

/** One row of a worklist. */
export const caseRow = Type.Object({
  id: uuid,
  number: Type.String({ description: 'Short readable number, unique in the tenant' }),
  creditor: Type.String(),
  debtor: Type.String(),
  debtorCountry: Type.Optional(Type.String()),
  currency: Type.String(),
  outstanding: decimal,
  total: Type.Optional(decimal),
  oldestDueOn: Type.Optional(day),
  lateDays: Type.Optional(Type.Integer()),
  stage,
  overlays: Type.Array(overlay),
  closeCode: Type.Optional(closeCode),
  limitationOn: Type.Optional(day),
  next: Type.Optional(nextAction),
  verdicts: Type.Object({ claim: Type.Optional(Type.String()), debtor: Type.Optional(Type.String()), ability: Type.Optional(Type.String()) }),
  demo: Type.Boolean(),
  updatedAt: instant,
});
export type CaseRow = Static<typeof caseRow>;

export const caseDetail = Type.Object({
  row: caseRow,
  claim: claimInput,
  filedAt: instant,
  assessmentId: Type.Optional(uuid),
  /** What a person may do now; a forbidden action says why (the same table the server enforces). */
  actions: Type.Array(Type.Object({ id: Type.String(), allowed: Type.Boolean(), why: Type.Optional(bilingual) })),
});
export type CaseDetail = Static<typeof caseDetail>;

export const timelineEntry = Type.Object({
  id: Type.String(),
  at: instant,
  kind: Type.String(),
  text: bilingual,
  actor: Type.Optional(Type.String()),
  seal: Type.Optional(sealStatus),
  link: Type.Optional(Type.Object({ kind: Type.Enum(['exhibit', 'assessment', 'message', 'payment', 'event']), id: Type.String() })),
});
export type TimelineEntry = Static<typeof timelineEntry>;

export const exhibitKind = Type.Enum([
  'contract',
  'order',
  'invoice',
  'delivery-note',
  'acceptance',
  'transport-document',
  'service-report',
  'statement',
  'power-of-attorney',
  'chat',
  'recording',
  'other',
]);

const name = Type.String({ minLength: 1, maxLength: 300 });
const paperNumber = Type.String({ minLength: 1, maxLength: 120 });
/** What a paper says. What it does not say is left out. */
export const paperFacts = Type.Object(
  {
    kind: Type.Enum([
      'contract',
      'order',
      'delivery-note',
      'acceptance',
      'transport-document',
      'service-report',
      'invoice',
      'statement',
      'power-of-attorney',
    ]),
    number: Type.Optional(paperNumber),
    date: Type.Optional(day),
    dueOn: Type.Optional(day),
    seller: Type.Optional(name),
    buyer: Type.Optional(name),
    currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
    total: Type.Optional(decimal),
    quantities: Type.Optional(
      Type.Array(
        Type.Object(
          {
            item: Type.Optional(Type.String({ maxLength: 300 })),
            amount: Type.String({ pattern: '^-?\\d{1,15}(\\.\\d{1,9})?$' }),
            unit: Type.Optional(Type.String({ maxLength: 40 })),
          },
          { additionalProperties: false },
        ),
        { maxItems: 500 },
      ),
    ),
    orderNumber: Type.Optional(paperNumber),
    contractNumber: Type.Optional(paperNumber),
    invoiceNumber: Type.Optional(paperNumber),
    paymentDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 3650 })),
    account: Type.Optional(paperNumber),
    signedBy: Type.Optional(name),
    agent: Type.Optional(name),
    validUntil: Type.Optional(day),
  },
  { additionalProperties: false },
);
export type PaperFactsJson = Static<typeof paperFacts>;

export const exhibit = Type.Object({
  id: uuid,
  caseId: Type.Optional(uuid),
  name: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Integer(),
  sha256: Type.String(),
  purpose: Type.Optional(Type.String()),
  kind: exhibitKind,
  /** What a person confirmed that it says, and what a machine read from a structured file. */
  facts: Type.Optional(paperFacts),
  factsBy: Type.Optional(Type.String()),
  read: Type.Optional(paperFacts),
  addedAt: instant,
  addedBy: Type.Optional(Type.String()),
  seal: Type.Optional(sealStatus),
});
export type Exhibit = Static<typeof exhibit>;

export const message = Type.Object({
  id: uuid,
  caseId: uuid,
  caseNumber: Type.String(),
  kind: Type.Enum(['demand', 'reminder', 'clearance']),
  channel: Type.Enum(['email', 'post', 'hand']),
  to: Type.String({ description: 'Name of the addressee' }),
  address: Type.Optional(Type.String()),
  subject: Type.String(),
  locale: Type.String(),
  state: Type.Enum(['awaiting-approval', 'approved', 'sending', 'sent', 'in-outbox', 'rejected', 'cancelled', 'blocked', 'failed']),
  stateReason: Type.Optional(bilingual),
  totalDemanded: Type.Optional(decimal),
  currency: Type.Optional(Type.String()),
  payBy: Type.Optional(day),
  madeBy: Type.Optional(Type.String()),
  madeAt: instant,
  decidedBy: Type.Optional(Type.String()),
  decidedAt: Type.Optional(instant),
  sentAt: Type.Optional(instant),
  sha256: Type.Optional(Type.String()),
  seal: Type.Optional(sealStatus),
  demo: Type.Boolean(),
});
export type Message = Static<typeof message>;

import Type, { type Static } from 'typebox';
import { needs, operation } from '../operation.ts';
import { bilingual, day, instant, uuid } from '../schemas/basics.ts';

const identifier = Type.Object({ scheme: Type.String(), value: Type.String() });
const answer = Type.Object({
  kind: Type.Enum(['found', 'not-found', 'not-covered', 'source-failed']),
  source: bilingual,
  asOf: Type.Optional(Type.String()),
  ageDays: Type.Optional(Type.Integer()),
  stale: Type.Optional(Type.Boolean()),
  why: Type.Optional(bilingual),
});
const facts = Type.Object({
  name: Type.String(),
  otherNames: Type.Array(Type.String()),
  identifiers: Type.Array(identifier),
  country: Type.Optional(Type.String()),
  status: Type.Enum(['active', 'dissolved', 'insolvent', 'suspended', 'unknown']),
  since: Type.Optional(Type.String()),
  ended: Type.Optional(Type.String()),
  url: Type.Optional(Type.String()),
  props: Type.Record(Type.String(), Type.Union([Type.String(), Type.Array(Type.String())])),
});
const verdict = Type.Enum(['positive', 'negative', 'unsure']);
const sideRow = Type.Object({
  field: Type.Enum(['name', 'other-names', 'number', 'kind', 'country', 'address', 'since']),
  debtor: Type.Optional(Type.String()),
  entry: Type.Optional(Type.String()),
  standing: Type.Enum(['agrees', 'differs', 'open']),
  words: bilingual,
});
const hitFields = {
  id: uuid,
  source: Type.String(),
  sourceName: Type.String(),
  /** The same in both languages where the source is one of ours. */
  sourceWords: bilingual,
  key: Type.String(),
  /** Absent: an entry of a register, perhaps the same party. */
  list: Type.Optional(Type.String()),
  name: Type.String(),
  foundBy: Type.Enum(['identifier', 'name']),
  score: Type.Optional(Type.Number()),
  open: Type.Boolean(),
  asOf: day,
  firstSeen: instant,
  facts: Type.Optional(facts),
  rows: Type.Array(sideRow),
  judgement: Type.Optional(Type.Object({ id: uuid, verdict, why: Type.String(), decidedBy: Type.String(), decidedAt: instant })),
};
const hit = Type.Object(hitFields);
export type HitJson = Static<typeof hit>;

export const getDebtor = operation({
  id: 'getDebtor',
  method: 'GET',
  path: '/v1/cases/{caseId}/debtor',
  tag: 'registry',
  access: needs('claims:read'),
  summary: 'Who the debtor is: its numbers, what registers say, and entries that wait for a person’s word, each beside the debtor',
  params: Type.Object({ caseId: uuid }),
  response: Type.Object({
    name: Type.String(),
    kind: Type.Enum(['organisation', 'person', 'public-body']),
    otherNames: Type.Array(Type.String()),
    country: Type.Optional(Type.String()),
    address: Type.Optional(Type.String()),
    identifiers: Type.Array(
      Type.Object({
        scheme: Type.String(),
        value: Type.String(),
        check: Type.Enum(['valid', 'invalid', 'unchecked']),
        why: Type.Optional(bilingual),
      }),
    ),
    register: Type.Array(answer),
    lists: Type.Array(answer),
    entries: Type.Array(
      Type.Object({
        source: Type.String(),
        sourceName: Type.String(),
        sourceWords: bilingual,
        asOf: day,
        key: Type.String(),
        foundBy: Type.Enum(['identifier', 'name']),
        facts,
      }),
    ),
    hits: Type.Array(hit),
  }),
});
export type DebtorJson = Static<typeof getDebtor.response>;

const queued = Type.Object({
  ...hitFields,
  caseId: uuid,
  caseNumber: Type.String(),
  /** Open cases of the debtor; a word counts in all of them. */
  cases: Type.Integer(),
  debtor: Type.String(),
});
export type QueuedHitJson = Static<typeof queued>;

export const listReviewHits = operation({
  id: 'listReviewHits',
  method: 'GET',
  path: '/v1/review/hits',
  tag: 'registry',
  access: needs('claims:read'),
  summary: 'Entries of lists, court records and registers that wait for a person’s word, over all open cases, the gravest first',
  query: Type.Object({
    kind: Type.Optional(Type.Enum(['list', 'register'])),
    state: Type.Optional(Type.Enum(['waiting', 'unsure', 'decided'])),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    cursor: Type.Optional(Type.String({ maxLength: 300 })),
  }),
  response: Type.Object({ items: Type.Array(queued), total: Type.Integer(), next: Type.Optional(Type.String()) }),
});

export const countReview = operation({
  id: 'countReview',
  method: 'GET',
  path: '/v1/review/counts',
  tag: 'registry',
  access: needs('claims:read'),
  summary: 'How much waits in the review queue',
  response: Type.Object({ lists: Type.Integer(), registers: Type.Integer(), news: Type.Integer() }),
});

export const judgeHits = operation({
  id: 'judgeHits',
  method: 'POST',
  path: '/v1/review/judgements',
  tag: 'registry',
  access: needs('claims:write'),
  status: 201,
  summary: 'Give one word on several hits; "this is the debtor" is said of one at a time only',
  body: Type.Object(
    {
      hits: Type.Array(uuid, { minItems: 1, maxItems: 50 }),
      verdict,
      why: Type.String({ minLength: 3, maxLength: 500 }),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ judgements: Type.Array(uuid) }),
});

import Type, { type Static } from 'typebox';
import { needs, operation } from '../operation.ts';
import { bilingual, day, instant, uuid } from '../schemas/basics.ts';

const tone = Type.Enum(['adverse', 'favourable', 'neutral']);
const verdict = Type.Enum(['relevant', 'other', 'unsure']);
const article = {
  id: uuid,
  caseId: uuid,
  source: Type.String(),
  outlet: Type.String(),
  title: Type.String(),
  text: Type.String(),
  url: Type.Optional(Type.String()),
  /** Other addresses under which the same article came. */
  also: Type.Array(Type.String()),
  language: Type.Optional(Type.String()),
  publishedOn: Type.Optional(day),
  foundAt: instant,
  retainUntil: day,
  /** A proposal of rules, with their version and the words they went by; it counts for nothing until a person has judged. */
  suggestion: Type.Object({
    rules: Type.String(),
    relevance: Type.Enum(['likely', 'unclear', 'unlikely']),
    tone: Type.Enum(['adverse', 'favourable', 'mixed', 'none']),
    topics: Type.Array(Type.String()),
    reasons: Type.Array(bilingual),
  }),
  judged: Type.Optional(Type.Object({ verdict, tone: Type.Optional(tone), why: Type.String(), decidedBy: Type.String(), decidedAt: instant })),
  recordId: Type.Optional(Type.String()),
};
const item = Type.Object(article);
export type NewsJson = Static<typeof item>;
const queued = Type.Object({ ...article, caseNumber: Type.String(), debtor: Type.String() });
export type QueuedNewsJson = Static<typeof queued>;

export const listNews = operation({
  id: 'listNews',
  method: 'GET',
  path: '/v1/cases/{caseId}/news',
  tag: 'registry',
  access: needs('claims:read'),
  summary: 'Articles that may be about the debtor, with what rules suggest and what a person said',
  params: Type.Object({ caseId: uuid }),
  response: Type.Object({ items: Type.Array(item) }),
});

export const addNews = operation({
  id: 'addNews',
  method: 'POST',
  path: '/v1/cases/{caseId}/news',
  tag: 'registry',
  access: needs('claims:write'),
  status: 201,
  idempotent: true,
  summary: 'Bring an article by hand: pasted text or a link, with purpose, legal basis and retention',
  params: Type.Object({ caseId: uuid }),
  body: Type.Object(
    {
      title: Type.String({ minLength: 3, maxLength: 1000 }),
      text: Type.Optional(Type.String({ maxLength: 200_000 })),
      url: Type.Optional(Type.String({ pattern: '^https?://', maxLength: 1000 })),
      outlet: Type.Optional(Type.String({ maxLength: 200 })),
      publishedOn: Type.Optional(day),
      language: Type.Optional(Type.String({ maxLength: 35 })),
      purpose: Type.String({ minLength: 3, maxLength: 500 }),
      legalBasis: Type.Enum(['contract', 'legal-claims', 'legitimate-interest', 'consent', 'public-information']),
      retentionDays: Type.Integer({ minimum: 1, maximum: 3650 }),
    },
    { additionalProperties: false },
  ),
  response: item,
});

export const judgeNews = operation({
  id: 'judgeNews',
  method: 'PUT',
  path: '/v1/news/{newsId}/judgement',
  tag: 'registry',
  access: needs('claims:write'),
  summary: 'Say whether an article is about the debtor, and for or against it; what is about the debtor is sealed',
  params: Type.Object({ newsId: uuid }),
  body: Type.Object({ verdict, tone: Type.Optional(tone), why: Type.String({ minLength: 3, maxLength: 500 }) }, { additionalProperties: false }),
  response: item,
});

export const withdrawNewsJudgement = operation({
  id: 'withdrawNewsJudgement',
  method: 'DELETE',
  path: '/v1/news/{newsId}/judgement',
  tag: 'registry',
  access: needs('claims:write'),
  summary: 'Take a word on an article back',
  params: Type.Object({ newsId: uuid }),
  response: item,
});

export const listReviewNews = operation({
  id: 'listReviewNews',
  method: 'GET',
  path: '/v1/review/news',
  tag: 'registry',
  access: needs('claims:read'),
  summary: 'Articles that wait for a person, over all open cases, newest first',
  query: Type.Object({
    state: Type.Optional(Type.Enum(['waiting', 'unsure', 'decided'])),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    cursor: Type.Optional(Type.String({ maxLength: 300 })),
  }),
  response: Type.Object({ items: Type.Array(queued), total: Type.Integer(), next: Type.Optional(Type.String()) }),
});

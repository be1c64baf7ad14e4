import type { FastifyInstance } from 'fastify';
import { countReview, type DebtorJson, getDebtor, type HitJson, judgeHits, listReviewHits } from '#contract/operations/debtor.ts';
import { ageOf } from '#domain/assessment/check.ts';
import { staleDays } from '#domain/assessment/checks/debtor.ts';
import { staleListDays } from '#domain/assessment/checks/lists.ts';
import { sourceWords } from '#domain/assessment/sources.ts';
import type { PartyFiling } from '#domain/claim/filing.ts';
import type { Answer } from '#domain/kernel/answer.ts';
import type { Day } from '#domain/kernel/day.ts';
import { checkIdentifier } from '#domain/registry/identifiers/check.ts';
import type { HitFacts } from '#usecases/ports/hits.ts';
import { debtorFile, reviewQueue, type ShownHit } from '#usecases/verify/debtor-file.ts';
import { judgeSeveral } from '#usecases/verify/judge-hit.ts';
import type { ApiContext } from '../context.ts';
import { registerStatuses } from '../problems.ts';
import { transacted } from '../route.ts';
import { instantText } from '../shapes/case.ts';
import { todayOf } from '../today.ts';
import { propsShape } from './registry.ts';

registerStatuses({ 'registry.hit_not_found': 404, 'registry.one_at_a_time': 409 });

export function debtorRoutes(app: FastifyInstance, context: ApiContext): void {
  const { registry } = context;
  const ports = { cases: context.cases, registry: registry.reader, hits: registry.hits, lookUp: registry.lookUpOnly };

  transacted(app, context, getDebtor, async ({ params }, tx) => {
    const today = await todayOf(context, tx);
    const names = await context.names(tx);
    const { debtor, register, lists, entries, hits } = await debtorFile(ports, tx, params.caseId);
    return {
      name: debtor.name,
      kind: debtor.kind ?? 'organisation',
      otherNames: [...(debtor.otherNames ?? [])],
      identifiers: (debtor.identifiers ?? []).map(identifierShape),
      register: register.map((answer) => answerShape(answer, today, staleDays)),
      lists: lists.map((answer) => answerShape(answer, today, staleListDays)),
      entries: entries.map((entry) => ({ ...entry, sourceWords: sourceWords(entry.sourceName), facts: factsShape(entry.facts) })),
      hits: hits.map((hit) => hitShape(hit, names)),
      ...addressShape(debtor),
    };
  });

  transacted(app, context, listReviewHits, async ({ query }, tx) => {
    const { kind, state = 'waiting', limit = 30, cursor } = query;
    const names = await context.names(tx);
    const page = await reviewQueue(ports, tx, { state, limit, ...(kind ? { kind } : {}), ...(cursor ? { cursor } : {}) });
    return {
      items: page.items.map((hit) => ({
        ...hitShape(hit, names),
        caseId: hit.caseId,
        caseNumber: hit.caseNumber,
        cases: hit.cases,
        debtor: hit.debtor.name,
      })),
      total: page.total,
      ...(page.next ? { next: page.next } : {}),
    };
  });

  transacted(app, context, countReview, async (_, tx) => ({ ...(await registry.hits.counts(tx)), news: await registry.news.waiting(tx) }));

  transacted(app, context, judgeHits, async ({ body }, tx) => ({ judgements: await judgeSeveral(context.judging, tx, body) }));
}

function identifierShape({ scheme, value }: { readonly scheme: string; readonly value: string }): DebtorJson['identifiers'][number] {
  const { valid, reason } = checkIdentifier(scheme, value);
  if (valid === 'unknown') return { scheme, value, check: 'unchecked' };
  return valid ? { scheme, value, check: 'valid' } : { scheme, value, check: 'invalid', why: reason };
}

function addressShape({ address }: PartyFiling): Pick<DebtorJson, 'country' | 'address'> {
  const text = address && [...address.lines, address.postcode, address.city].filter(Boolean).join(', ');
  return { ...(address?.country ? { country: address.country } : {}), ...(text ? { address: text } : {}) };
}

function answerShape(answer: Answer<unknown>, today: Day, trustedDays: number): DebtorJson['register'][number] {
  const source = sourceWords(answer.source);
  if (answer.kind === 'not-covered' || answer.kind === 'source-failed') return { kind: answer.kind, source, why: sourceWords(answer.why) };
  const age = ageOf(answer.asOf, today);
  return {
    kind: answer.kind,
    source,
    asOf: answer.asOf,
    ...(answer.kind === 'not-found' && answer.copied ? { why: sourceWords('copied by a person') } : {}),
    ...(age === undefined ? {} : { ageDays: age, ...(age > trustedDays ? { stale: true } : {}) }),
  };
}

const factsShape = (facts: HitFacts) => ({
  ...facts,
  otherNames: [...facts.otherNames],
  identifiers: [...facts.identifiers],
  props: propsShape(facts.props),
});

function hitShape(hit: ShownHit, names: ReadonlyMap<string, string>): HitJson {
  const { id, source, sourceName, key, list, name, foundBy, score, open, asOf, firstSeen, facts, rows, judgement } = hit;
  return {
    id,
    source,
    sourceName,
    sourceWords: sourceWords(sourceName),
    key,
    name,
    foundBy,
    open,
    asOf,
    firstSeen: instantText(firstSeen),
    rows: [...rows],
    ...(list ? { list } : {}),
    ...(score === undefined ? {} : { score }),
    ...(facts ? { facts: factsShape(facts) } : {}),
    ...(judgement
      ? {
          judgement: {
            id: judgement.id,
            verdict: judgement.verdict,
            why: judgement.why,
            decidedBy: names.get(judgement.decidedBy) ?? judgement.decidedBy,
            decidedAt: instantText(judgement.decidedAt),
          },
        }
      : {}),
  };
}

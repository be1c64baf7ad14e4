import { createHash } from 'node:crypto';
import type { AbilityCheckInput } from '#domain/assessment/checks/ability.ts';
import type { PartyFiling } from '#domain/claim/filing.ts';
import type { Answer } from '#domain/kernel/answer.ts';
import { isDay, isoDay } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { foldName } from '#domain/registry/names/fold.ts';
import { suggestNews } from '#domain/registry/news/suggest.ts';
import { foundCase } from '../assess/assess-case.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { CaseReader } from '../ports/cases.ts';
import type { Clock } from '../ports/clock.ts';
import type { Capability, Finding, LatestLookup, Lookup, LookupStore } from '../ports/connectors.ts';
import type { NewNews, NewsItem, NewsStore, NewsTone, NewsVerdict } from '../ports/news.ts';
import type { Sealing } from '../ports/sealing.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { partyIdOf } from '../seal/subjects.ts';
import { questionOf, subjectHash } from './ask-source.ts';
import { namesOf } from './look-up-debtors.ts';

export type NewsPorts = {
  readonly news: NewsStore;
  readonly cases: CaseReader;
  readonly lookups: Pick<LookupStore, 'add'>;
  readonly sealing: Sealing;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly today: (tx: TenantTx) => Promise<ReturnType<Clock['today']>>;
};

/** The source of an article that a person brought. */
export const pastedNews = 'pasted';

export type PastedArticle = {
  readonly title: string;
  readonly text: string;
  readonly url?: string;
  readonly outlet?: string;
  readonly publishedOn?: string;
  readonly language?: string;
  readonly purpose: string;
  readonly legalBasis: string;
  readonly retentionDays: number;
};

/** Keeps what a news source answered, each article with what the rules suggest of it. Answers how many were new. */
export async function noteNews(
  ports: Pick<NewsPorts, 'news' | 'cases' | 'clock'>,
  tx: TenantTx,
  lookup: Lookup,
  findings: readonly Finding[],
): Promise<number> {
  const found = await foundCase(ports.cases, tx, lookup.caseId);
  return ports.news.add(
    tx,
    findings.map((finding) => {
      const text = (key: string): string | undefined => (typeof finding.props[key] === 'string' ? (finding.props[key] as string) : undefined);
      return articleOf(ports.clock, found.debtorKey, found.filing.debtor, lookup, {
        title: finding.name,
        text: text('text') ?? '',
        outlet: text('outlet') ?? lookup.connector,
        ...(finding.url ? { url: finding.url } : {}),
        ...(text('language') ? { language: text('language') as string } : {}),
        ...(text('publishedAt') ? { publishedOn: (text('publishedAt') as string).slice(0, 10) } : {}),
      });
    }),
  );
}

/** An article that a person pasted: recorded like a look-up, with purpose, ground and retention. Throws `news.known` for one that is there. */
export async function keepArticle(ports: NewsPorts, tx: TenantTx, caseId: string, given: PastedArticle): Promise<string> {
  if (given.publishedOn !== undefined && !isDay(given.publishedOn))
    throw new DomainError('news.bad_day', `expected the day of publication like 2026-11-01, got "${given.publishedOn.slice(0, 20)}"`);
  const found = await foundCase(ports.cases, tx, caseId);
  const question = questionOf(found.filing.debtor);
  const today = await ports.today(tx);
  const lookup: Lookup = {
    id: ports.clock.newId(),
    caseId,
    connector: pastedNews,
    purpose: given.purpose,
    legalBasis: given.legalBasis,
    requestedBy: tx.actor.id,
    subjectKind: question.subject,
    subjectHash: subjectHash(tx.tenant, question),
    crossesBorder: false,
    askedAt: ports.clock.now(),
    retainUntil: isoDay((today + given.retentionDays) as typeof today),
    outcome: 'found',
    fromCache: false,
    costMinor: 0n,
  };
  await ports.lookups.add(tx, lookup);
  const article = articleOf(ports.clock, found.debtorKey, found.filing.debtor, lookup, {
    title: given.title.trim(),
    text: given.text.trim(),
    outlet: given.outlet?.trim() || hostOf(given.url) || pastedNews,
    ...(given.url ? { url: given.url } : {}),
    ...(given.language ? { language: given.language } : {}),
    ...(given.publishedOn ? { publishedOn: given.publishedOn } : {}),
  });
  if ((await ports.news.add(tx, [article])) === 0)
    throw new DomainError('news.known', 'expected an article that is not there yet; this one is among the news of the debtor already');
  await ports.audit.record(tx, {
    action: 'news.pasted',
    subject: { kind: 'case', id: caseId },
    after: { article: article.id, purpose: given.purpose, legalBasis: given.legalBasis },
  });
  return article.id;
}

/**
 * A person's word on an article: about the debtor or not, and for or against it. What is about the debtor is sealed with its
 * text. `undefined` takes the word back. Answers the debtor, whose cases are to be assessed again.
 */
export async function judgeArticle(
  ports: Pick<NewsPorts, 'news' | 'sealing' | 'audit' | 'clock'>,
  tx: TenantTx,
  id: string,
  word: { readonly verdict: NewsVerdict; readonly tone?: NewsTone; readonly why: string } | undefined,
): Promise<Pick<NewsItem, 'debtorKey' | 'caseId'>> {
  const item = await ports.news.get(tx, id);
  if (!item) throw new DomainError('news.not_found', `there is no article ${id} here; its retention may have ended`, { id });
  if (word?.verdict === 'relevant' && word.tone === undefined)
    throw new DomainError('news.no_tone', 'expected whether the article speaks for or against the debtor, or neither, got none', { id });
  const judged = word && {
    verdict: word.verdict,
    why: word.why,
    decidedBy: tx.actor.id,
    decidedAt: ports.clock.now(),
    ...(word.verdict === 'relevant' && word.tone ? { tone: word.tone } : {}),
  };
  const recordId = word?.verdict === 'relevant' ? (item.recordId ?? (await sealArticle(ports.sealing, tx, item))) : item.recordId;
  await ports.news.judge(tx, id, judged, recordId);
  await ports.audit.record(tx, {
    action: judged ? 'news.judged' : 'news.judgement_withdrawn',
    subject: { kind: 'news', id },
    ...(item.judged ? { before: { verdict: item.judged.verdict, tone: item.judged.tone } } : {}),
    ...(judged ? { after: { verdict: judged.verdict, tone: judged.tone } } : {}),
  });
  return { debtorKey: item.debtorKey, caseId: item.caseId };
}

async function sealArticle(sealing: Sealing, tx: TenantTx, item: NewsItem): Promise<string | undefined> {
  const { title, text, url, outlet, publishedOn, language, source } = item;
  const content = new TextEncoder().encode(JSON.stringify({ title, text, url, outlet, publishedOn, language, source }));
  const [record] = await sealing.seal(tx, [
    {
      tenant: tx.tenant,
      caseId: item.caseId,
      subjects: [partyIdOf(tx.tenant, item.debtorKey)],
      kind: 'statement',
      contentSha256: createHash('sha256').update(content).digest('hex'),
      size: content.length,
      mediaType: 'application/json',
      name: 'article.json',
      context: { by: tx.actor.id, how: 'news confirmed by a person', source, ...(url ? { url } : {}) },
      content,
    },
  ]);
  return record?.recordId;
}

/** What the ability check is told: confirmed articles, how many wait, and what each source of news answered last. Nothing asked, nothing kept: undefined. */
export const newsOf =
  (ports: { readonly news: NewsStore; readonly lookups: Pick<LookupStore, 'latest'>; readonly capabilities: readonly Capability[] }) =>
  async (tx: TenantTx, found: { readonly id: string; readonly debtorKey: string }): Promise<AbilityCheckInput['news']> => {
    const items = await ports.news.ofDebtor(tx, found.debtorKey);
    const sources = newsAnswers(ports.capabilities, await ports.lookups.latest(tx, [found.id]));
    if (items.length === 0 && sources.length === 0) return undefined;
    return {
      facts: items.flatMap(({ judged, title, outlet, publishedOn }) =>
        judged?.verdict === 'relevant' && judged.tone ? [{ title, outlet, tone: judged.tone, ...(publishedOn ? { publishedOn } : {}) }] : [],
      ),
      waiting: items.filter(({ judged }) => judged === undefined || judged.verdict === 'unsure').length,
      sources,
    };
  };

/** What each source of news answered last in a case. */
export function newsAnswers(capabilities: readonly Capability[], latest: readonly LatestLookup[]): Answer<unknown>[] {
  return latest.flatMap((lookup): Answer<unknown>[] => {
    const capability = capabilities.find(({ id, answers }) => id === lookup.connector && answers.includes('news'));
    if (!capability) return [];
    const source = capability.title.en;
    const asOf = new Date(lookup.fetchedAt ?? lookup.askedAt).toISOString().slice(0, 10);
    switch (lookup.outcome) {
      case 'found':
        return [{ kind: 'found', value: undefined, source, asOf }];
      case 'not-found':
        return [{ kind: 'not-found', source, asOf }];
      case 'not-covered':
        return [{ kind: 'not-covered', source, why: lookup.why ?? '' }];
      default:
        return [{ kind: 'source-failed', source, why: lookup.why ?? 'it has not answered' }];
    }
  });
}

type Article = Pick<NewsItem, 'title' | 'text' | 'outlet' | 'url' | 'language' | 'publishedOn'>;

function articleOf(clock: Clock, debtorKey: string, debtor: PartyFiling, lookup: Lookup, article: Article): NewNews {
  const day = article.publishedOn !== undefined && isDay(article.publishedOn) ? { publishedOn: article.publishedOn } : {};
  const { publishedOn: _, ...rest } = article;
  const titleKey = hash(foldName(article.title).replace(/[^\p{L}\p{N}]+/gu, ''));
  return {
    ...rest,
    ...day,
    title: article.title.slice(0, 1_000),
    text: article.text.slice(0, 20_000),
    outlet: article.outlet.slice(0, 200),
    id: clock.newId(),
    debtorKey,
    caseId: lookup.caseId,
    lookupId: lookup.id,
    source: lookup.connector,
    suggestion: suggestNews(namesOf(debtor), article),
    foundAt: clock.now(),
    retainUntil: lookup.retainUntil,
    fingerprint: article.url ? hash(plainUrl(article.url)) : hash(`${titleKey} ${article.publishedOn ?? ''}`),
    titleKey,
  };
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 40);

/** The address without what only tracks the reader: the same article keeps the same one. */
export function plainUrl(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  for (const key of [...url.searchParams.keys()])
    if (/^(utm_|fbclid|gclid|mc_|spm$|from$|ref$|source$|share)/i.test(key)) url.searchParams.delete(key);
  url.searchParams.sort();
  return `${url.host.replace(/^(www|m|amp)\./, '')}${url.pathname.replace(/\/(amp\/?)?$/, '')}${url.search}`;
}

const hostOf = (url: string | undefined): string | undefined => (url && URL.canParse(url) ? new URL(url).host : undefined);

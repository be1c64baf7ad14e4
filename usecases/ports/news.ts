import type { Suggestion } from '#domain/kernel/suggestion.ts';
import type { NewsReading } from '#domain/registry/news/suggest.ts';
import type { TenantTx } from './transactions.ts';

export const newsVerdicts = ['relevant', 'other', 'unsure'] as const;
export type NewsVerdict = (typeof newsVerdicts)[number];
export const newsTones = ['adverse', 'favourable', 'neutral'] as const;
export type NewsTone = (typeof newsTones)[number];

/** A piece of news that may be about a debtor. `publishedOn` is an ISO day; `source` the connector, `outlet` who published. */
export type NewsItem = {
  readonly id: string;
  readonly debtorKey: string;
  readonly caseId: string;
  readonly lookupId: string;
  readonly source: string;
  readonly outlet: string;
  readonly title: string;
  readonly text: string;
  readonly url?: string;
  readonly language?: string;
  readonly publishedOn?: string;
  readonly suggestion: Suggestion<NewsReading>;
  readonly also: readonly string[];
  readonly foundAt: number;
  readonly retainUntil: string;
  readonly judged?: NewsJudgement;
  readonly recordId?: string;
};

export type NewsJudgement = {
  readonly verdict: NewsVerdict;
  /** Where it is relevant: for or against the debtor. */
  readonly tone?: NewsTone;
  readonly why: string;
  readonly decidedBy: string;
  readonly decidedAt: number;
};

export type NewNews = Omit<NewsItem, 'also' | 'judged' | 'recordId'> & { readonly fingerprint: string; readonly titleKey: string };

export type QueuedNews = NewsItem & { readonly caseNumber: string; readonly debtor: string };
export type NewsQuery = { readonly state: 'waiting' | 'unsure' | 'decided'; readonly limit: number; readonly cursor?: string };

export interface NewsStore {
  /** Adds what is new; an article known by its address or, within three days, by its title only gains the address. Answers how many were new. */
  add(tx: TenantTx, items: readonly NewNews[]): Promise<number>;
  ofDebtor(tx: TenantTx, debtorKey: string): Promise<readonly NewsItem[]>;
  get(tx: TenantTx, id: string): Promise<NewsItem | undefined>;
  judge(tx: TenantTx, id: string, judged: NewsJudgement | undefined, recordId?: string): Promise<void>;
  queue(tx: TenantTx, query: NewsQuery): Promise<{ readonly items: readonly QueuedNews[]; readonly total: number; readonly next?: string }>;
  waiting(tx: TenantTx): Promise<number>;
}

import type { Answer } from '#domain/kernel/answer.ts';
import type { Reason } from '../check.ts';

/** An article that a person has confirmed to be about the debtor. */
export type NewsFact = {
  readonly title: string;
  readonly outlet: string;
  readonly publishedOn?: string;
  readonly tone: 'adverse' | 'favourable' | 'neutral';
};

/** Articles of one tone that are told; the rest is counted. */
const told = 3;

/** Confirmed adverse news is a concern; what is favourable or neutral is only told; what nobody has judged counts for nothing. */
export function news(facts: readonly NewsFact[], waiting: number, sources: readonly Answer<unknown>[]): Reason[] {
  const adverse = facts.filter(({ tone }) => tone === 'adverse');
  const other = facts.filter(({ tone }) => tone !== 'adverse');
  return [
    ...adverse.slice(0, told).map((fact) => article(fact)),
    ...(adverse.length > told ? [more(adverse.length - told)] : []),
    ...other.slice(0, told).map((fact) => article(fact)),
    ...(waiting > 0 ? [unjudged(waiting)] : []),
    ...sources.flatMap((answer) => (answer.kind === 'not-found' ? [silent(answer.source, answer.asOf)] : [])),
  ];
}

function article({ title, outlet, publishedOn, tone }: NewsFact): Reason {
  const when = publishedOn ? { zh: `，${publishedOn}`, en: `, ${publishedOn}` } : { zh: '', en: '' };
  const adverse = tone === 'adverse';
  return {
    code: adverse ? 'check.news_adverse' : 'check.news_other',
    severity: adverse ? 'warning' : 'info',
    text: adverse
      ? {
          zh: `不利报道（已人工确认）：《${title}》（${outlet}${when.zh}）`,
          en: `Adverse news, confirmed by a person: “${title}” (${outlet}${when.en})`,
        }
      : {
          zh: `报道（已人工确认，非不利）：《${title}》（${outlet}${when.zh}）`,
          en: `News, confirmed by a person, not adverse: “${title}” (${outlet}${when.en})`,
        },
    evidence: { source: outlet, detail: title },
  };
}

const more = (count: number): Reason => ({
  code: 'check.news_adverse',
  severity: 'warning',
  text: { zh: `另有 ${count} 篇已确认的不利报道。`, en: `${count} more confirmed adverse articles.` },
  evidence: { detail: String(count) },
});

const unjudged = (count: number): Reason => ({
  code: 'check.news_waiting',
  severity: 'info',
  text: {
    zh: `${count} 篇可能有关的报道待人工判断，尚不计入。`,
    en: `${count} articles that may be about the debtor wait for a person; they count for nothing yet.`,
  },
  evidence: { detail: String(count) },
});

const silent = (source: string, asOf: string): Reason => ({
  code: 'check.news_silent',
  severity: 'info',
  text: {
    zh: `${source}（截至 ${asOf.slice(0, 10)}）没有以这些名称检索到报道；这不等于没有报道。`,
    en: `${source} (as of ${asOf.slice(0, 10)}) has nothing under these names; that is not the same as no news.`,
  },
  evidence: { source, detail: asOf },
});

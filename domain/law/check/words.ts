import type { Jurisdiction } from '../book.ts';
import type { Rule, RuleException, Topic } from '../format/files.ts';
import type { Series } from '../series.ts';

/** Words that say nothing about which rule is meant. */
const empty = new Set(
  'the a an of for in on to and or by with at from is rate rates interest debt legal date art s rule table case per under'.split(' '),
);
/** Other words for the same thing. */
const same: Readonly<Record<string, string>> = {
  execution: 'enforcement',
  exec: 'enforcement',
  attorney: 'lawyer',
  liquidation: 'bankruptcy',
  insolvency: 'bankruptcy',
  preserve: 'preservation',
  pboc: 'benchmark',
  commercial: 'b2b',
  business: 'b2b',
  statutory: 'statutory',
  floor: 'floor',
  minimum: 'floor',
  contingency: 'contingency',
  'fixed-sum': 'compensation',
  extrajudicial: 'collection',
  courtfee: 'court',
};

export function words(text: string): Set<string> {
  const found = new Set<string>();
  for (const raw of text.toLowerCase().split(/[^a-z0-9\u4e00-\u9fff]+/)) {
    const word = same[raw] ?? raw;
    if (word.length > 1 && !empty.has(word)) found.add(word);
  }
  return found;
}

/** Words that nearly every rule on late interest has. */
const weak = new Set(['late', 'payment', 'default', 'statutory']);

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let score = 0;
  for (const word of a) if (b.has(word)) score += /\d{3,}/.test(word) ? 3 : weak.has(word) ? 0.25 : 1;
  return score;
}

const ruleWords = (rule: RuleException, topic: string): Set<string> =>
  words(
    [rule.id, topic, rule.title?.en ?? '', rule.title?.zh ?? '', rule.citation.instrument, rule.citation.article ?? '', ...seriesOfRule(rule)].join(
      ' ',
    ),
  );

const seriesOfRule = (rule: RuleException): string[] =>
  rule.values.flatMap((version) => (version.value.kind === 'reference' ? [version.value.series] : []));

/** Rules and exceptions of some topics, own and inherited, with how well their words fit, best first. */
export function ranked(
  law: Jurisdiction,
  topics: readonly Topic[],
  text: string,
): { readonly rule: RuleException; readonly base: Rule; readonly score: number }[] {
  const asked = words(text);
  const found: { rule: RuleException; base: Rule; score: number }[] = [];
  for (let place: Jurisdiction | undefined = law; place; place = place.parent) {
    for (const base of place.rules) {
      if (!topics.includes(base.topic)) continue;
      for (const rule of [base, ...(base.exceptions ?? [])]) found.push({ rule, base, score: overlap(asked, ruleWords(rule, base.topic)) });
    }
  }
  return found.sort((a, b) => b.score - a.score);
}

/** The series of a jurisdiction whose name fits the words best. */
export function rankedSeries(law: Jurisdiction, text: string): { readonly series: Series; readonly score: number }[] {
  const asked = words(text);
  const found: { series: Series; score: number }[] = [];
  for (let place: Jurisdiction | undefined = law; place; place = place.parent) {
    for (const series of place.series)
      found.push({
        series,
        score: overlap(
          asked,
          words(`${series.id.replaceAll('_', ' ')} ${series.id} ${series.title.en} ${series.citation.instrument} ${series.citation.article ?? ''}`),
        ),
      });
  }
  return found.sort((a, b) => b.score - a.score);
}

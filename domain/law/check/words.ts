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
  filing: 'acceptance',
  wik: 'collection',
  bik: 'collection',
  incassokosten: 'collection',
  professional: 'other',
  face: 'visit',
};

/** English words without their plural, and Chinese text as pairs of characters, since it has no spaces. */
export function words(text: string): Set<string> {
  const found = new Set<string>();
  for (const raw of text.toLowerCase().match(/[a-z0-9]+|[\u4e00-\u9fff]+/g) ?? []) {
    if (raw >= '\u4e00') {
      for (let at = 0; at + 1 < raw.length; at += 1) found.add(raw.slice(at, at + 2));
      continue;
    }
    const word = same[raw] ?? (/[^s]s$/.test(raw) && raw.length > 4 ? raw.slice(0, -1) : raw);
    if (word.length > 1 && !empty.has(word) && !empty.has(raw)) found.add(same[word] ?? word);
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

/** The last part of an id is the rule's own name: `preservation`, `sme`, `lawyer contingency cap`. */
const ownName = (rule: RuleException): string => (rule.id.split('.').at(-1) ?? '').replaceAll('_', ' ');

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
      for (const rule of [base, ...(base.exceptions ?? [])]) {
        const own = overlap(asked, words(ownName(rule)));
        found.push({ rule, base, score: overlap(asked, ruleWords(rule, base.topic)) + 0.75 * own });
      }
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

import { plus, type Rational, rational, times, toDecimal } from '#domain/kernel/rational.ts';
import type { Jurisdiction } from '../book.ts';
import type { RuleException } from '../format/files.ts';
import { percentText } from '../rate/pieces.ts';
import { answering, type CheckRow, decimalInput, decimalOf, type Recogniser } from './row.ts';
import { ranked, words } from './words.ts';

const percent = (rate: Rational): string => percentText(rate);

/** A rate worked out from a reference figure that the row itself gives ("bank_rate": "6.75"). */
export const rateFromFigure: Recogniser = {
  kind: 'rate from a given figure',
  answer(row, context) {
    const law = context.book.jurisdiction(row.jurisdiction);
    const key = Object.keys(row.input).find((one) => /rate|lpr|repo|prime|ecb|mro|base|reference/.test(one));
    const figure = key === undefined ? undefined : decimalInput(row, new RegExp(`^${key}$`));
    if (!law || !figure || key === undefined || decimalInput(row, /principal|amount|debt/)) return undefined;
    const rule = referenceRule(law, `${row.rule} ${key}`);
    const value = rule?.values.at(-1)?.value;
    if (!rule || value?.kind !== 'reference' || !means(key, value.series, row, law)) return undefined;
    const rate = plus(value.times ? times(figure, value.times) : figure, value.plus ?? rational(0n));
    const shown = percent(times(rate, rational(1n, 100n)));
    const values = answering(row, (one) => (/rate|cap|floor|result/.test(one) ? shown : undefined));
    const text = {
      zh: `给定参照值 ${toDecimal(figure, 2, 'half-even')}%，依规则得 ${shown}%`,
      en: `from the given figure ${toDecimal(figure, 2, 'half-even')}% the rule makes ${shown}%`,
    };
    return (
      values && {
        values,
        trace: [{ rule: rule.id, text, citation: rule.citation, value: shown, unit: 'percent per year', status: rule.citation.status }],
      }
    );
  },
};

/** Whether a given figure is the one the rule builds on: by the name of its series, or under a name that any reference has. */
function means(key: string, series: string, row: CheckRow, law: Jurisdiction): boolean {
  const given = [...words(key.replaceAll('_', ' '))].filter((word) => !/^(given|pct|percent)$/.test(word));
  if (given.length === 0 || given.every((word) => /^(reference|base|lpr|ecb|mro|bank|prime)$/.test(word))) return true;
  const title = law.series.find((one) => one.id === series)?.title.en ?? '';
  const own = words(`${series.replaceAll(/[._]/g, ' ')} ${title}`);
  return given.some((word) => own.has(word)) || !/\d/.test(row.rule);
}

/** The rule that adds to or multiplies a reference figure and whose words fit. */
export function referenceRule(law: Jurisdiction, text: string): RuleException | undefined {
  const topic = /\bcap\b|4\s*x|four times|usury/i.test(text) ? 'interest.cap' : /floor|minimum/i.test(text) ? 'interest.floor' : undefined;
  const references = ranked(law, ['interest.late', 'interest.floor', 'interest.cap'], text).filter(({ rule }) =>
    rule.values.some((version) => version.value.kind === 'reference'),
  );
  const fits = (rule: RuleException): number => (rule.when?.parties?.includes('b2b') && !/consumer/i.test(text) ? 1 : 0);
  return references
    .map(({ rule, base, score }) => ({ rule, score: score + fits(rule) + (base.topic === topic ? 3 : 0) }))
    .sort((a, b) => b.score - a.score)[0]?.rule;
}

/** Two monthly indices of which one is taken from the other, never below the floor. */
export const indexDifference: Recogniser = {
  kind: 'index minus index',
  answer(row, context) {
    const law = context.book.jurisdiction(row.jurisdiction);
    const rule =
      law && ranked(law, ['interest.late'], row.rule).find((one) => one.rule.values.some((version) => version.value.kind === 'difference'))?.rule;
    const value = rule?.values.map((version) => version.value).find((one) => one.kind === 'difference');
    if (!rule || value?.kind !== 'difference') return undefined;
    const given = (series: string): Rational | undefined => {
      const names = words(series.slice(series.indexOf('.') + 1).replaceAll('_', ' '));
      const like = (word: string): boolean => [...names].some((name) => name !== 'month' && (name === word || name.replace(/\d+$/, '') === word));
      const key = Object.keys(row.input).find((one) => [...words(one.replaceAll('_', ' '))].some(like));
      return key === undefined ? undefined : decimalInput(row, new RegExp(`^${key}$`));
    };
    const [first, second] = [given(value.series), given(value.minus)];
    if (!first || !second) return undefined;
    const difference = plus(first, times(second, rational(-1n)));
    const floor = value.floor;
    const kept = floor && difference.num * floor.den < floor.num * difference.den ? floor : difference;
    const shown = percent(times(kept, rational(1n, 100n)));
    const values = answering(row, () => shown);
    const text = { zh: `两项指数相减，不低于下限：${shown}%`, en: `index less index, not below the floor: ${shown}%` };
    return (
      values && {
        values,
        trace: [{ rule: rule.id, text, citation: rule.citation, value: shown, unit: 'percent per month', status: rule.citation.status }],
      }
    );
  },
};

/** "1.5 x LPR", "LPR plus 50%", or an input that names the multiple. */
export function factorOf(row: CheckRow): Rational {
  const given = decimalInput(row, /^([a-z]+_)?(multiplier|multiple|factor|times)$/);
  if (given) return given;
  const said = ` ${row.rule} `
    .replace(/\b(two|twice|double)\b/i, '2')
    .replace(/\bthree\b/i, '3')
    .replace(/\bfour\b|四/i, '4');
  const times_ = /(\d+(?:\.\d+)?)\s*(?:x|×|\*|times|倍)/i.exec(said)?.[1] ?? /(?:x|×|\*)\s*(\d(?:\.\d+)?)\b(?!\s*[yd])/i.exec(said)?.[1];
  if (times_) return decimalOf(times_) ?? rational(1n);
  const share_ = /(\d{2,3})\s*(?:%|percent) of/i.exec(said)?.[1];
  if (share_) return times(decimalOf(share_) ?? rational(100n), rational(1n, 100n));
  const added =
    /(?:\+|plus|increased by|raised by|上浮|加计)\s*(\d+)\s*(?:%|per ?cent)/i.exec(said)?.[1] ??
    decimalInput(row, /^(uplift|plus|surcharge|markup|increase)_?(percent|pct)?$/);
  const share = typeof added === 'string' ? decimalOf(added) : added;
  return share ? plus(rational(1n), times(share, rational(1n, 100n))) : rational(1n);
}

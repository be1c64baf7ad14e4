import { toDecimal } from '#domain/kernel/rational.ts';
import type { RuleValue } from '../format/values.ts';
import { answering, type Recogniser } from './row.ts';
import { ranked } from './words.ts';

/** A plain figure of the law: a ceiling, a period, a number. Answers only where at least two words of the rule name it. */
export const plainFact: Recogniser = {
  kind: 'plain fact',
  answer(row, { book }) {
    const law = book.jurisdiction(row.jurisdiction);
    if (!law || Object.keys(row.input).length > 1) return undefined;
    const [best] = ranked(law, ['fact', 'route', 'enforcement'], row.rule).filter(({ rule }) => figureOf(rule.values.at(-1)?.value) !== undefined);
    const found = best && best.score >= 2 ? figureOf(best.rule.values.at(-1)?.value) : undefined;
    if (!best || !found) return undefined;
    const values = answering(row, (key) => found[Object.keys(found).find((unit) => key.includes(unit)) ?? '']);
    const title = best.rule.title ?? { zh: best.rule.id, en: best.rule.id };
    return values && { values, trace: [{ rule: best.rule.id, text: title, citation: best.rule.citation, status: best.rule.citation.status }] };
  },
};

/** The figure under the words by which a row may ask for it. */
function figureOf(value: RuleValue | undefined): Readonly<Record<string, unknown>> | undefined {
  switch (value?.kind) {
    case 'period':
      return { years: value.period.years, months: value.period.months, days: value.period.days };
    case 'limit': {
      const sum = toDecimal(value.amount, 2, 'half-up');
      return { amount: sum, limit: sum, ceiling: sum, max: sum };
    }
    case 'number':
      return {
        number: toDecimal(value.number, 4, 'half-up'),
        percent: toDecimal(value.number, 4, 'half-up'),
        rate: toDecimal(value.number, 4, 'half-up'),
      };
    case 'route': {
      if (!value.ceiling) return undefined;
      const sum = toDecimal(value.ceiling.amount, 2, 'half-up');
      return { amount: sum, limit: sum, ceiling: sum, max: sum };
    }
    default:
      return undefined;
  }
}

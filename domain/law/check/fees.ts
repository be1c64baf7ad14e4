import { exponentOf } from '#domain/kernel/currency.ts';
import { dayOf } from '#domain/kernel/day.ts';
import { amountText, type Money } from '#domain/kernel/money.ts';
import { type Rational, rational, times, toDecimal, toInteger } from '#domain/kernel/rational.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import type { Jurisdiction, LawBook } from '../book.ts';
import type { RuleException } from '../format/files.ts';
import { type Fee, feeOf } from '../scale.ts';
import type { TraceStep } from '../trace.ts';
import { answering, dayInput, decimalInput, type Recogniser } from './row.ts';
import { ranked } from './words.ts';

const amountName =
  /^([a-z]+_)?(amount|claim|claimed|principal|debt|value|sum|recovered|recovery|estate|assets|target|subject|invoice|dispute|stake)(_?[a-z]{3})?(_amount|_value)?$/;
const resultName =
  /(^|_)(fee|fees|cap|cost|costs|sum|compensation|charge|tariff|max|indemnity|fixed|ceiling|acceptance|enforcement|preservation|payment_order)(_|$)/;
const halving = /simplified|withdraw|mediat|half|halved|summary|简易|撤诉|调解|减半/i;
/** A day on which every scale loaded so far is in force, where the row names none. */
const today = dayOf('2026-11-23');

/** A court fee, collection cost, fixed compensation or fee cap on an amount. */
export const feeOnAmount: Recogniser = {
  kind: 'fee on an amount',
  answer(row, { book }) {
    const law = book.jurisdiction(row.jurisdiction);
    const amount = decimalInput(row, amountName);
    const keys = Object.keys(row.expected).filter((key) => resultName.test(key));
    if (!law || keys.length === 0 || (!amount && Object.keys(row.input).length > 0)) return undefined;
    const currency = law.currency ?? 'EUR';
    const money: Money = { currency, minor: toInteger(times(amount ?? rational(1n), rational(10n ** BigInt(exponentOf(currency)))), 'half-up') };
    const on = dayInput(row, /^(date|on|day)$/) ?? today;
    const named = Object.entries(row.input).some(
      ([key, value]) => (halving.test(key) && value === true) || (typeof value === 'string' && halving.test(value)),
    );
    const feeFor = (words: string): Fee | undefined => {
      const fitting = namedFee(law, words, book);
      if (!fitting || fitting.score === 0) return undefined;
      // Without an amount only a fee that needs none can be told, and only where the words name it.
      if (!amount && (fitting.score < 2 || !independent(fitting.rule))) return undefined;
      const half = (named || halving.test(row.rule)) && fitting.base.topic === 'fee' && !/simplified|bankruptcy|cap$/.test(fitting.rule.id);
      const fee = feeOf(fitting.rule, money, on, book, { half });
      return isRefusal(fee) ? undefined : fee;
    };
    const wordsOf = (key: string): string => key.replaceAll('_', ' ');
    // Several results are several fees, each called by its own name; one result is what the rule is about.
    const fees = new Map(keys.map((key) => [key, feeFor(keys.length > 1 ? wordsOf(key) : `${row.rule} ${wordsOf(key)}`)]));
    const values = answering(row, (key) => {
      const fee = fees.get(key);
      return fee && amountText(fee.fee);
    });
    return values && { values, trace: [...fees.values()].flatMap((fee) => (fee ? feeTrace(fee) : [])) };
  },
};

/** The fee whose words fit best. What a place says itself stands before what it inherits on the same topic. */
function namedFee(law: Jurisdiction, words: string, book: LawBook) {
  const parts = book.codes().flatMap((code) => (code.startsWith(`${law.code}-`) ? (book.jurisdiction(code) ?? []) : []));
  const own = new Set(law.rules.map((rule) => rule.topic));
  return [law, ...parts]
    .flatMap((place) => ranked(place, ['fee', 'collection-costs', 'compensation'], words))
    .filter(({ base }) => law.rules.includes(base) || !own.has(base.topic))
    .sort((a, b) => b.score - a.score)[0];
}

const independent = (rule: RuleException): boolean => {
  const value = rule.values.at(-1)?.value;
  return value?.kind === 'sum' || (value?.kind === 'scale' && value.bands.length === 1 && value.bands[0]?.percent === undefined);
};

const text = (value: Rational): string => toDecimal(value, 2, 'half-up');

/** Band by band, then the limit, the halving and the sum. */
export function feeTrace(fee: Fee): TraceStep[] {
  const { rule } = fee;
  const base = { rule: rule.id, citation: rule.citation, status: rule.citation.status } as const;
  const parts = fee.parts.map((part): TraceStep => {
    const share = part.percent ? ` × ${text(part.percent)}%` : '';
    const fixed = part.fixed ? ` + ${text(part.fixed)}` : '';
    return {
      ...base,
      text: {
        zh: `${text(part.from)} 至 ${text(part.to)} 部分${share}${fixed} = ${text(part.sum)}`,
        en: `part from ${text(part.from)} to ${text(part.to)}${share}${fixed} = ${text(part.sum)}`,
      },
      value: text(part.sum),
    };
  });
  const limited = fee.limited
    ? [
        {
          ...base,
          text: {
            zh: fee.limited === 'maximum' ? '按最高限额' : '按最低限额',
            en: fee.limited === 'maximum' ? 'limited to the maximum' : 'raised to the minimum',
          },
        },
      ]
    : [];
  const halved = fee.halved ? [{ ...base, text: { zh: '减半交纳', en: 'halved' } }] : [];
  const total: TraceStep = {
    ...base,
    text: { zh: `合计 ${amountText(fee.fee)} ${fee.fee.currency}`, en: `in all ${amountText(fee.fee)} ${fee.fee.currency}` },
    amount: fee.fee,
  };
  return [...parts, ...limited, ...halved, total];
}

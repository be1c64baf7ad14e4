import type { Day } from '#domain/kernel/day.ts';
import { compare, rational, times, toDecimal, toInteger } from '#domain/kernel/rational.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import type { Jurisdiction } from '../book.ts';
import type { RuleException } from '../format/files.ts';
import { type Piece, percentText, piecesOf } from '../rate/pieces.ts';
import { contractFits } from './rates.ts';
import { answering, dayInput, decimalInput, type Recogniser } from './row.ts';
import { ranked } from './words.ts';

/** On which day simple interest first reaches the principal. */
export const catchesPrincipal: Recogniser = {
  kind: 'day on which interest reaches the principal',
  answer(row, { book }) {
    const law = book.jurisdiction(row.jurisdiction);
    if (!law || !/reach|catch|equal|exceed/i.test(row.rule) || !('day' in row.expected || 'days' in row.expected)) return undefined;
    const topic = /doubled|delayed/i.test(row.rule) ? ('interest.surcharge' as const) : ('interest.late' as const);
    const rule = ranked(law, [topic], row.rule)[0]?.rule;
    const value = rule?.values.at(-1)?.value;
    if (!rule || value?.kind !== 'rate') return undefined;
    const perDay = value.per === 'day' ? times(value.percent, rational(1n, 100n)) : times(value.percent, rational(1n, 36_500n));
    const day = toInteger(rational(perDay.den, perDay.num), 'ceiling');
    const text = {
      zh: `每日 ${toDecimal(value.percent, 4, 'half-even')}%，第 ${day} 日达到本金`,
      en: `${toDecimal(value.percent, 4, 'half-even')}% a day reaches the principal on day ${day}`,
    };
    return {
      values: Object.fromEntries(Object.keys(row.expected).map((key) => [key, Number(day)])),
      trace: [{ rule: rule.id, text, citation: rule.citation, value: String(day), unit: 'days', status: rule.citation.status }],
    };
  },
};

/** The cap for contracts of a day: of the rules bound to a time of contract the one with the day in it goes first. */
function capOn(law: Jurisdiction, text: string, on: Day): RuleException | undefined {
  const fitting = ranked(law, ['interest.cap'], text).filter(({ rule }) => contractFits(rule, on));
  const old = fitting.find(({ rule }) => rule.when?.contractTo !== undefined && !/transition/.test(rule.id));
  return (old ?? fitting.find(({ rule }) => rule.when?.contractTo === undefined))?.rule;
}

/** Whether an agreed rate stays inside the law's cap on the day of the contract. */
export const rateWithinCap: Recogniser = {
  kind: 'agreed rate against the cap',
  answer(row, { book }) {
    const law = book.jurisdiction(row.jurisdiction);
    const on = dayInput(row, /^(contract_on|contract_date|contract|date|on)$/);
    if (!law || on === undefined || !/cap|limit|usury|4\s*x|old regime|supported|上限/i.test(row.rule)) return undefined;
    const rule = capOn(law, row.rule, on);
    const piece: Piece | undefined =
      rule &&
      piecesOf(rule.values, rule.citation, { start: on, contractOn: on, filedOn: on, asOf: on }, book).find((one) => one.from <= on && one.to >= on);
    if (!rule || !piece || isRefusal(piece.rate)) return undefined;
    const cap = piece.rate;
    const agreed = decimalInput(row, /rate/);
    const inside = agreed && compare(times(agreed, rational(1n, 100n)), cap) <= 0;
    const values = answering(row, (key) => {
      if (/exceed|over|void|excess|usur/.test(key)) return inside === undefined ? undefined : !inside;
      if (/within|ok|allowed|support|protect|valid|lawful/.test(key)) return inside;
      return /cap|limit|max|rate|supported|protected/.test(key) ? percentText(cap) : undefined;
    });
    const text = { zh: `上限 ${percentText(cap)}%`, en: `the cap is ${percentText(cap)}%` };
    return (
      values && {
        values,
        trace: [{ rule: rule.id, text, citation: rule.citation, value: percentText(cap), unit: 'percent per year', from: on, status: piece.status }],
      }
    );
  },
};

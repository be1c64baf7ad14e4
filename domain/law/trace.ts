import type { Citation, RuleStatus } from '#domain/kernel/citation.ts';
import { type Day, isoDay } from '#domain/kernel/day.ts';
import { amountText, type Money } from '#domain/kernel/money.ts';
import { toDecimal } from '#domain/kernel/rational.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { divide, type Rounding } from '#domain/kernel/rounding.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { Counted, CountedItem } from './count.ts';
import type { Limitation } from './limitation.ts';
import { decimalPercent, percentText } from './rate/pieces.ts';
import { interestLeft, interestPaid, type Segment } from './settle.ts';

/** One step a lawyer can follow: the rule, what was taken, over which days, what came out. `from` and `to` are both counted. */
export type TraceStep = {
  readonly rule: string;
  readonly text: Bilingual;
  readonly citation?: Citation;
  readonly value?: string;
  readonly unit?: string;
  readonly from?: Day;
  readonly to?: Day;
  readonly days?: number;
  readonly amount?: Money;
  readonly rounding?: Rounding;
  readonly status: RuleStatus;
};

/** The whole count in the order it was made: due dates, interest, compensation, payments, totals, limitation. */
export function traceOf(counted: Counted, limitations: readonly Limitation[]): TraceStep[] {
  return [
    ...counted.items.flatMap((one, i) => [
      ...dueSteps(one),
      ...interestSteps(one, counted),
      ...compensationSteps(one, counted),
      ...limitationSteps(one, limitations[i]),
    ]),
    ...creditSteps(counted),
    ...paymentSteps(counted),
    conventionStep(counted),
  ];
}

function dueSteps({ item, due }: CountedItem): TraceStep[] {
  if (due.on === undefined) return [];
  const day = isoDay(due.on);
  const why: Record<'agreed' | 'law' | 'shortened', Bilingual> = {
    agreed: { zh: `款项 ${item.number}：约定 ${day} 到期`, en: `Item ${item.number}: due ${day} as agreed` },
    law: { zh: `款项 ${item.number}：未约定到期日，依法于 ${day} 到期`, en: `Item ${item.number}: no due date agreed; due ${day} by law` },
    shortened: {
      zh: `款项 ${item.number}：约定期限超过法定上限，于 ${day} 到期`,
      en: `Item ${item.number}: the agreed term exceeds the legal maximum; due ${day}`,
    },
  };
  if (due.reason === 'missing') return [];
  const { rule } = due;
  return [
    {
      rule: rule?.id ?? 'contract.due',
      text: why[due.reason],
      ...(rule ? { citation: rule.citation } : {}),
      from: due.on,
      amount: item.amount,
      status: rule?.citation.status ?? 'verified',
    },
  ];
}

const kinds: Record<Segment['kind'], Bilingual> = {
  late: { zh: '逾期利息', en: 'late interest' },
  term: { zh: '期内利息', en: 'interest for the term' },
  surcharge: { zh: '加倍部分债务利息', en: 'addition for late performance' },
};

function interestSteps(one: CountedItem, counted: Counted): TraceStep[] {
  const { rounding } = counted.conventions;
  const steps = (one.state.segments ?? []).map((segment) => segmentStep(segment, one, rounding));
  const interest = interestPaid(one.state) + interestLeft(one.state, rounding);
  if (steps.length === 0) return [];
  const amount = { currency: one.item.amount.currency, minor: interest };
  const text = {
    zh: `款项 ${one.item.number}：利息合计 ${amountText(amount)} ${amount.currency}`,
    en: `Item ${one.item.number}: interest in all ${amountText(amount)} ${amount.currency}`,
  };
  return [...steps, { rule: 'method.rounding', text, amount, rounding, status: 'verified' }];
}

function segmentStep(segment: Segment, one: CountedItem, rounding: Rounding): TraceStep {
  const { piece, table, kind } = segment;
  const governed = kind === 'late' ? one.late : kind === 'term' ? one.term : one.surcharge;
  const bound = governed?.bounds.find((rule) => rule.values.some((version) => version.value === piece.value));
  const rule = bound ?? governed?.rule;
  const last = (segment.before - 1) as Day;
  const days = segment.before - segment.from;
  const { currency } = one.item.amount;
  const amount = { currency, minor: divide(segment.numerator, table.den, rounding) };
  const base = amountText({ currency, minor: segment.principal });
  const dates = { from: segment.from, to: last, days };
  const citation = rule ? { citation: rule.citation } : {};
  if (isRefusal(piece.rate)) {
    const text = {
      zh: `${isoDay(segment.from)} 至 ${isoDay(last)}：利率未公布或未核实，不计`,
      en: `${isoDay(segment.from)} to ${isoDay(last)}: no rate published or verified; not counted`,
    };
    return { rule: rule?.id ?? 'contract.interest', text, ...citation, ...dates, status: 'blank' };
  }
  const daily = piece.value.kind === 'rate' && piece.value.per === 'day' ? piece.value.percent : undefined;
  const rate = daily ? decimalPercent(daily) : percentText(piece.rate);
  const per = daily ? { zh: '日', en: 'a day' } : { zh: '年', en: 'a year' };
  const source = piece.figure
    ? ` (${piece.figure.series} ${toDecimal(piece.figure.published.value, 2, 'half-even')}%, ${isoDay(piece.figure.published.from)})`
    : '';
  return {
    rule: rule?.id ?? 'contract.interest',
    text: {
      zh: `${kinds[kind].zh}：${base} ${currency} × ${per.zh}利率 ${rate}%${source} × ${days} 天（${isoDay(segment.from)} 至 ${isoDay(last)}，${table.clock.name}）= ${amountText(amount)}`,
      en: `${kinds[kind].en}: ${base} ${currency} x ${rate}% ${per.en}${source} x ${days} days (${isoDay(segment.from)} to ${isoDay(last)}, ${table.clock.name}) = ${amountText(amount)}`,
    },
    ...citation,
    value: rate,
    unit: daily ? 'percent per day' : 'percent per year',
    ...dates,
    amount,
    rounding,
    status: piece.status,
  };
}

function compensationSteps({ compensation, item }: CountedItem, counted: Counted): TraceStep[] {
  if (!compensation || compensation.minor === 0n) return [];
  const amount = { currency: counted.question.claim.currency, minor: compensation.minor };
  const sum = `${amountText(amount)} ${amount.currency}`;
  const { rule } = compensation;
  return [
    {
      rule: rule?.id ?? 'contract.penalty',
      text: rule
        ? { zh: `款项 ${item.number}：法定固定补偿 ${sum}`, en: `Item ${item.number}: fixed compensation ${sum}` }
        : { zh: `约定违约金 ${sum}`, en: `Agreed penalty ${sum}` },
      ...(rule ? { citation: rule.citation } : {}),
      amount,
      status: rule?.citation.status ?? 'verified',
    },
  ];
}

function limitationSteps({ item }: CountedItem, limitation: Limitation | undefined): TraceStep[] {
  const [citation] = limitation?.because ?? [];
  if (!limitation || !citation || limitation.startedOn === undefined) return [];
  const start = isoDay(limitation.startedOn);
  const steps: TraceStep[] = limitation.interruptedBy.map((one) => ({
    rule: 'limitation.event',
    text: { zh: `${isoDay(one.on)}：${one.text.zh}`, en: `${isoDay(one.on)}: ${one.text.en}` },
    citation: one.citation,
    from: one.on,
    status: one.citation.status,
  }));
  const end = limitation.expiresOn;
  const text =
    end === undefined
      ? { zh: `款项 ${item.number}：时效自 ${start} 起算，现停止进行`, en: `Item ${item.number}: limitation began ${start} and now stands still` }
      : {
          zh: `款项 ${item.number}：时效自 ${start} 起算，${isoDay(end)} 届满${limitation.rollsTo === undefined ? '' : `（末日为休息日，顺延至 ${isoDay(limitation.rollsTo)}）`}`,
          en: `Item ${item.number}: limitation began ${start} and ends ${isoDay(end)}${limitation.rollsTo === undefined ? '' : ` (a rest day: it moves on to ${isoDay(limitation.rollsTo)})`}`,
        };
  return [
    ...steps,
    { rule: 'limitation', text, citation, from: limitation.startedOn, ...(end === undefined ? {} : { to: end }), status: citation.status },
  ];
}

function creditSteps(counted: Counted): TraceStep[] {
  if (counted.credited === 0n) return [];
  const amount = { currency: counted.question.claim.currency, minor: -counted.credited };
  const text = {
    zh: `贷项通知单冲减最早到期的款项，冲减部分自始不计息：${amountText(amount)}`,
    en: `Credit notes reduce the oldest items from the start, without interest on that part: ${amountText(amount)}`,
  };
  return [{ rule: 'method.credit', text, amount, status: 'verified' }];
}

const buckets: Record<string, Bilingual> = {
  costs: { zh: '费用', en: 'costs' },
  interest: { zh: '利息', en: 'interest' },
  principal: { zh: '本金', en: 'principal' },
  surcharge: { zh: '加倍部分债务利息', en: 'the addition for late performance' },
};

function paymentSteps(counted: Counted): TraceStep[] {
  if (counted.paid === 0n && counted.overpaid === 0n) return [];
  const { rule } = counted.allocation;
  const surcharged = counted.items.some((one) => one.surcharge !== undefined);
  const order = counted.allocation.order.filter((one) => one !== 'surcharge' || surcharged);
  const words = (language: 'zh' | 'en'): string => order.map((one) => buckets[one]?.[language] ?? one).join(language === 'zh' ? '、' : ', ');
  const amount = { currency: counted.question.claim.currency, minor: counted.paid };
  return [
    {
      rule: rule?.id ?? 'method.allocation',
      text: {
        zh: `已付 ${amountText(amount)}，依次抵充${words('zh')}；多笔债务先抵充先到期的`,
        en: `${amountText(amount)} paid, set off against ${words('en')} in this order; among several debts the oldest first`,
      },
      ...(rule ? { citation: rule.citation } : {}),
      amount,
      status: rule?.citation.status ?? 'unverified',
    },
  ];
}

export const roundingWords: Record<Rounding, Bilingual> = {
  'half-up': { zh: '四舍五入', en: 'half up' },
  'half-even': { zh: '四舍六入五成双', en: 'half to even' },
  down: { zh: '舍去尾数', en: 'down' },
  up: { zh: '进位', en: 'up' },
  floor: { zh: '向下取整', en: 'to the floor' },
  ceiling: { zh: '向上取整', en: 'to the ceiling' },
};

function conventionStep({ conventions }: Counted): TraceStep {
  const ends = {
    start: { zh: '算头不算尾', en: 'first day counted, last not' },
    end: { zh: '算尾不算头', en: 'last day counted, first not' },
    both: { zh: '头尾均算', en: 'first and last day counted' },
  }[conventions.interval];
  const at = {
    total: { zh: '逐项合计后', en: 'once per item' },
    segment: { zh: '逐段', en: 'per rate segment' },
    day: { zh: '逐日', en: 'per day' },
  }[conventions.roundAt];
  return {
    rule: 'method.conventions',
    text: {
      zh: `计息约定：${conventions.dayCount}，${ends.zh}，${at.zh}${roundingWords[conventions.rounding].zh}到最小货币单位`,
      en: `Conventions: ${conventions.dayCount}, ${ends.en}, rounded ${at.en}, ${roundingWords[conventions.rounding].en}, to the smallest unit`,
    },
    rounding: conventions.rounding,
    status: 'verified',
  };
}

import type { ClaimEvent } from '#domain/claim/claim.ts';
import { type Day, isoDay } from '#domain/kernel/day.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { periodOf } from '../calendar/convention.ts';
import { deadline, type PeriodUnit } from '../calendar/period.ts';
import type { RuleException } from '../format/files.ts';
import { runLimitation } from '../limitation.ts';
import { rollOf } from '../limitation-of-claim.ts';
import type { TraceStep } from '../trace.ts';
import { answering, type CheckRow, dayFrom, dayInput, decimalInput, inputOf, type Recogniser } from './row.ts';
import { ranked, words } from './words.ts';

const eventName =
  /^((date_of_)?(event|serv(ed|ice)|from|start|begins?|notice|notified|receiv(ed|ing)|receipt|trigger|deliver(ed|y))(_on|_day|_date)?|date)$/;
const units: readonly (readonly [RegExp, PeriodUnit])[] = [
  [/^(n_|period_)?(working|business|work)_?days$/, 'working-days'],
  [/^(n_|period_|count_|length_)?days$|^period$/, 'days'],
  [/^(n_|period_)?weeks$/, 'weeks'],
  [/^(n_|period_)?months$/, 'months'],
  [/^(n_|period_)?years$/, 'years'],
];
const inWords = /\b(\d{1,3})[- ](calendar |working |business )?(day|week|month|year)s?\b/i;

/** How long the period is: by an input, or where there is none by the words of the rule ("answer period of 15 days"). */
function lengthOf(row: CheckRow): { readonly count: number; readonly unit: PeriodUnit } | undefined {
  const unit = units.find(([name]) => inputOf(row, name) !== undefined);
  const given = unit && decimalInput(row, unit[0]);
  if (unit) return given?.den === 1n ? { count: Number(given.num), unit: unit[1] } : undefined;
  const said = Object.keys(row.input).length === 1 ? inWords.exec(row.rule) : null;
  if (!said?.[1] || !said[3]) return undefined;
  const named = said[3].toLowerCase();
  const of = units.find(([, one]) => one === (said[2] && !/calendar/i.test(said[2]) ? 'working-days' : `${named}s`))?.[1];
  return of && { count: Number(said[1]), unit: of };
}

/** The last day of a procedural period, rolled over rest days as the place does. */
export const lastDayOfPeriod: Recogniser = {
  kind: 'last day of a period',
  answer(row, { calendar }) {
    const event = dayInput(row, eventName);
    const length = lengthOf(row);
    if (event === undefined || !length || !calendar || /limitation|prescription|time-bar/i.test(row.rule)) return undefined;
    const rule = periodOf(row.jurisdiction, length.count, length.unit);
    if (isRefusal(rule)) return undefined;
    const found = deadline(rule, event, row.jurisdiction, calendar);
    if (isRefusal(found)) return undefined;
    const values = answering(row, (key) =>
      /unrolled|nominal|natural|before_roll|raw/.test(key)
        ? isoDay(found.unrolledDay)
        : /^(is_)?(rolled|moved|extended)$/.test(key)
          ? found.lastDay !== found.unrolledDay
          : /last|deadline|ends?|end_day|expires|due|until|rolled/.test(key)
            ? isoDay(found.lastDay)
            : undefined,
    );
    const trace = found.trace.map(
      (step): TraceStep => ({
        rule: 'calendar.period',
        text: { zh: `${step.day} ${step.text.zh}`, en: `${step.day} ${step.text.en}` },
        citation: found.because,
        status: found.because.status,
      }),
    );
    return values && { values, trace };
  },
};

const eventKinds: readonly (readonly [RegExp, ClaimEvent['kind']])[] = [
  [/acknowledg|recognis|recogniz|iou|confirm/, 'acknowledgment'],
  [/part_?(ial)?_?pay|paid|payment/, 'partial-payment'],
  [/promise/, 'promise'],
  [/suit|filed|court|action/, 'suit-filed'],
  [/arbitration/, 'arbitration-filed'],
  [/payment_order|mahn/, 'payment-order-filed'],
  [/judg/, 'judgment'],
  [/negotiation.*(start|from|begin)/, 'negotiation-started'],
  [/negotiation.*(end|to)/, 'negotiation-ended'],
  [/obstacle.*(start|from|begin)/, 'obstacle-started'],
  [/obstacle.*(end|to|removed)/, 'obstacle-ended'],
  [/demand|dunning|interrupt|letter|notice/, 'demand-received'],
];
const startName = /^(due|due_date|due_on|start|breach|accrued?|default|arose|from|knowledge|knew|end_of_term|maturity|delivered)$/;

/** How long a claim lives and when it ends, with what interrupted it. */
export const limitation: Recogniser = {
  kind: 'limitation',
  answer(row, { book, calendar }) {
    const law = book.jurisdiction(stateOf(row));
    if (!law) return undefined;
    const aboutTime =
      /limitation|prescription|statute of lim|time[- ]bar|barred|time limit|period to (sue|apply|claim)|written contract|guarantee period|enforcement (application |of [a-z ]*)?period|apply for enforcement|诉讼时效|保证期间|执行时效/i;
    if (!aboutTime.test(`${row.rule} ${Object.keys(row.expected).join(' ').replaceAll('_', ' ')}`)) return undefined;
    const rule = limitationRule(row, law.code === 'US' ? undefined : law);
    const value = rule?.values.at(-1)?.value;
    if (!rule || value?.kind !== 'limitation' || strange(row, rule)) return undefined;
    const step: TraceStep = {
      rule: rule.id,
      text: rule.title ?? { zh: '诉讼时效', en: 'limitation' },
      citation: rule.citation,
      status: rule.citation.status,
    };
    const start = dayInput(row, startName) ?? lastOf(row, /instal?ments?|due_dates/, value.instalments);
    const events = eventsOf(row);
    const asOf = dayInput(row, /^(as_of|asof|on|today|date|suit_on|checked_on)$/) ?? ((events.at(-1)?.on ?? start ?? 0) as Day);
    const ran = start === undefined ? undefined : runLimitation(rule, value, start, events, asOf, calendar && rollOf(law.code, calendar));
    const values = answering(row, (key) => {
      if (/long_?stop|maximum|longest/.test(`${row.rule} ${key}`.toLowerCase().replaceAll('-', '_')) && /years/.test(key))
        return value.longStop?.years;
      if (/years/.test(key)) return value.period.years;
      if (/months/.test(key)) return value.period.months ?? (value.period.years ?? 0) * 12;
      if (!ran) return undefined;
      if (/expired|barred/.test(key)) return ran.status === 'expired';
      if (/running|in_time|alive|enforceable/.test(key)) return ran.status !== 'expired';
      if (/long_?stop/.test(key)) return ran.longStopOn === undefined ? undefined : isoDay(ran.longStopOn);
      return /expire|last|end|until|limitation|date|day/.test(key) && ran.expiresOn !== undefined
        ? isoDay((asksRolled.test(`${row.rule} ${key}`) && ran.rollsTo) || ran.expiresOn)
        : undefined;
    });
    return values && { values, trace: [step] };
  },
};

/** Words by which a row asks for the working day that an end on a rest day moves to. */
const asksRolled = /roll|last_day|holiday|rest day|working day|203|顺延/i;

/** Kinds of claim with a period of their own: the general one says nothing about them. */
const special = /\bdeed|specialty|under seal|\boral|unwritten|\btort|judgment|consumer|set(ting)? aside|appeal|objection/i;
const strange = (row: CheckRow, rule: RuleException): boolean => {
  const named = special.exec(row.rule)?.[0].toLowerCase();
  return named !== undefined && !ownWords(rule).includes(named);
};
const ownWords = (rule: RuleException): string =>
  [rule.id, ...(rule.when?.basis ?? []), rule.when?.parties?.includes('b2c') ? 'consumer' : ''].join(' ');

/** The end of the last instalment where the law counts from it. */
function lastOf(row: CheckRow, name: RegExp, instalments: string): Day | undefined {
  const list = inputOf(row, name);
  const days = Array.isArray(list) ? list.map((one) => dayFrom((one as { due?: unknown } | null)?.due ?? one)) : [];
  return instalments === 'last' && days.length > 0 && days.every((one) => one !== undefined) ? (Math.max(...days) as Day) : undefined;
}

function stateOf(row: CheckRow): string {
  const state = inputOf(row, /^(state|jurisdiction|code)$/);
  if (typeof state !== 'string') return row.jurisdiction;
  return state.startsWith(`${row.jurisdiction}-`) ? state : `${row.jurisdiction}-${state}`;
}

/** The general rule, unless the words name a special one by its own name or by whom it binds. */
function limitationRule(row: CheckRow, law: Parameters<typeof ranked>[0] | undefined): RuleException | undefined {
  if (!law) return undefined;
  const asked = words(row.rule);
  const fitting = ranked(law, ['limitation'], row.rule).filter(({ rule }) => rule.values.at(-1)?.value.kind === 'limitation');
  const names = (one: (typeof fitting)[number]): number => {
    if (one.rule === one.base) return 0.5;
    const { basis = [], parties = [] } = one.rule.when ?? {};
    const own = words([one.rule.id.split('.').slice(2).join(' '), ...basis, ...(parties.includes('b2c') ? ['consumer'] : [])].join(' '));
    return [...own].filter((word) => asked.has(word)).length;
  };
  return [...fitting].sort((a, b) => names(b) - names(a))[0]?.rule;
}

function eventsOf(row: CheckRow): ClaimEvent[] {
  const found: ClaimEvent[] = [];
  for (const [key, value] of Object.entries(row.input)) {
    if (startName.test(key) || /^(as_of|asof|on|today|date|suit_on|checked_on)$/.test(key)) continue;
    if (Array.isArray(value) && value.some((one) => typeof one === 'object')) found.push(...eventRecords(value));
    const kind = eventKinds.find(([name]) => name.test(key))?.[1];
    for (const one of kind ? (Array.isArray(value) ? value : [value]) : []) {
      const on = dayFrom(one);
      if (kind && on !== undefined) found.push({ on, kind, proof: 'given' });
    }
  }
  return found.sort((a, b) => a.on - b.on);
}

/** `[{"date": ..., "type": "demand"}]`: events as records. */
function eventRecords(list: readonly unknown[]): ClaimEvent[] {
  return list.flatMap((one) => {
    const { date, on, type, kind, event } = (one ?? {}) as Record<string, unknown>;
    const day = dayFrom(date ?? on);
    const named = eventKinds.find(([name]) => name.test(String(type ?? kind ?? event ?? '').replaceAll('-', '_')))?.[1];
    return day !== undefined && named ? [{ on: day, kind: named, proof: 'given' }] : [];
  });
}

/** When a payment falls due where the law sets or limits the term. */
export const paymentTerm: Recogniser = {
  kind: 'term of payment',
  answer(row, { book }) {
    const law = book.jurisdiction(row.jurisdiction);
    const start = dayInput(row, /^(delivered|delivery|accepted|acceptance|invoice|invoiced|invoice_date|received|receipt|issued)(_on|_date)?$/);
    const procedural = /appeal|objection|answer|procedur|opposition|response|上诉|异议|答辩/i.test(row.rule);
    if (!law || start === undefined || procedural || !Object.keys(row.expected).some((key) => /due|pay_by|appointed|last_day|deadline/.test(key)))
      return undefined;
    const fitting = ranked(law, ['term'], row.rule).find(({ rule }) => rule.values.at(-1)?.value.kind === 'term');
    const value = fitting?.rule.values.at(-1)?.value;
    if (!fitting || value?.kind !== 'term') return undefined;
    const agreed = decimalInput(row, /^(agreed_days|agreed_term|term_days|agreed)$/);
    const days = agreed === undefined ? value.days : Math.min(Number(agreed.num), value.atMostDays ?? Number.MAX_SAFE_INTEGER);
    const on = isoDay((start + days) as Day);
    const { rule } = fitting;
    const values = answering(row, (key) => (/due|pay_by|appointed|last_day|deadline/.test(key) ? on : /days/.test(key) ? days : undefined));
    const text = { zh: `自 ${isoDay(start)} 起 ${days} 日：${on}`, en: `${days} days from ${isoDay(start)}: ${on}` };
    return values && { values, trace: [{ rule: rule.id, text, citation: rule.citation, status: rule.citation.status }] };
  },
};

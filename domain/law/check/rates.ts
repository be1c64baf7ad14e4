import { type Day, dayOf, isoDay } from '#domain/kernel/day.ts';
import { type Rational, rational, times, toDecimal } from '#domain/kernel/rational.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import type { Jurisdiction } from '../book.ts';
import type { RuleException } from '../format/files.ts';
import { type Piece, percentText, piecesOf } from '../rate/pieces.ts';
import { versionOn } from '../select.ts';
import type { Published, Series } from '../series.ts';
import type { TraceStep } from '../trace.ts';
import { factorOf } from './figures.ts';
import { answering, type CheckContext, type CheckRow, dayInput, decimalInput, inputOf, type Ours, type Recogniser } from './row.ts';
import { ranked, rankedSeries, words } from './words.ts';

const rateDay =
  /^(date|day|on|at|as_of|asof|became_late|late_(on|since|from)|default(ed)?(_on|_date)?|half_year|halfyear|half|period|quarter|month|year|start|contract(_on|_date)?|filed_on|from|(payment|paid|due)(_on|_date)?)$/;

/** The share of one as percent text without a trailing guess. */
const percent = (rate: Rational): string => percentText(rate);

function stepFor(rule: RuleException, piece: Piece, on: Day): TraceStep {
  const rate = isRefusal(piece.rate) ? 'blank' : percent(piece.rate);
  const figure = piece.figure ? ` (${piece.figure.series} = ${toDecimal(piece.figure.published.value, 2, 'half-even')}%)` : '';
  return {
    rule: rule.id,
    text: { zh: `${isoDay(on)} 适用年利率 ${rate}%${figure}`, en: `${rate}% a year on ${isoDay(on)}${figure}` },
    citation: rule.citation,
    value: rate,
    unit: 'percent per year',
    from: on,
    status: piece.status,
  };
}

/** The rate of a rule on a day, default having begun that day. */
export function rateOf(rule: RuleException, on: Day, context: CheckContext): Piece | undefined {
  const pieces = piecesOf(rule.values, rule.citation, { start: on, contractOn: on, filedOn: on, asOf: on }, context.book);
  return pieces.find((piece) => piece.from <= on && piece.to >= on);
}

const rated = (rule: RuleException): boolean => rule.values.some((version) => version.value.kind === 'rate' || version.value.kind === 'reference');

/** Whether a rule covers contracts of a day, where it says so at all. */
export const contractFits = ({ when }: RuleException, on: Day): boolean =>
  (when?.contractTo === undefined || on <= when.contractTo) && (when?.contractFrom === undefined || on >= when.contractFrom);

/** The rule about interest whose words fit; among equals the one for trade between businesses. */
export function rateRule(law: Jurisdiction, text: string, parties?: 'b2b' | 'b2c', on?: Day): RuleException | undefined {
  const wanted = parties ?? (/consumer|individual|natural person/i.test(text) ? 'b2c' : 'b2b');
  const fitting = ranked(law, ['interest.late', 'interest.floor', 'interest.cap', 'interest.surcharge', 'interest.judgment'], text).filter(
    ({ rule }) => rated(rule) && (on === undefined || contractFits(rule, on)),
  );
  const performance = /doubled|delayed[- ]performance|迟延履行/i.test(text);
  const topicOf = (topic: string): number => {
    if (topic === 'interest.surcharge') return performance ? 3 : 0;
    return topic !== 'interest.late' ? 0 : !performance && /\blate|default|delay/i.test(text) ? 1.5 : 0.5;
  };
  // Among rules that fit alike, the one bound to a time of contract is the more particular.
  const timed = (rule: RuleException): number =>
    on !== undefined && rule.when?.contractTo !== undefined && rule.when.parties?.includes(wanted) ? 12 : 0;
  const score = (one: (typeof fitting)[number]): number => {
    const named = one.rule.when?.parties;
    const fits = named === undefined ? 0 : named.includes(wanted) ? 1.5 : -5;
    const specific = /floor|minimum/i.test(text) === (one.base.topic === 'interest.floor') ? 0.75 : -2;
    const plain = wanted === 'b2c' && named === undefined && one.rule === one.base ? 1 : 0;
    const own = law.rules.includes(one.base) ? 3 : 0;
    return 2 * one.score + fits + specific + plain + own + topicOf(one.base.topic) + timed(one.rule);
  };
  return fitting.map((one) => ({ rule: one.rule, score: score(one) })).sort((a, b) => b.score - a.score)[0]?.rule;
}

/** A published figure named outright: "LPR 1Y in force", "PBoC 1Y benchmark", "Bank Rate". */
function seriesRate(row: CheckRow, law: Jurisdiction, on: Day): Ours | undefined {
  const trace: TraceStep[] = [];
  const factor = factorOf(row);
  const figure = (words: string): string | null | undefined => {
    const [best] = rankedSeries(law, words);
    if (!best || best.score < 0.25) return undefined;
    const published = best.series.on(on);
    if (isRefusal(published)) {
      trace.push(notPublished(best.series, on, published));
      return null;
    }
    const value = times(published.value, factor);
    const shown = percent(times(value, rational(1n, 100n)));
    trace.push(publishedStep(best.series, on, published, shown));
    return shown;
  };
  const all = tenorWords(`${row.rule} ${String(inputOf(row, /tenor|term|series|maturity|type/) ?? '').replaceAll('_', ' ')}`) || row.rule;
  const values = answering(row, (key) => {
    const found = figure((/\d|one|five/.test(key) && tenorWords(key.replaceAll('_', ' '))) || all);
    if (/^(published|available|known)/.test(key)) return found === undefined ? undefined : found !== null;
    if (/^(error|code|status|refus)/.test(key)) return found === null ? 'law.not_published_yet' : undefined;
    if (!/^(rate|lpr|value|benchmark|reference|cap|limit|result)/.test(key)) return undefined;
    // A row that says itself that there is no figure gets that answer; one that has a figure after the last publication gets none.
    return found === null && row.expected[key] !== null ? undefined : found;
  });
  return values && { values, trace };
}

function publishedStep(series: Series, on: Day, published: Published, shown: string): TraceStep {
  return {
    rule: series.id,
    text: {
      zh: `${series.title.zh}：${isoDay(on)} 为 ${shown}%（自 ${isoDay(published.from)}）`,
      en: `${series.title.en}: ${shown}% on ${isoDay(on)} (since ${isoDay(published.from)})`,
    },
    citation: series.citation,
    value: shown,
    unit: series.unit,
    from: published.from,
    status: published.status,
  };
}

const notPublished = (series: Series, on: Day, { code }: { readonly code: string }): TraceStep => ({
  rule: series.id,
  text: {
    zh: `${series.title.zh}：${isoDay(on)} 没有已公布的数值（${code}）`,
    en: `${series.title.en}: no figure published for ${isoDay(on)} (${code})`,
  },
  citation: series.citation,
  status: 'blank',
});

/** "1Y", "5Y", ">5Y", "1Y-3Y" in a rule or an input, in the words of our series. */
function tenorWords(text: string): string {
  if (!/benchmark|pboc|基准/i.test(text)) {
    if (!/\blpr|loan prime/i.test(text)) return '';
    return /5\s*-?y|five|五年/i.test(text) ? 'LPR 5y over five' : 'LPR 1y one';
  }
  if (/>\s*5|over 5|5\s*y(ears?)?\s*\+|above 5|五年以上/i.test(text)) return 'benchmark over five 5y';
  if (/\b3\s*y?\w*\s*(-|to)\s*5/i.test(text)) return 'benchmark 5y three five';
  if (/\b1\s*y?\w*\s*(-|to)\s*3/i.test(text)) return 'benchmark 3y one three';
  if (/<=?\s*6|up to (6|six)|within six/i.test(text)) return 'benchmark 6m up';
  if (/\b5[- ]?y(ear)?s?\b|five[- ]year/i.test(text)) return 'benchmark over five 5y';
  return 'benchmark 1y six months one';
}

/** The rule's words are those of a published series, and nothing in them asks for what a statute adds to it. */
function namesSeries(row: CheckRow, law: Jurisdiction): boolean {
  if (/\blpr\b|loan prime|贷款市场报价|benchmark/i.test(`${row.rule} ${String(inputOf(row, /^series$/) ?? '').replaceAll('_', ' ')}`)) return true;
  const more = Object.keys(row.expected).some((key) => /^(reference|min|consumer|b2b|floor|compensation|fixed)/.test(key));
  if (more || /late|default|floor|minimum|consumer|b2b/i.test(row.rule)) return false;
  const asked = [...words(row.rule)];
  const [best] = rankedSeries(law, row.rule);
  return asked.length > 0 && best !== undefined && best.score >= asked.length;
}

/** A rate in force on a day. */
export const rateOnDay: Recogniser = {
  kind: 'rate on a day',
  answer(row, context) {
    const law = context.book.jurisdiction(row.jurisdiction);
    const on = dayInput(row, rateDay) ?? (law && undatedDay(row, law));
    if (on === undefined || !law || decimalInput(row, /principal|amount|debt/) || !Object.keys(row.expected).some((key) => rateKey.test(key)))
      return undefined;
    if (namesSeries(row, law)) {
      const published = seriesRate(row, law, on);
      if (published || /\blpr\b|benchmark/i.test(row.rule)) return published;
    }
    return governedRate(row, law, on, context);
  },
};

/** A rate that a statute fixes as a number needs no day: it is looked up where it is open-ended. */
function undatedDay(row: CheckRow, law: Jurisdiction): Day | undefined {
  const version = Object.keys(row.input).length === 0 ? rateRule(law, row.rule)?.values.at(-1) : undefined;
  return version?.value.kind === 'rate' && version.to === undefined ? (version.from ?? openEnded) : undefined;
}
const openEnded = dayOf('2025-01-01');

const rateKey =
  /^(rate|annual|yearly|daily|reference|basis|base|consumer|b2b|commercial|floor|cap|lpr|benchmark|statutory|min_cost|minimum|legal|individual|professional|other|total_rate|value|published|available|known|error|code|status)/;

function governedRate(row: CheckRow, law: Jurisdiction, on: Day, context: CheckContext): Ours | undefined {
  const trace: TraceStep[] = [];
  const shown = (rule: RuleException | undefined): string | undefined => {
    const piece = rule && rateOf(rule, on, context);
    if (!rule || !piece || isRefusal(piece.rate)) return undefined;
    trace.push(stepFor(rule, piece, on));
    return percent(piece.rate);
  };
  const rule = rateRule(law, row.rule, undefined, on);
  const values = answering(row, (key) => {
    if (/daily|per_day/.test(key) || (key === 'rate' && /daily|per day|a day|每日/i.test(row.rule))) return perDay(rule, on, trace);
    if (/^(reference|basis|base)/.test(key)) {
      const piece = rule && rateOf(rule, on, context);
      if (!rule || !piece?.figure) return undefined;
      trace.push(stepFor(rule, piece, on));
      return percent(times(piece.figure.published.value, rational(1n, 100n)));
    }
    if (/^(individual|other|professional)/.test(key)) return seriesFor(law, `${row.rule} ${key}`, on, trace);
    if (/^consumer/.test(key)) return shown(rateRule(law, `${row.rule} consumer`, 'b2c', on));
    if (/^(b2b|commercial)/.test(key)) return shown(rateRule(law, `${row.rule} b2b`, 'b2b', on));
    if (/^floor/.test(key)) return shown(rateRule(law, `${row.rule} floor minimum`));
    if (/^min(imum)?_.*cost|^recovery_cost|^compensation|^fixed_sum/.test(key)) return fixedSum(law, on, trace);
    return /^(rate|annual|yearly|statutory|cap|legal|total_rate|value|other)/.test(key) ? shown(rule) : undefined;
  });
  return values && { values, trace };
}

/** The figure of a rule that fixes its rate per day, in percent. */
function perDay(rule: RuleException | undefined, on: Day, trace: TraceStep[]): string | undefined {
  const value = rule && versionOn(rule, on)?.value;
  if (!rule || value?.kind !== 'rate' || value.per !== 'day') return undefined;
  const shown = percent(times(value.percent, rational(1n, 100n)));
  const text = { zh: `日利率 ${shown}%`, en: `${shown}% a day` };
  trace.push({ rule: rule.id, text, citation: rule.citation, value: shown, unit: 'percent per day', status: rule.citation.status });
  return shown;
}

function seriesFor(law: Jurisdiction, text: string, on: Day, trace: TraceStep[]): string | undefined {
  const series = rankedSeries(law, text)[0]?.series;
  const published = series?.on(on);
  if (!series || !published || isRefusal(published)) return undefined;
  const shown = percent(times(published.value, rational(1n, 100n)));
  trace.push(publishedStep(series, on, published, shown));
  return shown;
}

function fixedSum(law: Jurisdiction, on: Day, trace: TraceStep[]): string | undefined {
  for (const { rule } of ranked(law, ['compensation'], 'compensation')) {
    const value = versionOn(rule, on)?.value;
    if (value?.kind !== 'sum') continue;
    const sum = toDecimal(value.amount, 2, 'half-up');
    const text = { zh: `固定补偿 ${sum}`, en: `fixed sum ${sum}` };
    trace.push({ rule: rule.id, text, citation: rule.citation, value: sum, status: rule.citation.status });
    return sum;
  }
  return undefined;
}

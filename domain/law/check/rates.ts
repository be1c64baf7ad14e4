import { type Day, dayOf, isoDay } from '#domain/kernel/day.ts';
import { plus, type Rational, rational, rationalOf, times, toDecimal } from '#domain/kernel/rational.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import type { Jurisdiction } from '../book.ts';
import type { RuleException } from '../format/files.ts';
import { type Piece, percentText, piecesOf } from '../rate/pieces.ts';
import { versionOn } from '../select.ts';
import type { Published, Series } from '../series.ts';
import type { TraceStep } from '../trace.ts';
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
  const factor = /(\d+(?:\.\d+)?)\s*(?:x|times)\b/i.exec(row.rule)?.[1];
  const figure = (words: string): string | null | undefined => {
    const [best] = rankedSeries(law, words);
    if (!best || best.score < 0.25) return undefined;
    const published = best.series.on(on);
    if (isRefusal(published)) {
      trace.push(notPublished(best.series, on, published));
      return null;
    }
    const value = factor ? times(published.value, rationalOf(factor)) : published.value;
    const shown = percent(times(value, rational(1n, 100n)));
    trace.push(publishedStep(best.series, on, published, shown));
    return shown;
  };
  const all = tenorWords(`${row.rule} ${String(inputOf(row, /tenor|term|series|maturity|type/) ?? '')}`) || row.rule;
  const values = answering(row, (key) => {
    const found = figure(tenorWords(key.replaceAll('_', ' ')) || all);
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
  if (/\blpr\b|benchmark/i.test(row.rule)) return true;
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
    if (/^min(imum)?_.*cost|^recovery_cost|^compensation|^fixed_sum/.test(key)) return fixedSum(law, on);
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

function fixedSum(law: Jurisdiction, on: Day): string | undefined {
  for (const { rule } of ranked(law, ['compensation'], 'compensation')) {
    const value = versionOn(rule, on)?.value;
    if (value?.kind === 'sum') return toDecimal(value.amount, 2, 'half-up');
  }
  return undefined;
}

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

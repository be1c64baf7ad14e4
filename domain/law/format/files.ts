import type { Day } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { bilingual, count, day, decimal, listOf, object, oneOf, optional, type Reader, text, wrong } from './reader.ts';
import { currency, dayCounts, intervals, readCitation, readValue, readWhen, roundings } from './values.ts';

export const topics = [
  'interest.late',
  'interest.term',
  'interest.cap',
  'interest.floor',
  'interest.surcharge',
  'interest.judgment',
  'compensation',
  'collection-costs',
  'term',
  'limitation',
  'allocation',
  'fee',
  'route',
  'notice',
  'licence',
  'conduct',
  'privacy',
  'recognition',
  'evidence',
  'enforcement',
  'fact',
] as const;
export type Topic = (typeof topics)[number];

const dated = object({ from: optional(day), to: optional(day), knownFrom: optional(day), value: readValue });
export type DatedValue = ReturnType<typeof dated>;

const alternative = object({ label: bilingual, values: listOf(dated), citation: readCitation });

const ruleParts = {
  id: text,
  title: optional(bilingual),
  when: optional(readWhen),
  /** The higher number wins where several match. */
  priority: optional(count),
  /** Which day picks the version: each day interest runs, the day default began, or the day of the contract. */
  appliesBy: optional(oneOf('accrual', 'default', 'contract')),
  values: listOf(dated),
  citation: readCitation,
  /** Where the figure was read; `[seen]` and `[known]` as in the research notes. */
  source: text,
  confidence: oneOf('high', 'medium', 'low'),
  note: optional(bilingual),
  alternatives: optional(listOf(alternative)),
};
const exception = object(ruleParts);
export type RuleException = ReturnType<typeof exception>;
const rule = object({ ...ruleParts, topic: oneOf(...topics), exceptions: optional(listOf(exception)) });
export type Rule = ReturnType<typeof rule>;

/** `[day, figure]`, or with remarks; a `null` figure says: published or due, but nobody has verified it. */
export type Point = {
  readonly from: Day;
  readonly value?: ReturnType<typeof decimal>;
  readonly knownFrom?: Day;
  readonly status?: 'verified' | 'unverified';
};
const remarks = object({ knownFrom: optional(day), status: optional(oneOf('verified', 'unverified')), note: optional(text) });
const point: Reader<Point> = (value, path) => {
  if (!Array.isArray(value) || value.length < 2 || value.length > 3) throw wrong(path, '[day, "figure"] or [day, "figure", {remarks}]', value);
  const more = value[2] === undefined ? {} : remarks(value[2], `${path}[2]`);
  const figure = value[1] === null ? {} : { value: decimal(value[1], `${path}[1]`) };
  return {
    from: day(value[0], `${path}[0]`),
    ...figure,
    ...('knownFrom' in more ? { knownFrom: more.knownFrom } : {}),
    ...('status' in more ? { status: more.status } : {}),
  } as Point;
};

const series = object({
  id: text,
  title: bilingual,
  unit: oneOf('percent per year', 'percent per month', 'percent per day', 'index', 'amount'),
  points: listOf(point),
  lastPublication: day,
  /** The last day the newest figure is known to hold. After it the answer is `law.not_published_yet`. */
  validThrough: day,
  nextPublication: optional(text),
  citation: readCitation,
  source: text,
  confidence: oneOf('high', 'medium', 'low'),
});
export type SeriesData = ReturnType<typeof series>;

const conventions = object({
  dayCount: oneOf(...dayCounts),
  interval: oneOf(...intervals),
  rounding: oneOf(...roundings),
  /** Where interest is rounded: once at the end of an item, for each rate segment, or the daily amount first. */
  roundAt: oneOf('total', 'segment', 'day'),
});
export type Conventions = ReturnType<typeof conventions>;

const jurisdiction = object({
  code: text,
  name: bilingual,
  currency: optional(currency),
  extends: optional(text),
  conventions: optional(conventions),
});
export type JurisdictionData = ReturnType<typeof jurisdiction>;

const file = object({ jurisdiction: optional(jurisdiction), rules: optional(listOf(rule)), series: optional(listOf(series)) });
export type RuleFile = ReturnType<typeof file>;

/** Reads and cross-checks one rule file. `name` is shown in errors; ids must begin with the folder's code. */
export function readRuleFile(content: unknown, folder: string, name: string): RuleFile {
  const read = file(content, `${folder}/${name}`);
  const at = (path: string): string => `${folder}/${name}.${path}`;
  if (read.jurisdiction && read.jurisdiction.code !== folder)
    throw wrong(at('jurisdiction.code'), `the folder's name ${folder}`, read.jurisdiction.code);
  for (const one of read.rules ?? []) {
    for (const each of [one, ...(one.exceptions ?? [])]) checkRule(each, folder, at(each.id));
  }
  for (const one of read.series ?? []) checkSeries(one, folder, at(one.id));
  return read;
}

function checkRule(rule: RuleException, folder: string, path: string): void {
  if (!rule.id.startsWith(`${folder}.`)) throw wrong(path, `an id that begins with "${folder}."`, rule.id);
  if (rule.values.length === 0) throw wrong(`${path}.values`, 'at least one dated value', rule.values);
  const blank = rule.values.every((version) => version.value.kind === 'blank');
  if (blank !== (rule.citation.status === 'blank'))
    throw wrong(`${path}.citation.status`, 'status "blank" exactly where the value is blank', rule.citation.status);
  for (const version of rule.values) {
    if (version.from !== undefined && version.to !== undefined && version.to < version.from)
      throw wrong(`${path}.values`, '"from" not after "to"', version.from);
  }
}

function checkSeries(series: SeriesData, folder: string, path: string): void {
  if (!series.id.startsWith(`${folder}.`)) throw wrong(path, `an id that begins with "${folder}."`, series.id);
  series.points.forEach((one, i) => {
    const before = series.points[i - 1];
    if (before && before.from >= one.from && before.knownFrom === one.knownFrom)
      throw wrong(`${path}.points[${i}]`, 'points in rising order of days', one.from);
  });
  const last = series.points.at(-1);
  if (!last) throw wrong(`${path}.points`, 'at least one point', series.points);
  if (series.validThrough < last.from)
    throw new DomainError('law.bad_rule_file', `${path}.validThrough: expected a day on or after the last point`, { path });
}

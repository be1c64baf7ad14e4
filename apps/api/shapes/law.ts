import { type Day, isoDay } from '#domain/kernel/day.ts';
import { exactDecimal, type Rational } from '#domain/kernel/rational.ts';
import type { Jurisdiction } from '#domain/law/book.ts';
import type { DatedValue, Rule, RuleException } from '#domain/law/format/files.ts';

/** A jurisdiction as docs/law-authoring.md writes it: figures and days as text, exceptions and other readings with their rule. */
export function jurisdictionShape(law: Jurisdiction) {
  return {
    jurisdiction: law.code,
    name: law.name,
    ...(law.parent ? { parent: { code: law.parent.code, name: law.parent.name } } : {}),
    rules: law.rules.map((rule) => ruleShape(rule, law.code)),
    series: law.series.map((one) => seriesShape(one, law.code)),
  };
}

const ruleShape = (rule: Rule, jurisdiction: string) => ({
  ...exceptionShape(rule),
  title: rule.title ?? { zh: rule.id, en: rule.id },
  jurisdiction,
  topic: rule.topic,
  exceptions: (rule.exceptions ?? []).map(exceptionShape),
});

const exceptionShape = (rule: RuleException) => ({
  id: rule.id,
  citation: rule.citation,
  source: rule.source,
  confidence: rule.confidence,
  values: rule.values.map(versionShape),
  alternatives: (rule.alternatives ?? []).map(({ label, values, citation }) => ({ label, citation, values: values.map(versionShape) })),
  ...(rule.title ? { title: rule.title } : {}),
  ...(rule.when ? { when: asWritten(rule.when) as Record<string, unknown> } : {}),
  ...(rule.note ? { note: rule.note } : {}),
});

const versionShape = ({ from, to, value }: DatedValue) => ({
  ...(from === undefined ? {} : { from: isoDay(from) }),
  ...(to === undefined ? {} : { to: isoDay(to) }),
  value: asWritten(value),
});

function seriesShape(series: Jurisdiction['series'][number], jurisdiction: string) {
  const { id, title, unit, citation, source, confidence, lastPublication, validThrough, nextPublication, points } = series;
  return {
    id,
    jurisdiction,
    title,
    unit,
    citation,
    source,
    confidence,
    lastPublication: isoDay(lastPublication),
    validThrough: isoDay(validThrough),
    ...(nextPublication ? { nextPublication } : {}),
    points: points.map(({ from, value, status }) => ({ from: isoDay(from), value: value ? figure(value) : '', ...(status ? { status } : {}) })),
  };
}

/** The keys under which a value or a condition holds a day; everywhere else a number is a count. */
const days = new Set(['changedOn', 'contractFrom', 'contractTo', 'defaultFrom', 'defaultTo', 'suitBefore']);

/** A value as its rule file writes it: an exact fraction as decimal text, a day as YYYY-MM-DD. */
function asWritten(part: unknown, key = ''): unknown {
  if (typeof part === 'number' && days.has(key)) return isoDay(part as Day);
  if (Array.isArray(part)) return part.map((one) => asWritten(one));
  if (typeof part !== 'object' || part === null) return part;
  if ('num' in part && 'den' in part) return figure(part as Rational);
  return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, asWritten(one, name)]));
}

/** The shortest decimal text, or "1/3" where a decimal would never end. */
export function figure(value: Rational): string {
  const text = exactDecimal(value);
  const decimals = text.length - text.indexOf('.') - 1;
  if (decimals >= 40) return `${value.num}/${value.den}`;
  return text.replace(/0+$/, '').replace(/\.$/, '');
}

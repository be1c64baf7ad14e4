import type { Citation } from '#domain/kernel/citation.ts';
import { isoDay } from '#domain/kernel/day.ts';
import { unreachable } from '#domain/kernel/error.ts';
import type { Rational } from '#domain/kernel/rational.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { Jurisdiction } from './book.ts';
import type { Rule, RuleException } from './format/files.ts';
import type { Band, Period, RuleValue } from './format/values.ts';
import { decimalPercent } from './rate/pieces.ts';

/** A rule as a page shows it: its value over time in words, its source and how far it was checked. */
export type RuleSheet = {
  readonly id: string;
  readonly topic: string;
  readonly title: Bilingual;
  readonly versions: readonly { readonly from?: string; readonly to?: string; readonly knownFrom?: string; readonly value: Bilingual }[];
  readonly citation: Citation;
  readonly source: string;
  readonly confidence: string;
  readonly when?: Readonly<Record<string, unknown>>;
  readonly note?: Bilingual;
  readonly exceptions: readonly RuleSheet[];
  /** Inherited from this jurisdiction. */
  readonly from: string;
};

/** Every rule that holds in a jurisdiction, its own first, then what it inherits. */
export function sheetsOf(law: Jurisdiction): RuleSheet[] {
  const own = law.rules.map((rule) => sheet(rule, rule.topic, law.code));
  return law.parent ? [...own, ...sheetsOf(law.parent)] : own;
}

function sheet(rule: Rule | RuleException, topic: string, from: string): RuleSheet {
  return {
    id: rule.id,
    topic,
    title: rule.title ?? { zh: rule.citation.instrument, en: rule.id },
    versions: rule.values.map((version) => ({
      ...(version.from === undefined ? {} : { from: isoDay(version.from) }),
      ...(version.to === undefined ? {} : { to: isoDay(version.to) }),
      ...(version.knownFrom === undefined ? {} : { knownFrom: isoDay(version.knownFrom) }),
      value: describe(version.value),
    })),
    citation: rule.citation,
    source: rule.source,
    confidence: rule.confidence,
    ...(rule.when ? { when: conditions(rule.when) } : {}),
    ...(rule.note ? { note: rule.note } : {}),
    exceptions: 'exceptions' in rule && rule.exceptions ? rule.exceptions.map((one) => sheet(one, topic, from)) : [],
    from,
  };
}

const dayKeys = new Set(['contractFrom', 'contractTo', 'defaultFrom', 'defaultTo', 'suitBefore']);
const conditions = (when: NonNullable<RuleException['when']>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(when).map(([key, value]) => [key, dayKeys.has(key) ? isoDay(value as never) : value]));

const figure = (value: Rational | undefined): string => (value ? decimalPercent(value).replace(/\.00$/, '') : '');
const both = (zh: string, en: string): Bilingual => ({ zh, en });

/** A value in one line. */
export function describe(value: RuleValue): Bilingual {
  switch (value.kind) {
    case 'rate': {
      const per = { year: both('年', 'a year'), month: both('月', 'a month'), day: both('日', 'a day') }[value.per ?? 'year'];
      return both(`${per.zh}利率 ${figure(value.percent)}%`, `${figure(value.percent)}% ${per.en}`);
    }
    case 'reference': {
      const factor = value.times ? `${figure(value.times)} × ` : '';
      const added = value.plus ? ` + ${figure(value.plus)}` : '';
      return both(`${factor}${value.series}${added}（${value.fixing}）`, `${factor}${value.series}${added} (${value.fixing})`);
    }
    case 'difference':
      return both(
        `${value.series} − ${value.minus}，下限 ${figure(value.floor) || '无'}`,
        `${value.series} less ${value.minus}, floor ${figure(value.floor) || 'none'}`,
      );
    case 'none':
      return both('无', 'none');
    case 'sum':
      return both(
        `${figure(value.amount)} ${value.currency}（每${value.per === 'item' ? '笔' : '案'}）`,
        `${value.currency} ${figure(value.amount)} per ${value.per}`,
      );
    case 'scale':
      return both(`分段累计（${value.currency}）：${bands(value.bands, 'zh')}`, `cumulative bands (${value.currency}): ${bands(value.bands, 'en')}`);
    case 'steps':
      return both(`按档（${value.currency}）：${bands(value.bands, 'zh')}`, `by step (${value.currency}): ${bands(value.bands, 'en')}`);
    case 'fraction':
      return both(`${value.of} 的 ${value.times.num}/${value.times.den}`, `${value.times.num}/${value.times.den} of ${value.of}`);
    case 'term':
      return both(`自 ${value.from.join('/')} 起 ${value.days} 日`, `${value.days} days from ${value.from.join(' / ')}`);
    case 'limitation':
      return both(`${period(value.period).zh}，自 ${value.start} 起算`, `${period(value.period).en} from ${value.start}`);
    case 'allocation':
      return both(value.order.join(' → '), value.order.join(' → '));
    case 'route':
      return value.summary;
    case 'period':
      return period(value.period);
    case 'limit':
      return both(`${figure(value.amount)} ${value.currency}`, `${value.currency} ${figure(value.amount)}`);
    case 'number':
      return both(`${figure(value.number)}（${value.unit}）`, `${figure(value.number)} ${value.unit}`);
    case 'text':
      return value.text;
    case 'blank':
      return both('尚未核实，请咨询当地律师', 'not verified: ask local counsel');
    default:
      return unreachable(value);
  }
}

function bands(list: readonly Band[], language: 'zh' | 'en'): string {
  return list
    .map((band) => {
      const start = band.from ? `≥ ${figure(band.from)}` : `> ${figure(band.over)}`;
      return `${start}: ${[band.percent ? `${figure(band.percent)}%` : '', figure(band.fixed)].filter(Boolean).join(' + ')}`;
    })
    .join(language === 'zh' ? '；' : '; ');
}

function period({ years, months, days }: Period): Bilingual {
  const zh = [years && `${years}年`, months && `${months}个月`, days && `${days}日`].filter(Boolean).join('');
  const en = [years && `${years} years`, months && `${months} months`, days && `${days} days`].filter(Boolean).join(' ');
  return both(zh, en);
}

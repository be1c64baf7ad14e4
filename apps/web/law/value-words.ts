import type { CitationJson } from '#contract/schemas/basics.ts';
import type { Words } from '../words/words.tsx';
import type { Band, Limitation, Period, Reference, Route, RuleValue, Scale, Term } from './rule-value.ts';

/** A value in words: what stands large, and what is added below it, each with its own article where it has one. */
export type Said = { readonly head: string; readonly lines: readonly SaidLine[] };
export type SaidLine = { readonly text: string; readonly citation?: CitationJson };

/** The words of a page, and the name of a series or rule behind its id. */
export type Speaker = Pick<Words, 't' | 'say' | 'money' | 'day' | 'locale'> & { readonly nameOf: (id: string) => string };

export function inWords(value: RuleValue, speaker: Speaker): Said {
  const { t, say, money } = speaker;
  switch (value.kind) {
    case 'rate': {
      const head = t(`value.rate.${value.per ?? 'year'}`, { n: value.percent });
      return {
        head,
        lines: lines(value.compound && t(`value.compound.${value.compound}`), value.dayCount && t('value.dayCount', { name: value.dayCount })),
      };
    }
    case 'reference':
      return reference(value, speaker);
    case 'difference':
      return {
        head: t('value.difference', { a: speaker.nameOf(value.series), b: speaker.nameOf(value.minus) }),
        lines: lines(value.floor && t('value.floor', { n: value.floor })),
      };
    case 'none':
      return { head: t('value.none'), lines: [] };
    case 'blank':
      return { head: t('value.blank'), lines: [] };
    case 'sum':
      return { head: t(`value.sum.${value.per}`, { amount: money(value.amount, value.currency) }), lines: [] };
    case 'scale':
    case 'steps':
      return scale(value, speaker);
    case 'fraction':
      return {
        head: t('value.fraction', { n: value.times, of: speaker.nameOf(value.of) }),
        lines: lines(value.minimum && t('value.minimum', { amount: value.minimum }), value.maximum && t('value.maximum', { amount: value.maximum })),
      };
    case 'term':
      return term(value, speaker);
    case 'limitation':
      return limitation(value, speaker);
    case 'allocation':
      return { head: value.order.map((part) => t(`value.part.${part}`)).join(' → '), lines: lines(t(`value.items.${value.items}`)) };
    case 'route':
      return route(value, speaker);
    case 'period':
      return { head: periodWords(value.period, speaker), lines: [] };
    case 'limit':
      return { head: t('value.limit', { amount: money(value.amount, value.currency) }), lines: [] };
    case 'number':
      return { head: numberWords(value.number, value.unit, speaker), lines: [] };
    case 'text':
      return { head: say(value.text), lines: [] };
  }
}

const lines = (...texts: readonly (string | false | undefined)[]): SaidLine[] => texts.flatMap((text) => (text ? [{ text }] : []));

function reference(value: Reference, { t, nameOf }: Speaker): Said {
  const times = value.times && value.times !== '1' ? ` × ${value.times}` : '';
  const plus =
    value.plus && value.plus !== '0'
      ? t(value.plus.startsWith('-') ? 'value.points.less' : 'value.points.more', { n: value.plus.replace('-', '') })
      : '';
  return {
    head: `${nameOf(value.series)}${times}${plus}`,
    lines: lines(
      t(`value.fixing.${value.fixing}`),
      value.floor && t('value.floor', { n: value.floor }),
      value.cap && t('value.cap', { n: value.cap }),
      value.compound && t(`value.compound.${value.compound}`),
      value.dayCount && t('value.dayCount', { name: value.dayCount }),
    ),
  };
}

function scale(value: Scale, { t, money }: Speaker): Said {
  const bandWords = (band: Band, at: number): string => {
    const start = band.over ?? band.from ?? '0';
    const place =
      at === 0 && start === '0'
        ? t('value.band.first')
        : t(band.over ? 'value.band.over' : 'value.band.from', { amount: money(start, value.currency) });
    const parts = [band.fixed && money(band.fixed, value.currency), band.percent && t(`value.band.${value.kind}`, { n: band.percent })];
    return `${place}${parts.filter(Boolean).join(' + ')}`;
  };
  return {
    head: t(`value.${value.kind}`, { n: value.bands.length }),
    lines: lines(
      ...value.bands.map(bandWords),
      value.minimum && t('value.minimum', { amount: money(value.minimum, value.currency) }),
      value.maximum && t('value.maximum', { amount: money(value.maximum, value.currency) }),
      value.per && t(`value.per.${value.per}`),
    ),
  };
}

function term(value: Term, { t, locale }: Speaker): Said {
  const [only, ...more] = value.from;
  const starts = value.from.map((start) => t(`value.start.${start}`)).join(locale === 'en' ? ', ' : '、');
  const immediately = value.days === 0 && only === 'immediately' && more.length === 0;
  return {
    head: immediately ? t('value.term.atOnce') : value.days === 0 ? t('value.term.on', { starts }) : t('value.term', { n: value.days, starts }),
    lines: lines(more.length > 0 && t(`value.pick.${value.pick}`), value.atMostDays !== undefined && t('value.atMost', { n: value.atMostDays })),
  };
}

function limitation(value: Limitation, speaker: Speaker): Said {
  const { t, say, day } = speaker;
  return {
    head: t('value.limitation', { period: periodWords(value.period, speaker), start: t(`value.runs.${value.start}`) }),
    lines: [
      ...lines(
        value.startRoll && t('value.startRoll'),
        value.endRoll && t('value.endRoll'),
        t(`value.instalments.${value.instalments}`),
        value.longStop && t('value.longStop', { period: periodWords(value.longStop, speaker) }),
      ),
      ...value.effects.map(({ text, citation }) => ({ text: say(text), citation })),
      ...(value.formerly
        ? [
            {
              text: t('value.formerly', { day: day(value.formerly.changedOn), period: periodWords(value.formerly.period, speaker) }),
              citation: value.formerly.citation,
            },
          ]
        : []),
      ...lines(say(value.afterExpiry), value.extinguishes && t('value.extinguishes')),
    ],
  };
}

function route(value: Route, { t, say, money, nameOf }: Speaker): Said {
  const joined = (texts: readonly string[]) => texts.join(t('value.comma'));
  return {
    head: say(value.summary),
    lines: [
      ...lines(
        value.duration && t('value.duration', { a: value.duration.leastDays, b: value.duration.mostDays, source: value.duration.source }),
        value.ceiling && t('value.limit', { amount: money(value.ceiling.amount, value.ceiling.currency) }),
        value.fees && value.fees.length > 0 && t('value.fees', { names: joined(value.fees.map(nameOf)) }),
        value.requires && value.requires.length > 0 && t('value.requires', { text: joined(value.requires.map(say)) }),
        value.excludes && value.excludes.length > 0 && t('value.excludes', { text: joined(value.excludes.map(say)) }),
        value.crossBorder === true && t('value.crossBorder'),
        value.crossBorder === false && t('value.atHome'),
      ),
      ...(value.steps ?? []).map((step) => ({
        text: step.days === undefined ? say(step.text) : `${say(step.text)} · ${t('value.days', { n: step.days })}`,
        ...(step.citation ? { citation: step.citation } : {}),
      })),
    ],
  };
}

export function periodWords(period: Period, { t }: Pick<Speaker, 't'>): string {
  return (['years', 'months', 'days'] as const)
    .flatMap((unit) => {
      const n = period[unit];
      return n ? [t(n === 1 ? `value.${unit}.one` : `value.${unit}`, { n })] : [];
    })
    .join(' ');
}

function numberWords(number: string, unit: string, { t }: Speaker): string {
  if (unit === 'percent') return `${number}%`;
  if (unit === 'percent of loss') return t('value.ofLoss', { n: number });
  if (unit === 'percent APR') return t('value.apr', { n: number });
  return `${number} ${unit}`;
}

const agreements = ['none-agreed', 'yearly', 'daily', 'fixed-penalty'] as const;
const bases = ['sale', 'service', 'construction', 'loan', 'rent', 'judgment', 'award', 'guarantee', 'other'] as const;
const relations = ['b2b', 'b2c', 'c2b', 'b2public', 'p2p'] as const;
const sizes = ['micro', 'small', 'medium', 'large', 'public'] as const;

/** Which claims a rule is for, one phrase a condition; a condition this page has no word for is shown as it is. */
export function conditionsIn(when: Readonly<Record<string, unknown>> | undefined, speaker: Speaker): string[] {
  const { t, day } = speaker;
  const listed = <T extends string>(value: unknown, known: readonly T[], word: (one: T) => string): string =>
    (Array.isArray(value) ? value : [value])
      .map((one) => {
        const found = known.find((name) => name === one);
        return found ? word(found) : String(one);
      })
      .join(t('value.or'));
  return Object.entries(when ?? {}).map(([key, value]) => {
    switch (key) {
      case 'basis':
        return listed(value, bases, (one) => t(`basis.${one}`));
      case 'parties':
        return listed(value, relations, (one) => t(`relation.${one}`));
      case 'creditorSize':
        return t('value.when.creditorSize', { text: listed(value, sizes, (one) => t(`enterprise.${one}`)) });
      case 'debtorSize':
        return t('value.when.debtorSize', { text: listed(value, sizes, (one) => t(`enterprise.${one}`)) });
      case 'agreed':
        return t('value.when.agreed', { text: listed(value, agreements, (one) => t(`interest.${one}`)) });
      case 'currency':
        return t('value.when.currency', { text: listed(value, [], String) });
      case 'contractFrom':
      case 'contractTo':
      case 'defaultFrom':
      case 'defaultTo':
      case 'suitBefore':
        return t(`value.when.${key}`, { day: day(String(value)) });
      default:
        return `${key}: ${JSON.stringify(value)}`;
    }
  });
}

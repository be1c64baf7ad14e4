import type { Locale } from './words.tsx';

/** Figures and dates in the reader's order. Amounts stay decimal text from the server to the screen: no float touches them. */
export type Figures = {
  readonly money: (amount: string, currency: string) => string;
  /** Short form for a headline ("€1.2M"); the full figure stands beside it or in its title. */
  readonly roughly: (amount: string, currency: string) => string;
  readonly day: (iso: string) => string;
  /** A moment with its zone. */
  readonly moment: (iso: string, zone?: string) => string;
  readonly count: (value: number) => string;
  readonly percent: (fraction: number) => string;
  readonly bytes: (size: number) => string;
  readonly country: (code: string) => string;
};

/** Intl takes decimal text exactly (ECMA-402 2023); TypeScript asks for a literal type that a variable cannot have. */
const exact = (text: string) => text as unknown as number;

export function figuresIn(locale: Locale): Figures {
  const tag = locale === 'en' ? 'en-GB' : 'zh-CN';
  const amounts = new Map<string, Intl.NumberFormat>();
  const amountIn = (currency: string, compact: boolean) => {
    const key = `${currency}${compact}`;
    const found = amounts.get(key) ?? moneyFormat(tag, currency, compact);
    amounts.set(key, found);
    return found;
  };
  const days = new Intl.DateTimeFormat(tag, { day: 'numeric', month: locale === 'en' ? 'short' : 'long', year: 'numeric', timeZone: 'UTC' });
  const whole = new Intl.NumberFormat(tag);
  const part = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 });
  const places = new Intl.DisplayNames([tag], { type: 'region' });
  const size = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });

  return {
    money: (amount, currency) => amountIn(currency, false).format(exact(amount)),
    roughly: (amount, currency) => amountIn(currency, true).format(exact(amount)),
    day: (iso) => (/^\d{4}-\d{2}-\d{2}/.test(iso) ? days.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`)) : iso),
    moment: (iso, zone) => momentIn(tag, locale, new Date(iso), zone),
    count: (value) => whole.format(value),
    percent: (fraction) => (fraction > 0 && fraction < 0.005 ? `< ${part.format(0.01)}` : part.format(fraction)),
    bytes: (value) => {
      const step = Math.min(3, Math.max(0, Math.floor(Math.log10(Math.max(value, 1)) / 3)));
      return `${size.format(value / 1000 ** step)} ${['B', 'kB', 'MB', 'GB'][step]}`;
    },
    country: (code) => {
      const part = partsOfChina[code];
      if (part) return part[locale];
      try {
        return places.of(code.slice(0, 2)) ?? code;
      } catch {
        return code;
      }
    },
  };
}

/** Written out, because browsers' own names for them differ. */
const partsOfChina: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  HK: { 'zh-CN': '中国香港', en: 'Hong Kong SAR, China' },
  MO: { 'zh-CN': '中国澳门', en: 'Macao SAR, China' },
  TW: { 'zh-CN': '中国台湾', en: 'Taiwan, China' },
};

/** Day, hour and zone in one order for both languages: "24 Nov 2026, 05:50 GMT+8", "2026年11月24日 05:50 GMT+8". */
function momentIn(tag: string, locale: Locale, at: Date, zone?: string): string {
  const parts = new Intl.DateTimeFormat(tag, {
    day: 'numeric',
    month: locale === 'en' ? 'short' : 'long',
    year: 'numeric',
    ...(zone ? { timeZone: zone } : {}),
  }).format(at);
  const clock = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...(zone ? { timeZone: zone } : {}),
  }).format(at);
  return `${parts}${locale === 'en' ? ', ' : ' '}${clock}`;
}

function moneyFormat(tag: string, currency: string, compact: boolean): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat(tag, {
      style: 'currency',
      currency,
      currencyDisplay: 'symbol',
      ...(compact ? { notation: 'compact', maximumFractionDigits: 2 } : {}),
    });
  } catch {
    return new Intl.NumberFormat(tag, { minimumFractionDigits: 2 });
  }
}

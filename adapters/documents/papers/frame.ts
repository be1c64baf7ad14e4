import type { Party } from '#domain/claim/party.ts';
import type { Citation } from '#domain/kernel/citation.ts';
import { type Day, partsOf } from '#domain/kernel/day.ts';
import { type Bilingual, inLocale, type Locale } from '#domain/kernel/text.ts';
import { dayWords } from '#domain/kernel/wording.ts';
import type { PaperIssue } from '#usecases/ports/documents.ts';
import { type CaptionKey, caption } from '../captions.ts';

/** What every template reads beside its own data: language, document properties, running foot. */
export type Frame = {
  readonly lang: 'zh' | 'en';
  readonly title: string;
  readonly author: string;
  readonly description: string;
  readonly date: { readonly year: number; readonly month: number; readonly day: number };
  readonly foot: { readonly left: string; readonly code: string; readonly verify: string; readonly page: readonly [string, string, string] };
};

export type Speaker = {
  readonly locale: Locale;
  /** A bilingual text in the paper's language. */
  of(text: Bilingual): string;
  caption(key: CaptionKey): string;
  day(day: Day): string;
  /** The country's name in the paper's language; the code itself where ISO 3166 has none. */
  country(code: string): string;
  /** Citations on paper carry no status mark; what is unverified is said where a person decides. */
  cite(citations: readonly Citation[]): string[];
};

export function speaker(locale: Locale): Speaker {
  return {
    locale,
    of: (text) => inLocale(text, locale),
    caption: (key) => caption(key, locale),
    country: (code) => regionName(code, locale),
    day: (day) => inLocale(dayWords(day), locale),
    cite: (citations) => citations.map(({ instrument, article }) => (article ? `${instrument} ${article}` : instrument)),
  };
}

export function frame(say: Speaker, issue: PaperIssue, title: string, author: string): Frame {
  const { year, month, date } = partsOf(issue.writtenOn);
  return {
    lang: say.locale === 'en' ? 'en' : 'zh',
    title,
    author,
    description: `${title} · ${issue.code}`,
    date: { year, month, day: date },
    foot: {
      left: say.caption('foot.code'),
      code: issue.code,
      verify: issue.verifyAt ? `${say.caption('foot.verify')} ${issue.verifyAt}` : '',
      page: [say.caption('page.before'), say.caption('page.between'), say.caption('page.after')],
    },
  };
}

/** A party as letterheads and address fields show it: address lines, then identifiers and contacts where asked. */
export function partyLines(party: Party, say: Speaker, what: { readonly contacts: boolean }): string[] {
  const address = party.address;
  const place = [address?.postcode, address?.city, address?.region].filter(Boolean).join(' ');
  const lines = [...(address?.lines ?? []), place, address?.country ? say.country(address.country) : ''].filter((line) => line !== '');
  if (!what.contacts) return lines;
  const identifiers = party.identifiers.slice(0, 2).map((id) => `${schemeName(id.scheme, say)} ${id.value}`);
  const contacts = (party.contacts ?? []).slice(0, 2).map((contact) => contact.value);
  return [lines.join(', '), ...identifiers, ...contacts].filter((line) => line !== '');
}

const schemes: Readonly<Record<string, CaptionKey>> = {
  uscc: 'scheme.uscc',
  'eu-vat': 'scheme.vat',
  lei: 'scheme.lei',
  'gb-company': 'scheme.company',
};

function schemeName(scheme: string, say: Speaker): string {
  const key = schemes[scheme];
  return key ? say.caption(key) : scheme.toUpperCase();
}

const regionNames = { 'zh-CN': new Intl.DisplayNames('zh-CN', { type: 'region' }), en: new Intl.DisplayNames('en', { type: 'region' }) } as const;

function regionName(code: string, locale: Locale): string {
  return /^[A-Z]{2}$/.test(code) ? (regionNames[locale].of(code) ?? code) : code;
}

/** A sentence in every language the product speaks. User-facing words made in the domain (traces, reasons) carry both. */
export type Bilingual = { readonly zh: string; readonly en: string };

export const locales = ['zh-CN', 'en'] as const;
export type Locale = (typeof locales)[number];

export const inLocale = (text: Bilingual, locale: Locale): string => (locale === 'en' ? text.en : text.zh);

import countries from 'i18n-iso-countries';
import de from 'i18n-iso-countries/langs/de.json' with { type: 'json' };
import en from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import zh from 'i18n-iso-countries/langs/zh.json' with { type: 'json' };

for (const names of [en, zh, de]) countries.registerLocale(names as Parameters<typeof countries.registerLocale>[0]);

const more: Readonly<Record<string, string>> = {
  中国大陆: 'CN',
  大陆: 'CN',
  香港: 'HK',
  澳门: 'MO',
  台湾: 'TW',
  UK: 'GB',
  England: 'GB',
  USA: 'US',
  美国: 'US',
  英国: 'GB',
  德国: 'DE',
};

/** ISO 3166-1 alpha-2 of a code or of a name in Chinese, English or German. */
export function countryCode(text: string): string | undefined {
  const trimmed = text.trim();
  if (more[trimmed] !== undefined) return more[trimmed];
  const upper = trimmed.toUpperCase();
  if (/^[A-Z]{2}$/.test(upper)) return countries.isValid(upper) ? upper : undefined;
  if (/^[A-Z]{3}$/.test(upper)) return countries.alpha3ToAlpha2(upper);
  return ['zh', 'en', 'de'].map((language) => countries.getAlpha2Code(trimmed, language)).find((code) => code !== undefined);
}

import { schemeOfCode } from './electronic-address.ts';
import { aliases, type Scheme, schemes } from './schemes.ts';
import type { Verdict } from './verdict.ts';
import { phone } from './worldwide.ts';

export type { Says, Verdict } from './verdict.ts';

/** Our scheme name for any way of writing it (own name, alias, ICD or EAS code); undefined when unknown. */
export function schemeNamed(text: string): string | undefined {
  const name = text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[_:\s]+/g, '-');
  if (Object.hasOwn(schemes, name)) return name;
  const other = aliases[name] ?? aliases[name.replace(/-/g, '')] ?? schemeOfCode(name);
  return other !== undefined && Object.hasOwn(schemes, other) ? other : undefined;
}

function fold(value: string, how: Scheme['fold']): string {
  const text = value
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u200b-\u200f\ufeff]/g, '')
    .trim();
  if (how === 'none') return text;
  if (how === 'spaces') return text.replace(/\s/g, '').toUpperCase();
  if (how === 'line') return text.replace(/\s+/g, ' ').toUpperCase();
  return text.replace(/[\s.:\-_/'’]/g, '').toUpperCase();
}

/**
 * Checks a value under a scheme (own name, alias or e-invoice code). An unknown scheme gives `valid: 'unknown'` with the value
 * as written, never a guess. `options.country` (alpha-2) helps national telephone numbers.
 */
export function checkIdentifier(schemeText: string, value: string, options: { readonly country?: string } = {}): Verdict {
  const name = schemeNamed(schemeText);
  const scheme = name === undefined ? undefined : schemes[name];
  if (!scheme)
    return {
      valid: 'unknown',
      normal: value.trim(),
      says: {},
      reason: { zh: `未收录的编号类型“${schemeText}”,未作校验`, en: `no rule for the scheme "${schemeText}", nothing was checked` },
    };
  const folded = fold(value, scheme.fold);
  if (folded === '') return { valid: false, normal: '', says: {}, reason: { zh: '编号为空', en: 'the value is empty' } };
  return name === 'phone' ? phone(folded, options.country) : scheme.rule(folded);
}

/** Fields that are not identifiers of anyone when guessed from a bare number. */
const notGuessed = new Set(['kz-oked', 'nl-kvk', 'bic', 'duns', 'nz-nzbn', 'ru-kpp', 'lu-rcs']);

/**
 * Which schemes a bare value may belong to, surest first: a check digit that holds comes before a form that fits, and a
 * scheme of the given country before others. A form without check digit is offered only for the given country.
 */
export function guessSchemes(value: string, country?: string): { readonly scheme: string; readonly verdict: Verdict; readonly sure: boolean }[] {
  const guesses: { scheme: string; verdict: Verdict; sure: boolean; rank: number }[] = [];
  for (const [name, scheme] of Object.entries(schemes)) {
    if (notGuessed.has(name) && scheme.country !== country) continue;
    const abroad = country !== undefined && scheme.country !== undefined && scheme.country !== country;
    const verdict = checkIdentifier(name, value, country === undefined ? {} : { country });
    if (verdict.valid === false) continue;
    const worldwide = scheme.country === undefined;
    if (verdict.valid === 'unknown' && !worldwide && (country === undefined || abroad)) continue;
    if (abroad && /^\d{1,11}$/.test(verdict.normal)) continue;
    const rank =
      (verdict.valid === true ? 4 : 0) +
      (scheme.country !== undefined && scheme.country === country ? 3 : 0) +
      (/[A-Z]/.test(verdict.normal) || verdict.normal.length > 12 ? 1 : 0);
    guesses.push({ scheme: name, verdict, sure: verdict.valid === true, rank });
  }
  return guesses.sort((a, b) => b.rank - a.rank).map(({ rank: _, ...guess }) => guess);
}

export const schemeNames = (): { readonly scheme: string; readonly name: Scheme['name']; readonly country?: string }[] =>
  Object.entries(schemes).map(([scheme, { name, country }]) => ({ scheme, name, ...(country ? { country } : {}) }));

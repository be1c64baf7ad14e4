import { checkIdentifier, schemeNamed } from '../identifiers/check.ts';

export type NormalIdentifier = { readonly scheme: string; readonly value: string; readonly valid: boolean | undefined };

const national = /^[a-z]{2}-vat$/;

/**
 * The one form under which an identifier is stored and looked for. National VAT numbers meet under `eu-vat`. An unknown
 * scheme keeps its own name, and its value loses only spaces, dots and dashes. Empty values answer undefined.
 */
export function normalIdentifier(scheme: string, value: string): NormalIdentifier | undefined {
  const known = schemeNamed(scheme);
  if (known === undefined) {
    const folded = value
      .normalize('NFKC')
      .replace(/[\s.\-_/'’]/g, '')
      .toUpperCase();
    const name = scheme
      .normalize('NFKC')
      .trim()
      .toLowerCase()
      .replace(/[\s_:]+/g, '-');
    return folded === '' || name === '' ? undefined : { scheme: name, value: folded, valid: undefined };
  }
  const verdict = checkIdentifier(known, value);
  if (verdict.normal === '') return undefined;
  const prefixed = national.test(known) && known !== 'gb-vat' && /^[A-Z]{2}/.test(verdict.normal);
  return { scheme: prefixed ? 'eu-vat' : known, value: verdict.normal, valid: verdict.valid === 'unknown' ? undefined : verdict.valid };
}

/** A worldwide key for an entity by one identifier. */
export const entityKey = (scheme: string, value: string): string => `${scheme}:${value}`;

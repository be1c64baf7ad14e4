import { DomainError } from '../../kernel/error.ts';
import { countryOf, profileOf } from './profile.ts';

/** Reads `{code, from?}`: a country with a profile, and a creditor's seat ("EU" for any member state). */
export function parseProfileRequest(value: unknown): { readonly code: string; readonly from?: string } {
  const { code, from, ...unknown } = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  const [stranger] = Object.keys(unknown);
  if (stranger)
    throw new DomainError('profile.bad_request', `expected the keys code and from, got "${stranger.slice(0, 40)}"`, { key: stranger.slice(0, 40) });
  const upper = typeof code === 'string' ? code.trim().toUpperCase() : '';
  if (!profileOf(upper)) throw unknownCountry('code', code);
  if (from === undefined || from === null) return { code: upper };
  const seat = typeof from === 'string' ? from.trim().toUpperCase() : '';
  if (seat !== 'EU' && !countryOf(seat)) throw unknownCountry('from', from);
  return { code: upper, from: seat };
}

const unknownCountry = (key: string, got: unknown): DomainError =>
  new DomainError(
    'profile.unknown_country',
    `expected an ISO 3166-1 code with a profile (like DE) as ${key}, got ${JSON.stringify(got)?.slice(0, 20) ?? 'nothing'}`,
    { key },
  );

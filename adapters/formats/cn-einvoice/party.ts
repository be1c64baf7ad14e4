import type { PartyDraft } from '#domain/claim/draft.ts';
import { present } from '../xml/find.ts';

/** A party of a Chinese invoice; an 18-character taxpayer number is the unified social credit code (GB 32100). */
export function partyOf(given: {
  readonly name?: string;
  readonly taxNumber?: string;
  readonly address?: string;
  readonly phone?: string;
}): PartyDraft | undefined {
  const { name, taxNumber, address, phone } = given;
  if (name === undefined && taxNumber === undefined) return undefined;
  const value = taxNumber?.replace(/\s/g, '').toUpperCase();
  const uscc = value !== undefined && /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(value);
  return present<PartyDraft>({
    kind: value === undefined && name !== undefined && /[(（]个人[)）]$/.test(name) ? 'person' : 'organisation',
    name: name ?? '',
    identifiers: value === undefined ? [] : [{ scheme: uscc ? 'uscc' : 'cn-taxpayer', value }],
    address: { lines: address === undefined ? [] : [address], country: 'CN' },
    contacts: phone === undefined ? undefined : [{ channel: 'phone', value: phone }],
  });
}

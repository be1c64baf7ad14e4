import { present } from './find.ts';

/** An IBAN is told by its form (ISO 13616); anything else is kept as a plain account number. */
export function accountOf(id: string | undefined, bic: string | undefined, name: string | undefined) {
  const compact = id?.replace(/\s/g, '').toUpperCase();
  const iban = compact !== undefined && /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(compact) ? compact : undefined;
  return present({ iban, account: iban === undefined ? id : undefined, bic, name });
}

/** The same account named twice stands once. */
export function distinctAccounts<T extends { iban?: string; account?: string }>(accounts: readonly T[]): T[] {
  return [...new Map(accounts.map((each) => [each.iban ?? each.account ?? '', each])).values()];
}

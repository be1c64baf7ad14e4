import type { ClaimFiling } from './filing.ts';

/**
 * Two filings with one key are the same debt filed twice: same debtor (identifier, else folded name), same currency, same
 * item numbers with the same amounts. A different amount under the same number is not a duplicate; the claim check says it.
 */
export function duplicateKey(filing: ClaimFiling): string {
  const identifier = filing.debtor.identifiers?.[0];
  const who = identifier ? `${identifier.scheme}:${fold(identifier.value)}` : fold(filing.debtor.name);
  const items = filing.items.map((item) => `${fold(item.number)}=${plain(item.amount)}`).sort();
  return [fold(filing.creditor.name), who, filing.currency, ...items].join('|');
}

const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '');

/** 1200.50 and 1200.5 are one amount. */
const plain = (amount: string): string => (amount.includes('.') ? amount.replace(/0+$/, '').replace(/\.$/, '') : amount);

import type { ClaimDraft, PartyDraft } from '#domain/claim/draft.ts';

/** A draft for a person at a terminal: only what the paper says, findings last. */
export function draftText(draft: ClaimDraft): string {
  const { totals, currency = '' } = draft;
  const rows: (readonly [string, string | undefined])[] = [
    ['File', draft.source.fileName],
    ['Format', [draft.source.format, draft.source.embedded, draft.source.profile].filter(Boolean).join(' · ')],
    ['Kind', `${draft.kind}${draft.typeCode ? ` (type ${draft.typeCode})` : ''}`],
    ['Number', draft.number],
    ['Issued', draft.issueDate],
    ['Due', draft.dueDate ?? '(the paper names no due date)'],
    ['Delivered', draft.deliveryDate],
    ['Seller', partyText(draft.seller)],
    ['Buyer', partyText(draft.buyer)],
    ['Payee', draft.payee && partyText(draft.payee)],
    ['Without tax', amount(totals.taxExclusive, currency)],
    ['Tax', amount(totals.tax, currency)],
    ['With tax', amount(totals.taxInclusive, currency)],
    ['Prepaid', amount(totals.prepaid, currency)],
    ['Payable', amount(totals.payable, currency)],
    ['Owed', amount(totals.owed, currency)],
    ['Terms', draft.paymentTerms?.replace(/\s+/g, ' ')],
    ['Pay to', draft.payment?.accounts.map((account) => account.iban ?? account.account ?? '').join(', ') || undefined],
    ['Lines', String(draft.lines.length)],
  ];
  const lines = rows
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([label, value]) => `${label.padEnd(12)} ${printable(value ?? '')}`);
  const items = draft.lines
    .slice(0, 20)
    .map((line) => `  ${line.id ?? '-'}  ${line.name ?? line.description ?? ''}  ${line.quantity ?? ''} ${line.unit ?? ''}  ${line.net ?? ''}`);
  const findings = draft.findings.map((finding) => `  ${finding.severity.padEnd(7)} ${finding.code}: ${finding.en}`);
  return `${[...lines, ...items.map(printable), ...(findings.length > 0 ? ['Findings', ...findings.map(printable)] : [])].join('\n')}\n\n`;
}

const amount = (value: string | undefined, currency: string): string | undefined => (value === undefined ? undefined : `${value} ${currency}`.trim());

function partyText(party: PartyDraft | undefined): string | undefined {
  if (party === undefined) return undefined;
  const { address, identifiers } = party;
  const place = address && [...address.lines, [address.postcode, address.city].filter(Boolean).join(' '), address.country].filter(Boolean).join(', ');
  const ids = identifiers.map((each) => `${each.scheme} ${each.value}`).join(', ');
  return [party.name, ids && `[${ids}]`, place].filter(Boolean).join(' · ');
}

/** Control characters from a paper must not steer the terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const printable = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ');

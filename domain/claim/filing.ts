import { type Day, dayOf } from '../kernel/day.ts';
import { DomainError } from '../kernel/error.ts';
import { add, type Money, moneyOf, nothing } from '../kernel/money.ts';
import { over, rational, rationalOf } from '../kernel/rational.ts';
import type { AgreedInterest, Basis, Claim, ClaimEvent, ClaimItem, Payment } from './claim.ts';
import type { Address, ContactPoint, Identifier, Party } from './party.ts';

/** A claim as it is filed and kept: plain JSON, money as decimal text in `currency`, days as ISO text. */
export type ClaimFiling = {
  readonly reference?: string;
  readonly basis?: Basis;
  readonly creditor: PartyFiling;
  readonly debtor: PartyFiling;
  readonly guarantors?: readonly PartyFiling[];
  readonly currency: string;
  readonly items: readonly ItemFiling[];
  readonly payments?: readonly PaymentFiling[];
  readonly agreedInterest?: AgreedInterestFiling;
  readonly contractOn?: string;
  readonly governingLaw?: string;
  readonly forum?: { readonly kind: 'court' | 'arbitration'; readonly name: string };
  readonly consumer?: boolean;
  readonly disputed?: boolean;
  readonly events?: readonly EventFiling[];
};

export type PartyFiling = {
  readonly kind?: Party['kind'];
  readonly name: string;
  readonly otherNames?: readonly string[];
  readonly identifiers?: readonly Identifier[];
  readonly address?: Address;
  readonly contacts?: readonly ContactPoint[];
  readonly language?: string;
  readonly timeZone?: string;
  readonly size?: Party['size'];
};

export type ItemFiling = {
  readonly number: string;
  readonly kind?: ClaimItem['kind'];
  readonly amount: string;
  readonly tax?: string;
  readonly issuedOn?: string;
  readonly deliveredOn?: string;
  readonly dueOn?: string;
  readonly description?: string;
};

export type PaymentFiling = { readonly paidOn: string; readonly amount: string; readonly reference?: string; readonly towards?: string };
export type EventFiling = { readonly on: string; readonly kind: ClaimEvent['kind']; readonly proof?: string };

/** Yearly and daily rates in percent. */
export type AgreedInterestFiling =
  | { readonly kind: 'none-agreed' }
  | { readonly kind: 'yearly'; readonly percent: string; readonly termPercent?: string }
  | { readonly kind: 'daily'; readonly percent: string }
  | { readonly kind: 'fixed-penalty'; readonly amount: string };

/**
 * Reads a filing into exact values. Errors carry the code of what was wrong and `path` of where: `claim.bad_value` wraps
 * the kernel's word, `claim.no_items` and `claim.not_positive` refuse claims that owe nothing.
 */
export function claimOf(filing: ClaimFiling): Claim {
  const { currency } = filing;
  if (filing.items.length === 0) throw new DomainError('claim.no_items', 'expected at least one item, got none', { path: 'items' });
  const items = filing.items.map((item, i) => itemOf(item, currency, `items.${i}`));
  const total = items.reduce((whole, item) => add(whole, item.amount), nothing(currency));
  if (total.minor <= 0n) {
    throw new DomainError('claim.not_positive', `expected items that sum to more than 0 ${currency}, got ${total.minor} minor units`, {
      path: 'items',
    });
  }
  return {
    basis: filing.basis ?? 'other',
    creditor: partyOf(filing.creditor),
    debtor: partyOf(filing.debtor),
    guarantors: (filing.guarantors ?? []).map(partyOf),
    currency,
    items,
    payments: (filing.payments ?? []).map((payment, i) => paymentOf(payment, currency, `payments.${i}`)),
    agreedInterest: agreedOf(filing.agreedInterest, currency),
    consumer: filing.consumer ?? false,
    disputed: filing.disputed ?? false,
    events: (filing.events ?? []).map((event, i) => ({ ...event, on: at(`events.${i}.on`, () => dayOf(event.on)) })),
    ...optional('contractOn', dayAt('contractOn', filing.contractOn)),
    ...optional('governingLaw', filing.governingLaw),
    ...optional('forum', filing.forum),
    ...optional('reference', filing.reference),
  };
}

/** The gross sum of the items, credit notes reducing it, before payments. */
export const principalOf = (claim: Claim): Money => claim.items.reduce((whole, item) => add(whole, item.amount), nothing(claim.currency));

export const paidOf = (claim: Claim): Money => claim.payments.reduce((whole, payment) => add(whole, payment.amount), nothing(claim.currency));

/** The earliest due date among the items that owe something; undefined where none has one. */
export function oldestDue(claim: Claim): Day | undefined {
  const days = claim.items.flatMap((item) => (item.dueOn !== undefined && item.amount.minor > 0n ? [item.dueOn] : []));
  return days.length === 0 ? undefined : (Math.min(...days) as Day);
}

function partyOf(filing: PartyFiling): Party {
  return { ...filing, kind: filing.kind ?? 'organisation', identifiers: filing.identifiers ?? [] };
}

function itemOf(item: ItemFiling, currency: string, path: string): ClaimItem {
  const amount = at(`${path}.amount`, () => moneyOf(item.amount, currency));
  const { tax, issuedOn, deliveredOn, dueOn, ...rest } = item;
  return {
    ...rest,
    kind: item.kind ?? (amount.minor < 0n ? 'credit-note' : 'invoice'),
    amount,
    ...optional('tax', tax === undefined ? undefined : at(`${path}.tax`, () => moneyOf(tax, currency))),
    ...optional('issuedOn', dayAt(`${path}.issuedOn`, issuedOn)),
    ...optional('deliveredOn', dayAt(`${path}.deliveredOn`, deliveredOn)),
    ...optional('dueOn', dayAt(`${path}.dueOn`, dueOn)),
  };
}

export function paymentOf(payment: PaymentFiling, currency: string, path: string): Payment {
  const amount = at(`${path}.amount`, () => moneyOf(payment.amount, currency));
  return { ...payment, paidOn: at(`${path}.paidOn`, () => dayOf(payment.paidOn)), amount };
}

function agreedOf(agreed: AgreedInterestFiling | undefined, currency: string): AgreedInterest {
  if (!agreed) return { kind: 'none-agreed' };
  switch (agreed.kind) {
    case 'none-agreed':
      return agreed;
    case 'yearly':
      return {
        kind: 'yearly',
        rate: percent(agreed.percent),
        ...optional('termRate', agreed.termPercent === undefined ? undefined : percent(agreed.termPercent)),
      };
    case 'daily':
      return { kind: 'daily', rate: percent(agreed.percent) };
    case 'fixed-penalty':
      return { kind: 'fixed-penalty', amount: at('agreedInterest.amount', () => moneyOf(agreed.amount, currency)) };
  }
}

const percent = (text: string) => at('agreedInterest', () => over(rationalOf(text), rational(100n)));

const dayAt = (path: string, text: string | undefined): Day | undefined => (text === undefined ? undefined : at(path, () => dayOf(text)));

function at<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError('claim.bad_value', `${path}: ${error.message}`, { path, ...error.data }, error);
  }
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]?: V });
}

/** The same party across claims: its first identifier, else its folded name and country. */
export function partyKey(party: PartyFiling): string {
  const identifier = party.identifiers?.[0];
  if (identifier) return `${identifier.scheme}:${identifier.value.replace(/[\s.-]/g, '').toUpperCase()}`;
  return `${party.name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '')}@${party.address?.country ?? ''}`;
}

/** Stands where a name stood that the law had erased. Two erased parties are not the same party. */
export const erasedName = '［已删除 erased］';

/** The claim without one party's data: role, kind and country stay, because the law of the claim hangs on them. */
export const erasedParty = ({ kind, address }: PartyFiling): PartyFiling => ({
  name: erasedName,
  ...(kind ? { kind } : {}),
  ...(address?.country ? { address: { lines: [], country: address.country } } : {}),
});

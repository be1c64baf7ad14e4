import type { Claim } from '#domain/claim/claim.ts';
import { type ClaimFiling, claimOf } from '#domain/claim/filing.ts';
import { isCurrency } from '#domain/kernel/currency.ts';
import { type Day, dayOf, isoDay } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { LawBook } from '../book.ts';
import { day, flag, listOf, object, oneOf, optional, type Reader, text, wrong } from '../format/reader.ts';
import { dayCounts, eventKind, intervals, roundings } from '../format/values.ts';
import type { PositionOptions } from '../position.ts';

/** Reads a request with the strict readers of the rule files; what is wrong carries its path as `law.bad_request`. */
export function asked<T>(reader: Reader<T>, value: unknown): T {
  try {
    return reader(value, 'request');
  } catch (error) {
    if (error instanceof DomainError && error.code === 'law.bad_rule_file') throw new DomainError('law.bad_request', error.message, error.data);
    throw error;
  }
}

/** A sum as text or a number with at most two decimals in its text: "1234.50" or 1234.5. */
export const amount: Reader<string> = (value, path) => {
  const shown = typeof value === 'number' ? String(value) : value;
  if (typeof shown !== 'string' || !/^-?\d{1,18}(\.\d{1,6})?$/.test(shown)) throw wrong(path, 'an amount like "1234.50"', value);
  return shown;
};
export const currencyCode: Reader<string> = (value, path) => {
  if (typeof value !== 'string' || !isCurrency(value)) throw wrong(path, 'an ISO 4217 currency code', value);
  return value;
};
const anything: Reader<unknown> = (value) => value;
const dayText: Reader<string> = (value, path) => isoDay(day(value, path));

const sizes = oneOf('micro', 'small', 'medium', 'large');
const party = object({
  kind: optional(oneOf('organisation', 'person', 'public-body')),
  name: text,
  otherNames: optional(listOf(text)),
  identifiers: optional(listOf(object({ scheme: text, value: text }))),
  address: optional(
    object({ lines: optional(listOf(text)), city: optional(text), postcode: optional(text), region: optional(text), country: optional(text) }),
  ),
  contacts: optional(anything),
  language: optional(text),
  timeZone: optional(text),
  size: optional(sizes),
});
const payment = object({ paidOn: dayText, amount, reference: optional(text), towards: optional(text) });
const event = object({ on: dayText, kind: eventKind, proof: optional(text) });
const bases = oneOf('sale', 'service', 'construction', 'loan', 'rent', 'judgment', 'award', 'guarantee', 'other');
const agreed: Reader<NonNullable<ClaimFiling['agreedInterest']>> = (value, path) => {
  const { kind } = object({
    kind: oneOf('none-agreed', 'yearly', 'daily', 'fixed-penalty'),
    percent: optional(amount),
    termPercent: optional(amount),
    amount: optional(amount),
  })(value, path);
  if (kind === 'none-agreed') return object({ kind: oneOf('none-agreed') })(value, path);
  if (kind === 'yearly') return object({ kind: oneOf('yearly'), percent: amount, termPercent: optional(amount) })(value, path);
  if (kind === 'daily') return object({ kind: oneOf('daily'), percent: amount })(value, path);
  return object({ kind: oneOf('fixed-penalty'), amount })(value, path);
};
const filing = {
  reference: optional(text),
  basis: optional(bases),
  creditor: party,
  debtor: party,
  guarantors: optional(listOf(party)),
  currency: currencyCode,
  items: listOf(
    object({
      number: text,
      kind: optional(oneOf('invoice', 'credit-note', 'instalment', 'loan', 'judgment', 'other')),
      amount,
      tax: optional(amount),
      issuedOn: optional(dayText),
      deliveredOn: optional(dayText),
      dueOn: optional(dayText),
      description: optional(text),
    }),
  ),
  payments: optional(listOf(payment)),
  agreedInterest: optional(agreed),
  contractOn: optional(dayText),
  governingLaw: optional(text),
  forum: optional(object({ kind: oneOf('court', 'arbitration'), name: text })),
  consumer: optional(flag),
  disputed: optional(flag),
  events: optional(listOf(event)),
  exhibits: optional(anything),
};

/** The short form: one sum under one law. */
const short = {
  jurisdiction: text,
  amount,
  currency: optional(currencyCode),
  due: optional(dayText),
  issued: optional(dayText),
  delivered: optional(dayText),
  contract: optional(dayText),
  basis: optional(bases),
  consumer: optional(flag),
  creditorKind: optional(oneOf('organisation', 'person')),
  debtorKind: optional(oneOf('organisation', 'person', 'public-body')),
  creditorSize: optional(sizes),
  debtorSize: optional(sizes),
  agreedInterest: optional(agreed),
  payments: optional(listOf(payment)),
  events: optional(listOf(event)),
};
const options = {
  asOf: optional(day),
  trace: optional(flag),
  alternatives: optional(flag),
  dayCount: optional(oneOf(...dayCounts)),
  interval: optional(oneOf(...intervals)),
  rounding: optional(oneOf(...roundings)),
  roundAt: optional(oneOf('total', 'segment', 'day')),
  lender: optional(oneOf('private', 'licensed')),
};

const readShort = object({ ...short, ...options });
const readFull = object({ claim: object(filing), jurisdiction: optional(text), ...options });
const readBare = object({ ...filing, ...options });

export type PositionRequest = { readonly claim: Claim; readonly asOf: Day; readonly options: PositionOptions };

/** `{claim, asOf?, ...}`, a claim with `asOf` beside its own keys, or the short form `{jurisdiction, amount, due, ...}`. */
export function positionRequest(value: unknown, today: string, book: LawBook): PositionRequest {
  const keys = typeof value === 'object' && value !== null ? value : {};
  if ('claim' in keys) {
    const { claim, jurisdiction, asOf, ...rest } = asked(readFull, value);
    return { claim: claimOf(claim as ClaimFiling), asOf: asOf ?? dayOf(today), options: { ...rest, ...(jurisdiction ? { jurisdiction } : {}) } };
  }
  if ('items' in keys) {
    const { asOf, trace, alternatives, dayCount, interval, rounding, roundAt, lender, ...claim } = asked(readBare, value);
    const given = { trace, alternatives, dayCount, interval, rounding, roundAt, lender };
    return {
      claim: claimOf(claim as ClaimFiling),
      asOf: asOf ?? dayOf(today),
      options: Object.fromEntries(Object.entries(given).filter(([, one]) => one !== undefined)),
    };
  }
  return shortRequest(asked(readShort, value), today, book);
}

function shortRequest(read: ReturnType<typeof readShort>, today: string, book: LawBook): PositionRequest {
  const { asOf, trace, alternatives, dayCount, interval, rounding, roundAt, lender, ...own } = read;
  const given = { trace, alternatives, dayCount, interval, rounding, roundAt, lender, jurisdiction: own.jurisdiction };
  const country = own.jurisdiction.slice(0, 2);
  const basis = own.basis ?? 'sale';
  const itemKind = basis === 'loan' ? 'loan' : basis === 'judgment' || basis === 'award' ? 'judgment' : 'invoice';
  const person = own.consumer ? 'person' : 'organisation';
  const claim: ClaimFiling = {
    basis,
    creditor: {
      name: 'creditor',
      kind: own.creditorKind ?? 'organisation',
      address: { lines: [], country },
      ...(own.creditorSize ? { size: own.creditorSize } : {}),
    },
    debtor: { name: 'debtor', kind: own.debtorKind ?? person, address: { lines: [], country }, ...(own.debtorSize ? { size: own.debtorSize } : {}) },
    currency: own.currency ?? book.jurisdiction(own.jurisdiction)?.currency ?? 'EUR',
    items: [{ number: '1', kind: itemKind, amount: own.amount, ...defined({ dueOn: own.due, issuedOn: own.issued, deliveredOn: own.delivered }) }],
    governingLaw: own.jurisdiction,
    ...defined({ contractOn: own.contract, consumer: own.consumer, agreedInterest: own.agreedInterest, payments: own.payments, events: own.events }),
  };
  return {
    claim: claimOf(claim),
    asOf: asOf ?? dayOf(today),
    options: Object.fromEntries(Object.entries(given).filter(([, one]) => one !== undefined)),
  };
}

function defined<T extends Record<string, unknown>>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

import type { ClaimInput, ClaimItemInput } from '#contract/schemas/claim.ts';
import type { PartyJson } from '#contract/schemas/party.ts';

/**
 * The claim while a person writes it: every text as typed, so that a failed filing loses nothing. `kept` carries what an
 * invoice said and the form does not show (identifiers, payments, guarantors); it is filed unchanged.
 */
export type PartyForm = {
  readonly kind: NonNullable<PartyJson['kind']>;
  readonly name: string;
  readonly street: string;
  readonly city: string;
  readonly postcode: string;
  readonly country: string;
  readonly email: string;
  readonly idScheme: string;
  readonly idValue: string;
  readonly size: string;
  readonly kept: Partial<PartyJson>;
};
export type ItemForm = {
  readonly key: string;
  readonly number: string;
  readonly amount: string;
  readonly issuedOn?: string;
  readonly deliveredOn?: string;
  readonly dueOn?: string;
  readonly kept: Partial<ClaimItemInput>;
};
export type ClaimForm = {
  readonly basis: string;
  readonly currency: string;
  readonly reference: string;
  readonly creditor: PartyForm;
  readonly debtor: PartyForm;
  readonly items: readonly ItemForm[];
  readonly interest: 'unknown' | 'none-agreed' | 'yearly' | 'daily' | 'fixed-penalty';
  readonly interestValue: string;
  readonly contractOn?: string;
  readonly governingLaw: string;
  readonly consumer: boolean;
  readonly disputed: boolean;
  readonly kept: Partial<ClaimInput>;
};

let counted = 0;
export const emptyItem = (): ItemForm => ({ key: `item-${++counted}`, number: '', amount: '', kept: {} });
const emptyParty: PartyForm = {
  kind: 'organisation',
  name: '',
  street: '',
  city: '',
  postcode: '',
  country: '',
  email: '',
  idScheme: '',
  idValue: '',
  size: '',
  kept: {},
};

export function formOf(claim: Partial<ClaimInput>): ClaimForm {
  const agreed = claim.agreedInterest;
  return {
    basis: claim.basis ?? '',
    currency: claim.currency ?? '',
    reference: claim.reference ?? '',
    creditor: partyFormOf(claim.creditor),
    debtor: partyFormOf(claim.debtor),
    items: claim.items && claim.items.length > 0 ? claim.items.map(itemFormOf) : [emptyItem()],
    interest: agreed?.kind ?? 'unknown',
    interestValue: agreed && 'percent' in agreed ? agreed.percent : agreed && 'amount' in agreed ? agreed.amount : '',
    ...(claim.contractOn ? { contractOn: claim.contractOn } : {}),
    governingLaw: claim.governingLaw ?? '',
    consumer: claim.consumer ?? false,
    disputed: claim.disputed ?? false,
    kept: claim,
  };
}

export function partyFormOf(party: PartyJson | undefined): PartyForm {
  if (!party) return emptyParty;
  const [first] = party.identifiers ?? [];
  return {
    kind: party.kind ?? 'organisation',
    name: party.name ?? '',
    street: (party.address?.lines ?? []).join(', '),
    city: party.address?.city ?? '',
    postcode: party.address?.postcode ?? '',
    country: party.address?.country ?? '',
    email: party.contacts?.find((one) => one.channel === 'email')?.value ?? '',
    idScheme: first?.scheme ?? '',
    idValue: first?.value ?? '',
    size: party.size ?? '',
    kept: party,
  };
}

const itemFormOf = (item: ClaimItemInput): ItemForm => ({
  ...emptyItem(),
  number: item.number,
  amount: item.amount,
  ...(item.issuedOn ? { issuedOn: item.issuedOn } : {}),
  ...(item.deliveredOn ? { deliveredOn: item.deliveredOn } : {}),
  ...(item.dueOn ? { dueOn: item.dueOn } : {}),
  kept: item,
});

/** What is filed: blanks are left out, never guessed. */
export function claimOf(form: ClaimForm, exhibits: readonly string[]): ClaimInput {
  const { agreedInterest: _, governingLaw: _law, contractOn: _on, reference: _ref, basis: _basis, exhibits: _exhibits, ...kept } = form.kept;
  const interest = agreedOf(form);
  return {
    ...kept,
    ...(form.basis ? { basis: form.basis as NonNullable<ClaimInput['basis']> } : {}),
    currency: form.currency.trim().toUpperCase(),
    creditor: partyOf(form.creditor),
    debtor: partyOf(form.debtor),
    items: form.items.map(itemOf),
    consumer: form.consumer,
    disputed: form.disputed,
    ...(interest ? { agreedInterest: interest } : {}),
    ...(form.governingLaw ? { governingLaw: form.governingLaw } : {}),
    ...(form.contractOn ? { contractOn: form.contractOn } : {}),
    ...(form.reference.trim() ? { reference: form.reference.trim() } : {}),
    ...(exhibits.length > 0 ? { exhibits: [...exhibits] } : {}),
  };
}

function agreedOf(form: ClaimForm): ClaimInput['agreedInterest'] {
  const value = plainDecimal(form.interestValue);
  switch (form.interest) {
    case 'unknown':
      return undefined;
    case 'none-agreed':
      return { kind: 'none-agreed' };
    case 'yearly':
      return { kind: 'yearly', percent: value };
    case 'daily':
      return { kind: 'daily', percent: value };
    case 'fixed-penalty':
      return { kind: 'fixed-penalty', amount: value };
  }
}

export function partyOf(form: PartyForm): PartyJson {
  const { address: keptAddress, contacts: keptContacts, identifiers: keptIds, size: _, ...kept } = form.kept;
  const street = form.street.trim();
  const unchanged = keptAddress && street === (keptAddress.lines ?? []).join(', ');
  const address = {
    ...(keptAddress?.region ? { region: keptAddress.region } : {}),
    lines: unchanged ? keptAddress.lines : street ? [street] : [],
    ...(form.city.trim() ? { city: form.city.trim() } : {}),
    ...(form.postcode.trim() ? { postcode: form.postcode.trim() } : {}),
    ...(form.country ? { country: form.country } : {}),
  };
  const contacts = [
    ...(keptContacts ?? []).filter((one) => one.channel !== 'email'),
    ...(form.email.trim() ? [{ channel: 'email' as const, value: form.email.trim() }] : []),
  ];
  const identifiers = [
    ...(form.idValue.trim() ? [{ scheme: form.idScheme || 'other', value: form.idValue.trim() }] : []),
    ...(keptIds ?? []).slice(1),
  ];
  const hasAddress = address.lines.length > 0 || Object.keys(address).length > 1;
  return {
    ...kept,
    kind: form.kind,
    name: form.name.trim(),
    ...(hasAddress ? { address } : {}),
    ...(contacts.length > 0 ? { contacts } : {}),
    ...(identifiers.length > 0 ? { identifiers } : {}),
    ...(form.size ? { size: form.size as NonNullable<PartyJson['size']> } : {}),
  };
}

function itemOf(form: ItemForm): ClaimItemInput {
  const { issuedOn: _i, deliveredOn: _d, dueOn: _u, ...kept } = form.kept;
  return {
    ...kept,
    number: form.number.trim(),
    amount: plainDecimal(form.amount),
    ...(form.issuedOn ? { issuedOn: form.issuedOn } : {}),
    ...(form.deliveredOn ? { deliveredOn: form.deliveredOn } : {}),
    ...(form.dueOn ? { dueOn: form.dueOn } : {}),
  };
}

/** Only grouping that cannot be misread is taken out ("1,234,567.00", "1 234.50"); "1.234,50" stays and is refused. */
export function plainDecimal(text: string): string {
  const tight = text.trim().replace(/[\s\u00A0\u202F]/g, '');
  return /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(tight) ? tight.replaceAll(',', '') : tight;
}

export type Gap = { readonly path: string; readonly word: 'gap.needed' | 'gap.amount' | 'gap.currency' };

/** What keeps the form from being filed; the server looks again, with more rules. */
export function gapsIn(form: ClaimForm): Gap[] {
  const gaps: Gap[] = [];
  if (!form.creditor.name.trim()) gaps.push({ path: 'creditor.name', word: 'gap.needed' });
  if (!form.debtor.name.trim()) gaps.push({ path: 'debtor.name', word: 'gap.needed' });
  if (!/^[A-Za-z]{3}$/.test(form.currency.trim())) gaps.push({ path: 'currency', word: 'gap.currency' });
  form.items.forEach((item, at) => {
    if (!item.number.trim()) gaps.push({ path: `items.${at}.number`, word: 'gap.needed' });
    if (!/^-?\d{1,18}(\.\d{1,8})?$/.test(plainDecimal(item.amount))) gaps.push({ path: `items.${at}.amount`, word: 'gap.amount' });
  });
  if (!['unknown', 'none-agreed'].includes(form.interest) && !/^\d{1,9}(\.\d{1,8})?$/.test(plainDecimal(form.interestValue))) {
    gaps.push({ path: 'agreedInterest', word: 'gap.amount' });
  }
  return gaps;
}

/** Server paths come as "/items/0/amount" or "items[0].amount"; the form asks for "items.0.amount". */
export const fieldPath = (path: string): string =>
  path
    .replace(/^\/?(body\/)?/, '')
    .replace(/\[(\d+)\]/g, '.$1')
    .replaceAll('/', '.');

export type Proposal = { readonly path: string; readonly value: string };

/** Puts a proposed value into its field; a person may still change it. Undefined where the form has no such field. */
export function take(form: ClaimForm, proposal: Proposal): ClaimForm | undefined {
  const { path, value } = proposal;
  if (path === 'governingLaw' || path === 'basis' || path === 'currency' || path === 'contractOn') return { ...form, [path]: value };
  const item = /^items\.(\d+)\.(dueOn|issuedOn|deliveredOn)$/.exec(path);
  if (!item) return undefined;
  const at = Number(item[1]);
  const name = item[2] as 'dueOn' | 'issuedOn' | 'deliveredOn';
  return form.items[at] ? { ...form, items: form.items.map((one, index) => (index === at ? { ...one, [name]: value } : one)) } : undefined;
}

import type { PartyDraft } from '#domain/claim/draft.ts';
import type { Address, ContactPoint, Identifier } from '#domain/claim/party.ts';
import { at, child, children, present, textAt, textOf } from '../xml/find.ts';
import { distinct, identifier, vatIdentifier } from '../xml/reading.ts';
import type { Element } from '../xml/tree.ts';

/** cac:Party (seller BG-4, buyer BG-7, payee BG-10, tax representative BG-11). */
export function partyOf(party: Element | undefined): PartyDraft | undefined {
  if (party === undefined) return undefined;
  const legal = child(party, 'cac:PartyLegalEntity');
  const registered = textAt(legal, 'cbc:RegistrationName');
  const trading = textAt(party, 'cac:PartyName', 'cbc:Name');
  const person = personName(child(party, 'cac:Person'));
  const identifiers = identifiersOf(party);
  const contact = child(party, 'cac:Contact');
  const endpoint = child(party, 'cbc:EndpointID');
  const endpointValue = textOf(endpoint);
  const name = registered ?? trading ?? person;
  if (name === undefined && identifiers.length === 0 && endpointValue === undefined) return undefined;
  return present<PartyDraft>({
    kind: registered === undefined && trading === undefined && person !== undefined && identifiers.length === 0 ? 'person' : 'organisation',
    name: name ?? '',
    identifiers,
    address: addressOf(child(party, 'cac:PostalAddress')),
    contacts: contactsOf(contact),
    contactName: textAt(contact, 'cbc:Name') ?? (name === person ? undefined : person),
    tradingName: trading === name ? undefined : trading,
    legalForm: textAt(legal, 'cbc:CompanyLegalForm'),
    endpoint: endpointValue === undefined ? undefined : identifier(endpoint?.attributes.schemeID, endpointValue, 'endpoint'),
  });
}

function identifiersOf(party: Element): Identifier[] {
  const found: Identifier[] = [];
  for (const given of children(party, 'cac:PartyIdentification')) {
    const id = child(given, 'cbc:ID');
    const value = textOf(id);
    // SEPA marks the bank-assigned creditor identifier (BT-90), which is no identifier of the party in any register.
    if (value !== undefined) found.push(identifier(id?.attributes.schemeID, value, 'assigned'));
  }
  for (const legal of children(party, 'cac:PartyLegalEntity')) {
    const id = child(legal, 'cbc:CompanyID');
    const value = textOf(id);
    if (value !== undefined) found.push(identifier(id?.attributes.schemeID, value, 'legal-registration'));
  }
  for (const tax of children(party, 'cac:PartyTaxScheme')) {
    const value = textAt(tax, 'cbc:CompanyID');
    if (value === undefined) continue;
    const scheme = textAt(tax, 'cac:TaxScheme', 'cbc:ID')?.toUpperCase();
    found.push(scheme === 'VAT' ? vatIdentifier(value) : { scheme: 'tax-registration', value });
  }
  return distinct(found);
}

export function addressOf(address: Element | undefined): Address | undefined {
  if (address === undefined) return undefined;
  const lines = [
    streetLine(address),
    textAt(address, 'cbc:AdditionalStreetName'),
    ...children(address, 'cac:AddressLine').map((line) => textAt(line, 'cbc:Line')),
  ];
  return present<Address>({
    lines: lines.filter((line) => line !== undefined),
    city: textAt(address, 'cbc:CityName'),
    postcode: textAt(address, 'cbc:PostalZone'),
    region: textAt(address, 'cbc:CountrySubentity'),
    country: textAt(address, 'cac:Country', 'cbc:IdentificationCode')?.toUpperCase(),
  });
}

/** UBL papers outside EN 16931 print the house number apart. */
function streetLine(address: Element): string | undefined {
  const street = textAt(address, 'cbc:StreetName');
  const number = textAt(address, 'cbc:BuildingNumber');
  return street === undefined || number === undefined || street.includes(number) ? (street ?? number) : `${street} ${number}`;
}

function contactsOf(contact: Element | undefined): ContactPoint[] | undefined {
  const found: ContactPoint[] = [];
  const phone = textAt(contact, 'cbc:Telephone');
  const email = textAt(contact, 'cbc:ElectronicMail');
  const fax = textAt(contact, 'cbc:Telefax');
  if (email !== undefined) found.push({ channel: 'email', value: email });
  if (phone !== undefined) found.push({ channel: 'phone', value: phone });
  if (fax !== undefined) found.push({ channel: 'fax', value: fax });
  return found.length === 0 ? undefined : found;
}

function personName(person: Element | undefined): string | undefined {
  const parts = ['cbc:FirstName', 'cbc:MiddleName', 'cbc:FamilyName'].map((part) => textAt(person, part)).filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' ');
}

export const deliveryOf = (delivery: Element | undefined): { name?: string; address?: Address } | undefined => {
  const name = textAt(delivery, 'cac:DeliveryParty', 'cac:PartyName', 'cbc:Name');
  const address = addressOf(at(delivery, 'cac:DeliveryLocation', 'cac:Address'));
  return name === undefined && address === undefined ? undefined : present({ name, address });
};

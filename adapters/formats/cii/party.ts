import type { PartyDraft } from '#domain/claim/draft.ts';
import type { Address, ContactPoint, Identifier } from '#domain/claim/party.ts';
import { at, child, children, present, textAt, textOf } from '../xml/find.ts';
import { distinct, identifier, vatIdentifier } from '../xml/reading.ts';
import type { Element } from '../xml/tree.ts';

/** A TradeParty of CII (seller BG-4, buyer BG-7, payee BG-10, tax representative BG-11, ship-to BG-13). */
export function partyOf(party: Element | undefined): PartyDraft | undefined {
  if (party === undefined) return undefined;
  const contact = child(party, 'ram:DefinedTradeContact');
  const legal = child(party, 'ram:SpecifiedLegalOrganization');
  const endpoint = at(party, 'ram:URIUniversalCommunication', 'ram:URIID');
  const endpointValue = textOf(endpoint);
  const trading = textAt(legal, 'ram:TradingBusinessName');
  const name = textAt(party, 'ram:Name') ?? trading;
  const identifiers = identifiersOf(party, legal);
  if (name === undefined && identifiers.length === 0 && endpointValue === undefined) return undefined;
  return present<PartyDraft>({
    kind: 'organisation',
    name: name ?? '',
    identifiers,
    address: addressOf(child(party, 'ram:PostalTradeAddress') ?? child(legal, 'ram:PostalTradeAddress')),
    contacts: contactsOf(contact),
    contactName: textAt(contact, 'ram:PersonName') ?? textAt(contact, 'ram:DepartmentName'),
    tradingName: trading === name ? undefined : trading,
    legalForm: textAt(party, 'ram:Description'),
    endpoint: endpointValue === undefined ? undefined : identifier(endpoint?.attributes.schemeID, endpointValue, 'endpoint'),
  });
}

function identifiersOf(party: Element, legal: Element | undefined): Identifier[] {
  const found: Identifier[] = [];
  const take = (element: Element, fallback: string) => {
    const value = textOf(element);
    if (value !== undefined) found.push(identifier(element.attributes.schemeID, value, fallback));
  };
  for (const id of children(party, 'ram:ID')) take(id, 'assigned');
  for (const id of children(party, 'ram:GlobalID')) take(id, 'assigned');
  for (const id of children(legal, 'ram:ID')) take(id, 'legal-registration');
  for (const registration of children(party, 'ram:SpecifiedTaxRegistration')) {
    const id = child(registration, 'ram:ID');
    const value = textOf(id);
    if (value !== undefined) found.push(id?.attributes.schemeID === 'VA' ? vatIdentifier(value) : { scheme: 'tax-registration', value });
  }
  return distinct(found);
}

export function addressOf(address: Element | undefined): Address | undefined {
  if (address === undefined) return undefined;
  const lines = ['ram:LineOne', 'ram:LineTwo', 'ram:LineThree', 'ram:StreetName'].map((line) => textAt(address, line));
  return present<Address>({
    lines: lines.filter((line) => line !== undefined),
    city: textAt(address, 'ram:CityName'),
    postcode: textAt(address, 'ram:PostcodeCode'),
    region: textAt(address, 'ram:CountrySubDivisionName'),
    country: textAt(address, 'ram:CountryID')?.toUpperCase(),
  });
}

function contactsOf(contact: Element | undefined): ContactPoint[] | undefined {
  const found: ContactPoint[] = [];
  const email =
    textAt(contact, 'ram:EmailURIUniversalCommunication', 'ram:URIID') ?? textAt(contact, 'ram:EmailURIUniversalCommunication', 'ram:CompleteNumber');
  const phone = textAt(contact, 'ram:TelephoneUniversalCommunication', 'ram:CompleteNumber');
  const fax = textAt(contact, 'ram:FaxUniversalCommunication', 'ram:CompleteNumber');
  if (email !== undefined) found.push({ channel: 'email', value: email });
  if (phone !== undefined) found.push({ channel: 'phone', value: phone });
  if (fax !== undefined) found.push({ channel: 'fax', value: fax });
  return found.length === 0 ? undefined : found;
}

export function deliveryOf(party: Element | undefined): { name?: string; address?: Address } | undefined {
  const name = textAt(party, 'ram:Name');
  const address = addressOf(child(party, 'ram:PostalTradeAddress'));
  return name === undefined && address === undefined ? undefined : present({ name, address });
}

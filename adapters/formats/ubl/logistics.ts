import { isRefusal } from '#domain/kernel/refusal.ts';
import type { PaperFiling } from '#usecases/ports/exhibits.ts';
import { decodeXml } from '../xml/encoding.ts';
import { at, children, present, textAt } from '../xml/find.ts';
import { type Element, type Namespaces, parseXml, rootOf } from '../xml/tree.ts';

const oasis = 'urn:oasis:names:specification:ubl:schema:xsd:';
const known: Readonly<Record<string, string>> = {
  [`${oasis}DespatchAdvice-2`]: 'doc',
  [`${oasis}ReceiptAdvice-2`]: 'doc',
  [`${oasis}Order-2`]: 'doc',
  [`${oasis}CommonAggregateComponents-2`]: 'cac',
  [`${oasis}CommonBasicComponents-2`]: 'cbc',
};
const namespaces: Namespaces = (uri) => known[uri];

const lines: Readonly<Record<string, readonly [line: string, quantity: string]>> = {
  DespatchAdvice: ['cac:DespatchLine', 'cbc:DeliveredQuantity'],
  ReceiptAdvice: ['cac:ReceiptLine', 'cbc:ReceivedQuantity'],
};

/**
 * Reads a UBL 2.x DespatchAdvice, ReceiptAdvice or Order (OASIS UBL 2.1; Peppol BIS Despatch Advice 3, Ordering 3) into the facts
 * that a claim check compares. Undefined for everything else.
 */
export function readLogistics(bytes: Uint8Array): PaperFiling | undefined {
  const decoded = decodeXml(bytes);
  if (isRefusal(decoded)) return undefined;
  const root = rootOf(decoded.text);
  if (isRefusal(root) || known[root.uri] !== 'doc') return undefined;
  const tree = parseXml(decoded.text, namespaces, new Set(['cbc:EmbeddedDocumentBinaryObject']));
  if (isRefusal(tree)) return undefined;
  return root.local === 'Order' ? orderOf(tree) : deliveryOf(tree, root.local);
}

function deliveryOf(tree: Element, local: string): PaperFiling {
  const [line, quantity] = lines[local] ?? ['', ''];
  const receipt = local === 'ReceiptAdvice';
  return present({
    kind: receipt ? ('acceptance' as const) : ('delivery-note' as const),
    number: textAt(tree, 'cbc:ID'),
    date:
      textAt(tree, 'cac:Shipment', 'cac:Delivery', 'cbc:ActualDeliveryDate') ??
      textAt(tree, 'cac:Shipment', 'cac:Delivery', 'cac:Despatch', 'cbc:ActualDespatchDate') ??
      textAt(tree, 'cbc:IssueDate'),
    seller: partyName(at(tree, 'cac:DespatchSupplierParty', 'cac:Party')) ?? partyName(at(tree, 'cac:SellerSupplierParty', 'cac:Party')),
    buyer: partyName(at(tree, 'cac:DeliveryCustomerParty', 'cac:Party')) ?? partyName(at(tree, 'cac:BuyerCustomerParty', 'cac:Party')),
    orderNumber: textAt(tree, 'cac:OrderReference', 'cbc:ID'),
    quantities: quantitiesOf(tree, line, quantity),
  });
}

function orderOf(tree: Element): PaperFiling {
  return present({
    kind: 'order' as const,
    number: textAt(tree, 'cbc:ID'),
    date: textAt(tree, 'cbc:IssueDate'),
    seller: partyName(at(tree, 'cac:SellerSupplierParty', 'cac:Party')),
    buyer: partyName(at(tree, 'cac:BuyerCustomerParty', 'cac:Party')),
    currency: textAt(tree, 'cbc:DocumentCurrencyCode'),
    total: textAt(tree, 'cac:AnticipatedMonetaryTotal', 'cbc:PayableAmount'),
    contractNumber: textAt(tree, 'cac:Contract', 'cbc:ID'),
    quantities: children(tree, 'cac:OrderLine').flatMap((one) => quantityAt(at(one, 'cac:LineItem'), 'cbc:Quantity')),
  });
}

const quantitiesOf = (tree: Element, line: string, quantity: string) => children(tree, line).flatMap((one) => quantityAt(one, quantity));

function quantityAt(line: Element | undefined, name: string): { amount: string; unit?: string; item?: string }[] {
  const element = at(line, name);
  const amount = textAt(line, name);
  if (!element || !amount) return [];
  const item = textAt(line, 'cac:Item', 'cbc:Name');
  const unit = element.attributes.unitCode;
  return [{ amount, ...(unit ? { unit } : {}), ...(item ? { item } : {}) }];
}

const partyName = (party: Element | undefined): string | undefined =>
  textAt(party, 'cac:PartyLegalEntity', 'cbc:RegistrationName') ?? textAt(party, 'cac:PartyName', 'cbc:Name');

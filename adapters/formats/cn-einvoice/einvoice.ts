import type { ClaimDraft, DraftLine } from '#domain/claim/draft.ts';
import { accountOf } from '../xml/account.ts';
import { at, child, children, present, textAt } from '../xml/find.ts';
import { Reading } from '../xml/reading.ts';
import type { Element, Namespaces, Root } from '../xml/tree.ts';
import { partyOf } from './party.ts';
import { cnRate, dayOfElement } from './values.ts';

/** The formats of the Chinese tax administration carry no namespace of their own; elements go by local name. */
export const cnNamespaces: Namespaces = () => 'cn';

export const isFullyDigital = (root: Root): boolean => root.local === 'EInvoice';

/**
 * A fully digitalised e-invoice (数电票): EInvoice/Header, EInvoiceData, TaxSupervisionInfo. Undefined where the body that
 * makes it one is absent (other countries call their roots EInvoice too). A red invoice prints negative amounts and reduces.
 */
export function readFullyDigital(root: Element): ClaimDraft | undefined {
  const data = child(root, 'cn:EInvoiceData');
  const basic = child(data, 'cn:BasicInformation');
  if (basic === undefined) return undefined;
  const reading = new Reading();
  const supervision = child(root, 'cn:TaxSupervisionInfo');
  const seller = child(data, 'cn:SellerInformation');
  const buyer = child(data, 'cn:BuyerInformation');
  const number = textAt(supervision, 'cn:InvoiceNumber') ?? textAt(root, 'cn:Header', 'cn:EIid');
  const total = printed(reading, child(basic, 'cn:TotalAmWithoutTax'));
  const account = textAt(seller, 'cn:SellerBankAccNum');
  const original = textAt(data, 'cn:SpecificInformation', 'cn:RedEInvoice', 'cn:OriginalInvoiceCode');
  const remark = textAt(data, 'cn:AdditionalInformation', 'cn:Remark');
  return present<ClaimDraft>({
    source: present({
      format: 'cn-einvoice',
      profile: textAt(root, 'cn:Header', 'cn:InherentLabel', 'cn:EInvoiceType', 'cn:LabelName'),
      process: textAt(root, 'cn:Header', 'cn:InherentLabel', 'cn:GeneralOrSpecialVAT', 'cn:LabelName'),
    }),
    kind: 'invoice',
    number,
    issueDate: dayOfElement(child(supervision, 'cn:IssueTime') ?? child(basic, 'cn:RequestTime'), reading),
    currency: 'CNY',
    seller: partyOf({
      name: textAt(seller, 'cn:SellerName'),
      taxNumber: textAt(seller, 'cn:SellerIdNum'),
      address: textAt(seller, 'cn:SellerAddr'),
      phone: textAt(seller, 'cn:SellerTelNum'),
    }),
    buyer: partyOf({
      name: textAt(buyer, 'cn:BuyerName'),
      taxNumber: textAt(buyer, 'cn:BuyerIdNum'),
      address: textAt(buyer, 'cn:BuyerAddr'),
      phone: textAt(buyer, 'cn:BuyerTelNum'),
    }),
    totals: present({
      lines: total,
      taxExclusive: total,
      tax: printed(reading, child(basic, 'cn:TotalTaxAm')),
      taxInclusive: printed(reading, child(basic, 'cn:TotalTax-includedAmount')),
    }),
    payment: account === undefined ? undefined : { accounts: [accountOf(account, undefined, textAt(seller, 'cn:SellerBankName'))] },
    references: { preceding: original === undefined ? [] : [{ number: original }] },
    lines: children(data, 'cn:IssuItemInformation').map((item, index) => lineOf(item, index, reading)),
    notes: remark === undefined ? [] : [remark],
    findings: reading.findings,
  });
}

function lineOf(item: Element, index: number, reading: Reading): DraftLine {
  return present<DraftLine>({
    id: String(index + 1),
    name: textAt(item, 'cn:ItemName'),
    description: textAt(item, 'cn:SpecMod'),
    quantity: printed(reading, child(item, 'cn:Quantity')),
    unit: textAt(item, 'cn:MeaUnits'),
    unitPrice: printed(reading, child(item, 'cn:UnPrice')),
    net: printed(reading, child(item, 'cn:Amount')),
    taxRate: cnRate(textAt(item, 'cn:TaxRate')),
  });
}

export const isOlderInvoice = (root: Root): boolean => root.local === 'eInvoice';

/** The invoice data that tax-controlled OFD invoices (before the fully digitalised ones) attach as original_invoice.xml. */
export function readOlderInvoice(root: Element): ClaimDraft | undefined {
  const number = textAt(root, 'cn:InvoiceNo');
  if (number === undefined) return undefined;
  const reading = new Reading();
  const code = textAt(root, 'cn:InvoiceCode');
  const total = printed(reading, child(root, 'cn:TaxExclusiveTotalAmount'));
  const party = (side: 'Buyer' | 'Seller') =>
    partyOf({
      name: textAt(root, `cn:${side}`, `cn:${side}Name`),
      taxNumber: textAt(root, `cn:${side}`, `cn:${side}TaxID`),
      address: textAt(root, `cn:${side}`, `cn:${side}AddrTel`),
    });
  return present<ClaimDraft>({
    source: { format: 'cn-einvoice' },
    kind: 'invoice',
    // Code and number together name one invoice.
    number: code === undefined ? number : `${code}-${number}`,
    issueDate: dayOfElement(child(root, 'cn:IssueDate'), reading),
    currency: 'CNY',
    seller: party('Seller'),
    buyer: party('Buyer'),
    totals: present({
      taxExclusive: total,
      tax: printed(reading, child(root, 'cn:TaxTotalAmount')),
      taxInclusive: printed(reading, child(root, 'cn:TaxInclusiveTotalAmount')),
    }),
    references: { preceding: [] },
    lines: children(at(root, 'cn:GoodsInfos'), 'cn:GoodsInfo').map((item, index) =>
      present<DraftLine>({
        id: String(index + 1),
        name: textAt(item, 'cn:Item'),
        description: textAt(item, 'cn:Specification'),
        unit: textAt(item, 'cn:MeasurementDimension'),
        unitPrice: printed(reading, child(item, 'cn:Price')),
        quantity: printed(reading, child(item, 'cn:Quantity')),
        net: printed(reading, child(item, 'cn:Amount')),
        taxRate: cnRate(textAt(item, 'cn:TaxScheme')),
      }),
    ),
    notes: [textAt(root, 'cn:Note')].filter((note) => note !== undefined),
    findings: reading.findings,
  });
}

/** Tax-exempt lines print asterisks where an amount would stand: nothing is said there, and nothing is wrong. */
const printed = (reading: Reading, element: Element | undefined): string | undefined =>
  /^\*+$/.test(element?.text.trim() ?? '') ? undefined : reading.amount(element);

import type { ClaimDraft, DraftLine } from '#domain/claim/draft.ts';
import { accountOf } from '../xml/account.ts';
import { child, children, present, textAt } from '../xml/find.ts';
import { Reading } from '../xml/reading.ts';
import type { Element, Root } from '../xml/tree.ts';
import { partyOf } from './party.ts';
import { cnRate, dayOfElement } from './values.ts';

/** The instance that an e-invoice attaches under the accounting data standard of the Ministry of Finance (taxonomy "inv"). */
export const isInvoiceXbrl = (root: Root): boolean => root.local === 'xbrl';

/** Undefined where the instance is about something else (receipts and bank slips have taxonomies of their own). */
export function readInvoiceXbrl(root: Element): ClaimDraft | undefined {
  const number = textAt(root, 'cn:NumberOfInvoice');
  if (number === undefined) return undefined;
  const reading = new Reading();
  const code = textAt(root, 'cn:CodeOfInvoice');
  const net = reading.amount(child(root, 'cn:TotalAmountExcludingTax'));
  const party = (side: 'Purchaser' | 'Seller') =>
    partyOf({
      name: textAt(root, `cn:NameOf${side}`),
      taxNumber: textAt(root, `cn:TaxpayerIdentificationNumberUnifiedSocialCreditCodeOf${side}`),
      address: textAt(root, `cn:AddressPhoneNumberOf${side}`),
    });
  const account = /^(.*\D)\s*(\d[\d ]{5,40})$/.exec(textAt(root, 'cn:DepositBankAndAccountNumberOfSeller') ?? '');
  const remark = textAt(root, 'cn:Remarks');
  return present<ClaimDraft>({
    source: present({ format: 'cn-einvoice' as const, profile: textAt(root, 'cn:TypeOfInvoice') }),
    kind: 'invoice',
    number: code === undefined ? number : `${code}-${number}`,
    issueDate: dayOfElement(child(root, 'cn:DateOfIssue'), reading),
    currency: 'CNY',
    seller: party('Seller'),
    buyer: party('Purchaser'),
    totals: present({
      lines: net,
      taxExclusive: net,
      tax: reading.amount(child(root, 'cn:TotalTaxAmount')),
      taxInclusive: reading.amount(child(root, 'cn:TaxIncludedAmountInFigures')),
    }),
    payment: account ? { accounts: [accountOf(account[2]?.replace(/ /g, ''), undefined, account[1]?.trim())] } : undefined,
    references: { preceding: [] },
    lines: children(root, 'cn:InformationOfTaxableGoodsOrServicesDetailItemsTuple').map((item, index) => lineOf(item, index, reading)),
    notes: remark === undefined ? [] : [remark],
    findings: reading.findings,
  });
}

const lineOf = (item: Element, index: number, reading: Reading): DraftLine =>
  present<DraftLine>({
    id: String(index + 1),
    name: textAt(item, 'cn:NameOfTaxableGoodsOrServices'),
    description: textAt(item, 'cn:Specification'),
    unit: textAt(item, 'cn:UnitOfGoodsOrServices'),
    quantity: reading.amount(child(item, 'cn:QuantityOfGoodsOrServices')),
    unitPrice: reading.amount(child(item, 'cn:UnitPriceOfGoodsOrServices')),
    net: reading.amount(child(item, 'cn:AmountExcludingTax')),
    taxRate: cnRate(textAt(item, 'cn:TaxRate')?.replace(/\.0+%$/, '%')),
  });

import type { DraftAdjustment, DraftLine, DraftTax, DraftTotals } from '#domain/claim/draft.ts';
import { exactDecimal, plus, rationalOf } from '#domain/kernel/rational.ts';
import { at, child, children, present, textAt } from '../xml/find.ts';
import type { Reading } from '../xml/reading.ts';
import type { Element } from '../xml/tree.ts';
import { periodOf } from './period.ts';

/** BG-22 from cac:LegalMonetaryTotal; the tax total is the one in the invoice currency (BT-110), another one is BT-111. */
export function totalsOf(root: Element, currency: string | undefined, reading: Reading): DraftTotals {
  const total = child(root, 'cac:LegalMonetaryTotal');
  const read = (name: string) => reading.amount(child(total, name), currency);
  const taxAmounts = children(root, 'cac:TaxTotal').map((each) => child(each, 'cbc:TaxAmount'));
  const inCurrency = (wanted: boolean) =>
    taxAmounts.find((amount) => amount !== undefined && ((amount.attributes.currencyID ?? currency) === currency) === wanted);
  return present<DraftTotals>({
    lines: read('cbc:LineExtensionAmount'),
    allowances: read('cbc:AllowanceTotalAmount'),
    charges: read('cbc:ChargeTotalAmount'),
    taxExclusive: read('cbc:TaxExclusiveAmount'),
    tax: reading.amount(inCurrency(true), currency),
    taxInAccountingCurrency: reading.amount(inCurrency(false)),
    taxInclusive: read('cbc:TaxInclusiveAmount'),
    prepaid: read('cbc:PrepaidAmount'),
    rounding: read('cbc:PayableRoundingAmount'),
    thirdParty: thirdPartyOf(root, currency, reading),
    payable: read('cbc:PayableAmount'),
  });
}

/** XRechnung's extension puts amounts collected for others in cac:PrepaidPayment (BG-DEX-09), where UBL at large puts what was paid. */
function thirdPartyOf(root: Element, currency: string | undefined, reading: Reading): string | undefined {
  if (!textAt(root, 'cbc:CustomizationID')?.includes('extension:xrechnung')) return undefined;
  const amounts = children(root, 'cac:PrepaidPayment').flatMap((each) => reading.amount(child(each, 'cbc:PaidAmount'), currency) ?? []);
  return amounts.length === 0 ? undefined : exactDecimal(amounts.map(rationalOf).reduce(plus));
}

export function taxesOf(root: Element, currency: string | undefined, reading: Reading): DraftTax[] {
  return children(root, 'cac:TaxTotal')
    .flatMap((total) => children(total, 'cac:TaxSubtotal'))
    .map((subtotal) => {
      const category = child(subtotal, 'cac:TaxCategory');
      return present<DraftTax>({
        category: textAt(category, 'cbc:ID'),
        rate: reading.amount(child(category, 'cbc:Percent') ?? child(subtotal, 'cbc:Percent')),
        taxable: reading.amount(child(subtotal, 'cbc:TaxableAmount'), currency),
        amount: reading.amount(child(subtotal, 'cbc:TaxAmount'), currency),
        exemptionReason: textAt(category, 'cbc:TaxExemptionReason'),
        exemptionCode: textAt(category, 'cbc:TaxExemptionReasonCode'),
      });
    });
}

export function adjustmentsOf(parent: Element, currency: string | undefined, reading: Reading): DraftAdjustment[] {
  return children(parent, 'cac:AllowanceCharge').map((each) => {
    const category = child(each, 'cac:TaxCategory');
    return present<DraftAdjustment>({
      kind: textAt(each, 'cbc:ChargeIndicator')?.toLowerCase() === 'true' || textAt(each, 'cbc:ChargeIndicator') === '1' ? 'charge' : 'allowance',
      amount: reading.amount(child(each, 'cbc:Amount'), currency),
      base: reading.amount(child(each, 'cbc:BaseAmount'), currency),
      percent: reading.amount(child(each, 'cbc:MultiplierFactorNumeric')),
      reason: textAt(each, 'cbc:AllowanceChargeReason'),
      reasonCode: textAt(each, 'cbc:AllowanceChargeReasonCode'),
      taxCategory: textAt(category, 'cbc:ID'),
      taxRate: reading.amount(child(category, 'cbc:Percent')),
    });
  });
}

export function linesOf(root: Element, currency: string | undefined, reading: Reading): DraftLine[] {
  const lines = [...children(root, 'cac:InvoiceLine'), ...children(root, 'cac:CreditNoteLine')];
  return lines.map((line) => {
    const quantity = child(line, 'cbc:InvoicedQuantity') ?? child(line, 'cbc:CreditedQuantity');
    const item = child(line, 'cac:Item');
    const category = child(item, 'cac:ClassifiedTaxCategory');
    const adjustments = adjustmentsOf(line, currency, reading);
    return present<DraftLine>({
      id: textAt(line, 'cbc:ID'),
      name: textAt(item, 'cbc:Name'),
      description: textAt(item, 'cbc:Description'),
      quantity: reading.amount(quantity),
      unit: quantity?.attributes.unitCode,
      unitPrice: reading.amount(at(line, 'cac:Price', 'cbc:PriceAmount'), currency),
      baseQuantity: reading.amount(at(line, 'cac:Price', 'cbc:BaseQuantity')),
      net: reading.amount(child(line, 'cbc:LineExtensionAmount'), currency),
      adjustments: adjustments.length === 0 ? undefined : adjustments,
      taxRate: reading.amount(child(category, 'cbc:Percent')),
      taxCategory: textAt(category, 'cbc:ID'),
      sellerItem: textAt(item, 'cac:SellersItemIdentification', 'cbc:ID'),
      period: periodOf(child(line, 'cac:InvoicePeriod'), reading),
      note: textAt(line, 'cbc:Note'),
    });
  });
}

import type { DraftAdjustment, DraftLine, DraftPeriod, DraftTax, DraftTotals } from '#domain/claim/draft.ts';
import { at, child, children, joined, present, textAt, textOf } from '../xml/find.ts';
import type { Reading } from '../xml/reading.ts';
import type { Element } from '../xml/tree.ts';
import { dayOfCii } from './day.ts';

/** The first child under any of its names: ZUGFeRD 1.0 has its own names for the same groups. */
export const either = (element: Element | undefined, ...names: readonly string[]): Element | undefined =>
  names.map((name) => child(element, name)).find((found) => found !== undefined);

/** BG-22 from the header monetary summation. */
export function totalsOf(settlement: Element | undefined, currency: string | undefined, reading: Reading): DraftTotals {
  const sum = either(settlement, 'ram:SpecifiedTradeSettlementHeaderMonetarySummation', 'ram:SpecifiedTradeSettlementMonetarySummation');
  const read = (name: string) => reading.amount(child(sum, name), currency);
  const taxes = children(sum, 'ram:TaxTotalAmount');
  const own = taxes.find((tax) => (tax.attributes.currencyID ?? currency) === currency);
  const other = taxes.find((tax) => (tax.attributes.currencyID ?? currency) !== currency);
  return present<DraftTotals>({
    lines: read('ram:LineTotalAmount'),
    allowances: read('ram:AllowanceTotalAmount'),
    charges: read('ram:ChargeTotalAmount'),
    taxExclusive: read('ram:TaxBasisTotalAmount'),
    tax: reading.amount(own, currency),
    taxInAccountingCurrency: reading.amount(other),
    taxInclusive: read('ram:GrandTotalAmount'),
    prepaid: read('ram:TotalPrepaidAmount'),
    rounding: read('ram:RoundingAmount'),
    payable: read('ram:DuePayableAmount'),
  });
}

export function taxesOf(settlement: Element | undefined, currency: string | undefined, reading: Reading): DraftTax[] {
  return children(settlement, 'ram:ApplicableTradeTax').map((tax) =>
    present<DraftTax>({
      category: textAt(tax, 'ram:CategoryCode'),
      rate: reading.amount(either(tax, 'ram:RateApplicablePercent', 'ram:ApplicablePercent')),
      taxable: reading.amount(child(tax, 'ram:BasisAmount'), currency),
      amount: reading.amount(child(tax, 'ram:CalculatedAmount'), currency),
      exemptionReason: textAt(tax, 'ram:ExemptionReason'),
      exemptionCode: textAt(tax, 'ram:ExemptionReasonCode'),
    }),
  );
}

/** Allowances and charges of the document or of a line; logistics service charges are charges (Factur-X EXTENDED BG-X-42). */
export function adjustmentsOf(settlement: Element | undefined, currency: string | undefined, reading: Reading): DraftAdjustment[] {
  const given = children(settlement, 'ram:SpecifiedTradeAllowanceCharge').map((each) => {
    const tax = child(each, 'ram:CategoryTradeTax');
    const indicator = textAt(each, 'ram:ChargeIndicator', 'udt:Indicator') ?? textAt(each, 'ram:ChargeIndicator');
    return present<DraftAdjustment>({
      kind: indicator?.toLowerCase() === 'true' || indicator === '1' ? 'charge' : 'allowance',
      amount: reading.amount(child(each, 'ram:ActualAmount'), currency),
      base: reading.amount(child(each, 'ram:BasisAmount'), currency),
      percent: reading.amount(child(each, 'ram:CalculationPercent')),
      reason: textAt(each, 'ram:Reason'),
      reasonCode: textAt(each, 'ram:ReasonCode'),
      taxCategory: textAt(tax, 'ram:CategoryCode'),
      taxRate: reading.amount(either(tax, 'ram:RateApplicablePercent', 'ram:ApplicablePercent')),
    });
  });
  const logistics = children(settlement, 'ram:SpecifiedLogisticsServiceCharge').map((each) => {
    const tax = child(each, 'ram:AppliedTradeTax');
    return present<DraftAdjustment>({
      kind: 'charge',
      amount: reading.amount(child(each, 'ram:AppliedAmount'), currency),
      reason: textAt(each, 'ram:Description'),
      taxCategory: textAt(tax, 'ram:CategoryCode'),
      taxRate: reading.amount(either(tax, 'ram:RateApplicablePercent', 'ram:ApplicablePercent')),
    });
  });
  return [...given, ...logistics];
}

export function periodOf(period: Element | undefined, reading: Reading): DraftPeriod | undefined {
  const from = dayOfCii(child(period, 'ram:StartDateTime'), reading);
  const to = dayOfCii(child(period, 'ram:EndDateTime'), reading);
  return from === undefined && to === undefined ? undefined : present({ from, to });
}

export function linesOf(transaction: Element | undefined, currency: string | undefined, reading: Reading): DraftLine[] {
  return children(transaction, 'ram:IncludedSupplyChainTradeLineItem').map((line) => {
    const document = child(line, 'ram:AssociatedDocumentLineDocument');
    const product = child(line, 'ram:SpecifiedTradeProduct');
    const agreement = either(line, 'ram:SpecifiedLineTradeAgreement', 'ram:SpecifiedSupplyChainTradeAgreement');
    const delivery = either(line, 'ram:SpecifiedLineTradeDelivery', 'ram:SpecifiedSupplyChainTradeDelivery');
    const settlement = either(line, 'ram:SpecifiedLineTradeSettlement', 'ram:SpecifiedSupplyChainTradeSettlement');
    const sum = either(settlement, 'ram:SpecifiedTradeSettlementLineMonetarySummation', 'ram:SpecifiedTradeSettlementMonetarySummation');
    const price = child(agreement, 'ram:NetPriceProductTradePrice') ?? child(agreement, 'ram:GrossPriceProductTradePrice');
    const tax = child(settlement, 'ram:ApplicableTradeTax');
    const quantity = child(delivery, 'ram:BilledQuantity');
    const adjustments = adjustmentsOf(settlement, currency, reading);
    return present<DraftLine>({
      id: textAt(document, 'ram:LineID'),
      name: textAt(product, 'ram:Name'),
      description: textAt(product, 'ram:Description'),
      quantity: reading.amount(quantity),
      unit: quantity?.attributes.unitCode,
      unitPrice: reading.amount(child(price, 'ram:ChargeAmount'), currency),
      baseQuantity: reading.amount(child(price, 'ram:BasisQuantity')),
      net: reading.amount(child(sum, 'ram:LineTotalAmount'), currency),
      adjustments: adjustments.length === 0 ? undefined : adjustments,
      taxRate: reading.amount(either(tax, 'ram:RateApplicablePercent', 'ram:ApplicablePercent')),
      taxCategory: textAt(tax, 'ram:CategoryCode'),
      sellerItem: textAt(product, 'ram:SellerAssignedID'),
      role: roles[textAt(document, 'ram:LineStatusReasonCode') ?? ''],
      period: periodOf(child(settlement, 'ram:BillingSpecifiedPeriod'), reading),
      note: joined(children(document, 'ram:IncludedNote').map((note) => textOf(at(note, 'ram:Content')))),
    });
  });
}

const roles: Readonly<Record<string, 'group' | 'information'>> = { GROUP: 'group', INFORMATION: 'information' };

import { draftKind } from '#domain/claim/document-type.ts';
import type { ClaimDraft, DraftAttachment } from '#domain/claim/draft.ts';
import { accountOf, distinctAccounts } from '../xml/account.ts';
import { at, child, children, firstOf, joined, present, textAt, textOf } from '../xml/find.ts';
import { Reading } from '../xml/reading.ts';
import type { Element } from '../xml/tree.ts';
import { adjustmentsOf, either, linesOf, periodOf, taxesOf, totalsOf } from './amounts.ts';
import { dayOfCii } from './day.ts';
import { deliveryOf, partyOf } from './party.ts';

/** Text of these elements (base64 files) is not kept while parsing. */
export const ciiDropText: ReadonlySet<string> = new Set(['ram:AttachmentBinaryObject']);

/** A CrossIndustryInvoice (D16B and later) or a ZUGFeRD 1.0 CrossIndustryDocument as a draft; syntax binding CEN/TS 16931-3-3. */
export function readCii(root: Element): ClaimDraft {
  const reading = new Reading();
  const context = either(root, 'rsm:ExchangedDocumentContext', 'rsm:SpecifiedExchangedDocumentContext');
  const document = either(root, 'rsm:ExchangedDocument', 'rsm:HeaderExchangedDocument');
  const transaction = either(root, 'rsm:SupplyChainTradeTransaction', 'rsm:SpecifiedSupplyChainTradeTransaction');
  const agreement = either(transaction, 'ram:ApplicableHeaderTradeAgreement', 'ram:ApplicableSupplyChainTradeAgreement');
  const delivery = either(transaction, 'ram:ApplicableHeaderTradeDelivery', 'ram:ApplicableSupplyChainTradeDelivery');
  const settlement = either(transaction, 'ram:ApplicableHeaderTradeSettlement', 'ram:ApplicableSupplyChainTradeSettlement');
  const typeCode = textAt(document, 'ram:TypeCode');
  const currency = reading.currency(textAt(settlement, 'ram:InvoiceCurrencyCode'), root);
  return present<ClaimDraft>({
    source: present({
      format: 'cii',
      profile: textAt(context, 'ram:GuidelineSpecifiedDocumentContextParameter', 'ram:ID'),
      process: textAt(context, 'ram:BusinessProcessSpecifiedDocumentContextParameter', 'ram:ID'),
    }),
    kind: draftKind(typeCode),
    number: textAt(document, 'ram:ID'),
    typeCode,
    issueDate: dayOfCii(child(document, 'ram:IssueDateTime'), reading),
    dueDate: dueDateOf(settlement, reading),
    deliveryDate: dayOfCii(at(delivery, 'ram:ActualDeliverySupplyChainEvent', 'ram:OccurrenceDateTime'), reading),
    period: periodOf(child(settlement, 'ram:BillingSpecifiedPeriod'), reading),
    taxPointDate: firstOf(children(settlement, 'ram:ApplicableTradeTax').map((tax) => dayOfCii(child(tax, 'ram:TaxPointDate'), reading))),
    currency,
    taxCurrency: textAt(settlement, 'ram:TaxCurrencyCode'),
    seller: partyOf(child(agreement, 'ram:SellerTradeParty')),
    buyer: partyOf(child(agreement, 'ram:BuyerTradeParty')),
    payee: partyOf(child(settlement, 'ram:PayeeTradeParty')),
    taxRepresentative: partyOf(child(agreement, 'ram:SellerTaxRepresentativeTradeParty')),
    deliverTo: deliveryOf(child(delivery, 'ram:ShipToTradeParty')),
    totals: totalsOf(settlement, currency, reading),
    taxes: taxesOf(settlement, currency, reading),
    adjustments: adjustmentsOf(settlement, currency, reading),
    attachments: attachmentsOf(agreement),
    paymentTerms: joined(children(settlement, 'ram:SpecifiedTradePaymentTerms').flatMap((terms) => children(terms, 'ram:Description').map(textOf))),
    payment: paymentOf(settlement, currency, reading),
    references: referencesOf(agreement, delivery, settlement, reading),
    lines: linesOf(transaction, currency, reading),
    notes: children(document, 'ram:IncludedNote')
      .map((note) => joined(children(note, 'ram:Content').map(textOf)))
      .filter((note) => note !== undefined),
    findings: reading.findings,
  });
}

/** BT-9, where all payment terms name one day; several days are instalments and none of them is taken. */
function dueDateOf(settlement: Element | undefined, reading: Reading): string | undefined {
  const days = children(settlement, 'ram:SpecifiedTradePaymentTerms').map((terms) => dayOfCii(child(terms, 'ram:DueDateDateTime'), reading));
  const named = [...new Set(days.filter((day) => day !== undefined))];
  return named.length === 1 ? named[0] : undefined;
}

function paymentOf(settlement: Element | undefined, currency: string | undefined, reading: Reading): ClaimDraft['payment'] {
  const means = children(settlement, 'ram:SpecifiedTradeSettlementPaymentMeans');
  const terms = children(settlement, 'ram:SpecifiedTradePaymentTerms');
  const reference = textAt(settlement, 'ram:PaymentReference');
  if (means.length === 0 && reference === undefined && terms.length < 2) return undefined;
  const accounts = means
    .map((each) => {
      const account = child(each, 'ram:PayeePartyCreditorFinancialAccount');
      const id = textAt(account, 'ram:IBANID') ?? textAt(account, 'ram:ProprietaryID');
      return accountOf(id, textAt(each, 'ram:PayeeSpecifiedCreditorFinancialInstitution', 'ram:BICID'), textAt(account, 'ram:AccountName'));
    })
    .filter((account) => Object.keys(account).length > 0);
  return present({
    reference,
    meansCode: firstOf(means.map((each) => textAt(each, 'ram:TypeCode'))),
    meansText: firstOf(means.map((each) => textAt(each, 'ram:Information'))),
    mandate: firstOf(terms.map((each) => textAt(each, 'ram:DirectDebitMandateID'))),
    accounts: distinctAccounts(accounts),
    instalments:
      terms.length < 2
        ? undefined
        : terms.map((each) =>
            present({
              dueDate: dayOfCii(child(each, 'ram:DueDateDateTime'), reading),
              amount: reading.amount(child(each, 'ram:PartialPaymentAmount'), currency),
              terms: textAt(each, 'ram:Description'),
            }),
          ),
  });
}

function referencesOf(
  agreement: Element | undefined,
  delivery: Element | undefined,
  settlement: Element | undefined,
  reading: Reading,
): ClaimDraft['references'] {
  const assigned = (document: Element | undefined) => textAt(document, 'ram:IssuerAssignedID') ?? textAt(document, 'ram:ID');
  const tender = children(agreement, 'ram:AdditionalReferencedDocument').find((document) => textAt(document, 'ram:TypeCode') === '50');
  const preceding = children(settlement, 'ram:InvoiceReferencedDocument').flatMap((document) => {
    const number = assigned(document);
    return number === undefined
      ? []
      : [present({ number, issueDate: dayOfCii(either(document, 'ram:FormattedIssueDateTime', 'ram:IssueDateTime'), reading) })];
  });
  return present({
    order: assigned(child(agreement, 'ram:BuyerOrderReferencedDocument')),
    salesOrder: assigned(child(agreement, 'ram:SellerOrderReferencedDocument')),
    contract: assigned(child(agreement, 'ram:ContractReferencedDocument')),
    project: textAt(agreement, 'ram:SpecifiedProcuringProject', 'ram:ID'),
    despatch: assigned(either(delivery, 'ram:DespatchAdviceReferencedDocument', 'ram:DeliveryNoteReferencedDocument')),
    receipt: assigned(child(delivery, 'ram:ReceivingAdviceReferencedDocument')),
    tender: assigned(tender),
    preceding,
    buyerReference: textAt(agreement, 'ram:BuyerReference'),
  });
}

function attachmentsOf(agreement: Element | undefined): DraftAttachment[] | undefined {
  const found = children(agreement, 'ram:AdditionalReferencedDocument').map((document) => {
    const binary = child(document, 'ram:AttachmentBinaryObject');
    return present<DraftAttachment>({
      id: textAt(document, 'ram:IssuerAssignedID') ?? textAt(document, 'ram:ID'),
      description: textAt(document, 'ram:Name'),
      fileName: binary?.attributes.filename,
      mediaType: binary?.attributes.mimeCode,
      url: textAt(document, 'ram:URIID'),
      embedded: binary !== undefined,
    });
  });
  return found.length === 0 ? undefined : found;
}

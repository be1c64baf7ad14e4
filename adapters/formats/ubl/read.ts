import { draftKind } from '#domain/claim/document-type.ts';
import type { ClaimDraft, DraftAttachment } from '#domain/claim/draft.ts';
import { accountOf, distinctAccounts } from '../xml/account.ts';
import { at, child, children, firstOf, joined, present, textAt, textOf } from '../xml/find.ts';
import { Reading } from '../xml/reading.ts';
import type { Element } from '../xml/tree.ts';
import { adjustmentsOf, linesOf, taxesOf, totalsOf } from './amounts.ts';
import { deliveryOf, partyOf } from './party.ts';
import { periodOf } from './period.ts';

/** Text of these elements (base64 files) is not kept while parsing. */
export const ublDropText: ReadonlySet<string> = new Set(['cbc:EmbeddedDocumentBinaryObject']);

/** A UBL 2.x Invoice or CreditNote as a draft: the business terms of EN 16931-1 in the syntax binding CEN/TS 16931-3-2. */
export function readUbl(root: Element): ClaimDraft {
  const reading = new Reading();
  const credit = at(root, 'cbc:CreditNoteTypeCode') !== undefined || children(root, 'cac:CreditNoteLine').length > 0;
  const typeCode = textAt(root, 'cbc:InvoiceTypeCode') ?? textAt(root, 'cbc:CreditNoteTypeCode');
  const currency = reading.currency(textAt(root, 'cbc:DocumentCurrencyCode'), root);
  const delivery = child(root, 'cac:Delivery');
  return present<ClaimDraft>({
    source: present({ format: 'ubl', profile: textAt(root, 'cbc:CustomizationID'), process: textAt(root, 'cbc:ProfileID') }),
    kind: credit ? 'credit-note' : draftKind(typeCode),
    number: textAt(root, 'cbc:ID'),
    typeCode,
    issueDate: reading.day(child(root, 'cbc:IssueDate')),
    dueDate: dueDateOf(root, reading),
    deliveryDate: reading.day(child(delivery, 'cbc:ActualDeliveryDate')),
    period: periodOf(child(root, 'cac:InvoicePeriod'), reading),
    taxPointDate: reading.day(child(root, 'cbc:TaxPointDate')),
    currency,
    taxCurrency: textAt(root, 'cbc:TaxCurrencyCode'),
    seller: partyOf(at(root, 'cac:AccountingSupplierParty', 'cac:Party')),
    buyer: partyOf(at(root, 'cac:AccountingCustomerParty', 'cac:Party')),
    payee: partyOf(child(root, 'cac:PayeeParty')),
    taxRepresentative: partyOf(child(root, 'cac:TaxRepresentativeParty')),
    deliverTo: deliveryOf(delivery),
    totals: totalsOf(root, currency, reading),
    taxes: taxesOf(root, currency, reading),
    adjustments: adjustmentsOf(root, currency, reading),
    attachments: attachmentsOf(root),
    paymentTerms: joined(children(root, 'cac:PaymentTerms').flatMap((terms) => children(terms, 'cbc:Note').map(textOf))),
    payment: paymentOf(root, currency, reading),
    references: referencesOf(root, reading),
    lines: linesOf(root, currency, reading),
    notes: children(root, 'cbc:Note')
      .map(textOf)
      .filter((note) => note !== undefined),
    findings: reading.findings,
  });
}

/** BT-9: on the invoice itself; a credit note and older profiles carry it in the payment means or terms. Several days: none is taken. */
function dueDateOf(root: Element, reading: Reading): string | undefined {
  const own = reading.day(child(root, 'cbc:DueDate'));
  if (own !== undefined) return own;
  const elsewhere = [...children(root, 'cac:PaymentMeans'), ...children(root, 'cac:PaymentTerms')].map((each) =>
    reading.day(child(each, 'cbc:PaymentDueDate')),
  );
  const days = [...new Set(elsewhere.filter((day) => day !== undefined))];
  return days.length === 1 ? days[0] : undefined;
}

function paymentOf(root: Element, currency: string | undefined, reading: Reading): ClaimDraft['payment'] {
  const means = children(root, 'cac:PaymentMeans');
  const terms = children(root, 'cac:PaymentTerms').filter((each) => child(each, 'cbc:PaymentDueDate') !== undefined);
  if (means.length === 0 && terms.length === 0) return undefined;
  const accounts = means
    .map((each) => child(each, 'cac:PayeeFinancialAccount'))
    .filter((account) => account !== undefined)
    .map((account) => accountOf(textAt(account, 'cbc:ID'), textAt(account, 'cac:FinancialInstitutionBranch', 'cbc:ID'), textAt(account, 'cbc:Name')))
    .filter((account) => Object.keys(account).length > 0);
  return present({
    reference: firstOf(means.map((each) => textAt(each, 'cbc:PaymentID'))),
    meansCode: firstOf(means.map((each) => textAt(each, 'cbc:PaymentMeansCode'))),
    meansText: firstOf(means.map((each) => child(each, 'cbc:PaymentMeansCode')?.attributes.name)),
    mandate: firstOf(means.map((each) => textAt(each, 'cac:PaymentMandate', 'cbc:ID'))),
    accounts: distinctAccounts(accounts),
    instalments:
      terms.length < 2
        ? undefined
        : terms.map((each) =>
            present({
              dueDate: reading.day(child(each, 'cbc:PaymentDueDate')),
              amount: reading.amount(child(each, 'cbc:Amount'), currency),
              terms: textAt(each, 'cbc:Note'),
            }),
          ),
  });
}

function referencesOf(root: Element, reading: Reading): ClaimDraft['references'] {
  const id = (name: string) => textAt(root, name, 'cbc:ID');
  const preceding = children(root, 'cac:BillingReference').flatMap((reference) =>
    reference.children.flatMap((document) => {
      const number = textAt(document, 'cbc:ID');
      return number === undefined ? [] : [present({ number, issueDate: reading.day(child(document, 'cbc:IssueDate')) })];
    }),
  );
  return present({
    order: id('cac:OrderReference'),
    salesOrder: textAt(root, 'cac:OrderReference', 'cbc:SalesOrderID'),
    contract: id('cac:ContractDocumentReference'),
    project: id('cac:ProjectReference'),
    despatch: id('cac:DespatchDocumentReference'),
    receipt: id('cac:ReceiptDocumentReference'),
    tender: id('cac:OriginatorDocumentReference'),
    preceding,
    buyerReference: textAt(root, 'cbc:BuyerReference'),
  });
}

function attachmentsOf(root: Element): DraftAttachment[] | undefined {
  const found = children(root, 'cac:AdditionalDocumentReference').map((document) => {
    const binary = at(document, 'cac:Attachment', 'cbc:EmbeddedDocumentBinaryObject');
    return present<DraftAttachment>({
      id: textAt(document, 'cbc:ID'),
      description: textAt(document, 'cbc:DocumentDescription'),
      fileName: binary?.attributes.filename,
      mediaType: binary?.attributes.mimeCode,
      url: textAt(document, 'cac:Attachment', 'cac:ExternalReference', 'cbc:URI'),
      embedded: binary !== undefined,
    });
  });
  return found.length === 0 ? undefined : found;
}

import { expect, it } from 'vitest';
import { readLogistics } from './logistics.ts';

const ns = (root: string) =>
  `xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2" xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"`;
const party = (name: string) => `<a:Party><a:PartyLegalEntity><b:RegistrationName>${name}</b:RegistrationName></a:PartyLegalEntity></a:Party>`;
const read = (text: string) => readLogistics(new TextEncoder().encode(text));

it('reads a despatch advice: parties, actual delivery, order, quantities', () => {
  const line = (n: string, quantity: string) =>
    `<a:DespatchLine><b:ID>${n}</b:ID><b:DeliveredQuantity unitCode="C62">${quantity}</b:DeliveredQuantity><a:Item><b:Name>Lathe</b:Name></a:Item></a:DespatchLine>`;
  expect(
    read(
      `<DespatchAdvice ${ns('DespatchAdvice')}><b:ID>D-1</b:ID><b:IssueDate>2026-03-07</b:IssueDate><a:OrderReference><b:ID>PO-7</b:ID></a:OrderReference>` +
        `<a:DespatchSupplierParty>${party('Hua Xing')}</a:DespatchSupplierParty><a:DeliveryCustomerParty>${party('Nordhafen')}</a:DeliveryCustomerParty>` +
        `<a:Shipment><b:ID>1</b:ID><a:Delivery><b:ActualDeliveryDate>2026-03-08</b:ActualDeliveryDate></a:Delivery></a:Shipment>${line('1', '10')}${line('2', '2.5')}</DespatchAdvice>`,
    ),
  ).toEqual({
    kind: 'delivery-note',
    number: 'D-1',
    date: '2026-03-08',
    seller: 'Hua Xing',
    buyer: 'Nordhafen',
    orderNumber: 'PO-7',
    quantities: [
      { amount: '10', unit: 'C62', item: 'Lathe' },
      { amount: '2.5', unit: 'C62', item: 'Lathe' },
    ],
  });
});

it('reads a receipt advice as an acceptance, and an order', () => {
  expect(
    read(
      `<ReceiptAdvice ${ns('ReceiptAdvice')}><b:ID>R-1</b:ID><b:IssueDate>2026-03-09</b:IssueDate><a:ReceiptLine><b:ReceivedQuantity unitCode="KGM">4</b:ReceivedQuantity></a:ReceiptLine></ReceiptAdvice>`,
    ),
  ).toMatchObject({ kind: 'acceptance', date: '2026-03-09', quantities: [{ amount: '4', unit: 'KGM' }] });
  expect(
    read(
      `<Order ${ns('Order')}><b:ID>PO-7</b:ID><b:IssueDate>2026-03-01</b:IssueDate><b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode><a:AnticipatedMonetaryTotal><b:PayableAmount currencyID="EUR">1000.00</b:PayableAmount></a:AnticipatedMonetaryTotal><a:OrderLine><a:LineItem><b:Quantity unitCode="C62">3</b:Quantity></a:LineItem></a:OrderLine></Order>`,
    ),
  ).toMatchObject({ kind: 'order', currency: 'EUR', total: '1000.00', quantities: [{ amount: '3' }] });
});

it('leaves alone what is none of these, broken, or a bomb', () => {
  expect(read(`<Invoice ${ns('Invoice')}/>`)).toBeUndefined();
  expect(read('<DespatchAdvice/>')).toBeUndefined();
  expect(read(`<DespatchAdvice ${ns('DespatchAdvice')}><b:ID>`)).toBeUndefined();
  expect(read(`<!DOCTYPE x [<!ENTITY a "b">]><DespatchAdvice ${ns('DespatchAdvice')}/>`)).toBeUndefined();
  expect(readLogistics(Uint8Array.from([0, 1, 2, 255]))).toBeUndefined();
});

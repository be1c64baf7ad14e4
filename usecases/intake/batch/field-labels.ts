import type { Bilingual } from '#domain/kernel/text.ts';
import type { Field } from './table.ts';

/** What each field is called where a person maps columns. */
export const fieldLabels: Readonly<Record<Field, Bilingual>> = {
  number: { zh: '发票或单据号', en: 'Invoice or document number' },
  amount: { zh: '金额（含税）', en: 'Amount, tax included' },
  outstanding: { zh: '未付余额', en: 'Open amount' },
  tax: { zh: '税额', en: 'Tax' },
  currency: { zh: '币种', en: 'Currency' },
  issuedOn: { zh: '开票日期', en: 'Invoice date' },
  dueOn: { zh: '到期日', en: 'Due date' },
  deliveredOn: { zh: '交付日期', en: 'Delivery date' },
  contractOn: { zh: '合同签订日', en: 'Contract date' },
  paid: { zh: '已付金额', en: 'Amount paid' },
  paidOn: { zh: '付款日期', en: 'Payment date' },
  debtorName: { zh: '债务人名称', en: 'Debtor name' },
  debtorIdentifier: { zh: '债务人登记号或税号', en: 'Debtor register or tax number' },
  debtorCountry: { zh: '债务人国家', en: 'Debtor country' },
  debtorAddress: { zh: '债务人地址', en: 'Debtor address' },
  debtorCity: { zh: '债务人城市', en: 'Debtor city' },
  debtorPostcode: { zh: '债务人邮编', en: 'Debtor postcode' },
  debtorEmail: { zh: '债务人邮箱', en: 'Debtor e-mail' },
  debtorPhone: { zh: '债务人电话', en: 'Debtor phone' },
  creditorName: { zh: '债权人名称', en: 'Creditor name' },
  creditorIdentifier: { zh: '债权人登记号或税号', en: 'Creditor register or tax number' },
  creditorCountry: { zh: '债权人国家', en: 'Creditor country' },
  description: { zh: '说明', en: 'Description' },
  basis: { zh: '债权类型', en: 'Kind of claim' },
  governingLaw: { zh: '适用法律', en: 'Governing law' },
  reference: { zh: '内部编号', en: 'Own reference' },
  kind: { zh: '单据类型', en: 'Kind of document' },
  yearlyPercent: { zh: '约定年利率（%）', en: 'Agreed interest, % a year' },
  dailyPercent: { zh: '约定日利率（%）', en: 'Agreed interest, % a day' },
};

/** Without these no row can be filed (the creditor and the currency may also be given once for the file). */
export const requiredFields: ReadonlySet<Field> = new Set(['number', 'amount', 'debtorName']);

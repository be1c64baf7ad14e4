import { foldHeading } from '#usecases/intake/batch/headings.ts';

/** What a column of a bank's CSV can be. */
export type Part =
  | 'bookedOn'
  | 'valueOn'
  | 'amount'
  | 'credit'
  | 'debit'
  | 'sign'
  | 'currency'
  | 'name'
  | 'account'
  | 'bic'
  | 'text'
  | 'reference'
  | 'iban';

/** Headings of German, English and Chinese bank exports. */
const words: Readonly<Record<Part, readonly string[]>> = {
  bookedOn: [
    'Buchungstag',
    'Buchungsdatum',
    'Buchung',
    'Booking date',
    'Date',
    'Transaction date',
    'Posting date',
    'Completed date',
    '交易日期',
    '交易时间',
    '记账日期',
    '入账日期',
    '日期',
  ],
  valueOn: ['Valuta', 'Valutadatum', 'Wertstellung', 'Value date', '起息日', '起息日期'],
  amount: ['Betrag', 'Umsatz', 'Betrag (€)', 'Amount', 'Transaction amount', '交易金额', '发生额', '金额'],
  credit: [
    'Haben',
    'Gutschrift',
    'Credit',
    'Paid in',
    'Money in',
    'Credit amount',
    'Deposit',
    '收入',
    '收入金额',
    '贷方发生额',
    '贷方金额',
    '贷方',
    '存入',
  ],
  debit: [
    'Soll',
    'Lastschrift',
    'Belastung',
    'Debit',
    'Paid out',
    'Money out',
    'Debit amount',
    'Withdrawal',
    '支出',
    '支出金额',
    '借方发生额',
    '借方金额',
    '借方',
    '支取',
  ],
  sign: ['Soll/Haben', 'S/H', 'Debit/Credit', 'CR/DR', 'Credit debit indicator', '借贷标志', '借贷方向', '收支', '收/支', '借贷'],
  currency: ['Währung', 'Waehrung', 'Currency', '币种', '货币'],
  name: [
    'Beguenstigter/Zahlungspflichtiger',
    'Begünstigter/Zahlungspflichtiger',
    'Auftraggeber/Empfänger',
    'Name Zahlungsbeteiligter',
    'Auftraggeber / Begünstigter',
    'Zahlungspflichtige*r',
    'Counterparty',
    'Counterparty name',
    'Payee',
    'Payer',
    'Name',
    'Payer name',
    '对方户名',
    '对方名称',
    '对方账户名称',
    '交易对方',
    '对方单位',
  ],
  account: [
    'Kontonummer/IBAN',
    'IBAN Zahlungsbeteiligter',
    'IBAN',
    'Counterparty account',
    'Counterparty IBAN',
    'Account',
    'Kontonummer',
    '对方账号',
    '对方账户',
    '对方卡号',
  ],
  bic: ['BIC', 'BIC (SWIFT-Code) Zahlungsbeteiligter', 'BLZ', 'BIC (SWIFT-Code)', 'SWIFT', '对方开户行', '对方行号'],
  text: [
    'Verwendungszweck',
    'Buchungstext',
    'Description',
    'Details',
    'Reference',
    'Memo',
    'Narrative',
    'Remittance information',
    'Payment reference',
    '摘要',
    '用途',
    '附言',
    '备注',
    '交易摘要',
  ],
  reference: [
    'Kundenreferenz (End-to-End)',
    'Ende-zu-Ende-Referenz',
    'End to end id',
    'Transaction id',
    'Bank reference',
    '流水号',
    '交易流水号',
    '凭证号',
  ],
  iban: ['Auftragskonto', 'IBAN Auftragskonto', 'Own account', 'Account number', '账号', '本方账号', '账户'],
};

const parts = new Map(Object.entries(words).flatMap(([part, names]) => names.map((name) => [foldHeading(name), part as Part] as const)));

/** The first column of each kind. */
export function partsOf(headings: readonly string[]): ReadonlyMap<Part, number> {
  const found = new Map<Part, number>();
  headings.forEach((heading, index) => {
    const part = parts.get(foldHeading(heading));
    if (part !== undefined && !found.has(part)) found.set(part, index);
  });
  return found;
}

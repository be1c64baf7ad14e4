import { type Basis, bases } from '#domain/claim/claim.ts';
import { duplicateKey } from '#domain/claim/duplicate.ts';
import type { ClaimFiling, PartyFiling } from '#domain/claim/filing.ts';
import type { Identifier } from '#domain/claim/party.ts';
import { exponentOf, isCurrency } from '#domain/kernel/currency.ts';
import { compare, minus, rationalOf, toDecimal, zero } from '#domain/kernel/rational.ts';
import { cellAmount } from './amounts.ts';
import { countryCode } from './countries.ts';
import { cellDay } from './days.ts';
import { surplus } from './profile-table.ts';
import type { Field, Mapping, Notation, Row } from './table.ts';

export type RowError = { readonly column: string; readonly value: string; readonly code: string; readonly zh: string; readonly en: string };
export type MappedRow =
  | { readonly kind: 'ok'; readonly claim: ClaimFiling; readonly duplicateKey: string }
  | { readonly kind: 'rejected'; readonly errors: readonly RowError[] };

/** What the person says for the whole file: used where a row itself says nothing. */
export type RowDefaults = { readonly creditor?: PartyFiling; readonly currency?: string; readonly basis?: Basis; readonly governingLaw?: string };

/** One row as a claim, or every reason why not. Never throws for what stands in a row. */
export function mapRow(row: Row, mapping: Mapping, notation: Notation, defaults: RowDefaults = {}): MappedRow {
  const cells = new Cells(row, mapping, notation);
  if (row[surplus] !== undefined)
    cells.reject(
      surplus,
      row[surplus],
      'intake.surplus_cells',
      '该行的单元格多于表头，可能含有未加引号的分隔符。',
      'The row has more cells than the heading, perhaps a delimiter without quotes.',
    );
  const debtor = partyOf(cells, 'debtor');
  const creditor = partyOf(cells, 'creditor') ?? defaults.creditor;
  if (debtor === undefined) cells.missing('debtorName', '债务人名称', "debtor's name");
  if (creditor === undefined) cells.missing('creditorName', '债权人', 'creditor');
  const total = cells.amount('amount');
  const open = cells.amount('outstanding');
  const paid = cells.amount('paid');
  const tax = cells.amount('tax');
  const currency = currencyOf(cells, [total, open], defaults.currency);
  const credit = /贷项|红字|红冲|credit|gutschrift/i.test(cells.text('kind') ?? '');
  const paidOn = cells.day('paidOn');
  const due = settledAmount(cells, total?.text, open?.text, paid?.text, paidOn);
  const signed = due !== undefined && credit && !due.startsWith('-') ? `-${due}` : due;
  if (signed !== undefined && currency !== undefined) cells.checkDigits(signed, currency);
  const filing = {
    basis: basisOf(cells.text('basis')) ?? defaults.basis,
    reference: cells.text('reference'),
    governingLaw: cells.law() ?? defaults.governingLaw,
    contractOn: cells.day('contractOn'),
    agreedInterest: cells.interest(),
  };
  const item = {
    number: cells.text('number') ?? cells.text('reference'),
    tax: open === undefined ? tax?.text : undefined,
    issuedOn: cells.day('issuedOn'),
    deliveredOn: cells.day('deliveredOn'),
    dueOn: cells.day('dueOn'),
    description: cells.text('description'),
  };
  if (item.number === undefined) cells.missing('number', '发票号码或单据号', 'invoice or document number');
  if (
    cells.errors.length > 0 ||
    debtor === undefined ||
    creditor === undefined ||
    signed === undefined ||
    currency === undefined ||
    item.number === undefined
  ) {
    return { kind: 'rejected', errors: cells.errors };
  }
  const payments =
    paidOn !== undefined && paid !== undefined && open === undefined && compare(rationalOf(paid.text), zero) > 0
      ? [{ paidOn, amount: paid.text }]
      : undefined;
  const claim: ClaimFiling = defined({
    ...filing,
    creditor,
    debtor,
    currency,
    items: [
      defined({
        ...item,
        number: item.number,
        amount: signed,
        kind: credit || signed.startsWith('-') ? ('credit-note' as const) : ('invoice' as const),
      }),
    ],
    payments,
  });
  return { kind: 'ok', claim, duplicateKey: duplicateKey(claim) };
}

/** What is still owed: the open amount if the file has one; else the total, less what was paid on no named day. */
function settledAmount(
  cells: Cells,
  total: string | undefined,
  open: string | undefined,
  paid: string | undefined,
  paidOn: string | undefined,
): string | undefined {
  if (open !== undefined) return open;
  if (total === undefined) {
    if (cells.empty('amount') && cells.empty('outstanding')) cells.missing(cells.mapped('amount') ? 'amount' : 'outstanding', '金额', 'amount');
    return undefined;
  }
  if (paid === undefined || paidOn !== undefined) return total;
  const left = minus(rationalOf(total), rationalOf(paid));
  return toDecimal(left, Math.max(places(total), places(paid)), 'down');
}

const places = (text: string): number => text.split('.')[1]?.length ?? 0;

function currencyOf(cells: Cells, amounts: readonly ({ currency?: string } | undefined)[], fallback: string | undefined): string | undefined {
  const written = cells.text('currency');
  if (written !== undefined) {
    const code = currencyNames[written] ?? written.toUpperCase();
    if (isCurrency(code)) return code;
    cells.fail(
      'currency',
      'intake.unknown_currency',
      `币种“${written.slice(0, 20)}”不在 ISO 4217 中。`,
      `"${written.slice(0, 20)}" is not an ISO 4217 currency.`,
    );
    return undefined;
  }
  const named = amounts.find((amount) => amount?.currency !== undefined)?.currency ?? cells.headingCurrency() ?? fallback;
  if (named !== undefined && isCurrency(named)) return named;
  cells.missing('currency', '币种', 'currency');
  return undefined;
}

const currencyNames: Readonly<Record<string, string>> = {
  人民币: 'CNY',
  人民币元: 'CNY',
  元: 'CNY',
  RMB: 'CNY',
  '¥': 'CNY',
  '￥': 'CNY',
  美元: 'USD',
  欧元: 'EUR',
  英镑: 'GBP',
  港币: 'HKD',
  港元: 'HKD',
  日元: 'JPY',
  Euro: 'EUR',
  '€': 'EUR',
  '£': 'GBP',
};

const basisWords: readonly (readonly [RegExp, Basis])[] = [
  [/借款|借贷|贷款|loan|darlehen/i, 'loan'],
  [/工程|施工|建设|construction|bau/i, 'construction'],
  [/租|rent|lease|miete/i, 'rent'],
  [/判决|judg|urteil/i, 'judgment'],
  [/裁决|award|schiedsspruch/i, 'award'],
  [/担保|保证|guarant|bürgschaft/i, 'guarantee'],
  [/服务|service|dienst|leistung/i, 'service'],
  [/买卖|货款|销售|采购|sale|goods|kauf|lieferung/i, 'sale'],
];

function basisOf(text: string | undefined): Basis | undefined {
  if (text === undefined) return undefined;
  const lower = text.toLowerCase();
  return bases.find((basis) => basis === lower) ?? basisWords.find(([word]) => word.test(text))?.[1];
}

function partyOf(cells: Cells, side: 'debtor' | 'creditor'): PartyFiling | undefined {
  const name = cells.text(`${side}Name`);
  if (name === undefined) return undefined;
  const identifier = cells.text(`${side}Identifier`);
  const country = cells.country(`${side}Country`);
  const address =
    side === 'debtor'
      ? defined({
          lines: [cells.text('debtorAddress')].filter((line) => line !== undefined),
          city: cells.text('debtorCity'),
          postcode: cells.text('debtorPostcode'),
          country,
        })
      : { lines: [], ...(country === undefined ? {} : { country }) };
  const email = side === 'debtor' ? cells.text('debtorEmail') : undefined;
  const phone = side === 'debtor' ? cells.text('debtorPhone') : undefined;
  const contacts = [
    ...(email === undefined ? [] : [{ channel: 'email' as const, value: email }]),
    ...(phone === undefined ? [] : [{ channel: 'phone' as const, value: phone }]),
  ];
  const hasAddress = address.lines.length > 0 || Object.keys(address).length > 1;
  return defined({
    name,
    identifiers: identifier === undefined ? undefined : [identifierOf(identifier)],
    address: hasAddress ? address : undefined,
    contacts: contacts.length === 0 ? undefined : contacts,
  });
}

/** The scheme by the identifier's own form; its check digits are the debtor check's business. */
function identifierOf(text: string): Identifier {
  const value = text.replace(/[\s.-]/g, '').toUpperCase();
  if (/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(value)) return { scheme: 'uscc', value };
  if (/^[A-Z0-9]{18}\d{2}$/.test(value)) return { scheme: 'lei', value };
  if (/^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)[A-Z0-9+*]{2,12}$/.test(value))
    return { scheme: 'eu-vat', value };
  return { scheme: 'registration', value: text };
}

/** Reads a row's cells by field and collects what is wrong with them. */
class Cells {
  readonly errors: RowError[] = [];
  readonly #row: Row;
  readonly #mapping: Mapping;
  readonly #notation: Notation;

  constructor(row: Row, mapping: Mapping, notation: Notation) {
    this.#row = row;
    this.#mapping = mapping;
    this.#notation = notation;
  }

  mapped(field: Field): boolean {
    return this.#mapping[field] !== undefined;
  }

  text(field: Field): string | undefined {
    const column = this.#mapping[field];
    const cell = column === undefined ? undefined : this.#row[column]?.trim();
    // The sign that guards a cell in our own rejected file is taken off again.
    const text = cell?.replace(/^'(?=[=+\-@])/, '');
    return text === undefined || text === '' || text === '-' || /^(n\/a|null|无)$/i.test(text) ? undefined : text.slice(0, 2_000);
  }

  empty(field: Field): boolean {
    return this.text(field) === undefined;
  }

  amount(field: Field): { readonly text: string; readonly currency?: string } | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    const read = cellAmount(text, this.#notation.decimal);
    if (read.kind === 'amount') {
      const header = this.#mapping[field] ?? '';
      const unit = /[（(]\s*万元?\s*[)）]/.test(header) ? cellAmount(`${read.text}万`, '.') : read;
      return unit.kind === 'amount' ? { ...unit, ...(read.currency === undefined ? {} : { currency: read.currency }) } : undefined;
    }
    if (read.kind === 'ambiguous')
      this.fail(
        field,
        'intake.ambiguous_number',
        `无法判断“${text.slice(0, 40)}”的小数点，请先为该文件指定写法。`,
        `"${text.slice(0, 40)}" does not show which sign is the decimal one; choose it for the file.`,
      );
    else this.fail(field, 'intake.bad_amount', `“${text.slice(0, 40)}”不是金额。`, `"${text.slice(0, 40)}" is not an amount.`);
    return undefined;
  }

  /** "金额（元）", "Amount (EUR)": the unit that the amount's heading names. */
  headingCurrency(): string | undefined {
    const heading = (this.empty('outstanding') ? this.#mapping.amount : this.#mapping.outstanding)?.slice(0, 120) ?? '';
    const unit = /[（([]\s*(?:万|千|百万)?\s*([^）)\]]{1,8})\s*[）)\]]|\s([A-Z]{3})$/.exec(heading);
    const name = (unit?.[1] ?? unit?.[2])?.trim();
    return name === undefined ? undefined : (currencyNames[name] ?? name.toUpperCase());
  }

  day(field: Field): string | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    const column = this.#mapping[field] ?? '';
    const read = cellDay(text, this.#notation.dateOrder[column]);
    if (read.kind === 'day') return read.iso;
    if (read.kind === 'ambiguous')
      this.fail(
        field,
        'intake.ambiguous_date',
        `无法判断“${text.slice(0, 40)}”的日月顺序，请先为该列指定。`,
        `"${text.slice(0, 40)}" does not show whether day or month comes first; choose it for the column.`,
      );
    else this.fail(field, 'intake.bad_date', `“${text.slice(0, 40)}”不是日期。`, `"${text.slice(0, 40)}" is not a date.`);
    return undefined;
  }

  country(field: Field): string | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    const code = countryCode(text);
    if (code === undefined)
      this.fail(
        field,
        'intake.unknown_country',
        `无法识别国家“${text.slice(0, 40)}”，请用 ISO 3166-1 两字母代码。`,
        `"${text.slice(0, 40)}" is no country we know; use the two-letter ISO 3166-1 code.`,
      );
    return code;
  }

  /** A country, or a part of one where law differs inside (US-NY, GB-SCT). */
  law(): string | undefined {
    const text = this.text('governingLaw');
    return text !== undefined && /^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(text) ? text : this.country('governingLaw');
  }

  interest(): ClaimFiling['agreedInterest'] {
    const yearly = this.#percent('yearlyPercent');
    if (yearly !== undefined) return { kind: 'yearly', percent: yearly };
    const daily = this.#percent('dailyPercent');
    return daily === undefined ? undefined : { kind: 'daily', percent: daily };
  }

  #percent(field: Field): string | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    const perMille = /‰|千分/.test(text);
    const read = cellAmount(text.replace(/[%％‰]|百分之|千分之/g, ''), this.#notation.decimal ?? '.');
    if (read.kind === 'amount' && !read.text.startsWith('-'))
      return perMille
        ? toDecimal({ num: rationalOf(read.text).num, den: rationalOf(read.text).den * 10n }, 10, 'half-even').replace(/\.?0+$/, '')
        : read.text;
    this.fail(field, 'intake.bad_percent', `“${text.slice(0, 40)}”不是利率。`, `"${text.slice(0, 40)}" is not a rate.`);
    return undefined;
  }

  /** More decimals than the currency has would have to be rounded, which is the person's decision. */
  checkDigits(amount: string, currency: string): void {
    if ((amount.replace(/0+$/, '').split('.')[1]?.length ?? 0) <= exponentOf(currency)) return;
    this.fail(
      this.mapped('outstanding') && !this.empty('outstanding') ? 'outstanding' : 'amount',
      'intake.too_precise',
      `${amount} 的小数位多于 ${currency} 允许的 ${exponentOf(currency)} 位。`,
      `${amount} has more decimals than the ${exponentOf(currency)} of ${currency}.`,
    );
  }

  missing(field: Field, zh: string, en: string): void {
    this.reject(this.#mapping[field] ?? field, '', 'intake.missing_field', `缺少${zh}。`, `The ${en} is missing.`);
  }

  fail(field: Field, code: string, zh: string, en: string): void {
    this.reject(this.#mapping[field] ?? field, this.text(field) ?? '', code, zh, en);
  }

  reject(column: string, value: string, code: string, zh: string, en: string): void {
    this.errors.push({ column, value: value.slice(0, 200), code, zh, en });
  }
}

function defined<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}

import { isCurrency } from '#domain/kernel/currency.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { type Refusal, refuse } from '#domain/kernel/refusal.ts';
import type { BankStatement, StatementEntry } from '#domain/ledger/statement.ts';
import { cellAmount, decimalEvidence } from '#usecases/intake/batch/amounts.ts';
import { cellDay, dayEvidence, isUnclearDay } from '#usecases/intake/batch/days.ts';
import type { DateOrder, DecimalSign } from '#usecases/intake/batch/table.ts';
import { openCsv } from '../csv/read.ts';
import { present } from '../xml/find.ts';
import { type Part, partsOf } from './headings.ts';

const mostEntries = 500_000;

/**
 * A bank's CSV export. Money is strict: a row that cannot be read, an order of day and month that nothing shows, or an
 * unknown heading refuses the whole file with its place, because a payment must not be lost in silence.
 */
export async function readStatementCsv(bytes: Uint8Array, currency?: string): Promise<BankStatement | Refusal> {
  try {
    const rows: string[][] = [];
    for await (const row of (await openCsv(once(bytes))).rows) {
      rows.push(row);
      if (rows.length > mostEntries) return bad(mostEntries, 'rows', 'more');
    }
    return statementOf(rows, currency);
  } catch (cause) {
    if (cause instanceof DomainError) return bad(0, 'table', cause.message);
    throw cause;
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function statementOf(rows: readonly string[][], fallback: string | undefined): BankStatement | Refusal {
  const head = rows.slice(0, 30).findIndex((row) => {
    const parts = partsOf(row);
    return parts.has('bookedOn') && (parts.has('amount') || (parts.has('credit') && parts.has('debit')));
  });
  if (head === -1) {
    return refuse('statement.unknown_columns', [], {
      zh: '没有找到表头：需要记账日期列，以及金额列或收入、支出两列。',
      en: 'No heading was found: a booking date column and an amount column (or credit and debit columns) are needed.',
    });
  }
  const parts = partsOf(rows[head] ?? []);
  const body = rows
    .slice(head + 1)
    .map((cells, index) => ({ cells, row: head + index + 2 }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const cell = (cells: readonly string[], part: Part): string | undefined => cells[parts.get(part) ?? -1]?.trim() || undefined;
  const notation = notationOf(
    body.map(({ cells }) => cells),
    cell,
  );
  if ('code' in notation) return notation;
  const entries: StatementEntry[] = [];
  for (const { cells, row } of body) {
    const entry = entryOf(cells, row, cell, notation, fallback);
    if ('code' in entry && 'because' in entry) return entry;
    entries.push(entry as StatementEntry);
  }
  const own = body.map(({ cells }) => cell(cells, 'iban')).find((value) => value !== undefined);
  return { format: 'csv', accounts: [{ account: own === undefined ? {} : { other: own }, balances: [], entries }], findings: [] };
}

type Notation = { readonly decimal?: DecimalSign; readonly order?: DateOrder };
type CellOf = (cells: readonly string[], part: Part) => string | undefined;

function notationOf(body: readonly (readonly string[])[], cell: CellOf): Notation | Refusal {
  const amounts = body.flatMap((cells) => [cell(cells, 'amount'), cell(cells, 'credit'), cell(cells, 'debit')]).filter((text) => text !== undefined);
  const signs = new Set(amounts.map(decimalEvidence).filter((sign) => sign !== undefined));
  if (signs.size > 1) return bad(0, 'sign', 'point and comma');
  const days = body.map((cells) => cell(cells, 'bookedOn')).filter((text) => text !== undefined);
  const orders = new Set(days.map(dayEvidence).filter((order) => order !== undefined));
  if (orders.size > 1 || (orders.size === 0 && days.some(isUnclearDay))) {
    return refuse('statement.ambiguous_date', [], {
      got: days.find(isUnclearDay),
      zh: '无法判断日期的日月顺序，请改用 ISO 日期或 camt.053 导出。',
      en: 'The dates do not show whether day or month comes first; export with ISO dates or as camt.053.',
    });
  }
  const [decimal] = signs;
  const [order] = orders;
  return { ...(decimal === undefined ? {} : { decimal }), ...(order === undefined ? {} : { order }) };
}

function entryOf(cells: readonly string[], row: number, cell: CellOf, notation: Notation, fallback: string | undefined): StatementEntry | Refusal {
  const bookedText = cell(cells, 'bookedOn') ?? '';
  const booked = cellDay(bookedText, notation.order);
  if (booked.kind !== 'day') return bad(row, 'date', bookedText);
  const credit = cell(cells, 'credit');
  const debit = cell(cells, 'debit');
  const written = cell(cells, 'amount') ?? credit ?? debit ?? '';
  const read = cellAmount(written, notation.decimal);
  if (read.kind !== 'amount') return bad(row, 'amount', written);
  const filled = (text: string | undefined) => text !== undefined && /[1-9]/.test(text);
  if (cell(cells, 'amount') === undefined && filled(credit) && filled(debit)) return bad(row, 'side', `${credit} and ${debit}`);
  const chosen = cell(cells, 'amount') === undefined && !filled(credit) && filled(debit) ? cellAmount(debit ?? '', notation.decimal) : read;
  if (chosen.kind !== 'amount') return bad(row, 'amount', debit ?? '');
  const currency = cell(cells, 'currency') ?? chosen.currency ?? fallback;
  const code = currency === '人民币' ? 'CNY' : currency?.toUpperCase();
  if (code === undefined || !isCurrency(code)) return bad(row, 'currency', currency ?? 'none');
  const value = cellDay(cell(cells, 'valueOn') ?? '', notation.order);
  const counterparty = present({ name: cell(cells, 'name'), ...accountParts(cell(cells, 'account')), bic: cell(cells, 'bic') });
  return present<StatementEntry>({
    amount: chosen.text.replace('-', ''),
    currency: code,
    sign: signOf(cell(cells, 'sign'), chosen.text, cell(cells, 'amount') === undefined && !filled(credit)),
    reversal: false,
    status: 'booked',
    bookedOn: booked.iso,
    valueOn: value.kind === 'day' ? value.iso : undefined,
    counterparty: Object.keys(counterparty).length === 0 ? undefined : counterparty,
    references: present({ endToEnd: cell(cells, 'reference'), documents: [] }),
    text: cell(cells, 'text'),
  });
}

function signOf(mark: string | undefined, amount: string, debitColumn: boolean): 'credit' | 'debit' {
  if (mark !== undefined && /^(s|soll|d|dr|debit|dbit|借|支|支出|借方)$/i.test(mark)) return 'debit';
  if (debitColumn) return 'debit';
  return amount.startsWith('-') ? 'debit' : 'credit';
}

function accountParts(text: string | undefined): { readonly iban?: string; readonly account?: string } {
  const compact = text?.replace(/\s/g, '').toUpperCase();
  if (compact !== undefined && /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(compact)) return { iban: compact };
  return text === undefined ? {} : { account: text };
}

/** What a place should have held, in both languages. */
const wanted = {
  rows: { zh: `不超过 ${mostEntries} 行`, en: `at most ${mostEntries} rows` },
  table: { zh: '可读的 CSV', en: 'a readable CSV' },
  sign: { zh: '统一的小数点写法', en: 'one decimal sign' },
  date: { zh: '记账日期', en: 'a booking date' },
  amount: { zh: '金额', en: 'an amount' },
  side: { zh: '收入或支出之一', en: 'either a credit or a debit' },
  currency: { zh: '币种（ISO 4217）', en: 'a currency (ISO 4217)' },
} as const;

function bad(row: number, expected: keyof typeof wanted, got: string): Refusal {
  const { zh, en } = wanted[expected];
  return refuse('statement.bad_entry', [], {
    line: row,
    expected: en,
    got: got.slice(0, 80),
    zh: `${row === 0 ? '文件' : `第 ${row} 行`}无法读取：应为${zh}，实为“${got.slice(0, 80)}”。`,
    en: `${row === 0 ? 'The file' : `Row ${row}`} cannot be read: expected ${en}, got "${got.slice(0, 80)}".`,
  });
}

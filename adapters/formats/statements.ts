import { type Refusal, refuse } from '#domain/kernel/refusal.ts';
import type { BankStatement } from '#domain/ledger/statement.ts';
import { readCamt } from './camt/read.ts';
import { containerOf } from './container.ts';
import { looksLikeMt940, readMt940 } from './mt940/read.ts';
import { readStatementCsv } from './statement-csv/read.ts';

const mostBytes = 128 * 1024 * 1024;

/** Reads a bank statement by its content: camt.052, 053 or 054, MT940, or a bank's CSV (`currency` where its rows name none). */
export async function readStatement(bytes: Uint8Array, currency?: string): Promise<BankStatement | Refusal> {
  if (bytes.length === 0) return refuse('intake.empty_file', [], { zh: '文件是空的（0 字节）。', en: 'The file is empty (0 bytes).' });
  if (bytes.length > mostBytes) {
    return refuse('intake.too_large', [], {
      limitBytes: mostBytes,
      zh: '对账单文件超过 128 MB，请按月拆分。',
      en: 'The statement is larger than 128 MB; split it by month.',
    });
  }
  const container = containerOf(bytes);
  if (container.kind === 'xml') return readCamt(bytes);
  if (container.kind === 'text') {
    return looksLikeMt940(Buffer.from(bytes.subarray(0, 2048)).toString('latin1')) ? readMt940(bytes) : readStatementCsv(bytes, currency);
  }
  const found =
    container.kind === 'foreign' ? container : { zh: `${container.kind.toUpperCase()} 文件`, en: `a ${container.kind.toUpperCase()} file` };
  return refuse('statement.foreign_file', [], {
    found: found.en,
    zh: `这是${found.zh}，不是对账单（camt.053、camt.054、MT940、CSV）。`,
    en: `This is ${found.en}, not a bank statement (camt.053, camt.054, MT940, CSV).`,
  });
}

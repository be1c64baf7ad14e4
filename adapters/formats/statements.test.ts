import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '#domain/kernel/refusal.ts';
import type { BankStatement } from '#domain/ledger/statement.ts';
import { readStatement } from './statements.ts';

const vector = (name: string): Uint8Array => readFileSync(new URL(`../../vectors/intake/${name}`, import.meta.url));
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

async function statementOf(bytes: Uint8Array, currency?: string): Promise<BankStatement> {
  const read = await readStatement(bytes, currency);
  if (isRefusal(read)) throw new Error(`${read.code}: ${String(read.data.en)}`);
  return read;
}

describe('camt', () => {
  it('splits a batch, signs balances and reconciles', async () => {
    const read = await statementOf(vector('camt053-v13.xml'));
    expect(read).toMatchObject({ format: 'camt.053', version: 'camt.053.001.13', findings: [] });
    const [account] = read.accounts;
    expect(account?.account).toEqual({ iban: 'DE89370400440532013000', currency: 'EUR', owner: 'Gläubiger GmbH' });
    expect(account?.balances.map((balance) => [balance.kind, balance.amount])).toEqual([
      ['opening', '-100.00'],
      ['closing', '200.00'],
    ]);
    expect(account?.entries).toMatchObject([
      {
        amount: '120.00',
        sign: 'credit',
        counterparty: { name: 'Erste AG', iban: 'DE02120300000000202051', bic: 'BYLADEM1001' },
        text: 'Rechnung 4711',
        references: { documents: [] },
      },
      { amount: '180.00', counterparty: { name: 'Zweite AG' }, references: { endToEnd: 'E2', creditor: 'RF18539007547034', documents: ['INV-8'] } },
    ]);
    expect(account?.entries[0]?.references.endToEnd).toBeUndefined();
  });

  it('shows a statement that does not reconcile', async () => {
    const wrong = Buffer.from(vector('camt053-v13.xml')).toString().replace('>200.00<', '>201.00<');
    expect((await statementOf(text(wrong))).findings).toMatchObject([{ code: 'statement.unbalanced', expected: '200.00', got: '201.00' }]);
  });

  it('turns the parties round in a reversal', async () => {
    const [account] = (await statementOf(vector('camt054-v2.xml'))).accounts;
    expect(account?.entries).toMatchObject([
      {
        amount: '50.05',
        currency: 'CHF',
        sign: 'debit',
        reversal: true,
        status: 'pending',
        bookedOn: '2026-02-03',
        counterparty: { name: 'Zahler' },
      },
    ]);
  });

  it('refuses a message without a statement, an entry without an amount and an unreadable day', async () => {
    const source = Buffer.from(vector('camt053-v13.xml')).toString();
    expect(await readStatement(text(source.replace(/<Stmt>.*<\/Stmt>/s, '')))).toMatchObject({ code: 'statement.no_statement' });
    expect(await readStatement(text(source.replace('<Ntry><Amt Ccy="EUR">300.00</Amt>', '<Ntry>')))).toMatchObject({ code: 'statement.bad_entry' });
    expect(await readStatement(text(source.replace('<BookgDt><Dt>2026-02-01', '<BookgDt><Dt>2026-02-31')))).toMatchObject({
      code: 'statement.bad_value',
    });
    expect(await readStatement(text('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"/>'))).toMatchObject({
      code: 'statement.foreign_xml',
    });
  });
});

describe('MT940', () => {
  it('reads German sub-fields and slash codes, and reconciles', async () => {
    const read = await statementOf(vector('statement.mt940'));
    expect(read.findings).toEqual([]);
    expect(read.accounts[0]).toMatchObject({
      account: { iban: 'DE89370400440532013000', currency: 'EUR' },
      entries: [
        {
          amount: '250.50',
          sign: 'credit',
          valueOn: '2026-01-30',
          bookedOn: '2026-01-31',
          counterparty: { name: 'Muster GmbH', iban: 'DE02120300000000202051' },
          references: { endToEnd: 'INV-17', bank: 'BANK1' },
          text: 'Rechnung 4711 vom 1.1.',
        },
        { amount: '50', sign: 'debit', counterparty: { name: 'Foo BV' }, references: { endToEnd: 'ABC' }, text: 'hello' },
      ],
    });
  });

  it('books a value day in January of the year before where that is nearer', async () => {
    const source = Buffer.from(vector('statement.mt940')).toString().replace(':61:2601300131C', ':61:2601021231C');
    expect((await statementOf(text(source))).accounts[0]?.entries[0]).toMatchObject({ valueOn: '2026-01-02', bookedOn: '2025-12-31' });
  });

  it('refuses a line that is no entry', async () => {
    const source = Buffer.from(vector('statement.mt940')).toString().replace(':61:2601300131C250,50', ':61:2601300131X250,50');
    expect(await readStatement(text(source))).toMatchObject({ code: 'statement.bad_entry', data: { line: 6 } });
  });
});

describe("a bank's CSV", () => {
  it('reads a German export', async () => {
    const csv = Buffer.from(
      'Auftragskonto;Buchungstag;Valutadatum;Verwendungszweck;Beguenstigter/Zahlungspflichtiger;Kontonummer/IBAN;Betrag;Waehrung\nDE1;31.01.2026;31.01.2026;Rechnung 1;Müller;DE02120300000000202051;-1.234,50;EUR\n',
      'latin1',
    );
    expect((await statementOf(csv)).accounts[0]?.entries).toMatchObject([
      { amount: '1234.50', sign: 'debit', bookedOn: '2026-01-31', counterparty: { name: 'Müller', iban: 'DE02120300000000202051' } },
    ]);
  });

  it('reads a Chinese export with separate columns', async () => {
    const csv = text(
      '交易日期,收入,支出,对方户名,对方账号,摘要\n2026-01-05,"12,000.00",,甲公司,6222020000,货款\n2026-01-06,0.00,35.50,乙公司,,手续费\n',
    );
    expect((await statementOf(csv, 'CNY')).accounts[0]?.entries).toMatchObject([
      { amount: '12000.00', sign: 'credit', currency: 'CNY', counterparty: { name: '甲公司', account: '6222020000' }, text: '货款' },
      { amount: '35.50', sign: 'debit' },
    ]);
    expect(await readStatement(csv)).toMatchObject({ code: 'statement.bad_entry' });
  });

  it('refuses days whose order nothing shows, and unknown headings', async () => {
    expect(await readStatement(text('Date,Amount,Currency\n03/04/2026,5.00,USD\n'))).toMatchObject({ code: 'statement.ambiguous_date' });
    expect(await readStatement(text('a,b\n1,2\n'))).toMatchObject({ code: 'statement.unknown_columns' });
  });
});

it('no mutation makes a statement reader throw', async () => {
  const seeds = ['camt053-v13.xml', 'camt054-v2.xml', 'statement.mt940'].map(vector);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...seeds),
      fc.array(fc.tuple(fc.nat(5_000), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }),
      async (seed, edits) => {
        const bytes = Uint8Array.from(seed);
        for (const [at, byte] of edits) bytes[at % bytes.length] = byte;
        const read = await readStatement(bytes);
        expect(isRefusal(read) ? read.code : read.format).toMatch(/\S/);
      },
    ),
    { numRuns: 500 },
  );
});

const samples = new URL('../../../shared/data/bank/', import.meta.url);
describe('published samples', () => {
  if (!existsSync(samples)) {
    it('are absent here', () => console.warn('published statement samples are absent: only own vectors were tested'));
    return;
  }
  it.each(readdirSync(samples))('%s', async (name) => {
    const read = await readStatement(readFileSync(new URL(name, samples)));
    if (name.includes('wrong')) expect(read).toMatchObject({ code: 'statement.no_statement' });
    else expect(isRefusal(read) ? 0 : read.accounts.flatMap((account) => account.entries).length).toBeGreaterThan(0);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '#domain/kernel/error.ts';
import { type MappedRow, mapRow, type RowDefaults } from '#usecases/intake/batch/map-row.ts';
import { profileTable, tableRows } from '#usecases/intake/batch/profile-table.ts';
import { rejectedTable } from '#usecases/intake/batch/rejected.ts';
import type { TableProfile } from '#usecases/intake/batch/table.ts';
import { csvRows } from './csv/rows.ts';
import { csvText } from './csv/write.ts';
import { zipOf } from './made-files.testing.ts';
import { openTable } from './tables.ts';
import { plainDecimal } from './xlsx/cell-text.ts';
import { xlsxStream } from './xlsx/write.ts';

async function* chunks(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const whole = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding);

async function mapped(
  bytes: Uint8Array,
  defaults: RowDefaults = { creditor: { name: 'Us' }, currency: 'EUR' },
): Promise<{ profile: TableProfile; rows: MappedRow[] }> {
  const profile = await profileTable(await openTable(chunks(bytes, 4096)));
  const rows: MappedRow[] = [];
  for await (const { row } of tableRows(await openTable(chunks(bytes, 4096)), profile))
    rows.push(mapRow(row, profile.guessedMapping, profile.notation, defaults));
  return { profile, rows };
}

describe('a CSV', () => {
  it('is split the same however it is cut into chunks', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é', '中'), maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 9 }),
        async (table, size) => {
          const text = table.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\r\n');
          async function* cut() {
            for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
          }
          const rows: string[][] = [];
          for await (const row of csvRows(cut(), ',')) rows.push(row);
          expect(rows).toEqual(table);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('in GB18030 with a title, Chinese headings and amounts in 万元 becomes claims; a bad row stops no other', async () => {
    const gbk = Buffer.from('d3a6cad5d5cbbfeec3f7cfb8b1ed2c2c2c2c0a', 'hex'); // 应收账款明细表,,,,
    const body = new Map([
      ['发票号码', 'b7a2c6b1bac5c2eb'],
      ['客户名称', 'bfcdbba7c3fbb3c6'],
      ['金额', 'bdf0b6ee'],
      ['到期日', 'b5bdc6dac8d5'],
      ['甲公司', 'bcd7b9abcbbe'],
      ['万元', 'cdf2d4aa'],
      ['年', 'c4ea'],
      ['月', 'd4c2'],
      ['日', 'c8d5'],
    ]);
    const encode = (text: string) =>
      Buffer.concat(
        text.split(/(\p{Script=Han}+)/u).map((part) => Buffer.from(body.get(part) ?? Buffer.from(part, 'latin1').toString('hex'), 'hex')),
      );
    const bytes = Buffer.concat([
      gbk,
      encode('发票号码,客户名称,金额,到期日,\n'),
      encode('A1,甲公司,12.5万元,2026年1月5日,\n'),
      encode('A2,,x,2026-02-30,\n'),
      encode('A3,甲公司,"1,000.10",2026/3/1,\n'),
    ]);
    const { profile, rows } = await mapped(bytes, { creditor: { name: 'Us' }, currency: 'CNY' });
    expect(profile).toMatchObject({
      encoding: 'gb18030',
      headerRow: 1,
      guessedMapping: { number: '发票号码', debtorName: '客户名称', amount: '金额', dueOn: '到期日' },
    });
    expect(rows[0]).toMatchObject({ kind: 'ok', claim: { currency: 'CNY', items: [{ number: 'A1', amount: '125000', dueOn: '2026-01-05' }] } });
    expect(rows[1]).toMatchObject({
      kind: 'rejected',
      errors: [{ code: 'intake.missing_field' }, { column: '金额', value: 'x', code: 'intake.bad_amount' }, { code: 'intake.bad_date' }],
    });
    expect(rows[2]).toMatchObject({ kind: 'ok', claim: { items: [{ amount: '1000.10', dueOn: '2026-03-01' }] } });
  });

  it('with German headings and decimal commas in latin-1 becomes claims', async () => {
    const { profile, rows } = await mapped(
      whole('Rechnungsnummer;Kunde;USt-IdNr;Betrag;Fällig am;Land\nR1;Müller GmbH;DE123456789;"1.234,50";01.02.2026;Österreich\n', 'latin1'),
    );
    expect(profile).toMatchObject({ encoding: 'windows-1252', delimiter: ';', notation: { decimal: ',' } });
    expect(rows[0]).toMatchObject({
      kind: 'ok',
      claim: {
        debtor: { name: 'Müller GmbH', identifiers: [{ scheme: 'eu-vat', value: 'DE123456789' }], address: { country: 'AT' } },
        items: [{ amount: '1234.50', dueOn: '2026-02-01' }],
      },
    });
  });

  it('flags an unclear order of day and month once for the column, and takes no guess', async () => {
    const { profile, rows } = await mapped(whole('Invoice,Customer,Amount,Due date\n1,A,5.00,03/04/2026\n2,B,6.00,05/06/2026\n'));
    expect(profile.issues.map((issue) => [issue.code, issue.column])).toEqual([['intake.ambiguous_date', 'Due date']]);
    expect(rows.map((row) => row.kind)).toEqual(['rejected', 'rejected']);
    const settled = mapRow(
      { Invoice: '1', Customer: 'A', Amount: '5.00', 'Due date': '03/04/2026' },
      profile.guessedMapping,
      { ...profile.notation, dateOrder: { 'Due date': 'mdy' } },
      { creditor: { name: 'Us' }, currency: 'USD' },
    );
    expect(settled).toMatchObject({ kind: 'ok', claim: { items: [{ dueOn: '2026-03-04' }] } });
  });

  it('lets one clear day settle the column, and flags a decimal sign that nothing shows', async () => {
    const { profile, rows } = await mapped(whole('Invoice,Customer,Amount,Due date\n1,A,"1,234",03/04/2026\n2,B,"2,500",25/06/2026\n'));
    expect(profile.notation.dateOrder).toEqual({ 'Due date': 'dmy' });
    expect(profile.issues.map((issue) => issue.code)).toEqual(['intake.ambiguous_number']);
    expect(rows[0]).toMatchObject({ kind: 'rejected', errors: [{ code: 'intake.ambiguous_number' }] });
  });

  it('gives rejected rows back with reasons, guarded against formulas, and reads them again', async () => {
    const source = whole('Invoice,Customer,Amount,Note\n1,"=HYPERLINK(""http://x"")",-5.00,+49 30 1234\n2,@cmd,x,-\n');
    const { profile, rows } = await mapped(source);
    const table: { row: Record<string, string>; errors: readonly { column: string; value: string; code: string; zh: string; en: string }[] }[] = [];
    let index = 0;
    for await (const { row } of tableRows(await openTable(chunks(source)), profile)) {
      const outcome = rows[index++];
      table.push({ row: { ...row }, errors: outcome?.kind === 'rejected' ? outcome.errors : [] });
    }
    const names = profile.columns.map((column) => column.name);
    let csv = '';
    for await (const piece of csvText(rejectedTable(names, table))) csv += piece;
    expect(csv.startsWith('\ufeffInvoice,Customer,Amount,Note,拒收原因')).toBe(true);
    expect(csv).toContain(`1,"'=HYPERLINK(""http://x"")",-5.00,+49 30 1234`);
    const again = await mapped(whole(csv));
    expect(again.rows[0]).toMatchObject({
      kind: 'ok',
      claim: { debtor: { name: '=HYPERLINK("http://x")' }, items: [{ amount: '-5.00', kind: 'credit-note' }] },
    });
    const workbook = Buffer.from(await new Response(await xlsxStream(rejectedTable(names, table), 'rejected')).arrayBuffer());
    expect((await mapped(workbook)).rows[1]).toMatchObject({ kind: 'rejected' });
  });

  it('gives the same key to the same debt and another to another amount', async () => {
    const { rows } = await mapped(whole('Invoice,Customer,Amount\nA-1,Foo Ltd.,5.50\na1,foo ltd,5.5\nA-1,Foo Ltd.,5.51\n'));
    const keys = rows.map((row) => (row.kind === 'ok' ? row.duplicateKey : ''));
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('refuses what is no table, and a quote that never closes by its row', async () => {
    await expect(mapped(whole('%PDF-1.7 ...'))).rejects.toMatchObject({ code: 'intake.not_a_table' });
    const open = whole(`a,b\n1,"${'x'.repeat(1_100_000)}`);
    await expect(mapped(open)).rejects.toMatchObject({ code: 'intake.unclosed_quote', data: { row: 2 } });
  });
});

describe('an XLSX', () => {
  const sheet = (rows: string) =>
    `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
  const workbook = (rows: string) =>
    zipOf({
      '_rels/.rels':
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
      'xl/workbook.xml':
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://r"><sheets><sheet name="Hidden" state="hidden" r:id="a"/><sheet name="Open" r:id="b"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships xmlns="http://p"><Relationship Id="a" Type="http://x/worksheet" Target="h.xml"/><Relationship Id="b" Type="http://x/worksheet" Target="/xl/worksheets/s.xml"/><Relationship Id="c" Type="http://x/styles" Target="styles.xml"/><Relationship Id="d" Type="http://x/sharedStrings" Target="strings.xml"/></Relationships>',
      'xl/h.xml': sheet(''),
      'xl/worksheets/s.xml': sheet(rows),
      'xl/styles.xml':
        '<styleSheet xmlns="http://m"><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="9"/></cellXfs></styleSheet>',
      'xl/strings.xml':
        '<sst xmlns="http://m"><si><t>Invoice</t></si><si><r><t>Cust</t></r><r><t>omer</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si></sst>',
    });

  it('gives dates by style, numbers by their digits and shared text without its phonetics', async () => {
    const rows = `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="inlineStr"><is><t>Amount</t></is></c><c r="D2" t="inlineStr"><is><t>Due date</t></is></c><c r="E2" t="inlineStr"><is><t>Invoice date</t></is></c><c r="F2" t="inlineStr"><is><t>Interest rate</t></is></c></row>
      <row r="4"><c r="A4"><v>7</v></c><c r="B4" t="str"><v>Foo</v></c><c r="C4"><v>1234.5599999999999</v></c><c r="D4" s="1"><v>46081</v></c><c r="E4" s="2"><v>59</v></c><c r="F4" s="3"><v>0.12</v></c></row>`;
    const { profile, rows: read } = await mapped(await workbook(rows));
    expect(profile).toMatchObject({ format: 'xlsx', sheet: 'Open', headerRow: 1 });
    expect(read).toMatchObject([
      {
        kind: 'ok',
        claim: { agreedInterest: { percent: '12' }, items: [{ number: '7', amount: '1234.56', dueOn: '2026-02-28', issuedOn: '1900-02-28' }] },
      },
    ]);
  });

  it('that is a bomb, broken or has too many columns is refused', async () => {
    const code = async (bytes: Uint8Array) =>
      mapped(bytes).then(
        () => 'read',
        (cause: unknown) => (cause instanceof DomainError ? cause.code : String(cause)),
      );
    expect(await code(await workbook(`<row r="1"><c r="ZZZ1"><v>1</v></c></row>`))).toBe('intake.too_many_columns');
    expect(await code(await workbook(`<row r="99999999"><c><v>1</v></c></row>`))).toBe('intake.too_complex');
    expect(await code((await workbook('<row/>')).subarray(0, 900))).toBe('intake.broken_zip');
    expect(await code(await zipOf({ 'a.txt': 'x' }))).toBe('intake.not_a_table');
    expect(await code(await zipOf({ 'xl/workbook.xml': Buffer.alloc(30 * 1024 * 1024, 32) }))).toBe('intake.too_complex');
  });

  it('mutated anywhere throws nothing but named errors', async () => {
    const seed = await workbook('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2</v></c></row>');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(seed.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }),
        async (edits) => {
          const bytes = Uint8Array.from(seed);
          for (const [at, byte] of edits) bytes[at] = byte;
          await mapped(bytes).catch((cause: unknown) => {
            if (!(cause instanceof DomainError)) throw cause;
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps a decimal exactly up to 15 digits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999_999n }), fc.integer({ min: 0, max: 6 }), (digits, places) => {
        const text = digits.toString().padStart(places + 1, '0');
        const decimal = places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
        const read = plainDecimal(decimal);
        expect(read === undefined ? NaN : Number(read)).toBe(Number(decimal));
      }),
    );
    expect(plainDecimal('1.2345E3')).toBe('1234.5');
    expect(plainDecimal('1E-3')).toBe('0.001');
    expect(plainDecimal('0.30000000000000004')).toBe('0.3');
  });
});

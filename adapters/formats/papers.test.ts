import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClaimDraft } from '#domain/claim/draft.ts';
import { isRefusal, type Refusal } from '#domain/kernel/refusal.ts';
import { hybridPdf, zipOf } from './made-files.testing.ts';
import { readPaper } from './papers.ts';

const vector = (name: string): Uint8Array => readFileSync(new URL(`../../vectors/intake/${name}`, import.meta.url));
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

async function draftOf(bytes: Uint8Array, name = 'x.xml'): Promise<ClaimDraft> {
  const read = await readPaper(bytes, name);
  if (isRefusal(read)) throw new Error(`${read.code}: ${String(read.data.en)}`);
  return read;
}

async function refusalOf(bytes: Uint8Array): Promise<Refusal> {
  const read = await readPaper(bytes, 'x');
  if (!isRefusal(read)) throw new Error(`expected a refusal, got a draft of ${read.source.format}`);
  expect(read.data.zh).toMatch(/\p{Script=Han}/u);
  expect(read.data.en).toEqual(expect.any(String));
  return read;
}

describe('a UBL invoice', () => {
  it('gives every term whatever its prefixes are', async () => {
    const draft = await draftOf(vector('ubl-invoice.xml'));
    expect(draft).toMatchObject({
      kind: 'invoice',
      number: 'SE-2026-0042',
      typeCode: '380',
      issueDate: '2026-03-02',
      dueDate: '2026-04-01',
      currency: 'EUR',
      taxCurrency: 'SEK',
      seller: {
        name: 'Norrland Verktyg AB',
        tradingName: 'Norrland Verktyg',
        contactName: 'Åsa Berg',
        identifiers: [
          { scheme: 'lei', value: '529900T8BM49AURSDO55' },
          { scheme: 'se-organisation', value: '5560004754' },
          { scheme: 'eu-vat', value: 'SE556000475401' },
        ],
        endpoint: { scheme: 'gln', value: '7300010000001' },
        address: { lines: ['Storgatan 1', 'Hus B'], city: 'Umeå', postcode: '90325', country: 'SE' },
      },
      buyer: { name: 'Werft Nord GmbH', address: { city: 'Kiel', country: 'DE' } },
      totals: {
        lines: '1100.00',
        allowances: '50.00',
        charges: '20.00',
        tax: '248.50',
        taxInAccountingCurrency: '2783.20',
        prepaid: '318.50',
        payable: '1000.00',
        owed: '1000.00',
      },
      payment: { reference: 'RF18539007547034', meansCode: '30', accounts: [{ iban: 'SE4550000000058398257466', bic: 'ESSESESS' }] },
      references: { order: 'PO-7', buyerReference: '04011000-12345-34', preceding: [] },
    });
    expect(draft.taxes).toHaveLength(2);
    expect(draft.lines).toHaveLength(2);
    expect(draft.findings).toEqual([]);
  });

  it('shows a total that does not add up and changes nothing', async () => {
    const wrong = text(Buffer.from(vector('ubl-invoice.xml')).toString().replace('>1000.00</y:PayableAmount>', '>1000.01</y:PayableAmount>'));
    const draft = await draftOf(wrong);
    expect(draft.totals.payable).toBe('1000.01');
    expect(draft.findings).toMatchObject([{ code: 'intake.bad_total', path: 'BR-CO-16', expected: '1000.00', got: '1000.01' }]);
  });

  it('leaves out what cannot be read and says so', async () => {
    const odd = Buffer.from(vector('ubl-invoice.xml'))
      .toString()
      .replace('2026-04-01', '2026-02-30')
      .replace('>318.50</y:PrepaidAmount>', '>318,50</y:PrepaidAmount>');
    const draft = await draftOf(text(odd));
    expect(draft.dueDate).toBeUndefined();
    expect(draft.totals.prepaid).toBeUndefined();
    expect(draft.findings.map((finding) => finding.code)).toEqual(expect.arrayContaining(['intake.bad_date', 'intake.bad_amount']));
  });

  it('reads UTF-16, a byte order mark, latin-1 and a false UTF-16 declaration alike', async () => {
    const source = Buffer.from(vector('ubl-invoice.xml')).toString();
    const forms: Uint8Array[] = [
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(source.replace('UTF-8', 'UTF-16'), 'utf16le')]),
      Buffer.from(source.replace('UTF-8', 'UTF-16'), 'utf16le'),
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(source)]),
      Buffer.from(source.replace('UTF-8', 'ISO-8859-1'), 'latin1'),
      Buffer.from(source.replace('UTF-8', 'utf-16')),
    ];
    for (const form of forms) expect((await draftOf(form)).seller?.contactName).toBe('Åsa Berg');
  });
});

describe('a CII invoice', () => {
  it('counts detail lines only, logistics as a charge, and keeps instalments apart', async () => {
    const draft = await draftOf(vector('cii-invoice.xml'));
    expect(draft).toMatchObject({
      number: 'FX-9',
      issueDate: '2026-01-05',
      seller: { name: 'Atelier SARL', tradingName: 'Atelier', identifiers: [{ scheme: 'siret' }, { scheme: 'siren' }, { scheme: 'eu-vat' }] },
      adjustments: [{ kind: 'charge', amount: '10.00', reason: 'Transport' }],
      payment: {
        instalments: [
          { dueDate: '2026-02-04', amount: '126.00' },
          { dueDate: '2026-03-06', amount: '126.00' },
        ],
      },
      references: { preceding: [{ number: 'FX-8', issueDate: '2025-12-01' }] },
      totals: { owed: '252.00' },
    });
    expect(draft.dueDate).toBeUndefined();
    expect(draft.findings.filter((finding) => finding.severity !== 'info')).toEqual([]);
  });

  it('reads ZUGFeRD 1.0 under its older names', async () => {
    const draft = await draftOf(vector('zugferd1.xml'));
    expect(draft).toMatchObject({
      number: 'Z1-3',
      dueDate: '2015-04-09',
      deliveryDate: '2015-03-09',
      seller: { name: 'Kraft & Söhne', identifiers: [{ scheme: 'tax-registration', value: '201/113/40209' }] },
      totals: { prepaid: '19.00', payable: '100.00', owed: '100.00' },
      lines: [{ name: 'Heft', quantity: '10.0000', net: '100.00', taxRate: '19.00' }],
    });
    expect(draft.findings).toEqual([]);
  });

  it('takes the currency that every amount names where its own field is missing', async () => {
    const bare = Buffer.from(vector('zugferd1.xml')).toString().replace('<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>', '');
    expect(await draftOf(text(bare))).toMatchObject({ currency: 'EUR', findings: [{ code: 'intake.currency_from_amounts' }] });
    const mixed = await draftOf(text(bare.replace('<ram:TotalPrepaidAmount currencyID="EUR">', '<ram:TotalPrepaidAmount currencyID="USD">')));
    expect(mixed.currency).toBeUndefined();
  });

  it('makes no day of a month', async () => {
    const month = Buffer.from(vector('zugferd1.xml')).toString().replace('format="102">20150409', 'format="610">201504');
    const draft = await draftOf(text(month));
    expect(draft.dueDate).toBeUndefined();
    expect(draft.findings.map((finding) => finding.code)).toContain('intake.imprecise_date');
  });

  it('lets a credit note reduce and a negative credit note decide nothing', async () => {
    const credit = Buffer.from(vector('zugferd1.xml')).toString().replace('<ram:TypeCode>380', '<ram:TypeCode>381');
    expect(await draftOf(text(credit))).toMatchObject({ kind: 'credit-note', totals: { payable: '100.00', owed: '-100.00' } });
    const negative = await draftOf(text(credit.replace('>100.00</ram:DuePayableAmount>', '>-100.00</ram:DuePayableAmount>')));
    expect(negative.totals.owed).toBeUndefined();
    expect(negative.findings.map((finding) => finding.code)).toContain('intake.negative_credit_note');
  });
});

describe('a hybrid PDF', () => {
  it('is read through its embedded invoice', async () => {
    const draft = await draftOf(hybridPdf(vector('cii-invoice.xml'), 'factur-x.xml'), 'x.pdf');
    expect(draft).toMatchObject({ source: { format: 'facturx', embedded: 'factur-x.xml' }, number: 'FX-9' });
  });

  it('without an invoice, or cut short, is refused', async () => {
    const whole = hybridPdf(vector('cii-invoice.xml'), 'factur-x.xml');
    expect((await refusalOf(hybridPdf(text('hello'), 'readme.txt'))).code).toBe('intake.no_embedded_invoice');
    expect((await refusalOf(whole.subarray(0, 700))).code).toBe('intake.broken_pdf');
    expect((await refusalOf(hybridPdf(text('<html></html>'), 'factur-x.xml'))).code).toBe('intake.foreign_xml');
  });
});

describe('a Chinese e-invoice', () => {
  it('is read as XML and inside an OFD', async () => {
    const expected = {
      number: '26112000000000000017',
      issueDate: '2026-09-01',
      currency: 'CNY',
      seller: { identifiers: [{ scheme: 'uscc', value: '91310115MA1K4ABC1X' }] },
      totals: { tax: '72.00', taxInclusive: '1272.00', owed: '1272.00' },
      lines: [{ taxRate: '6', net: '1200.00' }],
    };
    expect(await draftOf(vector('cn-einvoice.xml'))).toMatchObject(expected);
    const ofd = await zipOf({
      'OFD.xml': '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>',
      'Doc_0/Attachs/original_invoice.xml': vector('cn-einvoice.xml'),
    });
    expect(await draftOf(ofd)).toMatchObject(expected);
  });

  it('is refused where an OFD says nothing in data', async () => {
    expect((await refusalOf(await zipOf({ 'OFD.xml': '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>' }))).code).toBe('intake.ofd_not_covered');
  });
});

describe('a foreign or hostile file', () => {
  const deep = `${'<a>'.repeat(200)}${'</a>'.repeat(200)}`;
  const ubl = 'xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"';
  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'intake.empty_file'],
    ['random XML', '<rss><channel/></rss>', 'intake.foreign_xml'],
    ['HTML', '<!DOCTYPE html><html><body>x</body></html>', 'intake.foreign_file'],
    ['PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'intake.foreign_file'],
    ['text', 'a,b\n1,2\n', 'intake.not_an_invoice'],
    ['entity attack', `<!DOCTYPE a [<!ENTITY b "c">]><Invoice ${ubl}>&b;</Invoice>`, 'intake.doctype'],
    ['undeclared entity', `<Invoice ${ubl}>&b;</Invoice>`, 'intake.bad_xml'],
    ['too deep', `<Invoice ${ubl}>${deep}</Invoice>`, 'intake.too_complex'],
    ['truncated', `<Invoice ${ubl}><a>`, 'intake.bad_xml'],
    ['shell', `<Invoice ${ubl}></Invoice>`, 'intake.no_content'],
    ['order', '<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>', 'intake.other_document'],
    ['bytes that are no UTF-8', new Uint8Array([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]), 'intake.bad_encoding'],
    ['another EInvoice', '<EInvoice><x/></EInvoice>', 'intake.foreign_xml'],
  ])('%s is refused', async (_, content, code) => {
    expect((await refusalOf(typeof content === 'string' ? text(content) : content)).code).toBe(code);
  });

  it('ZIP, zip bomb and oversize are refused', async () => {
    expect((await refusalOf(await zipOf({ 'a.txt': 'x' }))).code).toBe('intake.foreign_zip');
    expect((await refusalOf(await zipOf({ 'OFD.xml': Buffer.alloc(40 * 1024 * 1024, 32) }))).code).toBe('intake.too_complex');
    async function* endless() {
      for (;;) yield new Uint8Array(1024 * 1024);
    }
    expect(await readPaper(endless(), 'x')).toMatchObject({ code: 'intake.too_large' });
  });

  it('no mutation of a real file makes a reader throw', async () => {
    const seeds = [
      vector('ubl-invoice.xml'),
      vector('cii-invoice.xml'),
      vector('cn-einvoice.xml'),
      await zipOf({ 'OFD.xml': '<OFD/>', 'attach/a.xml': vector('cn-einvoice.xml') }),
    ];
    const edit = fc.record({ at: fc.nat(999_999).map((at) => at / 1_000_000), byte: fc.integer({ min: 0, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(edit, { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0.5, max: 1, noNaN: true }),
        async (seed, edits, keep) => {
          const bytes = Uint8Array.from(seed.subarray(0, Math.ceil(seed.length * keep)));
          for (const { at, byte } of edits) bytes[Math.floor(at * bytes.length)] = byte;
          const read = await readPaper(bytes, 'mutated');
          expect(isRefusal(read) ? read.code : read.source.format).toMatch(/\S/);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('no value in a well-formed paper makes a reader throw', async () => {
    const odd = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom(
        '-0',
        '.',
        '1e9',
        '9'.repeat(45),
        '-1',
        '0.0000000001',
        '2026-13-40',
        '20269999',
        'constructor',
        '__proto__',
        'JPY',
        '381',
        'true',
        '+5.',
        '١٢',
      ),
    );
    const escaped = (value: string) => value.replace(/[^\p{L}\p{N} .,+_-]/gu, '');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('ubl-invoice.xml', 'cii-invoice.xml', 'zugferd1.xml', 'cn-einvoice.xml'),
        fc.array(fc.tuple(fc.nat(200), odd), { minLength: 1, maxLength: 6 }),
        async (name, edits) => {
          const pieces = Buffer.from(vector(name))
            .toString()
            .split(/(?<=>)([^<>]+)(?=<\/)/);
          for (const [at, value] of edits) pieces[((at * 2) % (pieces.length - 1)) + 1 - (((at * 2) % (pieces.length - 1)) % 2)] = escaped(value);
          const read = await readPaper(text(pieces.join('')), name);
          expect(isRefusal(read) ? read.code : read.findings).toBeDefined();
        },
      ),
      { numRuns: 500 },
    );
  });

  it('no mutation of a PDF makes the reader throw', async () => {
    const seed = hybridPdf(vector('zugferd1.xml'), 'ZUGFeRD-invoice.xml');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(seed.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 20 }),
        async (edits) => {
          const bytes = Uint8Array.from(seed);
          for (const [at, byte] of edits) bytes[at] = byte;
          const read = await readPaper(bytes, 'mutated.pdf');
          expect(isRefusal(read) ? read.code : read.source.format).toMatch(/\S/);
        },
      ),
      { numRuns: 15 },
    );
  });
});

const samples = new URL('../../../shared/data/invoices/', import.meta.url);
describe('published samples', () => {
  if (!existsSync(samples)) {
    it('are absent here', () => console.warn('published invoice samples are absent: only own vectors were tested'));
    return;
  }
  it.each(readdirSync(samples))('%s is read, or refused where it is corrupted', async (name) => {
    const read = await readPaper(readFileSync(new URL(name, samples)), name);
    if (name.includes('corrupted')) return expect(read).toMatchObject({ kind: 'refusal', code: 'intake.broken_pdf' });
    expect(read).toMatchObject({
      number: expect.any(String),
      issueDate: expect.any(String),
      seller: { name: expect.any(String) },
      buyer: { name: expect.any(String) },
      totals: { owed: expect.any(String) },
    });
    const errors = isRefusal(read) ? [] : read.findings.filter((finding) => finding.severity === 'error');
    expect(errors).toEqual([]);
  });
});

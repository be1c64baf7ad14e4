import fc from 'fast-check';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bilingual, locales } from '#domain/kernel/text.ts';
import type { Documents, Papers } from '#usecases/ports/documents.ts';
import { captions } from './captions.ts';
import { createDocuments } from './documents.ts';
import { TypesetPool } from './pool.ts';
import { sampleAnnex, sampleEvidence, sampleFlow } from './testing/annexes.ts';
import { sampleClaim } from './testing/claim.ts';
import { sampleClearance, sampleLetter } from './testing/letters.ts';
import { sampleConsult, sampleReport } from './testing/report.ts';

let documents: Documents;
beforeAll(async () => {
  documents = createDocuments({ threads: 1 });
  await documents.ready();
});
afterAll(() => documents.close());

const samples: { readonly [Kind in keyof Papers]: (seed: number) => Papers[Kind] } = {
  demand: sampleLetter,
  report: sampleReport,
  'evidence-index': sampleEvidence,
  consult: sampleConsult,
  clearance: sampleClearance,
  'asset-annex': sampleAnnex,
  'flow-annex': sampleFlow,
};
const kinds = Object.keys(samples) as (keyof Papers)[];

type Read = {
  readonly pages: number;
  readonly text: string;
  readonly lang: string;
  readonly marked: boolean;
  readonly title: string;
  readonly conformance: string;
  readonly roles: ReadonlySet<string>;
};

async function read(pdf: Uint8Array): Promise<Read> {
  const xmp = Buffer.from(pdf).toString('latin1');
  const conformance = `${/pdfaid:part>(\d)/.exec(xmp)?.[1] ?? ''}${/pdfaid:conformance>(\w)/.exec(xmp)?.[1] ?? ''}`;
  const task = getDocument({ data: pdf.slice(), verbosity: 0 });
  const file = await task.promise;
  const texts: string[] = [];
  for (let n = 1; n <= file.numPages; n += 1) {
    const content = await (await file.getPage(n)).getTextContent();
    texts.push(content.items.map((item) => ('str' in item ? item.str : '')).join(''));
  }
  const roles = new Set<string>();
  for (let n = 1; n <= file.numPages; n += 1) collectRoles(await (await file.getPage(n)).getStructTree(), roles);
  const { info } = await file.getMetadata();
  const found = {
    pages: file.numPages,
    text: texts.join('\n'),
    lang: (info as { Language?: string }).Language ?? '',
    marked: /\/MarkInfo\s*<<[^>]*\/Marked true/.test(xmp),
    roles,
    title: (info as { Title?: string }).Title ?? '',
    conformance,
  };
  await task.destroy();
  return found;
}

function collectRoles(node: unknown, into: Set<string>): void {
  const { role, children, alt } = (node ?? {}) as { role?: string; children?: unknown[]; alt?: string };
  if (role) into.add(role === 'Figure' && alt ? 'Figure with alt' : role);
  for (const child of children ?? []) collectRoles(child, into);
}

/** Letters only: line breaks, break opportunities and spacing are the layout's. */
const bare = (text: string): string => text.normalize('NFKC').replace(/[\s\u200b\u00ad-]+/g, '');

describe('papers', () => {
  for (const kind of kinds) {
    for (const locale of locales) {
      it(`prints ${kind} in ${locale} as tagged PDF/A-2a with title, language and page count`, async () => {
        const pdf = await read(await documents.render(kind, samples[kind](7) as never, locale));
        expect(pdf.conformance).toBe('2A');
        expect(pdf.marked).toBe(true);
        expect(pdf.lang.toLowerCase()).toBe(locale === 'en' ? 'en-gb' : 'zh-cn');
        expect(pdf.title).toContain('QT-2026-0007');
        expect(bare(pdf.text)).toContain(bare(locale === 'en' ? `Page ${pdf.pages} of ${pdf.pages}` : `第 ${pdf.pages} 页，共 ${pdf.pages} 页`));
        expect(bare(pdf.text)).toContain('QT7F3K92QD');
      });
    }
  }

  it('prints the amounts, the citations and the hash that it was given', async () => {
    const letter = bare((await read(await documents.render('demand', sampleLetter(8), 'en'))).text);
    for (const text of ['EUR 44,383.07', 'EUR −2,000.00', 'BGB § 288(2)', 'ZPO §§ 688-703d', '7 December 2026']) expect(letter).toContain(bare(text));
    const index = bare((await read(await documents.render('evidence-index', sampleEvidence(8), 'zh-CN'))).text);
    expect(index).toContain('3'.repeat(64));
    const report = bare((await read(await documents.render('report', sampleReport(8), 'zh-CN'))).text);
    for (const text of ['弱先验', '历史数据', '没有仲裁协议', '电子数据'].slice(0, 3)) expect(report).toContain(text);
  });

  it('lists every transfer of the flow of funds with its source, adds up, and says what is a convention and what is left out', async () => {
    const { text } = await read(await documents.render('flow-annex', sampleFlow(7), 'en'));
    for (const said of ['convention, not a fact', 'EUR 1,000.00; EUR 406.00; EUR 0.00', '1/1/5', 'account.csv', 'leaf 41', 'reversal', 'scan.pdf'])
      expect(text).toContain(said);
    const none = await read(await documents.render('flow-annex', { ...sampleFlow(8, 0), edges: [], left: [], unreadable: [] }, 'zh-CN'));
    expect(none.text).toContain('没有可列入的转账');
  });

  it('keeps clues apart from assets in the annex, and says what is not verified and what was left out', async () => {
    const annex = sampleAnnex(8);
    const { text } = await read(await documents.render('asset-annex', annex, 'en'));
    const all = bare(text);
    expect(all.indexOf(bare('must not be relied on'))).toBeGreaterThan(all.indexOf(bare('lot 2')));
    for (const said of ['0'.repeat(64), 'a clue only', '2 whose source', 'EUR 38,000.00', 'receipt compared with the keeper'])
      expect(all).toContain(bare(said));
    const accounts = await read(await documents.render('asset-annex', { ...annex, purpose: 'eapo' }, 'zh-CN'));
    expect(bare(accounts.text)).toContain('仅列银行账户');
  });

  it('tells a screen reader headings, table heads, lists and what each chart shows', async () => {
    const { roles } = await read(await documents.render('report', sampleReport(6), 'en'));
    for (const role of ['H1', 'H2', 'Table', 'TH', 'TD', 'L', 'LI', 'Figure with alt']) expect(roles).toContain(role);
    expect(roles).not.toContain('Figure');
  });

  it('keeps the consult on one page', async () => {
    for (const locale of locales) expect((await read(await documents.render('consult', sampleConsult(9), locale))).pages).toBe(1);
    expect((await read(await documents.render('consult', sampleConsult(9, 300), 'zh-CN'))).pages).toBe(1);
  });
});

describe('hostile text', () => {
  const hostile = [
    '#import "x"; #sys.inputs $ x^2 $ *bold* _it_ `raw` <label> @ref \\u{41} // c /* d */ = H - l + e ~ [x] {y}',
    '#panic("boom") #read("/etc/passwd") #{while true {}}',
    'شركة الاختبار للتجارة',
    'חברת בדיקה בע״מ',
    'Жауапкершілігі шектеулі Қазақ серіктестігі',
    '👨‍👩‍👧 😀 ⚖️',
    '"quotes" \'single\' «x» “y” ‘z’ &amp; <script>alert(1)</script>',
  ];

  it.each(hostile)('is printed as it stands: %s', async (name) => {
    const letter = sampleLetter(11);
    const pdf = await read(await documents.render('demand', { ...letter, recipient: { ...letter.recipient, name } }, 'en'));
    if (!/[\u0590-\u06ff]|\p{Extended_Pictographic}/u.test(name)) expect(bare(pdf.text)).toContain(bare(name));
    expect(pdf.conformance).toBe('2A');
    expect(bare(pdf.text)).toContain(bare('EUR 44,383.07'));
  });

  it('prints whatever string it is given', async () => {
    const letter = sampleLetter(19);
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 40 }));
    await fc.assert(
      fc.asyncProperty(text, async (name) => {
        const pdf = await documents.render('demand', { ...letter, recipient: { ...letter.recipient, name }, opening: { zh: name, en: name } }, 'en');
        expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
      }),
      { numRuns: 25 },
    );
  });

  it('spells out what no font has, instead of failing or dropping it', async () => {
    const letter = sampleLetter(12);
    const name = '𠮷野家 கிளி \ue000 𝕏';
    const { text } = await read(await documents.render('demand', { ...letter, recipient: { ...letter.recipient, name } }, 'zh-CN'));
    expect(bare(text)).toContain('[U+20BB7]野家');
    expect(text).toContain('U+E000');
  });

  it('shows a reversing mark instead of obeying it', async () => {
    const letter = sampleLetter(13);
    const { text } = await read(await documents.render('demand', { ...letter, recipient: { ...letter.recipient, name: 'Acme \u202egnirts' } }, 'en'));
    expect(bare(text)).toContain('Acme[U+202E]gnirts');
  });

  it('survives words of thousands of letters and empty fields', async () => {
    const letter = sampleLetter(14);
    const name = `${'Supercalifragilistic'.repeat(200)} ${'超长'.repeat(800)}`;
    const pdf = await read(await documents.render('demand', { ...letter, recipient: { ...letter.recipient, name } }, 'en'));
    expect(pdf.pages).toBeGreaterThan(1);
    await documents.render('demand', { ...letter, recipient: { kind: 'organisation', name: '', identifiers: [] }, enclosures: [] }, 'zh-CN');
  });

  it('carries three hundred items in letter, report and index', async () => {
    const report = await read(await documents.render('report', sampleReport(15, 300), 'en'));
    expect(bare(report.text)).toContain('INV2026299');
    const letter = await read(await documents.render('demand', sampleLetter(15, 300), 'zh-CN'));
    expect(bare(letter.text)).toContain('INV2026299');
    const index = await read(await documents.render('evidence-index', sampleEvidence(15, 300), 'en'));
    expect(index.pages).toBeGreaterThan(15);
  });
});

describe('the document service', () => {
  it('refuses data beyond its bound before it reaches a thread', async () => {
    const letter = sampleLetter(16);
    const name = '长'.repeat(8_000_001);
    await expect(documents.render('demand', { ...letter, recipient: { ...letter.recipient, name } }, 'en')).rejects.toMatchObject({
      code: 'documents.too_large',
    });
  });

  it('replaces a thread after its share of papers and loses none', async () => {
    const short = createDocuments({ threads: 2, papersPerThread: 2 });
    const pdfs = await Promise.all(Array.from({ length: 9 }, (_, i) => short.render('clearance', sampleClearance(i), 'en')));
    expect(pdfs.every((pdf) => Buffer.from(pdf.slice(0, 5)).toString() === '%PDF-')).toBe(true);
    await short.close();
  });

  it('gives up a paper that takes too long and goes on with the next', async () => {
    const hasty = createDocuments({ threads: 1, timeoutMs: 1 });
    await expect(hasty.render('report', sampleReport(17), 'en')).rejects.toMatchObject({ code: 'documents.timeout' });
    await expect(hasty.render('report', sampleReport(18), 'en')).rejects.toMatchObject({ code: 'documents.timeout' });
    await hasty.close();
  });

  it('refuses after closing, and refuses what was waiting', async () => {
    const closing = createDocuments({ threads: 1 });
    const waiting = [closing.render('report', sampleReport(1), 'en'), closing.render('report', sampleReport(2), 'en')];
    const settled = Promise.allSettled(waiting);
    await Promise.resolve();
    await closing.close();
    expect((await settled).filter((one) => one.status === 'rejected').length).toBeGreaterThan(0);
    await expect(closing.render('report', sampleReport(3), 'en')).rejects.toMatchObject({ code: 'documents.closed' });
  });

  it('says that its threads cannot start, and fails only then', async () => {
    const broken = new TypesetPool({ threads: 1, papersPerThread: 1, timeoutMs: 5000, templates: '.', fonts: ['no-such-font.ttf'] });
    await expect(broken.ready()).rejects.toThrowError(/no-such-font/);
    await expect(broken.typeset('demand', '{}')).rejects.toMatchObject({ code: 'documents.thread_lost' });
    await broken.close();
  });

  it('prints the same bytes for the same paper', async () => {
    const [a, b] = [await documents.render('demand', sampleLetter(20), 'en'), await documents.render('demand', sampleLetter(20), 'en')];
    expect(Buffer.from(a).equals(Buffer.from(b))).toBe(true);
  });
});

describe('captions', () => {
  it('stand in both languages', () => {
    const blank = Object.entries(captions).filter(([key, text]) => text.zh === '' && key !== 'letterhead.closing');
    expect(blank).toEqual([]);
    const same = Object.entries<Bilingual>(captions).filter(([, text]) => text.en !== '' && text.en === text.zh);
    expect(same).toEqual([]);
  });

  it('leave no Chinese sentence on an English paper', async () => {
    const claim = sampleClaim(21);
    const latin = { ...claim.creditor, name: 'Hua Xing Trading', address: { lines: ['100 Century Avenue'], city: 'Shanghai', country: 'CN' } };
    const report = sampleReport(21);
    const { text } = await read(await documents.render('report', { ...report, claim: { ...report.claim, creditor: latin } }, 'en'));
    expect(text.replace('失信被执行人名单', '').match(/\p{Script=Han}+/gu) ?? []).toEqual([]);
  });
});

import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { archiveOf, mended, zipOf } from '#adapters/log/testing/archive.ts';
import { type Installation, installation, textItem } from '#adapters/log/testing/installation.ts';
import { memorySource } from '#adapters/objects/bundle-file.ts';
import { testDatabase } from '#adapters/postgres/testing.ts';
import { rsaSigner, testCertificate } from '#adapters/signed-files/testing/certificates.ts';
import { plainOfd, sealedOfd, zipped } from '#adapters/signed-files/testing/ofd-maker.ts';
import { detachedCms, signedPdf } from '#adapters/signed-files/testing/signed-pdf.ts';
import { sm2Signer } from '#adapters/signed-files/testing/sm2-signer.ts';
import { nodeSignatures } from '#adapters/timestamp/signatures.ts';
import type { SignatureChecks } from '#domain/evidence/asn1/algorithms.ts';
import { parseCertificate } from '#domain/evidence/asn1/certificate.ts';
import { bagInZip } from '#domain/evidence/bundle/bag.ts';
import type { Verification } from '#domain/evidence/bundle/verdict.ts';
import { verificationText, verifyBundle } from '#domain/evidence/bundle/verify.ts';
import type { Crypto } from '#domain/evidence/crypto.ts';
import { parsePolicy } from '#domain/evidence/policy.ts';
import { largestSignedPaper, readSignedPaper } from '#domain/evidence/read-paper.ts';
import { openBrowser } from '../../tests/browser/browser.ts';
import { buildVerifier } from './build.ts';
import { portableCrypto } from './portable-crypto.ts';
import { portableSignatures } from './portable-signatures.ts';

const at = Date.parse('2026-11-20T02:00:00Z');
const rsaRoot = testCertificate({ name: 'RSA Root', signer: rsaSigner(), authority: true });
const person = testCertificate({ name: '张三', signer: rsaSigner(), issuer: rsaRoot, serial: 17n });
const sm2Root = testCertificate({ name: '国密根', signer: sm2Signer(), authority: true });
const company = testCertificate({ name: '示例公司', signer: sm2Signer(), issuer: sm2Root, serial: 21n });
const maker = testCertificate({ name: '制章机构', signer: sm2Signer(), issuer: sm2Root, serial: 22n });
const roots = [rsaRoot, sm2Root].map(({ der }) => parseCertificate(der));
const rootsPem = [rsaRoot, sm2Root]
  .map(({ der }) => `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`)
  .join('');

const pdf = signedPdf((signed) => detachedCms({ signer: person, at }, signed), 'ETSI.CAdES.detached');
const sm2Pdf = signedPdf((signed) => detachedCms({ signer: company, at }, signed), 'adbe.pkcs7.detached');
const later = Buffer.concat([pdf, Buffer.from('\n6 0 obj\n<< /Type /Annot /Subtype /FreeText /Contents (paid) >>\nendobj\nstartxref\n0\n%%EOF\n')]);
const forged = Buffer.from(pdf.toString('latin1').replace('200 200', '200 300'), 'latin1');
const sealed = sealedOfd(plainOfd(), { signer: company, maker, at });

let papers: Readonly<Record<string, Uint8Array>>;
let here: Installation;
let zip: Uint8Array;
let opened: Awaited<ReturnType<typeof openBrowser>> | undefined;
let whyNoBrowser = '';

async function bundleOf(contents: Readonly<Record<string, Uint8Array>>): Promise<Uint8Array> {
  const database = await testDatabase();
  here = installation(database);
  const { tenant, actor } = await database.newTenant();
  const items = Object.entries(contents).map(([name, content]) =>
    textItem(tenant, name, { name, content, contentSha256: createHash('sha256').update(content).digest('hex'), size: content.length }),
  );
  const ids = await database.withTenant(tenant, actor, (tx) => here.seals.seal(tx, items));
  await here.sequencer().round();
  return here.bundle({ tenant, actor, scope: { kind: 'records', ids: ids.map(({ recordId }) => recordId) } });
}

beforeAll(async () => {
  papers = {
    'contract.pdf': pdf,
    'guomi.pdf': sm2Pdf,
    'annotated.pdf': later,
    'forged.pdf': forged,
    'plain.pdf': Buffer.from('%PDF-1.7\n%%EOF\n'),
    'invoice.ofd': await zipped(sealed),
    'altered.ofd': await zipped({
      ...sealed,
      'Doc_0/Pages/Page_1/Content.xml': String(sealed['Doc_0/Pages/Page_1/Content.xml']).replace('第二', '第三'),
    }),
    'broken.ofd': await zipped({ 'OFD.xml': '<ofd:OFD' }),
    'cut.ofd': (await zipped(sealed)).subarray(0, 900),
    'sheet.xlsx': await zipped({ 'xl/workbook.xml': '<workbook/>' }),
    'note.txt': Buffer.from('no paper'),
  };
  zip = await bundleOf(papers);
  try {
    opened = await openBrowser();
  } catch (cause) {
    whyNoBrowser = (cause as Error).message.split('\n')[0] as string;
  }
});
afterAll(() => opened?.close());

const verify = (bytes: Uint8Array, trusted = roots, crypto: Crypto = nodeCrypto, checks: SignatureChecks = nodeSignatures): Promise<Verification> =>
  verifyBundle(crypto, () => bagInZip(crypto, memorySource(bytes)), {
    policy: parsePolicy(crypto, here.selfAsserted),
    reportKeys: [],
    known: [],
    anchors: [],
    papers: { checks, roots: trusted, timeRoots: [] },
  });
const byName = ({ papers: found = [] }: Verification) => new Map(found.map((each) => [each.file.replace(/^data\/\d+-/, ''), each]));

describe('signatures inside the papers of a bundle', () => {
  it('are told file by file, beside a verdict that they do not touch', async () => {
    const answer = await verify(zip);
    expect(answer.verdict).toBe('self-asserted');
    expect(answer.findings).toEqual([]);
    const found = byName(answer);
    expect([...found].map(([name, { verdict, form }]) => `${name} ${form} ${verdict}`)).toEqual([
      'contract.pdf pdf holds',
      'guomi.pdf pdf holds',
      'annotated.pdf pdf holds',
      'forged.pdf pdf altered',
      'plain.pdf pdf unsigned',
      'invoice.ofd ofd holds',
      'altered.ofd ofd altered',
      'broken.ofd unknown not-judged',
      'cut.ofd unknown not-judged',
    ]);
    const say = (name: string): string => found.get(name)?.signatures[0]?.statement.en ?? '';
    expect(say('contract.pdf')).toBe(
      'Holds: what it covers is as it was signed. Signed with the certificate of 张三, issued by RSA Root, serial 11. Time: 2026-11-20T02:00:00Z, on its own word only. Its certificate leads to RSA Root, which you named as a root. Whether it was revoked by then is not known. Nothing was added after it.',
    );
    expect(say('annotated.pdf')).toMatch(/1 object was added after it \(Annot\/FreeText\), not under it\.$/);
    expect(say('forged.pdf')).toMatch(/^Altered: the file is not what was signed\./);
    expect(say('invoice.ofd')).toContain('Seal “示例公司合同专用章”, made by 制章机构, who leads to 国密根, which you named as a root.');
    expect(say('altered.ofd')).toContain('Altered: the file is not what was signed (Doc_0/Pages/Page_1/Content.xml).');
    expect(say('altered.ofd')).not.toContain('does not cover');
    expect(found.get('altered.ofd')?.signatures[0]?.statement.zh).toContain('已被改动：文件与所签内容不符');
  });

  it('trust nobody whom the reader has not named', async () => {
    const found = byName(await verify(zip, []));
    for (const name of ['contract.pdf', 'guomi.pdf', 'invoice.ofd']) {
      expect(found.get(name)).toMatchObject({ verdict: 'holds', signers: 'unknown', signatures: [{ identity: 'unknown' }] });
      expect(found.get(name)?.signatures[0]?.statement.en).toContain('leads to no root that you named: who signed is not proven');
      expect(found.get(name)?.signatures[0]).not.toHaveProperty('root');
    }
  });

  it('are not looked at where nobody asks, and where the content is not shown', async () => {
    const policy = parsePolicy(nodeCrypto, here.selfAsserted);
    const answer = await verifyBundle(nodeCrypto, () => bagInZip(nodeCrypto, memorySource(zip)), { policy, reportKeys: [], known: [], anchors: [] });
    expect(answer).not.toHaveProperty('papers');
  });

  it('are said not to be looked into where the file is too large', async () => {
    const large = new Uint8Array(largestSignedPaper + 1);
    large.set(Buffer.from('%PDF-1.7\n'));
    const archive = await archiveOf(zip);
    const swapped = archive.members.map((each) => (each.name.endsWith('-plain.pdf') ? { ...each, bytes: large } : each));
    const found = byName(await verify(zipOf({ ...archive, members: mended(swapped) })));
    expect(found.get('plain.pdf')).toMatchObject({
      verdict: 'not-judged',
      statement: { en: expect.stringContaining(`It has ${largestSignedPaper + 1} bytes`), zh: expect.stringContaining(`${largestSignedPaper}`) },
    });
    expect(found.get('contract.pdf')?.verdict).toBe('holds');
  }, 60_000);

  it('give the same text to the letter without Node, in plain JavaScript', async () => {
    for (const trusted of [roots, []])
      expect(verificationText(await verify(zip, trusted, portableCrypto, portableSignatures))).toBe(verificationText(await verify(zip, trusted)));
  });

  it('never stop a bundle, whatever its papers hold, and never hold for other bytes', async () => {
    const archive = await archiveOf(zip);
    const data = archive.members.filter(({ name }) => /\.(?:pdf|ofd)$/.test(name) && name.includes('data/'));
    const edit = fc.record({ place: fc.nat(999_999), kind: fc.nat(3), value: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...data), fc.array(edit, { minLength: 1, maxLength: 4 }), async (member, edits) => {
        const bytes = edits.reduce(
          (now, { place, kind, value }) => mutated(now, Math.floor((place / 1e6) * now.length), kind, value),
          Buffer.from(member.bytes),
        );
        const members = archive.members.map((each) => (each === member ? { ...each, bytes } : each));
        const answer = await verify(zipOf({ ...archive, members: mended(members).filter(({ name }) => name !== 'bundle.sig') }));
        // The record still says what was sealed; the papers are looked at all the same.
        expect(answer.verdict).toBe(Buffer.compare(bytes, Buffer.from(member.bytes)) === 0 ? 'self-asserted' : 'false');
        expect(answer.records.length).toBe(Object.keys(papers).length);
        expect(JSON.stringify(answer.papers)).not.toContain('did not come to an end');
      }),
      { numRuns: 150 },
    );
  }, 120_000);
});

function mutated(bytes: Buffer, place: number, kind: number, value: number): Buffer<ArrayBuffer> {
  const copy = Buffer.from(bytes);
  if (kind === 0 && copy.length > 0) copy[place] = (copy[place] as number) ^ (1 << (value & 7));
  if (kind === 1) return Buffer.from(bytes.subarray(0, place));
  if (kind === 2) return Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + 1 + value)]);
  if (kind === 3) return Buffer.concat([bytes.subarray(0, place), randomBytes(1 + (value & 15)), bytes.subarray(place)]);
  return copy;
}

describe('a hostile paper, read as the page reads it', () => {
  const trust = { roots, timeRoots: [], now: at };
  const both = async (bytes: Uint8Array): Promise<readonly string[]> =>
    Promise.all(
      (
        [
          [nodeCrypto, nodeSignatures],
          [portableCrypto, portableSignatures],
        ] as const
      ).map(async ([crypto, checks]) => {
        try {
          return JSON.stringify((await readSignedPaper(crypto, checks, bytes, trust)) ?? null);
        } catch (cause) {
          expect((cause as { code?: string }).code).toMatch(/^evidence\./);
          return (cause as Error).message;
        }
      }),
    );

  it('is answered the same by both, in time, whatever was done to it', async () => {
    const edit = fc.record({ place: fc.nat(999_999), kind: fc.nat(3), value: fc.nat(255) });
    const bodies = [pdf, sm2Pdf, later, Buffer.from(papers['invoice.ofd'] as Uint8Array)];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...bodies), fc.array(edit, { minLength: 1, maxLength: 3 }), async (body, edits) => {
        const bytes = edits.reduce(
          (now, { place, kind, value }) => mutated(now, Math.floor((place / 1e6) * now.length), kind, value),
          body as Buffer<ArrayBuffer>,
        );
        const [ours, theirs] = await both(bytes);
        expect(theirs).toBe(ours);
      }),
      { numRuns: 300 },
    );
  }, 120_000);

  it('is answered the same where the files inside an OFD were changed and packed again', async () => {
    const names = Object.keys(sealed);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.nat(999_999), fc.nat(3), fc.nat(255), async (name, place, kind, value) => {
        const inside = Buffer.from(sealed[name] as Uint8Array);
        const files = { ...sealed, [name]: mutated(inside, Math.floor((place / 1e6) * inside.length), kind, value) };
        const [ours, theirs] = await both(await zipped(files));
        expect(theirs).toBe(ours);
        if (/Content\.xml|Document\.xml/.test(name) && Buffer.compare(inside, files[name] as Buffer) !== 0)
          expect(ours).not.toMatch(/"format":"[^"]*","integrity":"holds"/);
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  it('costs little where certificates claim to have issued each other in a circle', async () => {
    const [one, two] = [sm2Signer(), sm2Signer()];
    const loop = Array.from({ length: 20 }, (_, i) =>
      testCertificate({
        name: i % 2 ? 'A' : 'B',
        signer: i % 2 ? one : two,
        issuer: testCertificate({ name: i % 2 ? 'B' : 'A', signer: i % 2 ? two : one, authority: true }),
        serial: BigInt(i + 1),
        authority: true,
      }),
    );
    const leaf = testCertificate({ name: 'leaf', signer: one, issuer: loop[0] as (typeof loop)[number], serial: 999n });
    const bytes = signedPdf((signed) => detachedCms({ signer: leaf, others: loop, at }, signed), 'adbe.pkcs7.detached');
    let verified = 0;
    const counting: SignatureChecks = {
      ...nodeSignatures,
      verify: (...asked) => {
        verified += 1;
        return nodeSignatures.verify(...asked);
      },
    };
    const paper = await readSignedPaper(nodeCrypto, counting, bytes, trust);
    expect(paper?.signatures[0]).toMatchObject({ integrity: 'holds', identity: 'broken', why: expect.stringContaining('more than 40 certificates') });
    expect(verified).toBeLessThan(60);
  });

  it('lists no more than a thousand of the objects that were added later, and counts the rest', async () => {
    const bytes = Buffer.concat([pdf, Buffer.from(`\n${'7 0 obj\nnull\nendobj\n'.repeat(200_000)}`)]);
    const paper = await readSignedPaper(nodeCrypto, nodeSignatures, bytes, trust);
    expect(paper?.signatures[0]).toMatchObject({ covers: 'revision', addedMore: 199_000 });
    expect(paper?.form === 'pdf' && paper.signatures[0]?.addedAfter.length).toBe(1000);
  });

  it('lists signatures without end in an OFD, and is refused', async () => {
    const list = `<ofd:Signatures xmlns:ofd="http://www.ofdspec.org/2016">${'<ofd:Signature ID="1" Type="Seal" BaseLoc="Sign_1/Signature.xml"/>'.repeat(100_000)}</ofd:Signatures>`;
    const [ours] = await both(await zipped({ ...sealed, 'Doc_0/Signs/Signatures.xml': list }));
    expect(ours).toContain('at most 100 signatures are checked, it lists 100000');
  });
});

describe('the page, opened from a file', () => {
  it('tells the same of every paper as the command line, and asks the network for nothing', async () => {
    if (!opened) {
      process.stderr.write(`  NOT checked in a browser: ${whyNoBrowser}\n`);
      return;
    }
    const file = await buildVerifier(join(here.folder, 'verifier.html'));
    const page = await opened.browser.newPage({ locale: 'en-GB' });
    const asked: string[] = [];
    const failed: string[] = [];
    page.on('request', (request) => void (request.url().startsWith('file:') || request.url().startsWith('blob:') || asked.push(request.url())));
    page.on('pageerror', (error) => void failed.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && failed.push(message.text())));
    await page.goto(pathToFileURL(file).href);
    const path = join(here.folder, 'given.zip');
    writeFileSync(path, zip);
    await page.locator('#bundle').setInputFiles(path);
    await page.locator('#policy').fill(here.selfAsserted);
    await page.getByLabel(/Roots of signers/).fill(rootsPem);
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByRole('heading', { name: 'Signatures and seals inside the papers' }).waitFor();
    await expectText(
      page.getByRole('region', { name: /invoice\.ofd$/ }),
      /✓ Holds Its signature holds\. Who signed leads to a root that you named\.[\s\S]*示例公司[\s\S]*which you named as a root/,
    );
    await expectText(page.getByRole('region', { name: /forged\.pdf$/ }), /× Altered Its signature does not fit the file/);
    await expectText(page.getByRole('region', { name: /broken\.ofd$/ }), /\? Cannot be judged/);
    const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('#result button').last().click()]);
    expect(readFileSync(await saved.path(), 'utf8')).toBe(verificationText(await verify(zip)));
    await page.getByRole('button', { name: '中文' }).click();
    await expectText(page.getByRole('region', { name: /guomi\.pdf$/ }), /成立[\s\S]*证书链至您信任的根 国密根/);
    await page.getByLabel(/签名人根证书/).fill('');
    await page.getByRole('button', { name: '校验' }).click();
    await page.getByText('! 成立，签署人未获证明').first().waitFor();
    await page.getByLabel(/签名人根证书/).fill('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----');
    await page.getByRole('button', { name: '校验' }).click();
    await expectText(page.locator('#status'), /无法读取/);
    expect(asked).toEqual([]);
    expect(failed).toEqual([]);
  }, 120_000);
});

async function expectText(of: { textContent(): Promise<string | null>; waitFor(): Promise<void> }, pattern: RegExp): Promise<void> {
  await of.waitFor();
  expect(await of.textContent()).toMatch(pattern);
}

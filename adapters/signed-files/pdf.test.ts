import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasProgram, ran } from '#adapters/log/testing/programs.ts';
import { nodeSignatures } from '#adapters/timestamp/signatures.ts';
import { type Certificate, certificatesIn } from '#domain/evidence/asn1/certificate.ts';
import { verifyPdf } from '#domain/evidence/pdf/verify.ts';
import { signedPdf as pdfSignedBy } from './testing/signed-pdf.ts';

const folder = mkdtempSync(join(tmpdir(), 'quittance-pdf-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const openssl = ran('openssl cms (signer)', hasProgram('openssl', 'version'));
const pdfsig = ran('pdfsig (poppler)', hasProgram('pdfsig', '-v'));
const run = (...args: string[]): Buffer => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
const now = Date.parse('2026-11-23T10:00:00Z');
let roots: readonly Certificate[];

/** Signed by OpenSSL: our code takes no part in the signing. */
const signedPdf = (sign: (file: string) => Buffer, subFilter: string): Buffer =>
  pdfSignedBy((signed) => {
    writeFileSync(join(folder, 'signed-part'), signed);
    return sign('signed-part');
  }, subFilter);

describe.skipIf(!openssl)('signatures in a PDF', () => {
  let pdf: Buffer;
  const cms = (file: string, ...more: string[]): Buffer =>
    run('cms', '-sign', '-binary', '-in', file, '-signer', 'signer.pem', '-inkey', 'signer.key', '-outform', 'DER', '-md', 'sha256', ...more);
  const check = (file: Uint8Array, trusted = roots) => verifyPdf(nodeSignatures, file, { roots: trusted, timeRoots: [], now });

  beforeAll(() => {
    run('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Root of Signers', '-days', '3650');
    run('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'signer.key', '-out', 'signer.csr', '-subj', '/CN=张三 Signer/O=Example Ltd', '-utf8');
    run(...'x509 -req -in signer.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out signer.pem -days 3000'.split(' '));
    roots = certificatesIn(readFileSync(join(folder, 'ca.pem')));
    pdf = signedPdf((file) => cms(file, '-cades'), 'ETSI.CAdES.detached');
  }, 60_000);

  it('hold, name the signer and cover the whole file', async () => {
    const [verdict, ...more] = await check(pdf);
    expect(more).toEqual([]);
    expect(verdict).toMatchObject({
      integrity: 'holds',
      identity: 'trusted',
      signer: '张三 Signer',
      issuer: 'Root of Signers',
      covers: 'whole',
      time: { kind: 'claimed' },
    });
    expect((await check(pdf, []))[0]).toMatchObject({ integrity: 'holds', identity: 'unknown' });
    const plain = signedPdf((file) => cms(file), 'adbe.pkcs7.detached');
    expect((await check(plain))[0]).toMatchObject({ integrity: 'holds', identity: 'trusted', covers: 'whole' });
    writeFileSync(join(folder, 'x.pdf'), pdf);
    if (pdfsig) expect(spawnSync('pdfsig', ['-nocert', 'x.pdf'], { cwd: folder, encoding: 'utf8' }).stdout).toContain('Signature is Valid');
  });

  it('break with any signed byte, and say what was added after signing', async () => {
    for (let at = 0; at < pdf.length; at += 131) {
      const changed = Uint8Array.from(pdf);
      changed[at] = (changed[at] as number) ^ 1;
      const answers = await check(changed);
      const inside = at > pdf.indexOf('/Contents <') + 11 && at < pdf.indexOf('> /M (D:');
      if (!inside) expect(answers.some(({ integrity }) => integrity === 'holds')).toBe(false);
    }
    const more = Buffer.concat([
      pdf,
      Buffer.from('\n6 0 obj\n<< /Type /Annot /Subtype /FreeText /Contents (paid) >>\nendobj\nstartxref\n0\n%%EOF\n'),
    ]);
    expect((await check(more))[0]).toMatchObject({ integrity: 'holds', covers: 'revision', addedAfter: [{ object: 6, type: 'Annot/FreeText' }] });
  });

  it('are malformed when the ranges leave out more than the signature, and absent in a plain file', async () => {
    const wide = Buffer.from(
      pdf
        .toString('latin1')
        .replace(/\/ByteRange \[0000000000 (\d{10})/, (_, gap: string) => `/ByteRange [0000000000 ${String(Number(gap) - 20).padStart(10, '0')}`),
      'latin1',
    );
    expect((await check(wide))[0]).toMatchObject({ integrity: 'malformed', covers: 'nothing' });
    expect(await check(Buffer.from('%PDF-1.7\n'))).toEqual([]);
    writeFileSync(join(folder, 'other'), 'another content');
    const inside = signedPdf(() => cms('other', '-nodetach'), 'adbe.pkcs7.detached');
    expect((await check(inside))[0]?.integrity).toBe('changed');
    expect((await check(signedPdf(() => Buffer.from('3003020101', 'hex'), 'ETSI.CAdES.detached')))[0]?.integrity).toBe('malformed');
    expect((await check(signedPdf((file) => cms(file), 'adbe.x509.rsa_sha1')))[0]?.integrity).toBe('not-supported');
  });
});

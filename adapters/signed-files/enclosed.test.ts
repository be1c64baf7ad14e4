import { describe, expect, it } from 'vitest';
import { nodeSignatures } from '#adapters/timestamp/signatures.ts';
import { parseCertificate } from '#domain/evidence/asn1/certificate.ts';
import { context, der, oid, sequence, setOf } from '#domain/evidence/asn1/der.ts';
import { type PdfSignatureVerdict, verifyPdf } from '#domain/evidence/pdf/verify.ts';
import { rsaSigner, testCertificate, testCrl } from './testing/certificates.ts';
import { type CmsAsked, detachedCms, securityStoreObjects, signedPdf } from './testing/signed-pdf.ts';

const day = (iso: string): number => Date.parse(`${iso}T00:00:00Z`);
const at = day('2026-11-20');
const root = testCertificate({ name: 'Root', signer: rsaSigner(), authority: true });
const middle = testCertificate({ name: 'Middle', signer: rsaSigner(), issuer: root, serial: 2n, authority: true });
const person = testCertificate({ name: '张三', signer: rsaSigner(), issuer: middle, serial: 17n });
const stranger = testCertificate({ name: 'Middle', signer: rsaSigner(), authority: true });
const [from, to] = [day('2026-11-01'), day('2026-12-31')];
const ofRoot = testCrl(root, [], from, to);
const good = testCrl(middle, [], from, to);
const revoked = testCrl(middle, [{ serial: 17n, at: day('2026-11-10') }], from, to);
const later = testCrl(middle, [{ serial: 17n, at: day('2026-11-25') }], from, to);
const notItsIssuers = testCrl(stranger, [{ serial: 17n, at: day('2026-11-10') }], from, to);

async function check(asked: Partial<CmsAsked>, more: readonly string[] = []): Promise<PdfSignatureVerdict> {
  const file = signedPdf((signed) => detachedCms({ signer: person, at, ...asked }, signed), 'ETSI.CAdES.detached', more);
  const [verdict] = await verifyPdf(nodeSignatures, file, { roots: [parseCertificate(root.der)], timeRoots: [], now: at });
  if (!verdict) throw new Error('expected a signature');
  return verdict;
}
const inAttribute = (...crls: readonly Uint8Array[]): Uint8Array =>
  sequence(oid('1.2.840.113583.1.1.8'), setOf(sequence(der(context(0), sequence(...crls)))));

describe('what a signed PDF brings to judge its signer by', () => {
  const ways: readonly (readonly [string, (...crls: readonly Uint8Array[]) => Promise<PdfSignatureVerdict>])[] = [
    ['its security store (DSS)', (...crls) => check({}, securityStoreObjects({ certs: [middle.der], crls }))],
    ['Adobe’s signed attribute', (...crls) => check({ others: [middle], attributes: [inAttribute(...crls)] })],
    ['lists inside the CMS', (...crls) => check({ others: [middle], lists: crls })],
  ];

  it.each(ways)('is read from %s, and judged as of the time of signing', async (_, given) => {
    expect(await given(ofRoot, good)).toMatchObject({
      integrity: 'holds',
      identity: 'trusted',
      root: 'Root',
      revocation: { kind: 'good', by: 'crl' },
    });
    expect(await given(ofRoot, revoked)).toMatchObject({
      integrity: 'holds',
      identity: 'broken',
      revocation: { kind: 'revoked', at: '2026-11-10T00:00:00Z' },
      why: expect.stringContaining('2026-11-10'),
    });
    expect(await given(ofRoot, later)).toMatchObject({ identity: 'trusted', revocation: { kind: 'good', revokedLater: '2026-11-25T00:00:00Z' } });
    // One list of two says nothing of the certificate between, and one of another key says nothing at all.
    expect(await given(good)).toMatchObject({ identity: 'trusted', revocation: { kind: 'not-known' } });
    expect(await given(ofRoot, notItsIssuers)).toMatchObject({ identity: 'trusted', revocation: { kind: 'not-known' } });
  });

  it('is material and never a root', async () => {
    const own = testCertificate({ name: 'Own', signer: rsaSigner(), authority: true });
    const signer = testCertificate({ name: '李四', signer: rsaSigner(), issuer: own });
    expect(await check({ signer, others: [own] }, securityStoreObjects({ certs: [own.der] }))).toMatchObject({
      integrity: 'holds',
      identity: 'unknown',
    });
  });

  it('says nothing where it cannot be read', async () => {
    const junk = Buffer.from('no list');
    expect(
      await check({ others: [middle], attributes: [sequence(oid('1.2.840.113583.1.1.8'), setOf(sequence(junk.subarray(0, 0))))] }),
    ).toMatchObject({
      integrity: 'holds',
      revocation: { kind: 'not-known' },
    });
    expect(await check({ others: [middle] }, securityStoreObjects({ certs: [junk], crls: [junk] }))).toMatchObject({
      identity: 'trusted',
      revocation: { kind: 'not-known' },
    });
  });
});

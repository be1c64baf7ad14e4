import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { zipOf } from '#adapters/formats/made-files.testing.ts';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { nodeSignatures } from '#adapters/timestamp/signatures.ts';
import { parseCertificate } from '#domain/evidence/asn1/certificate.ts';
import { flag, octets, oid, sequence } from '#domain/evidence/asn1/der.ts';
import { unpackOfd } from '#domain/evidence/ofd/unpack.ts';
import { verifyOfd } from '#domain/evidence/ofd/verify.ts';
import { revocationMaterial } from '#domain/evidence/revocation/check.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { readSignedPaper } from './read.ts';
import { rsaSigner, testCertificate, testCrl } from './testing/certificates.ts';
import { type OfdFiles, plainOfd, type SealAsked, sealedOfd, zipped } from './testing/ofd-maker.ts';
import { sm2Signer } from './testing/sm2-signer.ts';

const now = Date.parse('2026-11-23T10:00:00Z');
const root = testCertificate({ name: 'Root of Seals', signer: sm2Signer(), authority: true });
const signer = testCertificate({ name: '示例贸易有限公司', signer: sm2Signer(), issuer: root });
const maker = testCertificate({ name: 'Seal Maker', signer: sm2Signer(), issuer: root });
const stranger = testCertificate({ name: 'Stranger', signer: sm2Signer(), issuer: root });
const trusted = [parseCertificate(root.der)];
const ask = (more: Partial<SealAsked> = {}): SealAsked => ({ signer, maker, ...more });

async function check(files: OfdFiles, roots = trusted) {
  const paper = await readSignedPaper(await zipped(files), { roots, timeRoots: [], now });
  if (paper?.form !== 'ofd') throw new Error('expected an OFD');
  return paper.signatures;
}

describe('seals and signatures in an OFD', () => {
  it.each(['GB/T 38540', 'GM/T 0031', 'GB/T 35275'] as const)('of the form %s hold, name the signer and cover the whole package', async (form) => {
    const [verdict, ...more] = await check(sealedOfd(plainOfd(), ask({ form })));
    expect(more).toEqual([]);
    expect(verdict).toMatchObject({
      format: form,
      integrity: 'holds',
      identity: 'trusted',
      signer: '示例贸易有限公司',
      issuer: 'Root of Seals',
      covers: 'whole',
      changed: [],
      time: { kind: 'claimed', at: '2026-11-20T02:00:00Z' },
    });
    if (form !== 'GB/T 35275') {
      expect(verdict?.seal).toMatchObject({ maker: 'Seal Maker', integrity: 'holds', identity: 'trusted', signer: 'listed', inForce: true });
    }
    expect((await check(sealedOfd(plainOfd(), ask({ form })), []))[0]).toMatchObject({ integrity: 'holds', identity: 'unknown' });
  });

  it('hold with RSA and SHA-256 too', async () => {
    const ca = testCertificate({ name: 'RSA Root', signer: rsaSigner(), authority: true });
    const by = testCertificate({ name: 'RSA Signer', signer: rsaSigner(), issuer: ca });
    const [verdict] = await check(sealedOfd(plainOfd(), { signer: by, maker: by, method: 'SHA256' }), [parseCertificate(ca.der)]);
    expect(verdict).toMatchObject({ integrity: 'holds', identity: 'trusted', seal: { integrity: 'holds' } });
  });

  it('say which files were changed, which are gone and which nobody signed', async () => {
    const sealed = sealedOfd(plainOfd(), ask());
    const page = 'Doc_0/Pages/Page_1/Content.xml';
    const changed = { ...sealed, [page]: String(sealed[page]).replace('第二页', '第三页') };
    expect((await check(changed))[0]).toMatchObject({ integrity: 'changed', changed: [page], signer: '示例贸易有限公司' });
    const { [page]: _, ...without } = sealed;
    expect((await check(without))[0]).toMatchObject({ integrity: 'changed', missing: [`/${page}`] });
    const more = { ...sealed, 'Doc_0/Annots/Page_0/Annotation.xml': '<a/>', 'Doc_0/Attachs/terms.xml': '<b/>' };
    expect((await check(more))[0]).toMatchObject({
      integrity: 'holds',
      covers: 'part',
      uncovered: [
        { path: 'Doc_0/Annots/Page_0/Annotation.xml', part: 'annotation', signedBy: [] },
        { path: 'Doc_0/Attachs/terms.xml', part: 'attachment', signedBy: [] },
      ],
    });
  });

  it('say what a later signature added and signed', async () => {
    const first = sealedOfd(plainOfd(), ask());
    const second = sealedOfd({ ...first, 'Doc_0/Annots/Annotations.xml': '<a/>' }, ask({ id: '2', signer: stranger, form: 'GB/T 35275' }));
    const [one, two] = await check(second);
    expect(one).toMatchObject({ integrity: 'holds', covers: 'part', uncovered: [{ path: 'Doc_0/Annots/Annotations.xml', signedBy: ['2'] }] });
    expect(two).toMatchObject({ integrity: 'holds', covers: 'whole', signer: 'Stranger' });
    const strict = sealedOfd(sealedOfd(plainOfd(), ask({ list: true })), ask({ id: '2' }));
    expect(await check(strict)).toMatchObject([
      { integrity: 'changed', onlyList: true, changed: ['Doc_0/Signs/Signatures.xml'] },
      { integrity: 'holds', covers: 'whole' },
    ]);
  });

  it('say when a seal was used by another, out of its time, or made by nobody', async () => {
    expect((await check(sealedOfd(plainOfd(), ask({ listed: stranger }))))[0]).toMatchObject({ integrity: 'holds', seal: { signer: 'not-listed' } });
    const late = await check(sealedOfd(plainOfd(), ask({ at: Date.parse('2027-06-01T00:00:00Z') })));
    expect(late[0]).toMatchObject({ integrity: 'holds', seal: { inForce: false } });
    const expired = testCertificate({ name: 'Expired', signer: sm2Signer(), issuer: root, to: Date.parse('2026-01-01T00:00:00Z') });
    expect((await check(sealedOfd(plainOfd(), ask({ signer: expired }))))[0]).toMatchObject({ integrity: 'holds', identity: 'broken' });
  });

  it('take critical words of a certificate that restrict nothing, and no others', async () => {
    const by = (name: string) =>
      testCertificate({
        name: 'With more words',
        signer: sm2Signer(),
        issuer: root,
        extensions: [sequence(oid(name), flag(true), octets(sequence()))],
      });
    for (const [name, identity] of [
      ['2.5.29.31', 'trusted'],
      ['2.5.29.17', 'trusted'],
      ['2.5.29.30', 'broken'],
      ['1.2.3.4', 'broken'],
    ] as const)
      expect([name, (await check(sealedOfd(plainOfd(), ask({ signer: by(name) }))))[0]?.identity]).toEqual([name, identity]);
  });

  it('are broken by a certificate that was revoked before, good by one revoked after, and not known without a list', async () => {
    const [before, after] = [Date.parse('2026-11-01T00:00:00Z'), Date.parse('2026-11-22T00:00:00Z')];
    const serial = 77n;
    const by = testCertificate({ name: 'Perhaps revoked', signer: sm2Signer(), issuer: root, serial });
    const bytes = await zipped(sealedOfd(plainOfd(), ask({ signer: by })));
    const list = (at?: number) => testCrl(root, at === undefined ? [] : [{ serial, at }], now, now + 86_400_000);
    const read = async (...crls: Uint8Array[]) => {
      const paper = await readSignedPaper(bytes, { roots: trusted, timeRoots: [], now, revocation: revocationMaterial(crls) });
      return paper?.signatures[0];
    };
    expect(await read(list())).toMatchObject({ identity: 'trusted', revocation: { kind: 'good', by: 'crl' } });
    expect(await read(list(before))).toMatchObject({ integrity: 'holds', identity: 'broken', revocation: { kind: 'revoked' } });
    expect(await read(list(after))).toMatchObject({ identity: 'trusted', revocation: { kind: 'good', revokedLater: expect.any(String) } });
    expect(await read()).toMatchObject({ identity: 'trusted', revocation: { kind: 'not-known' } });
    const forged = testCrl({ ...root, signer: sm2Signer() }, [{ serial, at: before }], now, now + 86_400_000);
    expect(await read(forged)).toMatchObject({ identity: 'trusted', revocation: { kind: 'not-known' } });
  });

  it('are not believed where the digest proves nothing or the value has no certificate', async () => {
    const files = sealedOfd(plainOfd(), ask());
    const weak = sealedOfd(plainOfd(), ask({ method: 'MD5' }));
    expect((await check(weak))[0]).toMatchObject({ integrity: 'not-supported', covers: 'nothing' });
    const bare = { ...files, 'Doc_0/Signs/Sign_1/SignedValue.dat': Buffer.from('30060201010201020000'.slice(0, 16), 'hex') };
    expect((await check(bare))[0]).toMatchObject({ format: 'bare', integrity: 'not-supported' });
    const { 'Doc_0/Signs/Sign_1/Signature.xml': _, ...gone } = files;
    expect((await check(gone))[0]).toMatchObject({ integrity: 'malformed' });
    const { 'Doc_0/Signs/Signatures.xml': __, ...unlisted } = files;
    expect((await check(unlisted))[0]).toMatchObject({ integrity: 'malformed' });
    expect(await check(plainOfd())).toMatchObject([{ integrity: 'malformed' }]);
  });
});

describe('no changed byte of what is signed', () => {
  const forms = ['GB/T 38540', 'GM/T 0031', 'GB/T 35275'] as const;
  const made = new Map<string, OfdFiles>();
  const raw = (files: OfdFiles): Map<string, Uint8Array> => new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)]));
  const originals = new Map<string, unknown>();
  beforeAll(async () => {
    for (const form of forms) {
      const files = sealedOfd(plainOfd(), ask({ form }));
      made.set(form, files);
      originals.set(form, await verifyOfd(nodeSignatures, raw(files), { roots: trusted, timeRoots: [], now }));
    }
  });

  it('verifies as whole and by a trusted signer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...forms), fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (form, which, at, flip) => {
        const files = raw(made.get(form) as OfdFiles);
        const paths = [...files.keys()];
        const path = paths[which % paths.length] as string;
        const bytes = Buffer.from(files.get(path) as Uint8Array);
        const place = at % bytes.length;
        bytes[place] = (bytes[place] as number) ^ flip;
        files.set(path, bytes);
        let verdicts: Awaited<ReturnType<typeof verifyOfd>>;
        try {
          verdicts = await verifyOfd(nodeSignatures, files, { roots: trusted, timeRoots: [], now });
        } catch (cause) {
          expect(cause).toBeInstanceOf(DomainError);
          return;
        }
        // The list of signatures is not signed: the most a change there can do is to hide or rename a signature.
        if (path.endsWith('Signatures.xml')) return;
        const stands = verdicts.filter(({ integrity, identity, covers }) => integrity === 'holds' && identity === 'trusted' && covers === 'whole');
        const sealStands = stands.filter(({ seal }) => seal === undefined || (seal.integrity === 'holds' && seal.identity === 'trusted'));
        // An envelope (CMS) has bytes around what is signed, such as its version: there the most is the very same verdict.
        if (form === 'GB/T 35275' && path.endsWith('SignedValue.dat') && sealStands.length > 0) expect(sealStands).toEqual(originals.get(form));
        else expect(sealStands, `${form} ${path} byte ${place}`).toEqual([]);
      }),
      { numRuns: 400 },
    );
  }, 120_000);
});

describe('a hostile package', () => {
  const refused = async (bytes: Uint8Array): Promise<string> => {
    try {
      await readSignedPaper(bytes, { roots: [], timeRoots: [], now });
    } catch (cause) {
      if (cause instanceof DomainError) return cause.code;
      throw cause;
    }
    return 'read';
  };

  it('with the same name twice, a document type or a bomb is refused', async () => {
    const files = sealedOfd(plainOfd(), ask());
    const twice = { ...files, 'doc_0/PAGES/Page_0/content.xml': '<other/>' };
    expect(await refused(await zipped(twice))).toBe('evidence.bad_ofd');
    const entity = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><OFD>&b;</OFD>';
    expect(await refused(await zipped({ ...files, 'OFD.xml': entity }))).toBe('evidence.bad_ofd');
    expect(await refused(await zipOf({ 'OFD.xml': '<OFD/>', big: Buffer.alloc(40 * 1024 * 1024) }))).toBe('evidence.bad_ofd');
    expect(await refused(Buffer.from('504b0304ffffffff', 'hex'))).toBe('read');
    expect(await readSignedPaper(await zipOf({ 'word/document.xml': '<w/>' }), { roots: [], timeRoots: [], now })).toBeUndefined();
  });

  it('of any shape never ends in anything but a verdict or a refusal', async () => {
    const files = sealedOfd(plainOfd(), ask());
    const value = Buffer.from(files['Doc_0/Signs/Sign_1/SignedValue.dat'] as Uint8Array);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(value.length - 1), fc.nat(255)), { minLength: 1, maxLength: 40 }),
        fc.nat(value.length),
        async (changes, cut) => {
          const hurt = Buffer.from(value);
          for (const [at, byte] of changes) hurt[at] = byte;
          const some = new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)]));
          some.set('Doc_0/Signs/Sign_1/SignedValue.dat', cut % 5 === 0 ? hurt.subarray(0, cut) : hurt);
          const verdicts = await verifyOfd(nodeSignatures, some, { roots: trusted, timeRoots: [], now });
          expect(verdicts).toHaveLength(1);
        },
      ),
      { numRuns: 200 },
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 300, unit: 'binary' }), async (words) => {
        const some = { ...files, 'Doc_0/Signs/Sign_1/Signature.xml': `<Signature><SignedInfo>${words}</SignedInfo></Signature>` };
        const [verdict] = await verifyOfd(nodeSignatures, await unpackOfd(nodeCrypto, await zipped(some)), { roots: [], timeRoots: [], now });
        expect(verdict?.integrity).toBe('malformed');
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});

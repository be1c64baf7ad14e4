import { createHash } from 'node:crypto';
import { zipOf } from '#adapters/formats/made-files.testing.ts';
import { bits, context, der, generalizedTime, integer, octets, oid, sequence, setOf, tags, text, validityTime } from '#domain/evidence/asn1/der.ts';
import type { TestCertificate } from './certificates.ts';

/** Small OFD packages (GB/T 33190) with seals and signatures, made by this code alone. */
export type OfdFiles = Record<string, string | Uint8Array>;

const namespace = 'xmlns:ofd="http://www.ofdspec.org/2016"';
const ia5 = (value: string): Uint8Array => der(tags.ia5, new TextEncoder().encode(value));
const sm3 = (data: Uint8Array | string): Buffer => createHash('sm3').update(data).digest();

export function plainOfd(pages: readonly string[] = ['合同第一页', '合同第二页']): OfdFiles {
  const page = (words: string) =>
    `<ofd:Page ${namespace}><ofd:Content><ofd:Layer ID="2"><ofd:TextObject ID="3" Boundary="10 10 90 8"><ofd:TextCode X="0" Y="4">${words}</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>`;
  return {
    'OFD.xml': `<ofd:OFD ${namespace} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>`,
    'Doc_0/Document.xml': `<ofd:Document ${namespace}><ofd:CommonData><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>${pages
      .map((_, i) => `<ofd:Page ID="${i + 10}" BaseLoc="Pages/Page_${i}/Content.xml"/>`)
      .join('')}</ofd:Pages></ofd:Document>`,
    'Doc_0/PublicRes.xml': `<ofd:Res ${namespace} BaseLoc="Res"/>`,
    ...Object.fromEntries(pages.map((words, i) => [`Doc_0/Pages/Page_${i}/Content.xml`, page(words)])),
  };
}

export type SealAsked = {
  readonly form?: 'GB/T 38540' | 'GM/T 0031' | 'GB/T 35275';
  readonly signer: TestCertificate;
  readonly maker: TestCertificate;
  /** Milliseconds since 1970. */
  readonly at?: number;
  readonly id?: string;
  /** What the references name; every file of the package where it is left out. */
  readonly only?: (path: string) => boolean;
  readonly method?: string;
  readonly listed?: TestCertificate;
  /** Sign the list of signatures too, as some makers do. */
  readonly list?: boolean;
};

/** The same package with one more signature, which covers what was there before. */
export function sealedOfd(files: OfdFiles, asked: SealAsked): OfdFiles {
  const { form = 'GB/T 38540', id = '1', method = '1.2.156.10197.1.401' } = asked;
  const place = `Doc_0/Signs/Sign_${id}/Signature.xml`;
  const value = `/Doc_0/Signs/Sign_${id}/SignedValue.dat`;
  const hash = method === 'SHA256' ? 'sha256' : 'sm3';
  const covered = Object.entries(files).filter(([path]) => !path.startsWith('Doc_0/Signs/') && (asked.only?.(path) ?? true));
  const listed = /<ofd:Signature .*\/>/.exec(String(files['Doc_0/Signs/Signatures.xml'] ?? ''))?.[0] ?? '';
  const type = form === 'GB/T 35275' ? 'Sign' : 'Seal';
  const list = `<ofd:Signatures ${namespace}><ofd:MaxSignId>${id}</ofd:MaxSignId>${listed}<ofd:Signature ID="${id}" Type="${type}" BaseLoc="Sign_${id}/Signature.xml"/></ofd:Signatures>`;
  if (asked.list) covered.push(['Doc_0/Signs/Signatures.xml', list]);
  const references = covered
    .map(([path, content]) => {
      const digest = createHash(hash).update(content).digest('base64');
      return `<ofd:Reference FileRef="/${path}"><ofd:CheckValue>${digest}</ofd:CheckValue></ofd:Reference>`;
    })
    .join('');
  const signature = `<ofd:Signature ${namespace}><ofd:SignedInfo><ofd:SignatureMethod>1.2.156.10197.1.501</ofd:SignatureMethod><ofd:SignatureDateTime>2026-11-20 10:00:00</ofd:SignatureDateTime><ofd:References CheckMethod="${method}">${references}</ofd:References></ofd:SignedInfo><ofd:SignedValue>${value}</ofd:SignedValue></ofd:Signature>`;
  return {
    ...files,
    'Doc_0/Signs/Signatures.xml': list,
    [place]: signature,
    [value.slice(1)]: signedValue(form, asked, Buffer.from(signature), `/${place}`),
  };
}

function signedValue(form: NonNullable<SealAsked['form']>, asked: SealAsked, signature: Uint8Array, place: string): Uint8Array {
  const { signer, at = Date.parse('2026-11-20T02:00:00Z') } = asked;
  const hash = createHash(signer.signer.hash).update(signature).digest();
  if (form === 'GB/T 35275') return envelope(signer, signature, at);
  if (form === 'GM/T 0031') {
    const stamp = bits(new TextEncoder().encode(`${new Date(at).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));
    const toSign = sequence(integer(1), olderSeal(asked), stamp, bits(hash), ia5(place), octets(signer.der), signer.signer.algorithmOid);
    return sequence(toSign, bits(signer.signer.sign(toSign)));
  }
  const toSign = sequence(integer(4), newerSeal(asked), generalizedTime(at), bits(hash), ia5(place));
  return sequence(toSign, octets(signer.der), signer.signer.algorithmOid, bits(signer.signer.sign(toSign)));
}

const picture = sequence(ia5('PNG'), octets(new Uint8Array([0x89, 0x50])), integer(40), integer(40));
const validity = [Date.parse('2025-01-01T00:00:00Z'), Date.parse('2027-01-01T00:00:00Z')] as const;

function newerSeal({ maker, signer, listed = signer }: SealAsked): Uint8Array {
  const property = sequence(
    integer(3),
    text('示例公司合同专用章'),
    integer(1),
    sequence(octets(listed.der)),
    ...[validity[0], ...validity].map(generalizedTime),
  );
  const info = sequence(sequence(ia5('ES'), integer(4), ia5('Test')), ia5('seal-1'), property, picture);
  return sequence(info, octets(maker.der), maker.signer.algorithmOid, bits(maker.signer.sign(info)));
}

function olderSeal({ maker, signer, listed = signer }: SealAsked): Uint8Array {
  const property = sequence(integer(1), text('示例公司公章'), sequence(octets(listed.der)), ...[validity[0], ...validity].map(validityTime));
  const info = sequence(sequence(ia5('ES'), integer(1), ia5('Test')), ia5('seal-0'), property, picture);
  const [certificate, algorithm] = [octets(maker.der), maker.signer.algorithmOid];
  return sequence(info, sequence(certificate, algorithm, bits(maker.signer.sign(sequence(info, certificate, algorithm)))));
}

/** SignedData of GB/T 35275 over the digest of the signature file, as GM/T 0099 asks. */
function envelope(signer: TestCertificate, signature: Uint8Array, at: number): Uint8Array {
  const attribute = (name: string, value: Uint8Array) => sequence(oid(name), setOf(value));
  const data = oid('1.2.156.10197.6.1.4.2.1');
  const attributes = setOf(
    attribute('1.2.840.113549.1.9.3', data),
    attribute('1.2.840.113549.1.9.4', octets(sm3(signature))),
    attribute('1.2.840.113549.1.9.5', validityTime(at)),
  );
  const sm3Algorithm = sequence(oid('1.2.156.10197.1.401'));
  const info = sequence(
    integer(1),
    sequence(signer.issuer, integer(signer.serial)),
    sm3Algorithm,
    der(context(0), attributes.subarray(2)),
    sequence(oid('1.2.156.10197.1.301.1')),
    octets(signer.signer.sign(attributes)),
  );
  const signed = sequence(integer(1), setOf(sm3Algorithm), sequence(data), der(context(0), signer.der), setOf(info));
  return sequence(oid('1.2.156.10197.6.1.4.2.2'), der(context(0), signed));
}

export const zipped = (files: OfdFiles): Promise<Uint8Array> => zipOf(files);

import { createHash } from 'node:crypto';
import { context, der, integer, octets, oid, readDer, sequence, setOf, tags, validityTime } from '#domain/evidence/asn1/der.ts';
import type { TestCertificate } from './certificates.ts';

/** A small PDF with a signature field; `sign` gets the bytes under it and answers CMS. */
export function signedPdf(sign: (signed: Uint8Array) => Uint8Array, subFilter: string, more: readonly string[] = []): Buffer {
  const place = 24_000;
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /SigFlags 3 >> ${more.length > 0 ? '/DSS 6 0 R ' : ''}>>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Annots [4 0 R] >>',
    '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /V 5 0 R /Rect [0 0 0 0] /P 3 0 R /F 132 >>',
    `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /${subFilter} /ByteRange [0000000000 0000000000 0000000000 0000000000] /Contents <${'0'.repeat(place)}> /M (D:20261123180000+08'00') /Name (Test Signer) >>`,
    ...more,
  ];
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const xref = text.length;
  const size = objects.length + 1;
  text += `xref\n0 ${size}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  const gap = text.indexOf(`<${'0'.repeat(place)}>`);
  const end = gap + place + 2;
  const range = [0, gap, end, text.length - end].map((value) => String(value).padStart(10, '0')).join(' ');
  text = text.replace('0000000000 0000000000 0000000000 0000000000', range);
  const cms = Buffer.from(sign(Buffer.from(text.slice(0, gap) + text.slice(end), 'latin1'))).toString('hex');
  return Buffer.from(text.slice(0, gap + 1) + cms.padEnd(place, '0') + text.slice(end - 1), 'latin1');
}

/** The objects of a document security store (ISO 32000-2, 12.8.4.3) for `signedPdf`: the first is the store itself, object 6. */
export function securityStoreObjects(parts: {
  readonly certs?: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
}): string[] {
  const streams: Uint8Array[] = [];
  const refs = (files: readonly Uint8Array[] = []): string => `[${files.map((file) => `${6 + streams.push(file)} 0 R`).join(' ')}]`;
  const store = `<< /Type /DSS /Certs ${refs(parts.certs)} /CRLs ${refs(parts.crls)} /OCSPs ${refs(parts.ocsps)} >>`;
  return [store, ...streams.map((bytes) => `<< /Length ${bytes.length} >>\nstream\n${Buffer.from(bytes).toString('latin1')}\nendstream`)];
}

export type CmsAsked = {
  readonly signer: TestCertificate;
  readonly others?: readonly TestCertificate[];
  /** Milliseconds since 1970: the signer's word. */
  readonly at: number;
  /** More signed attributes in DER, and what stands beside the certificates: [1] lists. */
  readonly attributes?: readonly Uint8Array[];
  readonly lists?: readonly Uint8Array[];
};

/** CMS SignedData (RFC 5652) over content that stands elsewhere. */
export function detachedCms({ signer, others = [], at, attributes = [], lists = [] }: CmsAsked, content: Uint8Array): Uint8Array {
  const attribute = (name: string, value: Uint8Array) => sequence(oid(name), setOf(value));
  const digest = createHash(signer.signer.hash).update(content).digest();
  const all = setOf(
    attribute('1.2.840.113549.1.9.3', oid('1.2.840.113549.1.7.1')),
    attribute('1.2.840.113549.1.9.4', octets(digest)),
    attribute('1.2.840.113549.1.9.5', validityTime(at)),
    ...attributes,
  );
  const hash = sequence(oid(signer.signer.hash === 'sm3' ? '1.2.156.10197.1.401' : '2.16.840.1.101.3.4.2.1'));
  const info = sequence(
    integer(1),
    sequence(signer.issuer, integer(signer.serial)),
    hash,
    der(context(0), readDer(all).content),
    signer.signer.algorithm,
    octets(signer.signer.sign(all)),
  );
  const signed = sequence(
    integer(1),
    setOf(hash),
    sequence(oid('1.2.840.113549.1.7.1')),
    der(context(0), signer.der, ...others.map((each) => each.der)),
    ...(lists.length > 0 ? [der(context(1), ...lists)] : []),
    der(tags.set, info),
  );
  return sequence(oid('1.2.840.113549.1.7.2'), der(context(0), signed));
}

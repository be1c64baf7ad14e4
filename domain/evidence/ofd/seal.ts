import { DomainError } from '#domain/kernel/error.ts';
import { type Certificate, parseCertificate } from '../asn1/certificate.ts';
import {
  bitsOf,
  children,
  context,
  contextPlain,
  type Element,
  expectTag,
  integerOf,
  oidOf,
  readDer,
  sequence,
  sequenceOf,
  tags,
  timeOf,
} from '../asn1/der.ts';

/** An electronic seal as its maker signed it (SESeal): GB/T 38540-2020, and GM/T 0031-2014 before it. */
export type Seal = {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly validFrom: number;
  readonly validTo: number;
  /** Who may sign with it: certificates, or digests of certificates. Both empty where the seal says nothing that can be read. */
  readonly certificates: readonly Uint8Array[];
  readonly digests: readonly Uint8Array[];
  readonly maker?: Certificate;
  readonly algorithm: Element;
  readonly signature: Uint8Array;
  /** What the maker signed, most usual form first: the standards differ and makers follow either. */
  readonly signed: readonly Uint8Array[];
};

/** The value of a seal's signature (SES_Signature). */
export type SealSignature = {
  readonly form: 'GB/T 38540' | 'GM/T 0031';
  readonly seal: Seal;
  /** The whole SESeal, to compare with the seal file in the package. */
  readonly sealBytes: Uint8Array;
  readonly toSign: Uint8Array;
  readonly dataHash: Uint8Array;
  readonly property: string;
  /** The signer's word, inside the signature. */
  readonly time?: number;
  /** A time-stamp token over the signature value, where there is one. */
  readonly timestamp?: Uint8Array;
  readonly certificate: Certificate;
  readonly algorithm: Element;
  readonly signature: Uint8Array;
};

const bad = (why: string): DomainError => new DomainError('evidence.bad_seal', `expected an electronic seal (GB/T 38540, GM/T 0031): ${why}`);

/** Takes SES_Signature apart. The newer form keeps certificate and algorithm beside TBS_Sign, the older inside it. */
export function parseSealSignature(bytes: Uint8Array): SealSignature {
  const outer = sequenceOf(readDer(bytes), 'a seal signature');
  const toSign = expectTag(outer[0], tags.sequence, 'what is signed');
  const [version, seal, time, dataHash, property, ...rest] = children(toSign);
  integerOf(version);
  const older = outer.length === 2;
  const [certificate, algorithm, signature] = older ? [rest[0], rest[1], outer[1]] : [outer[1], outer[2], outer[3]];
  const stamp = older ? undefined : outer[4];
  const said = timeSaid(time);
  return {
    form: older ? 'GM/T 0031' : 'GB/T 38540',
    seal: parseSeal(expectTag(seal, tags.sequence, 'a seal')),
    sealBytes: (seal as Element).whole,
    toSign: toSign.whole,
    dataHash: bitsOf(dataHash),
    property: new TextDecoder().decode(expectTag(property, tags.ia5, 'the place of the signed file').content),
    ...said,
    ...(stamp ? { timestamp: insideStamp(stamp) } : {}),
    certificate: parseCertificate(expectTag(certificate, tags.octetString, 'the certificate of the signer').content),
    algorithm: algorithmOf(algorithm),
    signature: bitsOf(signature),
  };
}

/** SESeal alone, as a Seal.esl file holds it. */
export function parseSeal(seal: Element): Seal {
  const parts = children(seal);
  const info = expectTag(parts[0], tags.sequence, 'what the seal says');
  // The older form wraps certificate, algorithm and signature once more.
  const [certificate, algorithm, signature] = parts[1]?.tag === tags.sequence ? children(parts[1]) : parts.slice(1);
  const [, id, property] = children(info);
  const [, name, listOrType, ...more] = sequenceOf(property, 'the properties of the seal');
  const [list, times] = listOrType?.tag === tags.integer ? [more[0], more.slice(1)] : [listOrType, more];
  const [, validFrom, validTo] = times;
  const listed = sequenceOf(list, 'the certificates of the seal');
  const maker = makerOf(expectTag(certificate, tags.octetString, 'the certificate of the seal maker').content);
  return {
    id: new TextDecoder().decode(expectTag(id, tags.ia5, 'the id of the seal').content),
    name: new TextDecoder().decode(expectTag(name, tags.utf8, 'the name of the seal').content),
    validFrom: timeOf(validFrom),
    validTo: timeOf(validTo),
    certificates: listed.flatMap(({ tag, content }) => (tag === tags.octetString ? [content] : [])),
    digests: listed
      .flatMap((each) => (each.tag === tags.sequence ? children(each).filter(({ tag }) => tag === tags.octetString) : []))
      .map(({ content }) => content),
    ...(maker ? { maker } : {}),
    algorithm: algorithmOf(algorithm),
    signature: bitsOf(signature),
    signed: [info.whole, sequence(info.whole, (certificate as Element).whole, (algorithm as Element).whole)],
  };
}

/** A maker's certificate that cannot be read leaves the seal unproven; the signature over the file stands on its own. */
function makerOf(bytes: Uint8Array): Certificate | undefined {
  try {
    return parseCertificate(bytes);
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    return undefined;
  }
}

/** Both standards write a bare object identifier; schemeOf reads it inside a sequence. */
function algorithmOf(element: Element | undefined): Element {
  if (element?.tag === tags.sequence) return element;
  oidOf(element);
  return readDer(sequence((element as Element).whole));
}

/** GeneralizedTime in the newer form; in the older a bit string with a time in DER, a text or a time-stamp token. */
function timeSaid(element: Element | undefined): { readonly time?: number; readonly timestamp?: Uint8Array } {
  if (element?.tag === tags.generalizedTime || element?.tag === tags.utcTime) return { time: timeOf(element) };
  if (element?.tag !== tags.bitString) throw bad('it names no time');
  const inside = bitsOf(element);
  if (inside[0] === tags.sequence) return { timestamp: inside };
  if (inside[0] === tags.generalizedTime || inside[0] === tags.utcTime) return { time: timeOf(readDer(inside)) };
  // "20200125073156Z", "200125073156Z" and "2020-01-25T07:31:56.377Z" all occur.
  const text = new TextDecoder().decode(inside).replace(/[-:T\0\s]/g, '');
  if (!/^\d{12}(?:\d\d)?(?:\.\d{1,9})?Z$/.test(text)) return {};
  const tag = /^\d{12}Z$/.test(text) ? tags.utcTime : tags.generalizedTime;
  return { time: timeOf({ tag, content: new TextEncoder().encode(text), whole: inside }) };
}

/** [0] BIT STRING, explicit or implicit: the standard's module leaves it open. */
function insideStamp(element: Element): Uint8Array {
  if (element.tag === context(0)) return bitsOf(children(element)[0]);
  if (element.tag === contextPlain(0) && element.content[0] === 0) return element.content.subarray(1);
  throw bad(`expected a time-stamp (tag 0xa0), got tag 0x${element.tag.toString(16)}`);
}

import { DomainError } from '#domain/kernel/error.ts';
import { type SignatureChecks, type SignatureScheme, schemeOf } from '../asn1/algorithms.ts';
import { type Certificate, nameOf } from '../asn1/certificate.ts';
import { timeOf } from '../asn1/der.ts';
import { attributeOids, checkSigner, parseSignedData, type SignedData, signingCertificate } from '../asn1/signed-data.ts';
import { sameBytes } from '../bytes.ts';
import type { RevocationVerdict } from '../revocation/check.ts';
import { enclosedIn, withMaterial } from '../revocation/enclosed.ts';
import { rfc3339 } from '../rfc3339.ts';
import { identityOf, provenTime, type SignedPaperTrust, type SignerTime } from '../signed-paper.ts';
import { badOfd, childOf, childrenOf, documentsOf, locate, type OfdPackage, ofdBounds, pagesOf, textOfChild } from './package.ts';
import { checkReferences, type Digests, digestsOf, type References } from './references.ts';
import { parseSealSignature, type SealSignature } from './seal.ts';
import { judgeSeal, type SealVerdict } from './seal-verdict.ts';
import { readXml, type XmlNode } from './xml.ts';

/** What checking one signature of an OFD says, claim by claim. Paths are inside the package. */
export type OfdSignatureVerdict = {
  readonly kind: 'seal' | 'signature';
  readonly id: string;
  readonly place: string;
  readonly format: 'GB/T 38540' | 'GM/T 0031' | 'GB/T 35275' | 'PKCS#7' | 'bare' | '';
  /** holds: every file it names and the list itself are as this certificate's key signed them. */
  readonly integrity: 'holds' | 'changed' | 'false' | 'malformed' | 'not-supported';
  readonly why?: string;
  /** Files that are not as they were signed, and files that are gone. */
  readonly changed: readonly string[];
  readonly missing: readonly string[];
  /** Nothing but the list of signatures was changed: one was added or removed after this one, which also covers the list. */
  readonly onlyList?: true;
  readonly signer?: string;
  readonly issuer?: string;
  readonly serial?: string;
  readonly identity: 'trusted' | 'unknown' | 'broken' | 'not-checked';
  readonly root?: string;
  /** Of the signer's certificates at that time, by what the caller has and what the signature brings. */
  readonly revocation?: RevocationVerdict;
  readonly time: SignerTime;
  /** whole: every file but the signatures' own is under it. */
  readonly covers: 'whole' | 'part' | 'nothing';
  /** Files that this signature says nothing about; `signedBy` names other signatures of the package that do. */
  readonly uncovered: readonly { readonly path: string; readonly part: OfdPart; readonly signedBy: readonly string[] }[];
  /** How many of them are not listed: at most 200 are. */
  readonly uncoveredMore?: number;
  readonly seal?: SealVerdict;
};

export type OfdPart = 'entry' | 'document' | 'page' | 'annotation' | 'attachment' | 'template' | 'resource' | 'other';

type Found = { readonly id: string; readonly type: string; readonly place: string; readonly why?: string };

/**
 * Every signature that the package lists, in its order. `files` is what was unpacked; who trusts whom comes from `trust`
 * alone. Throws `evidence.bad_ofd` where the package cannot be read at all; a bad signature is a verdict.
 */
export async function verifyOfd(checks: SignatureChecks, files: OfdPackage, trust: SignedPaperTrust): Promise<readonly OfdSignatureVerdict[]> {
  const documents = documentsOf(files);
  const pages = new Set(documents.flatMap((document) => pagesOf(files, document)));
  const found = withinBounds(
    files,
    documents.flatMap(({ signatures }) => (signatures === undefined ? [] : listed(files, signatures))),
  );
  const lists = documents.flatMap(({ signatures }) => signatures ?? []);
  const machinery = signatureFiles(files, lists, found);
  const digest = digestsOf(checks, files);
  const judged: Judged[] = [];
  for (const each of found) judged.push(await judge(checks, files, digest, each, trust));
  const roots = documents.flatMap(({ root }) => root ?? []);
  const covered = judged.map(({ references }) => new Set(references?.covered));
  return judged.map(({ verdict, references }, i) => {
    if (!references || verdict.integrity === 'malformed') return verdict;
    const under = covered[i] as ReadonlySet<string>;
    const onlyList = verdict.integrity === 'changed' && references.changed.length > 0 && references.missing.length === 0;
    const uncovered = [...files.keys()]
      .filter((path) => !under.has(path) && !machinery.has(path))
      .sort()
      .map((path) => ({
        path,
        part: partOf(path, pages, roots),
        signedBy: judged.flatMap((other, j) => (j !== i && covered[j]?.has(path) ? [other.verdict.id] : [])),
      }));
    return {
      ...verdict,
      ...(onlyList && references.changed.every((path) => lists.includes(path)) ? { onlyList: true } : {}),
      covers: under.size === 0 ? 'nothing' : uncovered.length === 0 ? 'whole' : 'part',
      ...cut(uncovered),
    };
  });
}

const mostListed = 200;

/** Files that no signature covers are listed first where not all are. */
function cut(uncovered: OfdSignatureVerdict['uncovered']): Pick<OfdSignatureVerdict, 'uncovered' | 'uncoveredMore'> {
  if (uncovered.length <= mostListed) return { uncovered };
  const [open, signed] = [true, false].map((bare) => uncovered.filter(({ signedBy }) => (signedBy.length === 0) === bare));
  return { uncovered: [...(open ?? []), ...(signed ?? [])].slice(0, mostListed), uncoveredMore: uncovered.length - mostListed };
}

function listed(files: OfdPackage, list: string): readonly Found[] {
  const bytes = files.get(list);
  if (!bytes)
    return [{ id: '', type: '', place: list === 'missing' ? '' : list, why: 'OFD.xml names a list of signatures that is not in the package' }];
  const entries = childrenOf(readXml(bytes), 'Signature');
  if (entries.length > ofdBounds.signatures) throw badOfd(`at most ${ofdBounds.signatures} signatures are checked, it lists ${entries.length}`);
  return entries.map(({ attributes }) => {
    const [id, type, said] = [attributes.ID ?? '', attributes.Type ?? '', attributes.BaseLoc ?? ''];
    const place = locate(files, list, said);
    return place === undefined ? { id, type, place: said, why: 'the list names a signature that is not in the package' } : { id, type, place };
  });
}

/** What a signature file says; read anew each time, so that a hostile package holds one such tree in memory and not a hundred. */
function opened(files: OfdPackage, { place, why }: Found): { readonly node: XmlNode } | { readonly why: string } {
  const bytes = files.get(place);
  if (why !== undefined || bytes === undefined) return { why: why ?? 'the signature cannot be read' };
  try {
    return { node: readXml(bytes) };
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    return { why: cause.message };
  }
}

/** Signature files are read twice each: so many bytes of them and no more. */
function withinBounds(files: OfdPackage, found: readonly Found[]): readonly Found[] {
  if (found.length > ofdBounds.signatures) throw badOfd(`at most ${ofdBounds.signatures} signatures are checked, it lists ${found.length}`);
  let left: number = ofdBounds.signatureBytes;
  return found.map((each) => {
    left -= files.get(each.place)?.length ?? 0;
    return left >= 0 ? each : { ...each, why: `more than ${ofdBounds.signatureBytes} bytes of signature files are not read` };
  });
}

/** Files that sign and are not signed: the lists, what each names as its value and its seal, and the signature files themselves. */
function signatureFiles(files: OfdPackage, lists: readonly string[], found: readonly Found[]): ReadonlySet<string> {
  const own = found.flatMap((each) => {
    const { place } = each;
    const read = opened(files, each);
    const node = 'node' in read ? read.node : undefined;
    return [
      place,
      locate(files, place, textOfChild(node, 'SignedValue') ?? '') ?? '',
      locate(files, place, textOfChild(childOf(childOf(node, 'SignedInfo'), 'Seal'), 'BaseLoc') ?? '') ?? '',
    ];
  });
  return new Set([...lists, ...own]);
}

function partOf(path: string, pages: ReadonlySet<string>, roots: readonly string[]): OfdPart {
  if (path === 'OFD.xml') return 'entry';
  if (roots.includes(path)) return 'document';
  if (pages.has(path)) return 'page';
  if (/annot/i.test(path)) return 'annotation';
  if (/attach/i.test(path)) return 'attachment';
  if (/(^|\/)tpls?\//i.test(path)) return 'template';
  return /(^|\/)res\/|res(_\d+)?\.xml$/i.test(path) ? 'resource' : 'other';
}

type Judged = { readonly verdict: OfdSignatureVerdict; readonly references?: References };

async function judge(checks: SignatureChecks, files: OfdPackage, digest: Digests, found: Found, trust: SignedPaperTrust): Promise<Judged> {
  const blank: OfdSignatureVerdict = {
    kind: found.type === 'Sign' ? 'signature' : 'seal',
    id: found.id,
    place: found.place,
    format: '',
    integrity: 'malformed',
    changed: [],
    missing: [],
    identity: 'not-checked',
    time: { kind: 'none' },
    covers: 'nothing',
    uncovered: [],
  };
  const read = opened(files, found);
  if ('why' in read) return { verdict: { ...blank, why: read.why } };
  const { node } = read;
  const { place } = found;
  try {
    const references = await checkReferences(files, digest, place, node);
    const value = locate(files, place, textOfChild(node, 'SignedValue') ?? '');
    const bytes = value === undefined ? undefined : files.get(value);
    if (!bytes) return { verdict: { ...blank, why: 'the value of the signature is not in the package' } };
    const own = files.get(place) as Uint8Array;
    const signed = isSealValue(bytes)
      ? await sealed(checks, parseSealSignature(bytes), own, trust, sealFile(files, place, node))
      : await enveloped(checks, bytes, own, node, trust);
    const broken = references.changed.length + references.missing.length > 0;
    const verdict: OfdSignatureVerdict = { ...blank, ...signed, changed: references.changed, missing: references.missing };
    if (verdict.integrity !== 'holds') return { verdict, references };
    if (references.hash === undefined) {
      return {
        verdict: {
          ...verdict,
          integrity: 'not-supported',
          why: `digests by "${references.method.slice(0, 60)}" prove nothing or are not known here`,
        },
      };
    }
    return { verdict: broken ? { ...verdict, integrity: 'changed' } : verdict, references };
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    const integrity = cause.code === 'evidence.unknown_algorithm' ? 'not-supported' : 'malformed';
    return { verdict: { ...blank, integrity, why: cause.message } };
  }
}

/** SES_Signature and TBS_Sign both begin with a sequence; CMS with an object identifier, a bare SM2 value with an integer. */
const isSealValue = (bytes: Uint8Array): boolean => innerTag(bytes) === 0x30;
function innerTag(bytes: Uint8Array): number | undefined {
  const first = bytes[1] ?? 0;
  return bytes[2 + (first >= 0x80 ? first & 0x7f : 0)];
}

function sealFile(files: OfdPackage, place: string, node: XmlNode): Uint8Array | undefined {
  const said = textOfChild(childOf(childOf(node, 'SignedInfo'), 'Seal'), 'BaseLoc');
  const path = said === undefined ? undefined : locate(files, place, said);
  return path === undefined ? undefined : files.get(path);
}

type Signed = Pick<OfdSignatureVerdict, 'format' | 'integrity' | 'identity' | 'time'> & Partial<OfdSignatureVerdict>;

/** The hash that a signature scheme goes with: SM2 with SM3 (GB/T 32918), else its own. */
const hashWith = (scheme: SignatureScheme) => (scheme.kind === 'sm2' ? 'sm3' : scheme.kind === 'ed25519' ? 'sha512' : scheme.hash);

async function sealed(
  checks: SignatureChecks,
  value: SealSignature,
  own: Uint8Array,
  trust: SignedPaperTrust,
  file: Uint8Array | undefined,
): Promise<Signed> {
  const { certificate } = value;
  const scheme = schemeOf(value.algorithm);
  const same = sameBytes(value.dataHash, await checks.digest(hashWith(scheme), own));
  const verified = await checks.verify(scheme, certificate.spki, value.toSign, value.signature);
  const proven = value.timestamp && (await provenTime(checks, value.timestamp, value.signature, [], trust));
  const time: SignerTime = proven ?? (value.time === undefined ? { kind: 'none' } : { kind: 'claimed', at: rfc3339(value.time) });
  const at = time.kind === 'none' ? trust.now : Date.parse(time.at);
  const seal = await judgeSeal(checks, value.seal, certificate, trust, at);
  const another = file !== undefined && !sameBytes(file, value.sealBytes);
  return {
    kind: 'seal',
    format: value.form,
    integrity: verified ? (same ? 'holds' : 'changed') : 'false',
    ...(await whoIs(checks, certificate, listedCertificates(value), trust, at)),
    ...(verified && !same ? { why: 'the list of signed files is not the one that was signed' } : {}),
    ...(another ? { why: 'the seal file in the package is not the seal in the signature' } : {}),
    time,
    seal,
  };
}

const listedCertificates = (value: SealSignature): readonly Certificate[] => (value.seal.maker ? [value.seal.maker] : []);

async function whoIs(
  checks: SignatureChecks,
  certificate: Certificate,
  others: readonly Certificate[],
  trust: SignedPaperTrust,
  at: number,
): Promise<Pick<OfdSignatureVerdict, 'signer' | 'issuer' | 'serial' | 'identity' | 'root' | 'why' | 'revocation'>> {
  return {
    signer: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    serial: certificate.serial.toString(16),
    ...(await identityOf(checks, certificate, others, trust, at)),
  };
}

/** A signature without a seal: CMS as GB/T 35275 or PKCS#7 write it; a bare value has no certificate to check it with. */
async function enveloped(checks: SignatureChecks, bytes: Uint8Array, own: Uint8Array, node: XmlNode, trust: SignedPaperTrust): Promise<Signed> {
  if (innerTag(bytes) !== 0x06) {
    const why = 'the value is a bare signature without a certificate, so there is nobody to check it against';
    return { kind: 'signature', format: 'bare', integrity: 'not-supported', why, identity: 'not-checked', time: { kind: 'none' } };
  }
  const data = parseSignedData(bytes);
  const { signer } = data;
  const meant = await signingCertificate(checks, signer);
  const state = await stateOf(checks, data, own);
  const full = withMaterial(trust, [], enclosedIn(data));
  const time = await timeOfCms(checks, data, node, full);
  const at = time.kind === 'none' ? trust.now : Date.parse(time.at);
  return {
    kind: 'signature',
    format: data.standard === 'RFC 5652' ? 'PKCS#7' : data.standard,
    integrity: meant === 'other' ? 'false' : state,
    ...(await whoIs(checks, signer.certificate, data.certificates, full, at)),
    ...(meant === 'other' ? { why: 'the signed attributes name another certificate' } : {}),
    time,
  };
}

/**
 * The signed content is the signature file itself, or (GM/T 0099) its digest inside the envelope. Where both stand, some
 * makers put the file's digest into the attribute instead of the digest of the content; it binds the file as well.
 */
async function stateOf(checks: SignatureChecks, data: SignedData, own: Uint8Array): Promise<'holds' | 'changed' | 'false'> {
  const hash = data.signer.digestAlgorithm;
  const inside = data.content;
  if (inside === undefined) return said(await checkSigner(checks, data, own));
  if (!sameBytes(inside, await checks.digest(hash, own)) && !sameBytes(inside, own)) return 'changed';
  const state = said(await checkSigner(checks, data, inside));
  return state === 'changed' ? said(await checkSigner(checks, data, own)) : state;
}

const said = (state: Awaited<ReturnType<typeof checkSigner>>): 'holds' | 'changed' | 'false' =>
  state === 'valid' ? 'holds' : state === 'other-content' ? 'changed' : 'false';

async function timeOfCms(checks: SignatureChecks, data: SignedData, node: XmlNode, trust: SignedPaperTrust): Promise<SignerTime> {
  const [stamp] = data.signer.unsigned.get(attributeOids.timeStampToken) ?? [];
  const proven = stamp && (await provenTime(checks, stamp.whole, data.signer.signature, data.certificates, trust));
  if (proven) return proven;
  const [signingTime] = data.signer.attributes.get(attributeOids.signingTime) ?? [];
  if (signingTime) return { kind: 'claimed', at: rfc3339(timeOf(signingTime)) };
  const text = textOfChild(childOf(node, 'SignedInfo'), 'SignatureDateTime');
  const at = text === undefined ? undefined : timeInText(text);
  return at === undefined ? { kind: 'none' } : { kind: 'claimed', at: rfc3339(at) };
}

/** "20200817111329Z" is UTC; "2020-04-22 16:22:44" names no zone and is read as China's time, in which OFD is written. */
export function timeInText(text: string): number | undefined {
  const found = /^(\d{4})-?(\d\d)-?(\d\d)[T ]?(\d\d):?(\d\d):?(\d\d)(?:\.\d{1,9})?(Z?)$/.exec(text.trim());
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  const at = Date.UTC(year, month - 1, day, hour, minute, second) - (found[7] === 'Z' ? 0 : 8 * 3_600_000);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 61 ? at : undefined;
}

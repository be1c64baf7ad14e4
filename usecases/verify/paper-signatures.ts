import type { SignatureFact } from '#domain/assessment/checks/signatures.ts';
import type { OfdSignatureVerdict } from '#domain/evidence/ofd/verify.ts';
import type { PdfSignatureVerdict } from '#domain/evidence/pdf/verify.ts';
import type { SignedPaper } from '#domain/evidence/signed-paper.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { Bilingual } from '#domain/kernel/text.ts';

/** Reads the signatures of a file under this installation's own trust; undefined for a file that is no PDF and no OFD. */
export type ReadSignatures = (bytes: Uint8Array) => Promise<SignedPaper | undefined>;

export type PaperSignature = Omit<SignatureFact, 'exhibit'>;

/** What the claim check is told of a file's signatures; none for an unsigned one. What cannot be read is said, not thrown. */
export async function paperSignatures(read: ReadSignatures, bytes: Uint8Array): Promise<readonly PaperSignature[]> {
  try {
    const paper = await read(bytes);
    if (!paper) return [];
    return paper.form === 'pdf' ? paper.signatures.map((each) => pdfFact(each, paper.signatures)) : paper.signatures.map(ofdFact);
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    const why = { zh: `文件无法读取（${cause.code}）`, en: `the file cannot be read (${cause.code})` };
    return [{ state: 'unreadable', timeProven: false, identity: 'not-checked', later: [], underLaterSignature: 0, why }];
  }
}

function pdfFact(verdict: PdfSignatureVerdict, all: readonly PdfSignatureVerdict[]): PaperSignature {
  const revised = verdict.covers === 'revision';
  // A countersigned paper: what was added after this one is as the last one signed it.
  const countersigned = revised && all.some((other) => other !== verdict && other.integrity === 'holds' && other.covers === 'whole');
  const added = verdict.addedAfter.map(({ object, type }) => `${type} (object ${object})`);
  return {
    ...stateOf(verdict),
    ...who(verdict),
    later: revised && !countersigned ? (added.length > 0 ? added : ['bytes after the signed part']) : [],
    underLaterSignature: countersigned ? verdict.addedAfter.length : 0,
  };
}

function ofdFact(verdict: OfdSignatureVerdict): PaperSignature {
  // What another signature of the package covers was added before that one, and is not left open.
  const open = verdict.uncovered.filter(({ signedBy }) => signedBy.length === 0).map(({ path }) => path);
  const gone = verdict.missing.map((path) => `${path} (missing)`);
  const holds = verdict.integrity === 'holds' || verdict.onlyList === true;
  const doubt = verdict.onlyList ? listChanged : sealDoubt(verdict);
  return {
    ...(holds ? { state: 'holds' as const } : stateOf(verdict)),
    ...who(verdict),
    ...(verdict.seal ? { seal: verdict.seal.name } : {}),
    later: holds ? open : [...verdict.changed, ...gone],
    underLaterSignature: verdict.uncovered.length - open.length,
    ...(doubt && holds ? { why: doubt } : {}),
  };
}

function stateOf({ integrity, why }: PdfSignatureVerdict | OfdSignatureVerdict): Pick<PaperSignature, 'state' | 'why'> {
  if (integrity === 'malformed' || integrity === 'not-supported') {
    const state = integrity === 'malformed' ? 'unreadable' : integrity;
    return { state, ...(why ? { why: { zh: why, en: why } } : {}) };
  }
  return { state: integrity };
}

function who({
  signer,
  time,
  identity,
}: PdfSignatureVerdict | OfdSignatureVerdict): Omit<PaperSignature, 'state' | 'later' | 'underLaterSignature' | 'why'> {
  return {
    ...(signer ? { signer } : {}),
    ...(time.kind === 'none' ? {} : { signedAt: time.at }),
    timeProven: time.kind === 'proven',
    identity,
  };
}

const listChanged: Bilingual = { zh: '其后增加或删除过签名', en: 'a signature was added or removed after it' };

/** A signature can hold under a seal that does not: then it is the certificate's word alone. */
function sealDoubt({ seal }: OfdSignatureVerdict): Bilingual | undefined {
  if (!seal) return undefined;
  if (seal.integrity === 'false') return { zh: '印章的制章签名不成立', en: 'the maker of the seal did not sign it as it is' };
  if (seal.signer === 'not-listed') return { zh: '印章未授权该证书使用', en: 'the seal was not made for this certificate' };
  if (!seal.inForce) {
    const [from, to] = [seal.validFrom, seal.validTo];
    return { zh: `印章有效期为 ${from} 至 ${to}，签署不在其内`, en: `the seal was valid from ${from} to ${to} and was used outside of that` };
  }
  return undefined;
}

import { concat, uint64, utf8 } from './bytes.ts';
import { type Checkpoint, checkpointText } from './checkpoint.ts';
import type { Crypto, Signer } from './crypto.ts';
import { isBy, type Note, type NoteSignature, signatureType, type VerifierKey, verifierKey } from './note.ts';

/** C2SP signed-note type 0x01 and tlog-cosignature types 0x04 and 0x06, over one checkpoint. */

/** "cosignature/v1", the time in POSIX seconds, then the whole checkpoint body. */
const ed25519Message = (checkpoint: Checkpoint, time: number): Uint8Array => utf8(`cosignature/v1\ntime ${time}\n${checkpointText(checkpoint)}`);

/** The `cosigned_message` structure for a whole tree: start 0, end the size. Extension lines are not in it. */
function mlDsa44Message(name: string, checkpoint: Checkpoint, time: number): Uint8Array {
  const [cosigner, origin] = [utf8(name), utf8(checkpoint.origin)];
  return concat(
    utf8('subtree/v1\n\0'),
    Uint8Array.of(cosigner.length),
    cosigner,
    uint64(time),
    Uint8Array.of(origin.length),
    origin,
    uint64(0),
    uint64(checkpoint.size),
    checkpoint.root,
  );
}

/** The log's own Ed25519 line (type 0x01), which Go's sumdb/note accepts. */
export function signAsLog(crypto: Crypto, name: string, signer: Signer, checkpoint: Checkpoint): NoteSignature {
  const key = verifierKey(crypto, name, signatureType.ed25519, signer.publicKey);
  return { name, keyId: key.keyId, signature: signer.sign(utf8(checkpointText(checkpoint))) };
}

/** A cosignature at `time` (POSIX seconds; a witness must give one): a witness's, or the log's own ML-DSA-44 line. */
export function cosign(crypto: Crypto, name: string, signer: Signer, checkpoint: Checkpoint, time: number): NoteSignature {
  const key = cosignerKey(crypto, name, signer);
  const message = signer.algorithm === 'ed25519' ? ed25519Message(checkpoint, time) : mlDsa44Message(name, checkpoint, time);
  return { name, keyId: key.keyId, signature: concat(uint64(time), signer.sign(message)) };
}

export const cosignerKey = (crypto: Crypto, name: string, signer: Signer): VerifierKey =>
  verifierKey(crypto, name, signer.algorithm === 'ed25519' ? signatureType.ed25519Cosignature : signatureType.mlDsa44Cosignature, signer.publicKey);

/** An ML-DSA-44 signature states origin, size and root and nothing of the extension lines (tlog-cosignature); Ed25519 signs the whole body. */
export const coversExtensions = (key: Pick<VerifierKey, 'type'> | undefined): boolean =>
  key !== undefined && key.type !== signatureType.mlDsa44Cosignature;

export type SignatureVerdict =
  | { readonly kind: 'valid'; readonly time?: number }
  | { readonly kind: 'absent' }
  /** A line names the key but does not verify: the note as a whole must be refused (signed-note). */
  | { readonly kind: 'false' };

/** Judges every line that names this key; one false line spoils the note. */
export function verifySignature(crypto: Crypto, note: Note, checkpoint: Checkpoint, key: VerifierKey): SignatureVerdict {
  let verdict: SignatureVerdict = { kind: 'absent' };
  for (const line of note.signatures) {
    if (!isBy(line, key)) continue;
    const judged = verifyLine(crypto, line, note.text, checkpoint, key);
    if (judged.kind === 'false') return judged;
    if (verdict.kind === 'absent') verdict = judged;
  }
  return verdict;
}

function verifyLine(crypto: Crypto, { signature }: NoteSignature, text: string, checkpoint: Checkpoint, key: VerifierKey): SignatureVerdict {
  if (key.type === signatureType.ed25519) {
    return signature.length === 64 && crypto.verifyEd25519(key.publicKey, utf8(text), signature) ? { kind: 'valid' } : { kind: 'false' };
  }
  if (signature.length < 8) return { kind: 'false' };
  const stamp = new DataView(signature.buffer, signature.byteOffset, 8).getBigUint64(0);
  // Verifiers may reject times in the future (tlog-cosignature): this one is 285 million years ahead.
  if (stamp > BigInt(Number.MAX_SAFE_INTEGER)) return { kind: 'false' };
  const [time, raw] = [Number(stamp), signature.slice(8)];
  // Time 0 says "consistent with all I saw" and nothing about when (tlog-cosignature, ML-DSA-44 signed message).
  const valid: SignatureVerdict = time === 0 ? { kind: 'valid' } : { kind: 'valid', time };
  switch (key.type) {
    case signatureType.ed25519Cosignature:
      return raw.length === 64 && crypto.verifyEd25519(key.publicKey, ed25519Message(checkpoint, time), raw) ? valid : { kind: 'false' };
    case signatureType.mlDsa44Cosignature:
      return raw.length === 2420 &&
        utf8(checkpoint.origin).length <= 255 &&
        crypto.verifyMlDsa44(key.publicKey, mlDsa44Message(key.name, checkpoint, time), raw)
        ? valid
        : { kind: 'false' };
  }
}

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { nodeCrypto, signerOf } from '#adapters/log/node-crypto.ts';
import { checkpointText } from '#domain/evidence/checkpoint.ts';
import { ContentHasher, chunkSize, proveClip } from '#domain/evidence/chunks.ts';
import { cosign, signAsLog } from '#domain/evidence/cosignature.ts';
import { formatNote, signatureType, verifierKey, vkey } from '#domain/evidence/note.ts';
import { type Policy, parsePolicy } from '#domain/evidence/policy.ts';
import { formatProof } from '#domain/evidence/proof.ts';
import { commitment, leafTypeOf, logEntry, recordBytes } from '#domain/evidence/record.ts';
import { type ClipParts, clipFile, clipText } from '#domain/evidence/recording/clip.ts';
import { leafHash, nodeHash } from '#domain/evidence/tree.ts';

const origin = 'log.test/clips';
const [ed, ml] = ['ed25519', 'ml-dsa-44'].map((type) => signerOf(generateKeyPairSync(type as 'ed25519').privateKey)) as [
  ReturnType<typeof signerOf>,
  ReturnType<typeof signerOf>,
];
export const policyText = [
  `log ${vkey(verifierKey(nodeCrypto, origin, signatureType.ed25519, ed.publicKey))}`,
  `log ${vkey(verifierKey(nodeCrypto, origin, signatureType.mlDsa44Cosignature, ml.publicKey))}`,
  'quorum none',
  '',
].join('\n');
export const policy: Policy = parsePolicy(nodeCrypto, policyText);

/** A recording sealed as the second of two leaves of a log of its own, and chunks [from, to) of it as a clip. */
export function clipOf(content: Uint8Array, from: number, to: number, { mediaType = 'audio/wav', withHead = from > 0 } = {}): Uint8Array {
  return Buffer.from(clipText(clipFile(nodeCrypto, partsOf(content, from, to, { mediaType, withHead }))));
}

function partsOf(content: Uint8Array, from: number, to: number, { mediaType, withHead }: { mediaType: string; withHead: boolean }): ClipParts {
  const hasher = new ContentHasher(nodeCrypto);
  hasher.update(content);
  const { sha256, size, chunks } = hasher.marks();
  const record = recordBytes({
    format: 'quittance.record/v1',
    id: '01900000-0000-7000-8000-000000000001',
    kind: 'call',
    content: { sha256, size, mediaType, name: 'call.wav', chunks },
    context: { purpose: 'proof', consent: { how: 'spoken', at: '2026-11-20T09:00:05Z', by: 'debtor' } },
    receivedAt: '2026-11-20T09:03:20.000Z',
  });
  const salt = randomBytes(32);
  const leaf = leafHash(nodeCrypto, logEntry(leafTypeOf('call'), commitment(nodeCrypto, salt, record)));
  const other = leafHash(nodeCrypto, new Uint8Array(34));
  const checkpoint = { origin, size: 2, root: nodeHash(nodeCrypto, other, leaf), extensions: [] };
  const note = formatNote({
    text: checkpointText(checkpoint),
    signatures: [signAsLog(nodeCrypto, origin, ed, checkpoint), cosign(nodeCrypto, origin, ml, checkpoint, 1_763_629_400)],
  });
  const chunk = (index: number) => content.subarray(index * chunkSize, (index + 1) * chunkSize);
  const [path] = proveClip(nodeCrypto, hasher.leaves, 0, 1).paths;
  return {
    record,
    salt,
    proof: formatProof({ index: 1, hashes: [other], checkpoint: note }),
    clip: proveClip(nodeCrypto, hasher.leaves, from, to),
    chunks: Array.from({ length: to - from }, (_, i) => chunk(from + i)),
    ...(withHead && path ? { head: { path, chunk: chunk(0) } } : {}),
  };
}

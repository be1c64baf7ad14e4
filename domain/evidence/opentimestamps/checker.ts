import { DomainError } from '#domain/kernel/error.ts';
import type { AnchorChecker, AnchorVerdict } from '../anchor.ts';
import { hex, sameBytes } from '../bytes.ts';
import type { BlockHeader } from './bitcoin.ts';
import { attested, parseProofFile } from './proof.ts';

/** A miner's clock may be off: Bitcoin takes blocks up to two hours ahead, and later than the median of the last eleven. */
const clockToleranceSeconds = 7200;

/** Checks .ots files against Bitcoin headers that the verifier got elsewhere. */
export function openTimestampsChecker(headers: ReadonlyMap<number, BlockHeader>): AnchorChecker {
  return {
    kind: 'opentimestamps',
    owns: (fileName) => fileName.endsWith('.ots'),
    async verify(_crypto, proof, digest): Promise<AnchorVerdict> {
      try {
        const timestamp = parseProofFile(proof);
        if (!sameBytes(timestamp.message, digest)) return no('证明所针对的不是该检查点', 'the proof is about another digest');
        const all = [...attested(timestamp)];
        const blocks = all.flatMap(({ message, attestation }) => (attestation.kind === 'bitcoin' ? [{ message, height: attestation.height }] : []));
        const proven: { height: number; time: number }[] = [];
        for (const { message, height } of blocks) {
          const header = headers.get(height);
          if (!header) continue;
          if (!sameBytes(header.merkleRoot, message))
            return no(`比特币区块 ${height} 的默克尔根不符`, `Bitcoin block ${height} has another Merkle root`);
          proven.push({ height, time: header.time });
        }
        const first = proven.sort((a, b) => a.time - b.time)[0];
        if (first) {
          const before = rfc3339(first.time + clockToleranceSeconds);
          return { kind: 'proven', before, detail: { chain: 'bitcoin', height: first.height, blockTime: rfc3339(first.time) } };
        }
        if (blocks.length > 0) {
          const claimed = blocks.map(({ height, message }) => ({ height, merkleRoot: hex(Uint8Array.from(message).reverse()) }));
          return { kind: 'needs-online-check', detail: { chain: 'bitcoin', blocks: claimed } };
        }
        const calendars = all.flatMap(({ attestation }) => (attestation.kind === 'pending' ? [attestation.uri] : []));
        return { kind: 'pending', detail: { calendars } };
      } catch (cause) {
        if (!(cause instanceof DomainError)) throw cause;
        return no(`证明无法读取：${cause.message}`, cause.message);
      }
    },
  };
}

const no = (zh: string, en: string): AnchorVerdict => ({ kind: 'false', why: { zh, en } });
const rfc3339 = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

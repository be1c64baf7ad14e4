import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as pkijs from 'pkijs';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { embeddedAuthority } from '#adapters/timestamp/embedded-authority.ts';
import { nodeSignatures } from '#adapters/timestamp/signatures.ts';
import { certificatesIn } from '#domain/evidence/asn1/certificate.ts';
import { openTimestampsChecker } from '#domain/evidence/opentimestamps/checker.ts';
import { proofFile } from '#domain/evidence/opentimestamps/proof.ts';
import { timestampChecker } from '#domain/evidence/timestamp/checker.ts';
import { timestampRequest } from '#domain/evidence/timestamp/request.ts';
import { figure, type Row } from './row.ts';

/** Makes and checks proofs of time in one thread; no network. */
export async function run(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'quittance-bench-anchors-'));
  try {
    const authority = embeddedAuthority(folder, () => new Date());
    const stamped = randomBytes(32);
    const digest = createHash('sha256').update(stamped).digest();
    const request = timestampRequest(digest, 1n << 60n);
    const token = authority.respond(request);
    const checker = timestampChecker(nodeSignatures, certificatesIn(Buffer.from(authority.rootPem)));
    const none = new Map<string, Uint8Array>();
    const made = await perSecond(async () => void authority.respond(request));
    const checked = await perSecond(async () => void (await checker.verify(nodeCrypto, token, digest, none)));
    const peer = await perSecond(async () => {
      const response = pkijs.TimeStampResp.fromBER(Uint8Array.from(token).buffer);
      // Signature alone: it looks at neither chain nor certificate id.
      const sound = await new pkijs.SignedData({ schema: response.timeStampToken?.content }).verify({
        signer: 0,
        data: Uint8Array.from(stamped).buffer,
      });
      if (!sound) throw new Error('expected pkijs to accept the token');
    });
    const ots = proofFile({ message: digest, attestations: [{ kind: 'bitcoin', height: 900_000 }], steps: [] });
    const proofs = openTimestampsChecker(new Map());
    const read = await perSecond(async () => void (await proofs.verify(nodeCrypto, ots, digest, none)));
    return [
      figure('RFC 3161 tokens made by the embedded authority', made, '/s'),
      figure('RFC 3161 tokens checked with chain and certificate id', checked, '/s', { name: 'pkijs, signature alone', value: peer }),
      figure('OpenTimestamps proofs read', read, '/s'),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function perSecond(work: () => Promise<void>): Promise<number> {
  for (let i = 0; i < 50; i++) await work();
  const begun = performance.now();
  let count = 0;
  while (performance.now() - begun < 1_000) {
    await work();
    count += 1;
  }
  return Math.round((count * 1000) / (performance.now() - begun));
}

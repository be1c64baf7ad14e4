import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { bundleInMemory } from '#adapters/objects/bundle-file.ts';
import { fileObjects } from '#adapters/objects/files.ts';
import { sealedObjects } from '#adapters/objects/sealed.ts';
import { postgresLog } from '#adapters/postgres/evidence/log.ts';
import { postgresRecords } from '#adapters/postgres/evidence/records.ts';
import type { TestDatabase } from '#adapters/postgres/testing.ts';
import { cosign, cosignerKey } from '#domain/evidence/cosignature.ts';
import { signatureLine, signatureType, verifierKey, vkey } from '#domain/evidence/note.ts';
import type { LogStore, PublicLog, TileStore } from '#usecases/ports/evidence-log.ts';
import { type BundleParts, type BundleRequest, writeBundle } from '#usecases/seal/bundle.ts';
import { sealing } from '#usecases/seal/seal.ts';
import { Sequencer } from '#usecases/seal/sequence.ts';
import { openLogKeys, openWitnessKeys } from '../keys.ts';
import { nodeCrypto } from '../node-crypto.ts';
import { tileFiles } from '../tile-files.ts';
import { vault } from '../vault.ts';

/** A whole evidence installation over a test database, with a witness in the same process. */
export function installation(database: TestDatabase, origin = 'quittance.test/log') {
  const folder = mkdtempSync(join(tmpdir(), 'quittance-evidence-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const keys = openLogKeys(join(folder, 'keys'));
  const witness = openWitnessKeys(join(folder, 'witness'));
  const now = (): Date => new Date('2026-11-23T08:00:00Z');
  const log = postgresLog(database, origin);
  const tiles = tileFiles(join(folder, 'log'));
  const objects = fileObjects(join(folder, 'objects'));
  const parts: BundleParts & { readonly log: LogStore; readonly tiles: TileStore & PublicLog } = {
    crypto: nodeCrypto,
    vault: vault(keys.master),
    records: postgresRecords,
    transactions: database,
    log,
    tiles,
    logs: async () => [{ number: 1, origin, keys: [], store: log, tiles }],
    objects,
    sealed: sealedObjects(objects),
    reportSigner: keys.report,
  };
  const logKey = verifierKey(nodeCrypto, origin, signatureType.ed25519, keys.log[0].publicKey);
  const logKeyMlDsa = verifierKey(nodeCrypto, origin, signatureType.mlDsa44Cosignature, keys.log[1].publicKey);
  const witnessKeys = witness.map((signer) => cosignerKey(nodeCrypto, 'witness.test/w1', signer));
  return {
    folder,
    parts,
    keys,
    seals: sealing({ ...parts, now }),
    sequencer: () => new Sequencer({ crypto: nodeCrypto, store: log, tiles, signers: keys.log, now }),
    logKey,
    reportKey: verifierKey(nodeCrypto, `${origin}/report`, signatureType.ed25519, keys.report.publicKey),
    selfAsserted: `log ${vkey(logKey)}\nquorum none\n`,
    witnessed: [
      `log ${vkey(logKey)}`,
      `log ${vkey(logKeyMlDsa)}`,
      ...witnessKeys.map((key, i) => `witness w${i} ${vkey(key)}`),
      'group both all w0 w1',
      'quorum both\n',
    ].join('\n'),
    /** Cosigns the latest checkpoint and stores it, as the witness client does. */
    async cosignLatest(): Promise<void> {
      const last = await log.bestSigned();
      if (!last) throw new Error('nothing to cosign');
      const seconds = now().getTime() / 1000 + 60;
      const lines = witness.map((signer) => signatureLine(cosign(nodeCrypto, 'witness.test/w1', signer, last.checkpoint, seconds)));
      await log.recordCosigned(last.checkpoint.size, last.signed + lines.join(''), true, new Date(seconds * 1000));
    },
    async bundle(request: BundleRequest): Promise<Uint8Array> {
      const sink = bundleInMemory();
      await writeBundle(parts, request, sink);
      return sink.bytes();
    },
  };
}

export type Installation = ReturnType<typeof installation>;

export { textItem } from './items.ts';

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { growingObjects } from '#adapters/objects/growing.ts';
import { openObjects } from '#adapters/objects/open.ts';
import { sealedObjects } from '#adapters/objects/sealed.ts';
import { originIn, postgresLog } from '#adapters/postgres/evidence/log.ts';
import { postgresRecords } from '#adapters/postgres/evidence/records.ts';
import { hex } from '#domain/evidence/bytes.ts';
import { signatureType, type VerifierKey, verifierKey, vkey } from '#domain/evidence/note.ts';
import { type Policy, parsePolicy } from '#domain/evidence/policy.ts';
import type { PublicLog } from '#usecases/ports/evidence-log.ts';
import type { GrowingObjects } from '#usecases/ports/growing.ts';
import type { Sealing } from '#usecases/ports/sealing.ts';
import type { Transactions } from '#usecases/ports/transactions.ts';
import type { BundleParts } from '#usecases/seal/bundle.ts';
import { keepSequencing } from '#usecases/seal/keep-sequencing.ts';
import { sealing } from '#usecases/seal/seal.ts';
import { Sequencer } from '#usecases/seal/sequence.ts';
import { openLogKeys } from './keys.ts';
import { openLogFiles } from './log-files.ts';
import { nodeCrypto } from './node-crypto.ts';
import { vault } from './vault.ts';
import { witnessClient } from './witness-client.ts';

export type EvidenceOptions = {
  readonly transactions: Transactions;
  readonly folders: { readonly objects: string; readonly log: string; readonly keys: string };
  readonly s3Url?: string;
  readonly keyPassphrase?: string;
  /** For the first start: how this log is named, a URL without scheme. Later the database knows it. */
  readonly suggestedOrigin?: string;
};

export type Evidence = BundleParts & {
  readonly sealing: Sealing;
  readonly publicLog: PublicLog;
  /** Recordings that are being received, in <objects>/growing. */
  readonly growing: GrowingObjects;
  readonly origin: string;
  readonly reportKey: VerifierKey;
  /** What others need to verify: log keys, witnesses, quorum (c2sp.org/tlog-policy), and the report key in a comment. */
  readonly policyText: string;
  /** Leads or waits to lead the log until the signal. */
  keepSequencing(signal: AbortSignal, onError: (error: unknown, part: string) => void): Promise<void>;
};

/** The evidence room of one installation, wired. Makes keys at the first start. */
export async function openEvidence(options: EvidenceOptions): Promise<Evidence> {
  const { transactions, folders } = options;
  const keys = openLogKeys(folders.keys, options.keyPassphrase);
  const origin =
    (await originIn(transactions)) ?? options.suggestedOrigin ?? `quittance.local/${hex(nodeCrypto.sha256(keys.log[0].publicKey)).slice(0, 16)}`;
  const log = postgresLog(transactions, origin);
  const tiles = await openLogFiles(folders.log, options.s3Url);
  const objects = openObjects(folders.objects, options.s3Url);
  const parts: BundleParts = {
    crypto: nodeCrypto,
    vault: vault(keys.master),
    records: postgresRecords,
    transactions,
    log,
    tiles,
    objects,
    sealed: sealedObjects(objects),
    reportSigner: keys.report,
  };
  const reportKey = verifierKey(nodeCrypto, `${origin}/report`, signatureType.ed25519, keys.report.publicKey);
  const logKeys = [
    verifierKey(nodeCrypto, origin, signatureType.ed25519, keys.log[0].publicKey),
    verifierKey(nodeCrypto, origin, signatureType.mlDsa44Cosignature, keys.log[1].publicKey),
  ];
  const witnesses = witnessLines(dirname(folders.log));
  const policyText = [`# report key: ${vkey(reportKey)}`, ...logKeys.map((key) => `log ${vkey(key)}`), witnesses].join('\n');
  const policy: Policy = parsePolicy(nodeCrypto, policyText);
  const now = (): Date => new Date();
  const reachable = [...policy.witnesses.values()].some(({ url }) => url !== undefined);
  return {
    ...parts,
    sealing: sealing({ ...parts, now }),
    publicLog: tiles,
    growing: growingObjects(join(folders.objects, 'growing'), objects),
    origin,
    reportKey,
    policyText,
    keepSequencing: (signal, onError) =>
      keepSequencing(
        {
          store: log,
          sequencer: () => new Sequencer({ crypto: nodeCrypto, store: log, tiles, signers: keys.log, now }),
          ...(reachable ? { witness: witnessClient(log, tiles, policy) } : {}),
          onError,
          pause: (milliseconds, until) => wait(milliseconds, undefined, { signal: until }).catch(() => {}),
        },
        signal,
      ),
  };
}

/** <data>/witnesses.txt: witness, group and quorum lines of c2sp.org/tlog-policy. Without it the log is self-asserted. */
function witnessLines(dataFolder: string): string {
  const file = join(dataFolder, 'witnesses.txt');
  return existsSync(file) ? readFileSync(file, 'utf8') : 'quorum none\n';
}

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { growingObjects } from '#adapters/objects/growing.ts';
import { openObjects } from '#adapters/objects/open.ts';
import { sealedObjects } from '#adapters/objects/sealed.ts';
import { postgresSuccession } from '#adapters/postgres/evidence/logs.ts';
import { postgresRecords } from '#adapters/postgres/evidence/records.ts';
import { signatureType, type VerifierKey, verifierKey, vkey } from '#domain/evidence/note.ts';
import { judgeCheckpoint, type Policy, parsePolicy } from '#domain/evidence/policy.ts';
import type { PublicLog } from '#usecases/ports/evidence-log.ts';
import type { GrowingObjects } from '#usecases/ports/growing.ts';
import type { LogSuccession, Logs } from '#usecases/ports/logs.ts';
import type { Sealing } from '#usecases/ports/sealing.ts';
import type { Transactions } from '#usecases/ports/transactions.ts';
import type { Vault } from '#usecases/ports/vault.ts';
import type { BundleParts } from '#usecases/seal/bundle.ts';
import { type KeepSequencing, keepSequencing } from '#usecases/seal/keep-sequencing.ts';
import { type RotationParts, rotateLog } from '#usecases/seal/rotate-log.ts';
import { sealing } from '#usecases/seal/seal.ts';
import { Sequencer } from '#usecases/seal/sequence.ts';
import { closeHere } from '#usecases/seal/stored-record.ts';
import { closingBeside } from './closing.ts';
import { openLogKeys } from './keys.ts';
import { openLogFiles } from './log-files.ts';
import { type LogPlaces, newestOf, nextLog, openLogs, signersOf } from './logs.ts';
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
  readonly reportKey: VerifierKey;
  /** What others need to verify: keys of every log, witnesses, quorum (c2sp.org/tlog-policy), and the report keys in comments. */
  policyText(): Promise<string>;
  readonly succession: LogSuccession;
  /** Leads or waits to lead the newest log until the signal; begins a new log when one is asked for. */
  keepSequencing(signal: AbortSignal, onError: (error: unknown, part: string) => void): Promise<void>;
};

/** The evidence room of one installation, wired. Makes keys at the first start. */
export async function openEvidence(options: EvidenceOptions): Promise<Evidence> {
  const { transactions, folders, keyPassphrase } = options;
  const keys = openLogKeys(folders.keys, keyPassphrase);
  const files = await openLogFiles(folders.log, options.s3Url);
  const places: LogPlaces = { transactions, files, keysFolder: folders.keys, passphrase: keyPassphrase, firstKeys: keys.log };
  const logs = await openLogs(places, options.suggestedOrigin);
  const objects = openObjects(folders.objects, options.s3Url);
  const parts: BundleParts = {
    crypto: nodeCrypto,
    vault: vault(keys.master),
    records: postgresRecords,
    transactions,
    logs,
    objects,
    sealed: sealedObjects(objects),
    reportSigner: keys.report,
  };
  const witnesses = witnessLines(dirname(folders.log));
  const reportKeyOf = (origin: string): VerifierKey => verifierKey(nodeCrypto, `${origin}/report`, signatureType.ed25519, keys.report.publicKey);
  const policyText = async (): Promise<string> => {
    const all = await logs();
    return [
      ...all.map(({ origin }) => `# report key: ${vkey(reportKeyOf(origin))}`),
      ...all.flatMap((log) => log.keys.map((key) => `log ${key}`)),
      witnesses,
    ].join('\n');
  };
  const policy: Policy = parsePolicy(nodeCrypto, await policyText());
  const now = (): Date => new Date();
  const succession = postgresSuccession(transactions);
  return {
    ...parts,
    sealing: sealing({ ...parts, now, close: closingBeside(keys.master, closeHere(parts)) }),
    publicLog: files,
    growing: growingObjects(join(folders.objects, 'growing'), objects),
    reportKey: reportKeyOf((await newestOf(logs)).origin),
    policyText,
    succession,
    keepSequencing: async (signal, onError) => {
      while (!signal.aborted) await keepSequencing(await leading(places, logs, policy, succession, parts.vault, onError), signal);
    },
  };
}

/** What it takes to lead the log that is the newest now; leading ends when a newer one has begun. */
async function leading(
  places: LogPlaces,
  logs: Logs,
  policy: Policy,
  succession: LogSuccession,
  random: Pick<Vault, 'random'>,
  onError: KeepSequencing['onError'],
): Promise<KeepSequencing> {
  const now = (): Date => new Date();
  const all = await logs();
  const newest = await newestOf(logs);
  const { store, tiles } = newest;
  const witness = [...policy.witnesses.values()].some(({ url }) => url !== undefined) ? witnessClient(store, tiles, policy) : undefined;
  const witnessed: RotationParts['witnessed'] = async (last) => {
    await witness?.(last);
    const signed = (await store.checkpoint(last.checkpoint.size))?.signed ?? last.signed;
    return { signed, quorum: judgeCheckpoint(nodeCrypto, policy, signed).quorum === 'met' };
  };
  const rotation: RotationParts = {
    crypto: nodeCrypto,
    vault: random,
    succession,
    nextLog: nextLog(places, all[0].origin),
    ...(policy.quorum === 'none' ? {} : { witnessed }),
    now,
  };
  return {
    store,
    sequencer: () => new Sequencer({ crypto: nodeCrypto, store, tiles, signers: signersOf(places, newest), now }),
    ...(witness ? { witness } : {}),
    newer: async () => (await newestOf(logs)).number !== newest.number,
    succeeded: async (sequencer) => {
      if ((await newestOf(logs)).number !== newest.number) return true;
      if (!(await succession.asked())) return false;
      await rotateLog(rotation, newest, sequencer);
      return true;
    },
    onError,
    pause: (milliseconds, until) => wait(milliseconds, undefined, { signal: until }).catch(() => {}),
  };
}

/** <data>/witnesses.txt: witness, group and quorum lines of c2sp.org/tlog-policy. Without it the log is self-asserted. */
function witnessLines(dataFolder: string): string {
  const file = join(dataFolder, 'witnesses.txt');
  return existsSync(file) ? readFileSync(file, 'utf8') : 'quorum none\n';
}

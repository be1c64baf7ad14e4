import { postgresLog } from '#adapters/postgres/evidence/log.ts';
import { logRows, registerLog } from '#adapters/postgres/evidence/logs.ts';
import { hex } from '#domain/evidence/bytes.ts';
import type { Signer } from '#domain/evidence/crypto.ts';
import { signatureType, verifierKey, vkey } from '#domain/evidence/note.ts';
import type { Logs, OneLog } from '#usecases/ports/logs.ts';
import type { Transactions } from '#usecases/ports/transactions.ts';
import type { RotationParts } from '#usecases/seal/rotate-log.ts';
import { openLaterLogKeys } from './keys.ts';
import type { LogFiles } from './log-files.ts';
import { nodeCrypto } from './node-crypto.ts';

export type LogPlaces = {
  readonly transactions: Transactions;
  readonly files: LogFiles;
  readonly keysFolder: string;
  readonly passphrase?: string | undefined;
  /** Of the first log; later ones have files of their own. */
  readonly firstKeys: readonly [Signer, Signer];
};

const keysOf = (origin: string, [ed25519, mlDsa44]: readonly [Signer, Signer]): string[] => [
  vkey(verifierKey(nodeCrypto, origin, signatureType.ed25519, ed25519.publicKey)),
  vkey(verifierKey(nodeCrypto, origin, signatureType.mlDsa44Cosignature, mlDsa44.publicKey)),
];

/** The logs of an installation. The first one is registered here, under `suggested` or a name made from its key. */
export async function openLogs(places: LogPlaces, suggested?: string): Promise<Logs> {
  const { transactions, files, firstKeys } = places;
  const [known] = await logRows(transactions);
  const origin = known?.origin ?? suggested ?? `quittance.local/${hex(nodeCrypto.sha256(firstKeys[0].publicKey)).slice(0, 16)}`;
  await registerLog(transactions, origin, keysOf(origin, firstKeys));
  return async () => {
    const rows = await logRows(transactions);
    return rows.map(
      (row): OneLog => ({
        number: row.number,
        origin: row.origin,
        keys: row.keys,
        store: postgresLog(transactions, row.origin),
        tiles: row.number === 1 ? files : files.later(row.number),
        ...(row.closed_at ? { closedAt: row.closed_at } : {}),
        ...(row.first_record && row.first_salt ? { first: { record: row.first_record, salt: row.first_salt } } : {}),
      }),
    ) as [OneLog, ...OneLog[]];
  };
}

export const newestOf = async (logs: Logs): Promise<OneLog> => {
  const all = await logs();
  return all.at(-1) ?? all[0];
};

export const signersOf = ({ firstKeys, keysFolder, passphrase }: LogPlaces, { number }: OneLog): readonly [Signer, Signer] =>
  number === 1 ? firstKeys : openLaterLogKeys(keysFolder, number, passphrase);

/** Names the log that would follow and makes its keys: the same ones when a crash makes it ask twice. */
export const nextLog =
  (places: LogPlaces, firstOrigin: string): RotationParts['nextLog'] =>
  (closing) => {
    const number = closing.number + 1;
    const origin = `${firstOrigin}/${number}`;
    return { origin, number, keys: keysOf(origin, openLaterLogKeys(places.keysFolder, number, places.passphrase)) };
  };

import { type Evidence, openEvidence } from '#adapters/log/open.ts';
import { openDatabase } from '#adapters/postgres/database.ts';
import { migrate } from '#adapters/postgres/migrate.ts';
import type { Transactions } from '#usecases/ports/transactions.ts';
import { borrowPostgres } from '../../../server/database.ts';
import { foldersOf, readSettings } from '../../../server/settings.ts';

/** Opens this installation's evidence for one command, beside a running server or alone. */
export async function withInstallation<T>(
  stderr: NodeJS.WritableStream,
  work: (evidence: Evidence, transactions: Transactions) => Promise<T>,
): Promise<T> {
  const settings = readSettings(process.env);
  const postgres = await borrowPostgres(settings, (text) => void stderr.write(`quittance: ${text}\n`));
  try {
    await migrate(postgres.connection);
    const database = openDatabase(postgres.connection, 4);
    try {
      const { s3Url, keyPassphrase, dataFolder } = settings;
      const evidence = await openEvidence({
        transactions: database,
        folders: foldersOf(dataFolder),
        ...(s3Url === undefined ? {} : { s3Url }),
        ...(keyPassphrase === undefined ? {} : { keyPassphrase }),
      });
      return await work(evidence, database);
    } finally {
      await database.close();
    }
  } finally {
    await postgres.stop();
  }
}

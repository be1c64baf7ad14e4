import { openDatabase } from '#adapters/postgres/database.ts';
import { migrate } from '#adapters/postgres/migrate.ts';
import { type HostLink, makeHostLink } from '#usecases/govern/first-run.ts';
import { borrowPostgres } from './database.ts';
import { governOver } from './govern.ts';
import { runningServer } from './marker.ts';
import type { Settings } from './settings.ts';

/** The page that redeems a one-time link. The token stands after the #, so that no server or proxy logs it. */
export const linkTo = (publicUrl: string, link: HostLink): string => `${publicUrl}/welcome#token=${link.secret}`;

/** A new one-time link, whether a server runs or not. */
export async function newHostLink(
  settings: Settings,
  onProgress: (text: string) => void,
): Promise<{ readonly link: string; readonly purpose: HostLink['purpose'] }> {
  const postgres = await borrowPostgres(settings, onProgress);
  try {
    await migrate(postgres.connection);
    const database = openDatabase(postgres.connection, 2);
    try {
      const made = await makeHostLink(governOver(database));
      const publicUrl = settings.publicUrl ?? runningServer(settings.dataFolder)?.address ?? `http://localhost:${settings.port}`;
      return { link: linkTo(publicUrl, made), purpose: made.purpose };
    } finally {
      await database.close();
    }
  } finally {
    await postgres.stop();
  }
}

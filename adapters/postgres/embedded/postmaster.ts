import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DomainError } from '#domain/kernel/error.ts';

/** What postmaster.pid says (PostgreSQL 18 documentation, chapter 66.1; miscadmin.h LOCK_FILE_LINE_*). */
export type Postmaster = { readonly pid: number; readonly socketFolder: string; readonly port: number; readonly status: string };

/** The postmaster that holds this data folder now, or undefined when none lives. */
export function livingPostmaster(dataFolder: string): Postmaster | undefined {
  const file = join(dataFolder, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isPostgres(pid, dataFolder)) return undefined;
  return { pid, port: Number(lines[3] ?? 5432), socketFolder: lines[4] ?? '', status: (lines[7] ?? '').trim() };
}

/** A pid can be reused after a crash: the process must be a postgres that names this folder, where the system lets us look. */
function isPostgres(pid: number, dataFolder: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return command.includes('postgres') && command.includes(resolve(dataFolder));
  } catch {
    return process.platform !== 'linux';
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** A dead child nobody has waited for answers signal 0; it holds nothing any more. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) === 'Z';
  } catch {
    return false;
  }
}

/** Fast shutdown (SIGINT: sessions are ended, a checkpoint is written), then immediate after `graceMilliseconds`. */
export async function stopPostmaster(pid: number, graceMilliseconds = 20_000): Promise<void> {
  if (!signal(pid, 'SIGINT')) return;
  if (await gone(pid, graceMilliseconds)) return;
  signal(pid, 'SIGQUIT');
  if (await gone(pid, 10_000)) return;
  throw new DomainError('platform.postgres_not_stopped', `PostgreSQL (process ${pid}) did not stop; end it by hand and start again`, { pid });
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): boolean {
  try {
    return process.kill(pid, name);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw cause;
  }
}

async function gone(pid: number, withinMilliseconds: number): Promise<boolean> {
  const end = performance.now() + withinMilliseconds;
  while (isAlive(pid)) {
    if (performance.now() > end) return false;
    await pause(15);
  }
  return true;
}

export const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

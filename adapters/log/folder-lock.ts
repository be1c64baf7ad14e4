import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DomainError } from '#domain/kernel/error.ts';

/** Folders that this very process holds: its own number in a lock file is no sign of another one. */
const held = new Set<string>();

/**
 * Takes `folder` for this process alone and answers how to give it back; `evidence.folder_in_use` where another living
 * process has it. Two witnesses over one state could cosign two histories. The lock of a dead process is taken over.
 */
export function lockFolder(folder: string): () => void {
  const file = join(resolve(folder), 'lock');
  const own = `${file}.${randomBytes(6).toString('hex')}`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (held.has(file)) throw inUse(folder, process.pid);
  writeFileSync(own, markOf(process.pid), { flag: 'wx', mode: 0o600 });
  try {
    for (let tries = 0; ; tries++) {
      try {
        // A link appears whole or not at all: nobody reads a lock half written.
        linkSync(own, file);
        break;
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code !== 'EEXIST' || tries > 2) throw cause;
      }
      const holder = holderOf(file) ?? putAside(file, `${own}.old`);
      if (holder !== undefined) throw inUse(folder, holder);
    }
  } finally {
    rmSync(own, { force: true });
  }
  held.add(file);
  return () => {
    held.delete(file);
    rmSync(file, { force: true });
  };
}

/** Takes a dead lock away. Where another process has just put a living one in its place, that one goes back, and is answered. */
function putAside(file: string, aside: string): number | undefined {
  try {
    renameSync(file, aside);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
  const holder = holderOf(aside);
  if (holder !== undefined) linkSync(aside, file);
  rmSync(aside, { force: true });
  return holder;
}

/** The living process that wrote the lock, if there is one. Process numbers are used again: its start must be the same too. */
function holderOf(file: string): number | undefined {
  let mark: string;
  try {
    mark = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const pid = Number(mark.split(' ')[0]);
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return undefined;
  try {
    process.kill(pid, 0);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ESRCH') return undefined;
  }
  return mark === markOf(pid) ? pid : undefined;
}

/** "pid start": the start in clock ticks since boot (proc(5), stat field 22) where the system tells it. */
function markOf(pid: number): string {
  let start = '';
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    // Not Linux: the number alone has to do.
  }
  return `${pid} ${start}`;
}

const inUse = (folder: string, pid: number): DomainError =>
  new DomainError('evidence.folder_in_use', `expected ${folder} to be free, process ${pid} works in it; stop that one or name another folder`, {
    pid,
  });

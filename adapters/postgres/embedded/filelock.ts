import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DomainError } from '#domain/kernel/error.ts';
import { isAlive, pause } from './postmaster.ts';

/** Runs `work` while holding `file` as a lock between processes. The lock of a dead process is taken over. */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const end = performance.now() + 150_000;
  while (!tryTake(file)) {
    if (performance.now() > end)
      throw new DomainError('platform.lock_held', `waited 150 s for ${file}; remove it if no quittance process runs`, { file });
    await pause(20);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryTake(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
  if (!heldByDeadProcess(file)) return false;
  rmSync(file, { force: true });
  return false;
}

function heldByDeadProcess(file: string): boolean {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    // Just created and not yet written: alive.
    return pid > 0 && !isAlive(pid);
  } catch {
    return false;
  }
}

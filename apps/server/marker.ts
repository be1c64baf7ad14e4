import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '#adapters/postgres/embedded/postmaster.ts';

/** `server.json` in the data folder says which process serves it, and where. */
export type Running = { readonly pid: number; readonly address?: string };

const fileIn = (dataFolder: string): string => join(dataFolder, 'server.json');

/** The living server of this data folder, or undefined. A marker that a killed server left behind does not count. */
export function runningServer(dataFolder: string): Running | undefined {
  let marker: Running;
  try {
    marker = JSON.parse(readFileSync(fileIn(dataFolder), 'utf8')) as Running;
  } catch {
    return undefined;
  }
  return Number.isInteger(marker.pid) && isAlive(marker.pid) && isServer(marker.pid) ? marker : undefined;
}

/** Takes the data folder for this process, or answers who has it. Exactly one of several that start at once gets it. */
export function claimFolder(dataFolder: string): Running | undefined {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  for (let tries = 0; ; tries += 1) {
    try {
      writeFileSync(fileIn(dataFolder), JSON.stringify({ pid: process.pid }), { flag: 'wx', mode: 0o600 });
      return undefined;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST' || tries > 2) throw cause;
    }
    const running = runningServer(dataFolder);
    if (running) return running;
    rmSync(fileIn(dataFolder), { force: true });
  }
}

export const announce = (dataFolder: string, address: string): void =>
  writeFileSync(fileIn(dataFolder), JSON.stringify({ pid: process.pid, address }), { mode: 0o600 });

export const releaseFolder = (dataFolder: string): void => rmSync(fileIn(dataFolder), { force: true });

/** A pid can be reused: the process must be one of ours, where the system lets us look. */
function isServer(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return /apps\/(server|cli)\/main\.ts/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

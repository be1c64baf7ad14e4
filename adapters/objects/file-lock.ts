import { DatabaseSync } from 'node:sqlite';

/**
 * Takes `file` for the holder alone and answers how to give it back, or undefined where somebody else has it. The kernel
 * holds it (fcntl, by way of SQLite's exclusive transaction over an empty file; nothing is written): it ends with its
 * process however that ends, and it holds between containers over one volume, where process numbers say nothing. Nothing
 * else of this process may open the file: closing it would drop the lock (POSIX fcntl).
 */
export function lockFile(file: string): (() => void) | undefined {
  const held = new DatabaseSync(file, { timeout: 0 });
  try {
    held.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    held.close();
    if ((cause as { errcode?: number }).errcode === busy) return undefined;
    throw cause;
  }
  return () => held.close();
}

/** SQLITE_BUSY (sqlite.org/rescode.html). */
const busy = 5;

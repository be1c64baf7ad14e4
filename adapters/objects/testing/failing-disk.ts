import { statSync, truncateSync } from 'node:fs';
import type * as promises from 'node:fs/promises';

type Files = typeof promises;

/**
 * A disk whose machine stops after so many units: each byte written is one, and each fsync, truncation and rename. What was
 * not synced then is lost from a point on that `keeps` chooses: all of it stays where only the process died.
 */
export class FailingDisk {
  #left = Number.POSITIVE_INFINITY;
  readonly #synced = new Map<string, number>();

  /** `keeps` of each file's bytes that were not synced, 0 to 1. */
  async during<T>(units: number, keeps: number, work: () => Promise<T>): Promise<T | 'crashed'> {
    this.#left = units;
    try {
      return await work();
    } catch (cause) {
      if (this.#left > 0) throw cause;
      for (const [path, synced] of this.#synced) {
        const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
        if (size > synced) truncateSync(path, synced + Math.floor((size - synced) * keeps));
      }
      return 'crashed';
    }
  }

  /** From here on it works again, for whoever opens its files anew. */
  revive(): void {
    this.#left = Number.POSITIVE_INFINITY;
    this.#synced.clear();
  }

  over(files: Files): Files {
    return {
      ...files,
      open: async (path, flags, mode) => this.#handle(String(path), await files.open(path, flags, mode)),
      rename: async (from, to) => {
        this.#spend(1);
        await files.rename(from, to);
        this.#synced.delete(String(from));
        this.#synced.set(String(to), statSync(to).size);
      },
    };
  }

  #handle(path: string, file: promises.FileHandle): promises.FileHandle {
    this.#synced.set(path, statSync(path).size);
    const sync = async () => {
      this.#spend(1);
      await file.sync();
      this.#synced.set(path, statSync(path).size);
    };
    const write = async (bytes: Uint8Array, at: number) => {
      const whole = Math.min(bytes.length, Math.max(0, this.#left));
      await file.write(bytes, 0, whole, at);
      this.#spend(bytes.length);
      return { bytesWritten: bytes.length };
    };
    const ours: Record<string, unknown> = {
      sync,
      datasync: sync,
      write: (bytes: Uint8Array, from: number, length: number, at: number) => write(bytes.subarray(from, from + length), at),
      writeFile: (bytes: Uint8Array | string) => write(Buffer.from(bytes as string), 0),
      truncate: async (size: number) => {
        this.#spend(1);
        await file.truncate(size);
      },
    };
    return new Proxy(file, {
      get(target, name) {
        const own = ours[String(name)];
        if (own) return own;
        const theirs = Reflect.get(target, name, target) as unknown;
        return typeof theirs === 'function' ? theirs.bind(target) : theirs;
      },
    });
  }

  #spend(units: number): void {
    this.#left -= units;
    if (this.#left <= 0) throw new Error('the machine stopped');
  }
}

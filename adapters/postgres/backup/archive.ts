import { once } from 'node:events';
import { createReadStream, createWriteStream, type Dirent, type WriteStream } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { constants, createZstdCompress, type ZstdCompress } from 'node:zlib';
import { ending, headerOf, paddingOf } from '#adapters/archive/tar.ts';

/** Writes `<file>`: a tar, compressed with zstd. It has its name only once it is whole and on the disk. */
export class ArchiveWriter {
  readonly #file: string;
  readonly #staging: string;
  readonly #packed: ZstdCompress;
  readonly #sink: WriteStream;
  readonly #finished: Promise<unknown>;
  readonly #now: number;
  files = 0;
  bytes = 0;

  constructor(file: string, nowSeconds: number) {
    this.#file = file;
    this.#staging = `${file}.${process.pid}.part`;
    this.#now = nowSeconds;
    this.#packed = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 } });
    // Keys lie inside.
    this.#sink = createWriteStream(this.#staging, { mode: 0o600 });
    this.#packed.on('error', (error) => this.#sink.destroy(error));
    this.#finished = once(this.#sink, 'close');
    this.#packed.pipe(this.#sink);
  }

  async folder(name: string): Promise<void> {
    await this.#write(headerOf({ name, mode: 0o700 }, this.#now));
  }

  async text(name: string, text: string): Promise<void> {
    const bytes = Buffer.from(text);
    await this.#write(headerOf({ name, mode: 0o600, size: bytes.length }, this.#now));
    await this.#write(bytes);
    await this.#write(paddingOf(bytes.length));
    this.files += 1;
  }

  /**
   * A file that others may be writing: as many bytes as it had when looked at, so that the header stays true. What was
   * torn meanwhile the write-ahead log repairs. Answers false for one that is gone.
   */
  async file(name: string, path: string): Promise<boolean> {
    const info = await stat(path).catch(gone);
    if (!info) return false;
    const { size } = info;
    await this.#write(headerOf({ name, mode: info.mode & 0o777, size }, this.#now));
    let written = 0;
    if (size > 0) {
      try {
        for await (const piece of createReadStream(path, { end: size - 1, highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
          written += piece.length;
          await this.#write(piece);
        }
      } catch (cause) {
        gone(cause as NodeJS.ErrnoException);
      }
    }
    for (let left = size - written; left > 0; left -= 1 << 20) await this.#write(Buffer.alloc(Math.min(left, 1 << 20)));
    await this.#write(paddingOf(size));
    this.files += 1;
    this.bytes += size;
    return true;
  }

  /** A folder with all below it; `leave` names what is not wanted, by its path below the folder. */
  async tree(name: string, path: string, leave: (below: string, entry: Dirent) => boolean = () => false, below = ''): Promise<void> {
    const entries = (await readdir(join(path, below), { withFileTypes: true }).catch(gone)) ?? [];
    await this.folder(join(name, below));
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const inner = join(below, entry.name);
      if (leave(inner, entry)) continue;
      if (entry.isDirectory()) await this.tree(name, path, leave, inner);
      else if (entry.isFile()) await this.file(join(name, inner), join(path, inner));
    }
  }

  async finish(): Promise<void> {
    await this.#write(ending);
    this.#packed.end();
    await this.#finished;
    if (this.#sink.errored) throw this.#sink.errored;
    const handle = await open(this.#staging, 'r');
    await handle.sync();
    await handle.close();
    await rename(this.#staging, this.#file);
  }

  async abandon(): Promise<void> {
    this.#packed.destroy();
    this.#sink.destroy();
    await rm(this.#staging, { force: true });
  }

  async #write(bytes: Buffer): Promise<void> {
    if (this.#sink.errored) throw this.#sink.errored;
    if (bytes.length > 0 && !this.#packed.write(bytes)) await once(this.#packed, 'drain');
  }
}

function gone(cause: NodeJS.ErrnoException): undefined {
  if (cause.code === 'ENOENT') return undefined;
  throw cause;
}

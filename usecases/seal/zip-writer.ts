import { centralHeader, checkName, crcOffset, endOfZip, localHeader, type ZipEntry } from '#domain/evidence/bundle/zip.ts';
import { concat, utf8 } from '#domain/evidence/bytes.ts';
import type { Crypto } from '#domain/evidence/crypto.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { Content } from '../ports/objects.ts';

/** Where a bundle is written: bytes at the end, and later four bytes back where a CRC belongs. */
export interface BundleSink {
  append(bytes: Uint8Array): Promise<void>;
  patch(at: number, bytes: Uint8Array): Promise<void>;
}

/** Writes the fixed form that domain/evidence/bundle/zip.ts reads, streaming content of known size. */
export class ZipWriter {
  readonly #crypto: Crypto;
  readonly #sink: BundleSink;
  readonly #entries: ZipEntry[] = [];
  #at = 0;

  constructor(crypto: Crypto, sink: BundleSink) {
    this.#crypto = crypto;
    this.#sink = sink;
  }

  async addBytes(name: string, bytes: Uint8Array | string): Promise<void> {
    const content = typeof bytes === 'string' ? utf8(bytes) : bytes;
    checkName(name);
    const entry = { name, size: content.length, crc: this.#crypto.crc32(content, 0), offset: this.#at };
    await this.#append(concat(localHeader(entry), content));
    this.#entries.push(entry);
  }

  async addContent(name: string, size: number, content: Content): Promise<void> {
    checkName(name);
    const offset = this.#at;
    await this.#append(localHeader({ name, size, crc: 0, offset }));
    let [crc, written] = [0, 0];
    for await (const piece of content) {
      crc = this.#crypto.crc32(piece, crc);
      written += piece.length;
      await this.#append(piece);
    }
    if (written !== size) throw new DomainError('evidence.object_differs', `expected ${size} bytes of content, got ${written}`, { size, written });
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, crc, true);
    await this.#sink.patch(offset + crcOffset, bytes);
    this.#entries.push({ name, size, crc, offset });
  }

  async finish(): Promise<void> {
    const directory = concat(...this.#entries.map(centralHeader));
    const offset = this.#at;
    await this.#append(directory);
    await this.#append(endOfZip(this.#entries.length, offset, directory.length));
  }

  async #append(bytes: Uint8Array): Promise<void> {
    await this.#sink.append(bytes);
    this.#at += bytes.length;
  }
}

import { createCipheriv, createDecipheriv, createHash, type Hash, hkdfSync, randomBytes } from 'node:crypto';
import { constants, existsSync, readFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, syncFolder, writeDurably } from '#adapters/log/durable.ts';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { sameBytes } from '#domain/evidence/bytes.ts';
import { ContentHasher, chunkSize, type Marks } from '#domain/evidence/chunks.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { openChunk, sealChunk, sealedChunk } from './sealed.ts';

export type FinishedFile = { readonly marks: Marks; readonly object: { readonly sha256: string; readonly size: number } };

const [nonceLength, tagLength, placeLength] = [12, 16, 12];
const entryOverhead = placeLength + nonceLength + tagLength;

/**
 * One growing object in a folder: `body` holds the whole chunks just as a sealed object does, `tail` the open chunk as
 * small encrypted entries, `finished.json` what came of it. Bytes are answered for only after fsync: the body first, then
 * a new tail takes the place of the old one, so that at every instant of a crash both together hold all that was answered.
 */
export class GrowingFile {
  readonly #folder: string;
  readonly #key: Uint8Array;
  readonly #tailKey: Buffer;
  readonly #body: FileHandle;
  readonly #plain = new ContentHasher(nodeCrypto);
  readonly #cipher: Hash = createHash('sha256');
  /** The open chunk; a full one waits here until more comes, because the last chunk is sealed as the last. */
  readonly #chunk = Buffer.allocUnsafe(chunkSize);
  #filled = 0;
  #chunks = 0;
  #tail: FileHandle | undefined;
  #tailAt = 0;
  #finished: FinishedFile | undefined;

  private constructor(folder: string, key: Uint8Array, body: FileHandle) {
    this.#folder = folder;
    this.#key = key;
    // Entries have random nonces, chunks counted ones: two keys keep them apart for certain.
    this.#tailKey = Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), 'quittance/growing/tail', 32));
    this.#body = body;
  }

  /** Opens it anew, or as a crash left it: every chunk is decrypted and hashed again. */
  static async open(folder: string, key: Uint8Array): Promise<GrowingFile> {
    await makeFolder(folder);
    const file = new GrowingFile(folder, key, await open(join(folder, 'body'), constants.O_RDWR | constants.O_CREAT, 0o600));
    await syncFolder(folder);
    try {
      const kept = join(folder, 'finished.json');
      if (existsSync(kept)) file.#finished = JSON.parse(readFileSync(kept, 'utf8')) as FinishedFile;
      else await file.#recover();
      return file;
    } catch (cause) {
      await file.close();
      throw cause;
    }
  }

  get size(): number {
    return this.#finished?.marks.size ?? this.#chunks * chunkSize + this.#filled;
  }

  async append(bytes: Uint8Array, at: number): Promise<number> {
    if (this.#finished) throw new DomainError('calls.recording_closed', `the recording was closed at ${this.size} bytes; nothing can be added`);
    if (at !== this.size)
      throw new DomainError('calls.wrong_offset', `expected bytes from ${this.size} on, got bytes from ${at} on`, { offset: this.size });
    if (bytes.length === 0) return this.size;
    const before = this.#chunks;
    for (let done = 0; done < bytes.length; ) {
      if (this.#filled === chunkSize) await this.#closeChunk();
      const take = Math.min(chunkSize - this.#filled, bytes.length - done);
      this.#chunk.set(bytes.subarray(done, done + take), this.#filled);
      this.#filled += take;
      done += take;
    }
    this.#plain.update(bytes);
    if (this.#chunks > before) {
      await this.#body.datasync();
      await this.#newTail();
    } else if (this.#filled === bytes.length) await this.#newTail();
    else await this.#addToTail(this.#filled - bytes.length);
    return this.size;
  }

  /** Seals the open chunk as the last; afterwards nothing can be added. */
  async finish(): Promise<FinishedFile> {
    if (this.#finished) return this.#finished;
    const size = this.#chunks * sealedChunk + (await this.#write(true));
    await this.#body.truncate(size);
    await this.#body.sync();
    const finished = { marks: this.#plain.marks(), object: { sha256: this.#cipher.digest('hex'), size } };
    await writeDurably(join(this.#folder, 'finished.json'), JSON.stringify(finished), 0o600);
    this.#finished = finished;
    return finished;
  }

  /** Gives the finished body away; again, it does nothing (opening made an empty one where it is gone). */
  async handOver(take: (path: string) => Promise<void>): Promise<void> {
    const { size } = await this.#body.stat();
    const path = join(this.#folder, 'body');
    if (this.#finished && size === this.#finished.object.size && existsSync(path)) await take(path);
  }

  async close(): Promise<void> {
    await this.#body.close();
    await this.#tail?.close();
  }

  async #closeChunk(): Promise<void> {
    await this.#write(false);
    this.#chunks += 1;
    this.#filled = 0;
  }

  /** Writes the open chunk and reads it back: a disk that lies is found while the sender still has the bytes. */
  async #write(last: boolean): Promise<number> {
    const sealed = sealChunk(this.#key, this.#chunks, last, this.#chunk.subarray(0, this.#filled));
    const at = this.#chunks * sealedChunk;
    await this.#body.write(sealed, 0, sealed.length, at);
    const back = Buffer.allocUnsafe(sealed.length);
    await this.#body.read(back, 0, back.length, at);
    if (!sameBytes(back, sealed)) throw new DomainError('evidence.object_differs', 'the stored bytes read back differently; check the disk');
    this.#cipher.update(sealed);
    return sealed.length;
  }

  /** Puts a tail of the open chunk alone in the place of the old one. */
  async #newTail(): Promise<void> {
    const entry = this.#sealEntry(0);
    await this.#tail?.close();
    this.#tail = undefined;
    await writeDurably(join(this.#folder, 'tail'), entry, 0o600);
    this.#tail = await open(join(this.#folder, 'tail'), constants.O_RDWR);
    this.#tailAt = entry.length;
  }

  async #addToTail(from: number): Promise<void> {
    const entry = this.#sealEntry(from);
    await this.#tail?.write(entry, 0, entry.length, this.#tailAt);
    await this.#tail?.datasync();
    this.#tailAt += entry.length;
  }

  /** What the open chunk holds from `from` on, with its length and place in the whole before it. */
  #sealEntry(from: number): Buffer {
    const plain = this.#chunk.subarray(from, this.#filled);
    const place = Buffer.alloc(placeLength);
    place.writeUInt32LE(plain.length);
    place.writeBigUInt64LE(BigInt(this.#chunks * chunkSize + from), 4);
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv('aes-256-gcm', this.#tailKey, nonce).setAAD(place);
    return Buffer.concat([place, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  async #recover(): Promise<void> {
    const path = join(this.#folder, 'tail');
    const tail = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
    // The first entry stands at the beginning of the chunk that was open at the last answer: all before it was answered for.
    const answered = tail.length < placeLength ? 0 : Math.floor(Number(tail.readBigUInt64LE(4)) / chunkSize);
    await this.#readBody(answered);
    if (this.#chunks === answered) this.#readTail(tail);
    if (tail.length > 0) this.#tail = await open(path, constants.O_RDWR);
    await this.#tail?.truncate(this.#tailAt);
  }

  /**
   * Chunks beyond what was answered are kept while they open, because the counted nonce must not seal other bytes; the first
   * that a crash tore ends the body. A chunk that was answered for and does not open is a broken disk.
   */
  async #readBody(answered: number): Promise<void> {
    const { size } = await this.#body.stat();
    const sealed = Buffer.allocUnsafe(sealedChunk);
    for (; (this.#chunks + 1) * sealedChunk <= size; this.#chunks++) {
      await this.#body.read(sealed, 0, sealedChunk, this.#chunks * sealedChunk);
      try {
        this.#plain.update(openChunk(this.#key, this.#chunks, false, sealed));
      } catch (cause) {
        if (this.#chunks < answered) throw cause;
        break;
      }
      this.#cipher.update(sealed);
    }
    if (this.#chunks < answered)
      throw new DomainError('evidence.object_differs', `expected ${answered} chunks of a growing recording, found ${this.#chunks}; check the disk`);
    await this.#body.truncate(this.#chunks * sealedChunk);
  }

  #readTail(tail: Buffer): void {
    while (this.#tailAt + entryOverhead <= tail.length) {
      const place = tail.subarray(this.#tailAt, this.#tailAt + placeLength);
      const end = this.#tailAt + entryOverhead + place.readUInt32LE();
      const fits = end <= tail.length && Number(place.readBigUInt64LE(4)) === this.size;
      const plain = fits ? this.#openEntry(place, tail.subarray(this.#tailAt + placeLength, end)) : undefined;
      // The last entry may be torn: then nobody was answered for it.
      if (!plain || this.#filled + plain.length > chunkSize) return;
      this.#chunk.set(plain, this.#filled);
      this.#plain.update(plain);
      this.#filled += plain.length;
      this.#tailAt = end;
    }
  }

  #openEntry(place: Buffer, sealed: Buffer): Buffer | undefined {
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#tailKey, sealed.subarray(0, nonceLength)).setAAD(place);
      decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
      return Buffer.concat([decipher.update(sealed.subarray(nonceLength, sealed.length - tagLength)), decipher.final()]);
    } catch {
      return undefined;
    }
  }
}

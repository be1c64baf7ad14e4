import { createCipheriv, createDecipheriv, createHash, type Hash, hkdfSync, randomBytes } from 'node:crypto';
import { constants, existsSync, readFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, syncFolder, writeDurably } from '#adapters/log/durable.ts';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { sameBytes } from '#domain/evidence/bytes.ts';
import { ContentHasher, chunkSize, type Marks } from '#domain/evidence/chunks.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { lockFile } from './file-lock.ts';
import { openChunk, sealChunk, sealedChunk } from './sealed.ts';

export type FinishedFile = { readonly marks: Marks; readonly object: { readonly sha256: string; readonly size: number } };

const [nonceLength, tagLength, placeLength] = [12, 16, 12];
const entryOverhead = placeLength + nonceLength + tagLength;

/** What the entries of a tail hold together; `length` in the file, `end` in the whole. An empty entry says that nothing more comes. */
type Tail = { readonly plain: Buffer; readonly closed: boolean; readonly length: number; readonly end: number };

/** The folder for this holder alone until it is given back. */
export function takeAlone(folder: string): () => void {
  const release = lockFile(join(folder, 'lock'));
  if (release) return release;
  throw new DomainError(
    'calls.recording_elsewhere',
    'another process receives this recording; send to that one, or let its connection rest until it lets go of the recording',
  );
}

/**
 * One growing object in a folder: `body` holds the whole chunks just as a sealed object does, `tail` what came since as
 * encrypted entries, `finished.json` what came of it. Bytes are answered for only after fsync. The tail is written ahead of
 * the body: a chunk is sealed under its counted nonce only from bytes that lie in the tail for good, and the last one only
 * once the tail says that nothing more comes. So whatever a crash tears is sealed again from the very same bytes, and no
 * nonce ever covers two.
 */
export class GrowingFile {
  readonly #folder: string;
  readonly #key: Uint8Array;
  readonly #tailKey: Buffer;
  readonly #body: FileHandle;
  readonly #release: () => void;
  readonly #plain = new ContentHasher(nodeCrypto);
  readonly #cipher: Hash = createHash('sha256');
  /** The open chunk; a full one waits here until more comes, because the last chunk is sealed as the last. */
  readonly #chunk = Buffer.allocUnsafe(chunkSize);
  #filled = 0;
  #chunks = 0;
  #tail: FileHandle | undefined;
  #tailAt = 0;
  #closing = false;
  #finished: FinishedFile | undefined;

  private constructor(folder: string, key: Uint8Array, body: FileHandle, release: () => void) {
    this.#folder = folder;
    this.#release = release;
    this.#key = key;
    // Entries have random nonces, chunks counted ones: two keys keep them apart for certain.
    this.#tailKey = Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), 'quittance/growing/tail', 32));
    this.#body = body;
  }

  /**
   * Opens it anew, or as a crash left it: every chunk is decrypted and hashed again. Until it is closed it is nobody else's:
   * `calls.recording_elsewhere` where another process has it, whose end would not be ours.
   */
  static async open(folder: string, key: Uint8Array): Promise<GrowingFile> {
    await makeFolder(folder);
    const release = takeAlone(folder);
    const body = await open(join(folder, 'body'), constants.O_RDWR | constants.O_CREAT, 0o600).catch((cause: unknown) => {
      release();
      throw cause;
    });
    const file = new GrowingFile(folder, key, body, release);
    try {
      await syncFolder(folder);
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
    if (at !== this.size)
      throw new DomainError('calls.wrong_offset', `expected bytes from ${this.size} on, got bytes from ${at} on`, { offset: this.size });
    if (bytes.length === 0) return this.size;
    if (this.#finished || this.#closing)
      throw new DomainError('calls.recording_closed', `the recording was closed at ${this.size} bytes; nothing can be added`, { offset: this.size });
    await this.#writeAhead(bytes);
    await this.#take(bytes);
    return this.size;
  }

  /** Seals the open chunk as the last; afterwards nothing can be added, also when a crash comes between. */
  async finish(): Promise<FinishedFile> {
    if (this.#finished) return this.#finished;
    if (!this.#closing) await this.#writeAhead(new Uint8Array(0));
    this.#closing = true;
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
    try {
      await this.#body.close();
      await this.#tail?.close();
    } finally {
      this.#release();
    }
  }

  /** Takes in what lies in the tail; chunks that it fills are sealed, and then the tail holds the open one alone. */
  async #take(bytes: Uint8Array): Promise<void> {
    const before = this.#chunks;
    for (let done = 0; done < bytes.length; ) {
      if (this.#filled === chunkSize) {
        await this.#write(false);
        this.#chunks += 1;
        this.#filled = 0;
      }
      const taken = Math.min(chunkSize - this.#filled, bytes.length - done);
      this.#chunk.set(bytes.subarray(done, done + taken), this.#filled);
      this.#filled += taken;
      done += taken;
    }
    this.#plain.update(bytes);
    if (this.#chunks === before) return;
    await this.#body.datasync();
    await this.#newTail(this.#sealEntry(this.#chunks * chunkSize, this.#chunk.subarray(0, this.#filled)));
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

  /** Lays bytes into the tail, durably. Without a tail no chunk is open, so they stand at the beginning of one. */
  async #writeAhead(bytes: Uint8Array): Promise<void> {
    const entry = this.#sealEntry(this.size, bytes);
    if (!this.#tail) return this.#newTail(entry);
    await this.#tail.write(entry, 0, entry.length, this.#tailAt);
    await this.#tail.datasync();
    this.#tailAt += entry.length;
  }

  /** Puts these entries, durably, in the place of the old tail. */
  async #newTail(entries: Uint8Array): Promise<void> {
    const old = this.#tail;
    this.#tail = undefined;
    await old?.close();
    await writeDurably(join(this.#folder, 'tail'), entries, 0o600);
    this.#tail = await open(join(this.#folder, 'tail'), constants.O_RDWR);
    this.#tailAt = entries.length;
  }

  /** Bytes with their length and place in the whole before them. */
  #sealEntry(at: number, plain: Uint8Array): Buffer {
    const place = Buffer.alloc(placeLength);
    place.writeUInt32LE(plain.length);
    place.writeBigUInt64LE(BigInt(at), 4);
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
    const { plain, closed, length, end } = this.#readTail(tail);
    if (length === 0 && tail.length > 0)
      throw new DomainError('evidence.object_differs', 'the open chunk of a growing recording does not open: changed bytes or another key');
    // A tail that ends before the body does has nothing to add (no tail is written so any more); the next bytes begin a new one.
    if (end < this.size) return this.#body.datasync();
    // Not torn, and on the disk for certain, before a chunk is sealed from it: only the process may have died, not the machine.
    if (length > 0) await this.#newTail(tail.subarray(0, length));
    await this.#take(plain.subarray(this.size - (end - plain.length)));
    this.#closing = closed;
  }

  /**
   * Whole chunks beyond what was answered are kept; the first that a crash tore ends the body. One that was answered for and
   * does not open is a broken disk.
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

  #readTail(tail: Buffer): Tail {
    const opened: Buffer[] = [];
    let length = 0;
    let end = tail.length < placeLength ? 0 : Number(tail.readBigUInt64LE(4));
    while (length + entryOverhead <= tail.length) {
      const place = tail.subarray(length, length + placeLength);
      const after = length + entryOverhead + place.readUInt32LE();
      const fits = after <= tail.length && Number(place.readBigUInt64LE(4)) === end;
      const plain = fits ? this.#openEntry(place, tail.subarray(length + placeLength, after)) : undefined;
      // The last entry may be torn: then nobody was answered for it, and nothing was sealed from it.
      if (!plain) break;
      opened.push(plain);
      length = after;
      end += plain.length;
    }
    return { plain: Buffer.concat(opened), closed: opened.at(-1)?.length === 0, length, end };
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

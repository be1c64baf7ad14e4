import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { ContentHasher, type Marks } from '#domain/evidence/chunks.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { Content, PutOptions } from '#usecases/ports/objects.ts';

/** Writes content to a file of its own in `folder` while hashing it; the file is fsynced and read back. */
export async function receive(folder: string, content: Content, options: PutOptions): Promise<{ readonly path: string; readonly marks: Marks }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, randomBytes(16).toString('hex'));
  try {
    const marks = await writeHashing(path, content, options);
    if (options.expectedSha256 !== undefined && options.expectedSha256 !== marks.sha256) {
      throw new DomainError('evidence.object_differs', `expected content with SHA-256 ${options.expectedSha256}, got ${marks.sha256}`, {
        expected: options.expectedSha256,
        actual: marks.sha256,
      });
    }
    const written = await sha256Of(createReadStream(path, { highWaterMark: 1 << 20 }));
    if (written !== marks.sha256) {
      throw new DomainError(
        'evidence.object_differs',
        `the stored bytes read back with SHA-256 ${written}, written was ${marks.sha256}; check the disk`,
      );
    }
    return { path, marks };
  } catch (cause) {
    await unlink(path).catch(() => {});
    throw cause;
  }
}

async function writeHashing(path: string, content: Content, options: PutOptions): Promise<Marks> {
  const hasher = new ContentHasher(nodeCrypto, { sm3: options.sm3 ?? false, chunks: options.chunks ?? true });
  const file = await open(path, 'wx', 0o600);
  let size = 0;
  try {
    for await (const piece of content) {
      size += piece.length;
      if (options.limitBytes !== undefined && size > options.limitBytes) {
        throw new DomainError('evidence.object_too_large', `expected at most ${options.limitBytes} bytes, got more`, {
          limitBytes: options.limitBytes,
        });
      }
      hasher.update(piece);
      await file.writeFile(piece);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return hasher.marks();
}

export async function sha256Of(content: Content): Promise<string> {
  const hasher = nodeCrypto.hasher('sha256');
  for await (const piece of content) hasher.update(piece);
  return Buffer.from(hasher.digest()).toString('hex');
}

const form = /^[0-9a-f]{64}$/;

/** The name comes from callers: anything but a hash could walk out of the folder or bucket. */
export function checkedName(sha256: string): string {
  if (!form.test(sha256))
    throw new DomainError('evidence.bad_object_name', `expected 64 lower-case hexadecimal digits, got "${sha256.slice(0, 80)}"`);
  return sha256;
}

export const missing = (sha256: string): DomainError =>
  new DomainError('evidence.missing_object', `expected the object ${sha256} in the store, it is not there`, { sha256 });

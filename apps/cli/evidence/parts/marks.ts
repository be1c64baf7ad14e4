import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { largestPagedFile, pageMarks } from '#domain/evidence/pages/marks.ts';
import type { FileMark } from '#domain/evidence/registration.ts';

/**
 * Hashes files and folders while they stream by, and tells the pages of PDFs and OFDs. A folder gives paths inside it,
 * with /; a file its name. Hidden files count.
 */
export async function marksOf(paths: readonly string[]): Promise<FileMark[]> {
  const found = paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
          .map((file) => ({ file, path: relative(path, file).split(sep).join('/') }))
      : [{ file: path, path: basename(path) }],
  );
  const marks: FileMark[] = [];
  for (const { file, path } of found) marks.push({ path, ...(await markOf(file)) });
  return marks;
}

async function markOf(file: string): Promise<Omit<FileMark, 'path'>> {
  const hash = createHash('sha256');
  let size = 0;
  let kept: Buffer[] | undefined;
  for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(piece);
    // Only what may be a PDF or an OFD is held whole, and only up to a bound.
    if (size === 0 && (piece.subarray(0, 5).toString('latin1') === '%PDF-' || piece.subarray(0, 4).toString('hex') === '504b0304')) kept = [];
    size += piece.length;
    if (size > largestPagedFile) kept = undefined;
    kept?.push(piece);
  }
  const pages = kept && (await pageMarks(nodeCrypto, Buffer.concat(kept)));
  return { sha256: hash.digest('hex'), size, ...(pages ? { pages } : {}) };
}

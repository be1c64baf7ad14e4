import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { FileMark } from '#domain/evidence/registration.ts';

/** Hashes files and folders while they stream by. A folder gives paths inside it, with /; a file its name. Hidden files count. */
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
  for (const { file, path } of found) {
    const hash = createHash('sha256');
    let size = 0;
    for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
      hash.update(piece);
      size += piece.length;
    }
    marks.push({ path, sha256: hash.digest('hex'), size });
  }
  return marks;
}

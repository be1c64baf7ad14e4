import { DomainError } from '#domain/kernel/error.ts';
import { sameBytes, textOf, utf8 } from '../bytes.ts';
import { ContentHasher } from '../chunks.ts';
import type { Crypto } from '../crypto.ts';
import { type Bag, bagitText, parseManifest, readAll, sha256Hex } from './bag.ts';
import { isKnownPath, numberOfContent, pathOf } from './layout.ts';
import { type Finding, finding } from './verdict.ts';

/** Every file but the content, whole; the content as what hashing it gave. */
export type Files = {
  readonly tags: ReadonlyMap<string, Uint8Array>;
  readonly contents: ReadonlyMap<
    string,
    { readonly path: string; readonly sha256: string; readonly sm3?: string; readonly size: number; readonly chunkRoot: string }
  >;
  readonly contentFiles: number;
  readonly bytes: number;
};

export async function checkBytes(crypto: Crypto, bag: Bag, findings: Finding[]): Promise<Files> {
  const tags = new Map<string, Uint8Array>();
  for (const path of bag.paths) {
    if (!isKnownPath(path))
      throw new DomainError('evidence.not_a_bag', `expected no file ${JSON.stringify(path).slice(0, 80)} in a bundle`, { path });
    if (!path.startsWith('data/')) tags.set(path, await readAll(bag, path));
  }
  const tag = (path: string): Uint8Array => {
    const bytes = tags.get(path);
    if (!bytes) throw new DomainError('evidence.missing_file', `expected the file ${path} in the bundle, it is not there`, { path });
    return bytes;
  };
  if (!sameBytes(tag('bagit.txt'), utf8(bagitText)))
    throw new DomainError('evidence.not_a_bag', 'expected BagIt 1.0 in UTF-8 in bagit.txt', { path: 'bagit.txt' });
  const tagManifest = parseManifest(tag('tagmanifest-sha256.txt'));
  const unlisted = new Set(['tagmanifest-sha256.txt', pathOf.signature]);
  for (const [path, bytes] of tags) {
    if (unlisted.has(path)) continue;
    compare(findings, path, tagManifest.get(path), sha256Hex(crypto, bytes));
  }
  for (const path of tagManifest.keys())
    if (!tags.has(path)) findings.push(finding('evidence.missing_file', path, 'listed in the tag manifest, not there'));

  const manifest = parseManifest(tag('manifest-sha256.txt'));
  const sm3Wanted = [...tags].some(([path, bytes]) => path.startsWith('records/') && path.endsWith('.json') && textIncludes(bytes, '"sm3":"'));
  const contents = new Map<string, { path: string; sha256: string; sm3?: string; size: number; chunkRoot: string }>();
  let total = 0;
  for (const path of bag.paths.filter((each) => each.startsWith('data/'))) {
    const hasher = new ContentHasher(crypto, sm3Wanted);
    for await (const piece of bag.stream(path)) hasher.update(piece);
    const marks = hasher.marks();
    total += marks.size;
    compare(findings, path, manifest.get(path), marks.sha256);
    const number = numberOfContent(path);
    if (number === undefined || contents.has(number)) findings.push(finding('evidence.unclaimed_file', path, 'belongs to no record'));
    else
      contents.set(number, { path, sha256: marks.sha256, size: marks.size, chunkRoot: marks.chunks.root, ...(marks.sm3 ? { sm3: marks.sm3 } : {}) });
  }
  const there = new Set(bag.paths);
  for (const path of manifest.keys())
    if (!there.has(path) || !path.startsWith('data/')) findings.push(finding('evidence.missing_file', path, 'listed in the manifest, not there'));
  for (const [number, content] of contents) {
    if (!tags.has(pathOf.record(number))) findings.push(finding('evidence.unclaimed_file', content.path, 'belongs to no record'));
  }
  return { tags, contents, contentFiles: bag.paths.filter((each) => each.startsWith('data/')).length, bytes: total };
}

function compare(findings: Finding[], path: string, listed: string | undefined, actual: string): void {
  if (listed === undefined) findings.push(finding('evidence.unlisted_file', path, 'is in no manifest'));
  else if (listed !== actual) findings.push(finding('evidence.changed_bytes', path, `SHA-256 is ${actual}, the manifest says ${listed}`));
}

const textIncludes = (bytes: Uint8Array, part: string): boolean => textOf(bytes).includes(part);

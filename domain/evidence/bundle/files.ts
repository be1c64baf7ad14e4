import { DomainError } from '#domain/kernel/error.ts';
import { hex, sameBytes, textOf, utf8 } from '../bytes.ts';
import { ContentHasher } from '../chunks.ts';
import type { Crypto } from '../crypto.ts';
import { headOfPaper } from '../read-paper.ts';
import { type Bag, bagInfoText, bagitText, parseManifest, readAll, sha256Hex } from './bag.ts';
import { isKnownPath, numberOfContent, pathOf } from './layout.ts';
import { type Finding, finding } from './verdict.ts';

export type ContentFacts = {
  readonly path: string;
  readonly sha256: string;
  readonly sm3?: string;
  readonly size: number;
  /** Its first kilobyte, which tells what kind of file it is. */
  readonly head: Uint8Array;
  /** Of no chunks when the record states none. */
  readonly chunkRoot: string;
};

/** Every file but the content, whole; the content as what hashing it gave. */
export type Files = {
  readonly tags: ReadonlyMap<string, Uint8Array>;
  readonly contents: ReadonlyMap<string, ContentFacts>;
  readonly contentFiles: number;
  readonly bytes: number;
};

/** They are held in memory; 50,000 records with post-quantum cosignatures fit. */
const mostTagBytes = 512 * 1024 * 1024;

export async function checkBytes(crypto: Crypto, bag: Bag, findings: Finding[]): Promise<Files> {
  const tags = new Map<string, Uint8Array>();
  let tagBytes = 0;
  for (const path of bag.paths) {
    if (!isKnownPath(path))
      throw new DomainError('evidence.not_a_bag', `expected no file ${JSON.stringify(path).slice(0, 80)} in a bundle`, { path });
    if (path.startsWith('data/')) continue;
    tagBytes += bag.size(path);
    if (tagBytes > mostTagBytes) throw new DomainError('evidence.not_a_bag', `expected at most ${mostTagBytes} bytes beside the contents`, { path });
    tags.set(path, await readAll(bag, path));
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

  const contents = await checkPayload(crypto, bag, tags, parseManifest(tag('manifest-sha256.txt')), findings);
  const payload = bag.paths.filter((each) => each.startsWith('data/'));
  const oxum = payload.reduce((sum, path) => sum + bag.size(path), 0);
  const info = textOf(tag('bag-info.txt'));
  const name = bag.name ?? /^External-Identifier: (.*)$/m.exec(info)?.[1] ?? '';
  if (info !== bagInfoText(name, oxum, payload.length))
    findings.push(finding('evidence.changed_bytes', 'bag-info.txt', 'does not name this folder and what it carries'));
  const bytes = [...contents.values()].reduce((sum, { size }) => sum + size, 0);
  return { tags, contents, contentFiles: payload.length, bytes };
}

async function checkPayload(
  crypto: Crypto,
  bag: Bag,
  tags: Files['tags'],
  manifest: ReadonlyMap<string, string>,
  findings: Finding[],
): Promise<Files['contents']> {
  const contents = new Map<string, ContentFacts>();
  for (const path of bag.paths.filter((each) => each.startsWith('data/'))) {
    const number = numberOfContent(path);
    const record = number === undefined ? undefined : tags.get(pathOf.record(number));
    const facts = await hashContent(crypto, bag, path, record === undefined ? '' : textOf(record));
    compare(findings, path, manifest.get(path), facts.sha256);
    if (number === undefined || record === undefined || contents.has(number))
      findings.push(finding('evidence.unclaimed_file', path, 'belongs to no record'));
    else contents.set(number, facts);
  }
  const there = new Set(bag.paths);
  for (const path of manifest.keys())
    if (!there.has(path) || !path.startsWith('data/')) findings.push(finding('evidence.missing_file', path, 'listed in the manifest, not there'));
  return contents;
}

/** Computes what the record states and no more: each further hash costs as much as the first. */
async function hashContent(crypto: Crypto, bag: Bag, path: string, record: string): Promise<ContentFacts> {
  const wantsChunks = record.includes('"chunks":{');
  const beside = wantsChunks ? crypto.chunkTree?.(bag.size(path)) : undefined;
  const hasher = new ContentHasher(crypto, { sm3: record.includes('"sm3":"'), chunks: wantsChunks && beside === undefined });
  let head: Uint8Array | undefined;
  try {
    for await (const piece of bag.stream(path)) {
      head ??= piece.slice(0, headOfPaper);
      await beside?.update(piece);
      hasher.update(piece);
    }
  } catch (cause) {
    beside?.drop();
    throw cause;
  }
  const { sha256, size, sm3, chunks } = hasher.marks();
  const chunkRoot = beside ? hex(await beside.root()) : chunks.root;
  return { path, sha256, size, head: head ?? new Uint8Array(), chunkRoot, ...(sm3 ? { sm3 } : {}) };
}

function compare(findings: Finding[], path: string, listed: string | undefined, actual: string): void {
  if (listed === undefined) findings.push(finding('evidence.unlisted_file', path, 'is in no manifest'));
  else if (listed !== actual) findings.push(finding('evidence.changed_bytes', path, `SHA-256 is ${actual}, the manifest says ${listed}`));
}

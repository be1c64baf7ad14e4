import { memorySource } from '#adapters/objects/bundle-file.ts';
import { bagInZip, formatManifest, readAll } from '#domain/evidence/bundle/bag.ts';
import { centralHeader, endOfZip, localHeader, type ZipEntry } from '#domain/evidence/bundle/zip.ts';
import { concat, hex, utf8 } from '#domain/evidence/bytes.ts';
import { nodeCrypto } from '../node-crypto.ts';

/** A bundle taken apart, for tests that put it together again in ways nobody should accept. */
export type Member = { readonly name: string; readonly bytes: Uint8Array };
export type Archive = { readonly folder: string; readonly members: readonly Member[] };

export async function archiveOf(zip: Uint8Array): Promise<Archive> {
  const bag = await bagInZip(nodeCrypto, memorySource(zip));
  const members: Member[] = [];
  for (const name of bag.paths) members.push({ name, bytes: await readAll(bag, name) });
  return { folder: bag.name as string, members };
}

/** Writes any names in any order, checked by nobody. */
export function zipOf({ folder, members }: Archive): Uint8Array {
  const entries: ZipEntry[] = [];
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of members) {
    const entry = { name: folder === '' ? name : `${folder}/${name}`, size: bytes.length, crc: nodeCrypto.crc32(bytes, 0), offset };
    const header = localHeader(entry);
    entries.push(entry);
    parts.push(header, bytes);
    offset += header.length + bytes.length;
  }
  const directory = concat(...entries.map(centralHeader));
  return concat(...parts, directory, endOfZip(entries.length, offset, directory.length));
}

/** What an attacker does who knows BagIt: both manifests made to fit the files again. The signature over them he cannot make. */
export function mended(members: readonly Member[]): readonly Member[] {
  const own = new Set(['tagmanifest-sha256.txt', 'bundle.sig']);
  const hashes = (chosen: readonly Member[]): Uint8Array =>
    utf8(formatManifest(new Map(chosen.map(({ name, bytes }) => [name, hex(nodeCrypto.sha256(bytes))]))));
  const put = (all: readonly Member[], name: string, bytes: Uint8Array): readonly Member[] =>
    all.map((member) => (member.name === name ? { name, bytes } : member));
  const paid = put(members, 'manifest-sha256.txt', hashes(members.filter(({ name }) => name.startsWith('data/'))));
  return put(paid, 'tagmanifest-sha256.txt', hashes(paid.filter(({ name }) => !name.startsWith('data/') && !own.has(name))));
}

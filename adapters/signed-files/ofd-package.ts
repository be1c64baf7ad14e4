import { decodeXml } from '#adapters/formats/xml/encoding.ts';
import { type Element, parseXml } from '#adapters/formats/xml/tree.ts';
import { openArchive } from '#adapters/formats/zip/archive.ts';
import { badOfd, type OfdPackage, type ReadXml, type XmlNode } from '#domain/evidence/ofd/package.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';

/** Everything is held in memory to be hashed: more than this inside is refused. */
export const ofdLimits = { files: 10_000, bytes: 256 * 1024 * 1024 } as const;

/**
 * Unpacks an OFD to check it. A name that stands twice is refused: two readers could show two documents, and only one of
 * them would be the signed one. Throws `evidence.bad_ofd`, or `intake.*` for an archive that is broken, locked or a bomb.
 */
export function ofdPackage(bytes: Uint8Array): Promise<OfdPackage>;
/** With `onlyWith`: undefined for a ZIP without that file, before anything is unpacked. */
export function ofdPackage(bytes: Uint8Array, onlyWith: string): Promise<OfdPackage | undefined>;
export async function ofdPackage(bytes: Uint8Array, onlyWith?: string): Promise<OfdPackage | undefined> {
  const archive = await openArchive(bytes);
  if (onlyWith !== undefined && !archive.has(onlyWith)) return undefined;
  if (archive.repeated.length > 0) throw badOfd(`the name "${archive.repeated[0]?.slice(0, 100)}" stands twice`);
  const names = archive.names.filter((name) => !name.endsWith('/'));
  if (names.length > ofdLimits.files) throw badOfd(`at most ${ofdLimits.files} files are read, it has ${names.length}`);
  const files = new Map<string, Uint8Array>();
  let left: number = ofdLimits.bytes;
  for (const name of names) {
    const content = await archive.read(name, left);
    left -= content.length;
    files.set(name, content);
  }
  return files;
}

/** XML of an OFD by local names; whatever is no XML or too much of it is refused with the reader's own words. */
export const readOfdXml: ReadXml = (bytes) => {
  const decoded = decodeXml(bytes);
  const tree = isRefusal(decoded) ? decoded : parseXml(decoded.text, () => '');
  if (isRefusal(tree)) throw badOfd(String((tree.data as { readonly en?: string } | undefined)?.en ?? tree.code));
  return nodeOf(tree);
};

const nodeOf = ({ name, attributes, children, text }: Element): XmlNode => ({
  local: name.slice(1),
  attributes,
  children: children.map(nodeOf),
  text,
});

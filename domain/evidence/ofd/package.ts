import { DomainError } from '#domain/kernel/error.ts';
import { readXml, type XmlNode } from './xml.ts';

/** An unpacked OFD (GB/T 33190): its files by path, without a leading slash; no path stands twice.  */
export type OfdPackage = ReadonlyMap<string, Uint8Array>;

export const ofdBounds = { documents: 20, signatures: 100, references: 20_000, signatureBytes: 32 * 1024 * 1024, pages: 10_000 } as const;

export const badOfd = (why: string): DomainError => new DomainError('evidence.bad_ofd', `expected an OFD package (GB/T 33190): ${why}`);

export const childOf = (node: XmlNode | undefined, local: string): XmlNode | undefined => node?.children.find((each) => each.local === local);
export const childrenOf = (node: XmlNode | undefined, local: string): readonly XmlNode[] =>
  node?.children.filter((each) => each.local === local) ?? [];
export const textOfChild = (node: XmlNode | undefined, local: string): string | undefined => childOf(node, local)?.text.trim() || undefined;

/**
 * Where a location (ST_Loc) leads: from the root with a leading slash, else from the folder of the file that says it.
 * Makers mix both up, so what is not there relative to the file is looked for from the root. Undefined: no such file.
 */
export function locate(files: OfdPackage, saidIn: string, location: string): string | undefined {
  const clean = location.trim().replaceAll('\\', '/');
  const relative = clean.startsWith('/') ? undefined : plainPath(`${saidIn.slice(0, saidIn.lastIndexOf('/') + 1)}${clean}`);
  if (relative !== undefined && files.has(relative)) return relative;
  const fromRoot = plainPath(clean);
  return fromRoot !== undefined && files.has(fromRoot) ? fromRoot : undefined;
}

/** Without dots and doubled slashes; undefined where it leaves the package. */
function plainPath(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else parts.push(part);
  }
  return parts.join('/');
}

export type OfdDocument = {
  /** Path of Document.xml, where it is there. */
  readonly root?: string;
  /** Path of Signatures.xml, where the document names one; `missing` where it is named and not there. */
  readonly signatures?: string | 'missing';
};

/** The documents that OFD.xml names. Throws `evidence.bad_ofd` where there is no OFD.xml. */
export function documentsOf(files: OfdPackage): readonly OfdDocument[] {
  const entry = files.get('OFD.xml');
  if (!entry) throw badOfd('there is no OFD.xml');
  const bodies = childrenOf(readXml(entry), 'DocBody');
  if (bodies.length > ofdBounds.documents) throw badOfd(`at most ${ofdBounds.documents} documents are read, it names ${bodies.length}`);
  return bodies.map((body) => {
    const [said, signed] = [textOfChild(body, 'DocRoot'), textOfChild(body, 'Signatures')];
    const root = said === undefined ? undefined : locate(files, 'OFD.xml', said);
    return {
      ...(root === undefined ? {} : { root }),
      ...(signed === undefined ? {} : { signatures: locate(files, 'OFD.xml', signed) ?? ('missing' as const) }),
    };
  });
}

/** The content files of a document's pages, in reading order; a page whose file is missing is left out. */
export function pagesOf(files: OfdPackage, document: OfdDocument): readonly string[] {
  const bytes = document.root === undefined ? undefined : files.get(document.root);
  if (!bytes || document.root === undefined) return [];
  const pages = childrenOf(childOf(readXml(bytes), 'Pages'), 'Page');
  if (pages.length > ofdBounds.pages) throw badOfd(`at most ${ofdBounds.pages} pages are read, it names ${pages.length}`);
  return pages.flatMap((page) => locate(files, document.root as string, page.attributes.BaseLoc ?? '') ?? []);
}

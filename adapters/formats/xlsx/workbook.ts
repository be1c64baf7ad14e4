import { SaxesParser, type SaxesTagNS } from 'saxes';
import { DomainError } from '#domain/kernel/error.ts';
import type { Archive } from '../zip/archive.ts';

const partLimit = 256 * 1024 * 1024;

/** What reading cells needs besides the sheet itself. */
export type Workbook = {
  readonly sheetPath: string;
  readonly sheetName: string;
  readonly strings: readonly string[];
  /** By cell style index: how the number is shown. */
  readonly styles: readonly ('date' | 'percent' | 'plain')[];
  readonly date1904: boolean;
};

/** The first visible sheet of a workbook (ECMA-376 part 1), found through its relationships and never by a fixed path. */
export async function openWorkbook(archive: Archive): Promise<Workbook> {
  const target = [...(await relationships(archive, '_rels/.rels'))].find(([, { type }]) => type.endsWith('/officeDocument'))?.[1].target;
  const workbookPath = target === undefined ? undefined : resolve('', target);
  if (workbookPath === undefined || !archive.has(workbookPath)) {
    throw new DomainError('intake.not_a_table', 'expected an XLSX workbook, got an archive without one');
  }
  const folder = workbookPath.slice(0, workbookPath.lastIndexOf('/') + 1);
  const related = await relationships(archive, `${folder}_rels/${workbookPath.slice(folder.length)}.rels`);
  let date1904 = false;
  const sheets: { name: string; hidden: boolean; path: string }[] = [];
  await eachTag(archive, workbookPath, (tag) => {
    if (tag.local === 'workbookPr') date1904 = /^(1|true)$/.test(attribute(tag, 'date1904') ?? '');
    if (tag.local !== 'sheet') return;
    const to = related.get(attribute(tag, 'id') ?? '');
    if (to?.type.endsWith('/worksheet')) {
      sheets.push({
        name: attribute(tag, 'name') ?? '',
        hidden: (attribute(tag, 'state') ?? 'visible') !== 'visible',
        path: resolve(folder, to.target),
      });
    }
  });
  const sheet = sheets.find((each) => !each.hidden) ?? sheets[0];
  if (sheet === undefined) throw new DomainError('intake.not_a_table', 'expected a workbook with a sheet, got none');
  const part = (kind: string) => [...related.values()].find(({ type }) => type.endsWith(`/${kind}`))?.target;
  const stringsPart = part('sharedStrings');
  const stylesPart = part('styles');
  return {
    sheetPath: sheet.path,
    sheetName: sheet.name,
    strings: stringsPart === undefined ? [] : await sharedStrings(archive, resolve(folder, stringsPart)),
    styles: stylesPart === undefined ? [] : await cellStyles(archive, resolve(folder, stylesPart)),
    date1904,
  };
}

type Related = ReadonlyMap<string, { readonly type: string; readonly target: string }>;

async function relationships(archive: Archive, path: string): Promise<Related> {
  const found = new Map<string, { type: string; target: string }>();
  if (!archive.has(path)) return found;
  await eachTag(archive, path, (tag) => {
    if (tag.local === 'Relationship')
      found.set(attribute(tag, 'Id') ?? '', { type: attribute(tag, 'Type') ?? '', target: attribute(tag, 'Target') ?? '' });
  });
  return found;
}

const resolve = (folder: string, target: string): string => new URL(target, `file:///${folder}`).pathname.slice(1);

async function sharedStrings(archive: Archive, path: string): Promise<string[]> {
  const strings: string[] = [];
  let current = '';
  let inText = false;
  let phonetic = false;
  let length = 0;
  await eachTag(
    archive,
    path,
    (tag) => {
      if (tag.local === 'si') current = '';
      if (tag.local === 't') inText = true;
      if (tag.local === 'rPh') phonetic = true;
    },
    (text) => {
      if (!inText || phonetic) return;
      length += text.length;
      if (length > partLimit) throw new DomainError('intake.too_complex', `expected at most ${partLimit} characters of shared text`);
      current += text;
    },
    (tag) => {
      if (tag.local === 't') inText = false;
      if (tag.local === 'rPh') phonetic = false;
      if (tag.local === 'si') strings.push(current);
    },
  );
  return strings;
}

/** Built-in date formats of ECMA-376 part 1, 18.8.30, with the East Asian ones (27-36, 50-58). */
const builtInDate = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

async function cellStyles(archive: Archive, path: string): Promise<('date' | 'percent' | 'plain')[]> {
  const custom = new Map<number, string>();
  const formats: number[] = [];
  let inCellXfs = false;
  await eachTag(
    archive,
    path,
    (tag) => {
      if (tag.local === 'numFmt') custom.set(Number(attribute(tag, 'numFmtId')), attribute(tag, 'formatCode') ?? '');
      if (tag.local === 'cellXfs') inCellXfs = true;
      if (tag.local === 'xf' && inCellXfs) formats.push(Number(attribute(tag, 'numFmtId') ?? '0'));
    },
    undefined,
    (tag) => {
      if (tag.local === 'cellXfs') inCellXfs = false;
    },
  );
  return formats.map((id) => {
    const code = custom.get(id)?.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '');
    if (code === undefined) return builtInDate(id) ? 'date' : id === 9 || id === 10 ? 'percent' : 'plain';
    return /[ymdhse]/i.test(code.replace(/general|E[+-]/gi, '')) ? 'date' : code.includes('%') ? 'percent' : 'plain';
  });
}

export const attribute = (tag: SaxesTagNS, local: string): string | undefined =>
  Object.values(tag.attributes).find((each) => each.local === local)?.value;

/** Streams one part through the parser; a document type is refused. */
export async function eachTag(
  archive: Archive,
  path: string,
  onOpen: (tag: SaxesTagNS) => void,
  onText?: (text: string) => void,
  onClose?: (tag: SaxesTagNS) => void,
): Promise<void> {
  const parser = partParser();
  parser.on('opentag', onOpen);
  if (onText) parser.on('text', onText);
  if (onClose) parser.on('closetag', onClose);
  const decoder = new TextDecoder();
  try {
    for await (const chunk of await archive.open(path)) parser.write(decoder.decode(chunk as Uint8Array, { stream: true }));
    parser.close();
  } catch (cause) {
    throw cause instanceof DomainError ? cause : brokenPart(path, cause);
  }
}

export const partParser = () => {
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on('doctype', () => {
    throw new DomainError('intake.doctype', 'expected a workbook part without a document type, got one');
  });
  return parser;
};

export const brokenPart = (path: string, cause: unknown): DomainError =>
  new DomainError(
    'intake.broken_zip',
    `expected a readable part ${path.slice(0, 100)}, got: ${cause instanceof Error ? cause.message.slice(0, 200) : 'unknown'}`,
    {},
    cause,
  );

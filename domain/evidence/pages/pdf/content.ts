import { concat, hex, utf8 } from '../../bytes.ts';
import type { Crypto } from '../../crypto.ts';
import type { PdfDocument } from './document.ts';
import { badPdf, type PdfDictionary, type PdfObject, PdfReader } from './objects.ts';

/**
 * What shows on a page and nothing else: a digest that stays when a program saves the file anew without touching the page
 * (other object numbers, other compression, other cross-references, other order of keys) and changes with anything drawn.
 */
export class PageDigests {
  readonly #crypto: Crypto;
  readonly #document: PdfDocument;
  readonly #known = new Map<PdfObject, string>();
  readonly #open = new Set<PdfObject>();

  constructor(crypto: Crypto, document: PdfDocument) {
    this.#crypto = crypto;
    this.#document = document;
  }

  #sha256 = (bytes: Uint8Array): string => hex(this.#crypto.sha256(bytes));

  /** Content streams, the resources that they name, the boxes, the rotation and what hides layers (/OCProperties). */
  async content(page: PdfDictionary): Promise<string> {
    const stream = await contentOf(this.#document, page);
    const named = namesIn(stream);
    const resources = await this.#document.dictionary(page.entries.get('Resources'));
    const used: string[] = [];
    for (const [category, value] of [...(resources?.entries ?? [])].sort(byKey)) {
      const group = await this.#document.dictionary(value);
      for (const [name, resource] of [...(group?.entries ?? [])].sort(byKey)) {
        if (named.has(name)) used.push(`${category} ${name} ${await this.#digest(resource)}`);
      }
    }
    const lines = ['quittance.pdf-page/v1', `content ${this.#sha256(stream)}`, ...used];
    for (const key of ['MediaBox', 'CropBox', 'Rotate', 'UserUnit', 'Group']) {
      const value = page.entries.get(key);
      // Not turning a page at all is the same as turning it by nothing.
      if (value && !(key === 'Rotate' && value.kind === 'number' && value.value === '0')) lines.push(`${key} ${await this.#digest(value)}`);
    }
    const layers = (await this.#document.catalog()).entries.get('OCProperties');
    if (layers) lines.push(`OCProperties ${await this.#digest(layers)}`);
    return this.#sha256(utf8(lines.map((line) => `${line}\n`).join('')));
  }

  /** Comments, stamps, form fields and signature fields as they look; undefined on a page without any. */
  async annotations(page: PdfDictionary): Promise<string | undefined> {
    const list = await this.#document.resolve(page.entries.get('Annots'));
    if (list?.kind !== 'array' || list.items.length === 0) return undefined;
    const digests = await inTurn(list.items, (item) => this.#digest(item));
    return this.#sha256(utf8(`quittance.pdf-annotations/v1\n${digests.map((digest) => `${digest}\n`).join('')}`));
  }

  /** Of any object with all that it leads to. */
  async #digest(object: PdfObject): Promise<string> {
    const found = (await this.#document.resolve(object)) ?? { kind: 'null' as const };
    const known = this.#known.get(found);
    if (known) return known;
    if (this.#open.has(found)) throw badPdf('a resource that leads to itself');
    this.#open.add(found);
    const digest = this.#sha256(await this.#form(found));
    this.#open.delete(found);
    this.#known.set(found, digest);
    return digest;
  }

  async #form(object: PdfObject): Promise<Uint8Array> {
    switch (object.kind) {
      case 'array':
        return utf8(`array\n${(await inTurn(object.items, (item) => this.#digest(item))).join('\n')}`);
      case 'dictionary':
        return utf8(`dictionary\n${await this.#entries(object, left)}`);
      case 'stream': {
        const { bytes, left: filters } = await this.#document.partly(object);
        const skipped = filters.length === 0 ? leftOfStream : leftOfPicture;
        const head = `stream ${filters.join(' ')}\n${await this.#entries(object.dictionary, skipped)}\n`;
        return concat(utf8(head), this.#crypto.sha256(bytes));
      }
      case 'string':
        return concat(utf8('string '), object.value);
      case 'null':
        return utf8('null');
      case 'boolean':
      case 'number':
      case 'name':
      case 'operator':
        return utf8(`${object.kind} ${String(object.value)}`);
      case 'reference':
        throw badPdf('references in a circle');
    }
  }

  async #entries({ entries }: PdfDictionary, skipped: ReadonlySet<string>): Promise<string> {
    const shown = [...entries].filter(([key]) => !skipped.has(key) && !key.startsWith('PTEX.')).sort(byKey);
    return (await inTurn(shown, async ([key, value]) => `${key} ${await this.#digest(value)}`)).join('\n');
  }
}

/** Ways back up, ties to other parts of the document, and notes of programs: nothing of it is drawn. */
const left: ReadonlySet<string> = new Set([
  ...['Parent', 'P', 'StructParent', 'StructParents', 'Metadata', 'PieceInfo', 'LastModified', 'ProcSet', 'ID', 'NM', 'M'],
  ...['Popup', 'IRT', 'V', 'DV', 'A', 'AA', 'PA', 'Dest', 'Kids', 'Lock', 'SV', 'TU', 'TM'],
]);
/** How a stream is packed does not count, what is in it does. */
const leftOfStream: ReadonlySet<string> = new Set([...left, 'Length', 'Filter', 'DecodeParms', 'DL']);
const leftOfPicture: ReadonlySet<string> = new Set([...left, 'Length', 'Filter', 'DL']);

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0);

async function inTurn<A, B>(items: readonly A[], work: (item: A) => Promise<B>): Promise<B[]> {
  const done: B[] = [];
  for (const item of items) done.push(await work(item));
  return done;
}

/** All content streams of a page as one, parted by a line feed as a viewer joins them (7.8.2). */
export async function contentOf(document: PdfDocument, page: PdfDictionary): Promise<Uint8Array> {
  const found = await document.resolve(page.entries.get('Contents'));
  const parts = found?.kind === 'array' ? found.items : found ? [found] : [];
  const pieces: Uint8Array[] = [];
  for (const part of parts) {
    const stream = await document.resolve(part);
    if (stream?.kind === 'stream') pieces.push(trimmed(await document.decoded(stream)), Uint8Array.of(10));
  }
  return concat(...pieces);
}

/** Programs end a content stream with more or fewer blanks; they draw nothing. */
function trimmed(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && [0, 9, 10, 12, 13, 32].includes(bytes[end - 1] as number)) end--;
  return bytes.subarray(0, end);
}

/** Every name that a content stream says; inline pictures are passed over roughly, which can only name too much. */
function namesIn(stream: Uint8Array): ReadonlySet<string> {
  const names = new Set<string>();
  for (const at of allOf(stream, 0x2f)) {
    const name = new PdfReader(stream, at).object(false);
    if (name.kind === 'name') names.add(name.value);
  }
  return names;
}

function* allOf(bytes: Uint8Array, byte: number): Generator<number> {
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) yield at;
}

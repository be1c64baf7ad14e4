import { decode } from './filters.ts';
import { badPdf, latin, type PdfDictionary, type PdfObject, PdfReader } from './objects.ts';

/** Where an object stands: at a byte of the file, or inside an object stream; undefined: free. */
type Place = { readonly at: number } | { readonly inside: number; readonly index: number } | undefined;

export const pdfBounds = { objects: 1_000_000, updates: 500, decodedBytes: 256 * 1024 * 1024, streamBytes: 64 * 1024 * 1024, pages: 5_000 } as const;

/**
 * A PDF as a reader sees it: objects are found by the cross-reference chain alone (7.5.4, 7.5.8), never by searching, so
 * that nothing counts which a viewer would not show. Whatever breaks the chain throws `evidence.unread_pdf`.
 */
export class PdfDocument {
  readonly #bytes: Uint8Array;
  readonly #places = new Map<number, Place>();
  readonly #objects = new Map<number, PdfObject>();
  readonly #groups = new Map<number, readonly PdfObject[]>();
  #left: number = pdfBounds.decodedBytes;
  #trailer: PdfDictionary | undefined;

  private constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  static async open(bytes: Uint8Array): Promise<PdfDocument> {
    const document = new PdfDocument(bytes);
    if (!latin(bytes.subarray(0, 5)).startsWith('%PDF-')) throw badPdf('it does not begin with %PDF-');
    const tail = latin(bytes.subarray(-2048));
    const said = /startxref\s+(\d{1,12})\s*%%EOF\s*$/.exec(tail.slice(tail.lastIndexOf('startxref')));
    if (!said) throw badPdf('it does not end with startxref and %%EOF');
    await document.#chain(Number(said[1]));
    if (document.#trailer?.entries.has('Encrypt')) throw badPdf('it is encrypted');
    return document;
  }

  async #chain(first: number): Promise<void> {
    const seen = new Set<number>();
    const waiting = [first];
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      if (seen.has(at) || seen.size >= pdfBounds.updates) throw badPdf('cross-references in a circle, or too many');
      seen.add(at);
      const trailer = await this.#section(at);
      this.#trailer ??= trailer;
      // A hybrid file's stream comes before what the table's predecessor says (7.5.8.4).
      for (const key of ['XRefStm', 'Prev']) {
        const next = trailer.entries.get(key);
        if (next?.kind === 'number') waiting.push(Number(next.value));
      }
    }
  }

  async #section(at: number): Promise<PdfDictionary> {
    const reader = new PdfReader(this.#bytes, at);
    reader.skipSpace();
    if (!reader.startsWith('xref')) return this.#stream(at);
    reader.at += 4;
    for (;;) {
      reader.skipSpace();
      if (reader.startsWith('trailer')) break;
      const [first, count] = [this.#whole(reader), this.#whole(reader)];
      for (let i = 0; i < count; i++) {
        const offset = this.#whole(reader);
        this.#whole(reader);
        reader.skipSpace();
        const kind = reader.word();
        if (kind !== 'n' && kind !== 'f') throw badPdf('a cross-reference that is neither used nor free');
        this.#place(first + i, kind === 'n' ? { at: offset } : undefined);
      }
    }
    reader.at += 7;
    const trailer = reader.object();
    if (trailer.kind !== 'dictionary') throw badPdf('a trailer that is no dictionary');
    return trailer;
  }

  #whole(reader: PdfReader): number {
    reader.skipSpace();
    const word = reader.word();
    if (!/^\d{1,12}$/.test(word)) throw badPdf(`"${word.slice(0, 20)}" where a number stands in the cross-references`);
    return Number(word);
  }

  #place(number: number, place: Place): void {
    if (this.#places.size >= pdfBounds.objects) throw badPdf(`more than ${pdfBounds.objects} objects`);
    if (!this.#places.has(number)) this.#places.set(number, place);
  }

  async #stream(at: number): Promise<PdfDictionary> {
    const object = await this.#objectAt(at);
    if (object.kind !== 'stream' || nameIn(object.dictionary, 'Type') !== 'XRef') throw badPdf('no cross-references where they are said to be');
    const { entries } = object.dictionary;
    const bytes = await this.decoded(object);
    const numbers = (key: string): readonly number[] => {
      const found = entries.get(key);
      return found?.kind === 'array' ? found.items.map((item) => (item.kind === 'number' ? Number(item.value) : Number.NaN)) : [];
    };
    const widths = numbers('W');
    const row = widths.reduce((sum, width) => sum + width, 0);
    const size = entries.get('Size');
    const index = entries.has('Index') ? numbers('Index') : [0, size?.kind === 'number' ? Number(size.value) : 0];
    if (widths.length !== 3 || !widths.every((width) => width >= 0 && width <= 8) || row === 0) throw badPdf('cross-references of unknown width');
    let from = 0;
    for (let i = 0; i + 1 < index.length; i += 2) {
      for (let n = 0; n < (index[i + 1] as number) && from + row <= bytes.length; n++, from += row) {
        const fields = widths.map((width, f) => {
          const start = from + widths.slice(0, f).reduce((sum, each) => sum + each, 0);
          return bytes.subarray(start, start + width).reduce((value, byte) => value * 256 + byte, 0);
        });
        const type = widths[0] === 0 ? 1 : fields[0];
        const [second = 0, third = 0] = fields.slice(1);
        this.#place((index[i] as number) + n, type === 1 ? { at: second } : type === 2 ? { inside: second, index: third } : undefined);
      }
    }
    return object.dictionary;
  }

  async #objectAt(at: number, number?: number): Promise<PdfObject> {
    const reader = new PdfReader(this.#bytes, at);
    const said = this.#whole(reader);
    this.#whole(reader);
    reader.skipSpace();
    if (reader.word() !== 'obj' || (number !== undefined && said !== number)) throw badPdf(`no object ${number ?? said} where it is said to be`);
    const object = reader.object();
    reader.skipSpace();
    if (object.kind !== 'dictionary' || !reader.startsWith('stream')) return object;
    reader.at += 6;
    if (this.#bytes[reader.at] === 13) reader.at++;
    if (this.#bytes[reader.at] !== 10) throw badPdf(`object ${said} whose stream does not begin on a line of its own`);
    const length = await this.resolve(object.entries.get('Length'));
    const from = reader.at + 1;
    const to = length?.kind === 'number' ? from + Number(length.value) : Number.NaN;
    const after = new PdfReader(this.#bytes, to);
    after.skipSpace();
    if (!(to <= this.#bytes.length) || !after.startsWith('endstream')) throw badPdf(`object ${said} whose stream has another length than said`);
    return { kind: 'stream', dictionary: object, raw: this.#bytes.subarray(from, to) };
  }

  /** What a reference leads to; a free or absent object is null (7.3.10). */
  async resolve(object: PdfObject | undefined, hops = 0): Promise<PdfObject | undefined> {
    if (object?.kind !== 'reference') return object;
    if (hops > 20) throw badPdf('references in a circle');
    const known = this.#objects.get(object.number);
    if (known) return known;
    const place = this.#places.get(object.number);
    const found =
      place === undefined ? undefined : 'at' in place ? await this.#objectAt(place.at, object.number) : await this.#grouped(object.number, place);
    const final = (found?.kind === 'reference' ? await this.resolve(found, hops + 1) : found) ?? { kind: 'null' as const };
    this.#objects.set(object.number, final);
    return final;
  }

  async #grouped(number: number, { inside, index }: { readonly inside: number; readonly index: number }): Promise<PdfObject> {
    const known = this.#groups.get(inside) ?? (await this.#group(inside));
    this.#groups.set(inside, known);
    const found = known[index];
    if (found?.kind !== 'array') throw badPdf(`no object ${number} in the stream that is said to hold it`);
    const [said, object] = found.items;
    if (said?.kind !== 'number' || Number(said.value) !== number || !object) throw badPdf(`another object in the place of ${number}`);
    return object;
  }

  /** Pairs of number and object, in the order of the stream (7.5.7). */
  async #group(number: number): Promise<readonly PdfObject[]> {
    const place = this.#places.get(number);
    const stream = place && 'at' in place ? await this.#objectAt(place.at, number) : undefined;
    if (stream?.kind !== 'stream' || nameIn(stream.dictionary, 'Type') !== 'ObjStm') throw badPdf(`no object stream ${number}`);
    const [count, first] = [stream.dictionary.entries.get('N'), stream.dictionary.entries.get('First')];
    if (count?.kind !== 'number' || first?.kind !== 'number' || Number(count.value) > pdfBounds.objects)
      throw badPdf(`object stream ${number} without a count`);
    const bytes = await this.decoded(stream);
    const head = new PdfReader(bytes);
    const pairs = Array.from({ length: Number(count.value) }, () => [this.#whole(head), this.#whole(head)] as const);
    return pairs.map(([each, offset]) => ({
      kind: 'array',
      items: [{ kind: 'number', value: String(each) }, new PdfReader(bytes, Number(first.value) + offset).object()],
    }));
  }

  /** A stream without its compression; what it may hold in all is bounded. Throws where another filter is left. */
  async decoded(stream: PdfObject & { readonly kind: 'stream' }): Promise<Uint8Array> {
    const { bytes, left } = await this.partly(stream);
    if (left.length > 0) throw badPdf(`a stream under ${left.join(', ').slice(0, 60)}`);
    return bytes;
  }

  async partly(stream: PdfObject & { readonly kind: 'stream' }): ReturnType<typeof decode> {
    const found = await decode(stream.dictionary, stream.raw, Math.min(pdfBounds.streamBytes, this.#left), (each) => this.resolve(each));
    this.#left -= found.bytes.length;
    return found;
  }

  async dictionary(object: PdfObject | undefined): Promise<PdfDictionary | undefined> {
    const found = await this.resolve(object);
    return found?.kind === 'dictionary' ? found : undefined;
  }

  async catalog(): Promise<PdfDictionary> {
    const root = await this.dictionary(this.#trailer?.entries.get('Root'));
    if (!root) throw badPdf('there is no catalog');
    return root;
  }

  /** The pages in reading order, each with what it inherits (7.7.3.4). */
  async pages(): Promise<readonly PdfDictionary[]> {
    const pages: PdfDictionary[] = [];
    const seen = new Set<PdfObject>();
    const walk = async (node: PdfDictionary | undefined, inherited: ReadonlyMap<string, PdfObject>, depth: number): Promise<void> => {
      if (!node) throw badPdf('a page that is not there');
      if (seen.has(node) || depth > 50) throw badPdf('pages in a circle');
      seen.add(node);
      const own = new Map(inherited);
      for (const key of ['Resources', 'MediaBox', 'CropBox', 'Rotate']) {
        const value = node.entries.get(key);
        if (value) own.set(key, value);
      }
      const kids = await this.resolve(node.entries.get('Kids'));
      if (kids?.kind !== 'array') {
        if (pages.length >= pdfBounds.pages) throw badPdf(`more than ${pdfBounds.pages} pages`);
        pages.push({ kind: 'dictionary', entries: new Map([...node.entries, ...own]) });
        return;
      }
      for (const kid of kids.items) await walk(await this.dictionary(kid), own, depth + 1);
    };
    await walk(await this.dictionary((await this.catalog()).entries.get('Pages')), new Map(), 0);
    return pages;
  }
}

export const nameIn = (dictionary: PdfDictionary, key: string): string | undefined => {
  const found = dictionary.entries.get(key);
  return found?.kind === 'name' ? found.value : undefined;
};

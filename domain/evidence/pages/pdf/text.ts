import { normalText } from '../text-digest.ts';
import { contentOf } from './content.ts';
import type { PdfDocument } from './document.ts';
import { nameIn } from './document.ts';
import { type Decoder, fontDecoder } from './fonts.ts';
import { badPdf, type PdfDictionary, type PdfObject, PdfReader } from './objects.ts';

const deepestForm = 12;
const mostOperators = 2_000_000;

/**
 * The words of a page in the order in which they are drawn, without blanks and in one Unicode form (NFKC). Undefined where
 * the page draws none, or with a font that does not say which letters it draws: then nothing is claimed.
 */
export async function pageText(document: PdfDocument, page: PdfDictionary): Promise<string | undefined> {
  const reading = new TextReading(document);
  const complete = await reading.read(await contentOf(document, page), await document.dictionary(page.entries.get('Resources')), 0);
  const text = normalText(reading.pieces.join(''));
  return complete && text !== '' ? text : undefined;
}

class TextReading {
  readonly pieces: string[] = [];
  readonly #document: PdfDocument;
  readonly #fonts = new Map<PdfObject, Decoder | undefined>();
  #operators = 0;

  constructor(document: PdfDocument) {
    this.#document = document;
  }

  /** False as soon as letters are drawn that cannot be told. */
  async read(stream: Uint8Array, resources: PdfDictionary | undefined, depth: number): Promise<boolean> {
    const reader = new PdfReader(stream);
    let operands: PdfObject[] = [];
    let font: Decoder | undefined;
    while (!reader.ended) {
      const object = reader.object(false);
      if (object.kind !== 'operator') {
        operands.push(object);
        continue;
      }
      if (++this.#operators > mostOperators) throw badPdf(`more than ${mostOperators} operators`);
      const last = operands.at(-1);
      if (object.value === 'Tf') font = await this.#font(operands[0], resources);
      else if (['Tj', "'", '"', 'TJ'].includes(object.value)) {
        const strings = last?.kind === 'array' ? last.items : last ? [last] : [];
        for (const each of strings) {
          if (each.kind !== 'string') continue;
          const text = font?.(each.value);
          if (text === undefined) return false;
          this.pieces.push(text);
        }
      } else if (object.value === 'Do' && !(await this.#form(last, resources, depth))) return false;
      else if (object.value === 'ID') skipPicture(reader);
      operands = [];
    }
    return true;
  }

  async #font(name: PdfObject | undefined, resources: PdfDictionary | undefined): Promise<Decoder | undefined> {
    const fonts = await this.#document.dictionary(resources?.entries.get('Font'));
    const font = name?.kind === 'name' ? await this.#document.dictionary(fonts?.entries.get(name.value)) : undefined;
    if (!font) return undefined;
    if (!this.#fonts.has(font)) this.#fonts.set(font, await fontDecoder(this.#document, font));
    return this.#fonts.get(font);
  }

  async #form(name: PdfObject | undefined, resources: PdfDictionary | undefined, depth: number): Promise<boolean> {
    const forms = await this.#document.dictionary(resources?.entries.get('XObject'));
    const form = name?.kind === 'name' ? await this.#document.resolve(forms?.entries.get(name.value)) : undefined;
    if (form?.kind !== 'stream' || nameIn(form.dictionary, 'Subtype') !== 'Form') return true;
    if (depth >= deepestForm) throw badPdf('forms within forms');
    const own = (await this.#document.dictionary(form.dictionary.entries.get('Resources'))) ?? resources;
    return this.read(await this.#document.decoded(form), own, depth + 1);
  }
}

/** An inline picture ends with EI between blanks (8.9.7). */
function skipPicture(reader: PdfReader): void {
  const blank = (byte: number | undefined): boolean => byte === undefined || [0, 9, 10, 12, 13, 32].includes(byte);
  for (let at = reader.at + 1; at < reader.bytes.length; at++) {
    if (reader.bytes[at] === 0x45 && reader.bytes[at + 1] === 0x49 && blank(reader.bytes[at - 1]) && blank(reader.bytes[at + 2])) {
      reader.at = at + 2;
      return;
    }
  }
  reader.at = reader.bytes.length;
}

import { DomainError } from '#domain/kernel/error.ts';

/** PDF's objects (ISO 32000-2, 7.3). Numbers stay decimal text in one form, so that 1.0 and 1 are the same. */
export type PdfObject =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'name'; readonly value: string }
  | { readonly kind: 'string'; readonly value: Uint8Array }
  | { readonly kind: 'array'; readonly items: readonly PdfObject[] }
  | PdfDictionary
  | { readonly kind: 'stream'; readonly dictionary: PdfDictionary; readonly raw: Uint8Array }
  | PdfReference
  /** Only in content streams: an operator. */
  | { readonly kind: 'operator'; readonly value: string };
export type PdfDictionary = { readonly kind: 'dictionary'; readonly entries: ReadonlyMap<string, PdfObject> };
export type PdfReference = { readonly kind: 'reference'; readonly number: number };

export const badPdf = (why: string): DomainError => new DomainError('evidence.unread_pdf', `expected a PDF whose pages can be read: ${why}`);

const [space, percent, open, close] = [new Set([0, 9, 10, 12, 13, 32]), 0x25, 0x28, 0x29];
const delimiters = new Set([0x28, 0x29, 0x3c, 0x3e, 0x5b, 0x5d, 0x7b, 0x7d, 0x2f, 0x25]);
const deepest = 60;
/** No number and no operator is longer; what is would only cost time. */
const longestWord = 200;

/** Reads objects one after another; `at` is where it stands. */
export class PdfReader {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  skipSpace(): void {
    for (; this.at < this.bytes.length; this.at++) {
      const byte = this.bytes[this.at] as number;
      if (byte === percent) while (this.at < this.bytes.length && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13) this.at++;
      else if (!space.has(byte)) return;
    }
  }

  get ended(): boolean {
    this.skipSpace();
    return this.at >= this.bytes.length;
  }

  /** The letters up to the next blank or delimiter. */
  word(): string {
    const from = this.at;
    while (this.at < this.bytes.length && !space.has(this.bytes[this.at] as number) && !delimiters.has(this.bytes[this.at] as number)) this.at++;
    return latin(this.bytes.subarray(from, this.at));
  }

  startsWith(text: string): boolean {
    for (let i = 0; i < text.length; i++) if (this.bytes[this.at + i] !== text.charCodeAt(i)) return false;
    return true;
  }

  /** One object; `references` false in content streams, where "1 0 R" cannot stand. */
  object(references = true, depth = 0): PdfObject {
    if (depth > deepest) throw badPdf(`objects nested deeper than ${deepest}`);
    this.skipSpace();
    const byte = this.bytes[this.at];
    if (byte === undefined) throw badPdf('it ends inside an object');
    if (byte === 0x2f) {
      this.at++;
      return {
        kind: 'name',
        value: this.word().replace(/#([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
      };
    }
    if (byte === open) return { kind: 'string', value: this.#literal() };
    if (byte === 0x3c) return this.bytes[this.at + 1] === 0x3c ? this.#dictionary(references, depth) : { kind: 'string', value: this.#hexadecimal() };
    if (byte === 0x5b) return this.#array(references, depth);
    if (delimiters.has(byte)) throw badPdf(`"${String.fromCharCode(byte)}" where an object begins`);
    return this.#plain(references);
  }

  #plain(references: boolean): PdfObject {
    const word = this.word();
    if (word.length > longestWord) throw badPdf(`a word of ${word.length} letters`);
    if (/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word)) {
      const reference = references && /^\d+$/.test(word) ? this.#reference(Number(word)) : undefined;
      return reference ?? { kind: 'number', value: canonicalNumber(word) };
    }
    if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true' };
    if (word === 'null') return { kind: 'null' };
    if (references) throw badPdf(`"${word.slice(0, 20)}" where an object begins`);
    return { kind: 'operator', value: word };
  }

  #reference(number: number): PdfReference | undefined {
    const before = this.at;
    this.skipSpace();
    if (/^\d+$/.test(this.word())) {
      this.skipSpace();
      if (this.word() === 'R') return { kind: 'reference', number };
    }
    this.at = before;
    return undefined;
  }

  #array(references: boolean, depth: number): PdfObject {
    this.at++;
    const items: PdfObject[] = [];
    for (;;) {
      this.skipSpace();
      if (this.bytes[this.at] === 0x5d) {
        this.at++;
        return { kind: 'array', items };
      }
      items.push(this.object(references, depth + 1));
    }
  }

  #dictionary(references: boolean, depth: number): PdfDictionary {
    this.at += 2;
    const entries = new Map<string, PdfObject>();
    for (;;) {
      this.skipSpace();
      if (this.bytes[this.at] === 0x3e && this.bytes[this.at + 1] === 0x3e) {
        this.at += 2;
        return { kind: 'dictionary', entries };
      }
      const key = this.object(references, depth + 1);
      if (key.kind !== 'name') throw badPdf('a dictionary with a key that is no name');
      const value = this.object(references, depth + 1);
      // Readers differ in which of two equal keys they take.
      if (entries.has(key.value)) throw badPdf(`a dictionary with the key "${key.value.slice(0, 40)}" twice`);
      if (value.kind !== 'null') entries.set(key.value, value);
    }
  }

  #hexadecimal(): Uint8Array {
    const end = this.bytes.indexOf(0x3e, this.at);
    if (end < 0) throw badPdf('a string without an end');
    const digits = latin(this.bytes.subarray(this.at + 1, end)).replace(/[\s\0]/g, '');
    this.at = end + 1;
    if (!/^[0-9A-Fa-f]*$/.test(digits)) throw badPdf('a hexadecimal string with other letters');
    return Uint8Array.from((digits.length % 2 ? `${digits}0` : digits).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  }

  #literal(): Uint8Array {
    const out: number[] = [];
    let depth = 0;
    for (; this.at < this.bytes.length; this.at++) {
      const byte = this.bytes[this.at] as number;
      if (byte === open && depth++ === 0) continue;
      if (byte === close && --depth === 0) {
        this.at++;
        return Uint8Array.from(out);
      }
      if (byte === 0x5c) this.#escaped(out);
      // Any end of line inside is one line feed (7.3.4.2).
      else if (byte === 13) {
        out.push(10);
        if (this.bytes[this.at + 1] === 10) this.at++;
      } else out.push(byte);
    }
    throw badPdf('a string without an end');
  }

  #escaped(out: number[]): void {
    const letter = this.bytes[++this.at] ?? 0;
    const octal = /^[0-7]{1,3}/.exec(latin(this.bytes.subarray(this.at, this.at + 3)))?.[0];
    if (octal !== undefined) {
      out.push(Number.parseInt(octal, 8) & 255);
      this.at += octal.length - 1;
    } else if (letter === 13) {
      if (this.bytes[this.at + 1] === 10) this.at++;
    } else if (letter !== 10) out.push(escapes.get(letter) ?? letter);
  }
}

const escapes = new Map([
  [0x6e, 10],
  [0x72, 13],
  [0x74, 9],
  [0x62, 8],
  [0x66, 12],
]);

export function latin(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x4000) text += String.fromCharCode(...bytes.subarray(at, at + 0x4000));
  return text;
}

/** +1.50 -> 1.5, -0.0 -> 0, .5 -> 0.5. */
function canonicalNumber(word: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)0*(\d*)\.?(\d*?)0*$/.exec(word.includes('.') ? word : `${word}.`) ?? [];
  const digits = `${whole || '0'}${fraction ? `.${fraction}` : ''}`;
  return sign === '-' && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

import type { PdfDocument } from './document.ts';
import { nameIn } from './document.ts';
import { latin, type PdfDictionary, type PdfObject, PdfReader } from './objects.ts';

/** Codes of a shown string to letters; undefined where a code means nothing that can be told. */
export type Decoder = (codes: Uint8Array) => string | undefined;

export async function fontDecoder(document: PdfDocument, font: PdfDictionary): Promise<Decoder | undefined> {
  const map = await document.resolve(font.entries.get('ToUnicode'));
  if (map?.kind === 'stream') return toUnicode(await document.decoded(map), nameIn(font, 'Subtype') === 'Type0' ? 2 : 1);
  const encoding = await document.resolve(font.entries.get('Encoding'));
  if (nameIn(font, 'Subtype') === 'Type0') return encoding?.kind === 'name' ? composite(encoding.value) : undefined;
  return simple(encoding);
}

/** Predefined CMaps that are Unicode or a national encoding themselves (9.7.5.2). */
function composite(name: string): Decoder | undefined {
  const label = /^Uni.*-(UCS2|UTF16)-[HV]$/.test(name)
    ? 'utf-16be'
    : /^(GBK|GBpc|GBK2K|GBKp)-EUC-[HV]$|^GBK2K-[HV]$/.test(name)
      ? 'gb18030'
      : undefined;
  return label === undefined ? undefined : (codes) => strict(codes, label);
}

function strict(codes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(codes);
  } catch {
    return undefined;
  }
}

/** One byte a letter: Windows Latin or ASCII, with the letters that /Differences names. */
function simple(encoding: PdfObject | undefined): Decoder | undefined {
  const base = encoding?.kind === 'name' ? encoding.value : encoding?.kind === 'dictionary' ? nameIn(encoding, 'BaseEncoding') : undefined;
  const differences = new Map<number, string | undefined>();
  const list = encoding?.kind === 'dictionary' ? encoding.entries.get('Differences') : undefined;
  let code = 0;
  for (const item of list?.kind === 'array' ? list.items : []) {
    if (item.kind === 'number') code = Number(item.value);
    else if (item.kind === 'name') differences.set(code++, letterNamed(item.value));
  }
  return (codes) => {
    let text = '';
    for (const each of codes) {
      const letter = differences.has(each)
        ? differences.get(each)
        : each >= 0x20 && each < 0x7f
          ? String.fromCharCode(each)
          : base === 'WinAnsiEncoding'
            ? strict(Uint8Array.of(each), 'windows-1252')
            : undefined;
      if (letter === undefined) return undefined;
      text += letter;
    }
    return text;
  };
}

const punctuation: Readonly<Record<string, string>> = {
  ...{ space: ' ', period: '.', comma: ',', colon: ':', semicolon: ';', hyphen: '-', slash: '/', percent: '%', plus: '+', equal: '=', at: '@' },
  ...{ parenleft: '(', parenright: ')', zero: '0', one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8' },
  ...{ nine: '9', quotesingle: "'", quotedbl: '"', ampersand: '&', numbersign: '#', dollar: '$', asterisk: '*', underscore: '_', exclam: '!' },
  ...{
    question: '?',
    yen: '¥',
    Euro: '€',
    sterling: '£',
    endash: '–',
    emdash: '—',
    bullet: '•',
    fi: 'fi',
    fl: 'fl',
    quoteright: '’',
    quoteleft: '‘',
  },
};

/** Glyph names of the Adobe list as far as contracts use them; others are not guessed. */
function letterNamed(name: string): string | undefined {
  const unicode = /^(?:uni([0-9A-F]{4})|u([0-9A-F]{4,6}))$/.exec(name);
  if (unicode) return String.fromCodePoint(Number.parseInt((unicode[1] ?? unicode[2]) as string, 16));
  return /^[A-Za-z]$/.test(name) ? name : punctuation[name];
}

/** A ToUnicode CMap (9.10.3): code ranges, single codes and ranges of codes. */
function toUnicode(map: Uint8Array, otherwise: number): Decoder {
  const letters = new Map<string, string>();
  const lengths = new Set<number>();
  const reader = new PdfReader(map);
  let operands: PdfObject[] = [];
  while (!reader.ended) {
    const object = reader.object(false);
    if (object.kind !== 'operator') {
      operands.push(object);
      if (operands.length > 100_000) break;
      continue;
    }
    if (object.value === 'endcodespacerange') for (const each of operands) if (each.kind === 'string') lengths.add(each.value.length);
    if (object.value === 'endbfchar') single(operands, letters);
    if (object.value === 'endbfrange') ranges(operands, letters);
    operands = [];
  }
  const tried = [...(lengths.size > 0 ? lengths : [otherwise])].sort((a, b) => a - b);
  return (codes) => {
    let text = '';
    for (let at = 0; at < codes.length; ) {
      const length = tried.find((each) => letters.has(latin(codes.subarray(at, at + each))));
      if (length === undefined || length === 0) return undefined;
      text += letters.get(latin(codes.subarray(at, at + length)));
      at += length;
    }
    return text;
  };
}

const utf16 = (bytes: Uint8Array): string => new TextDecoder('utf-16be').decode(bytes);

function single(operands: readonly PdfObject[], letters: Map<string, string>): void {
  for (let i = 0; i + 1 < operands.length; i += 2) {
    const [code, letter] = [operands[i], operands[i + 1]];
    if (code?.kind === 'string' && letter?.kind === 'string') letters.set(latin(code.value), utf16(letter.value));
  }
}

function ranges(operands: readonly PdfObject[], letters: Map<string, string>): void {
  for (let i = 0; i + 2 < operands.length; i += 3) {
    const [from, to, letter] = [operands[i], operands[i + 1], operands[i + 2]];
    if (from?.kind !== 'string' || to?.kind !== 'string') continue;
    const [first, last] = [numberOf(from.value), numberOf(to.value)];
    for (let code = first; code <= last && code - first < 65_536; code++) {
      const own = letter?.kind === 'array' ? letter.items[code - first] : letter;
      if (own?.kind !== 'string') continue;
      const text = letter?.kind === 'array' ? own.value : shifted(own.value, code - first);
      letters.set(latin(codeBytes(code, from.value.length)), utf16(text));
    }
  }
}

const numberOf = (bytes: Uint8Array): number => bytes.reduce((value, byte) => value * 256 + byte, 0);
const codeBytes = (code: number, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => Math.floor(code / 256 ** (length - 1 - i)) % 256);

/** The last code unit counts up with the codes. */
function shifted(bytes: Uint8Array, by: number): Uint8Array {
  const out = Uint8Array.from(bytes);
  const last = out.length - 2;
  if (last < 0) return out;
  const value = numberOf(out.subarray(last)) + by;
  out[last] = (value >> 8) & 255;
  out[last + 1] = value & 255;
  return out;
}

import { DomainError } from '#domain/kernel/error.ts';
import { concat } from '../bytes.ts';

/** One ASN.1 element (X.690). `whole` is the element with its tag and length, `content` what is between. */
export type Element = { readonly tag: number; readonly content: Uint8Array; readonly whole: Uint8Array };

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8: 0x0c,
  printable: 0x13,
  ia5: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** [n] constructed, as in EXPLICIT tags and IMPLICIT sequences. */
export const context = (n: number): number => 0xa0 | n;
/** [n] primitive, as in IMPLICIT strings. */
export const contextPlain = (n: number): number => 0x80 | n;

const bad = (why: string): DomainError => new DomainError('evidence.bad_der', `expected DER (ITU-T X.690): ${why}`);

/** Reads one element that fills `bytes`; trailing bytes are refused. */
export function readDer(bytes: Uint8Array): Element {
  const element = elementAt(bytes, 0);
  if (element.whole.length !== bytes.length) throw bad(`${bytes.length - element.whole.length} bytes follow the element`);
  return element;
}

/** The first element, with anything after it: PDF pads its signatures with zeroes. */
export const readPadded = (bytes: Uint8Array): Element => elementAt(bytes, 0);

export function children(element: Element): readonly Element[] {
  if ((element.tag & 0x20) === 0) throw bad(`an element with tag 0x${element.tag.toString(16)} has no parts`);
  const found: Element[] = [];
  for (let at = 0; at < element.content.length; ) {
    const child = elementAt(element.content, at);
    found.push(child);
    at += child.whole.length;
  }
  return found;
}

/** Definite lengths in their shortest form only: the same value has one encoding. */
function elementAt(bytes: Uint8Array, at: number): Element {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) throw bad('it ends inside an element');
  if ((tag & 0x1f) === 0x1f) throw bad('a tag above 30, which no structure here uses');
  let length = first;
  let from = at + 2;
  if (first >= 0x80) {
    const octets = first & 0x7f;
    if (octets === 0) throw bad('an indefinite length');
    if (octets > 4) throw bad(`a length of ${octets} bytes`);
    length = 0;
    for (let i = 0; i < octets; i++) length = length * 256 + (bytes[from + i] ?? Number.NaN);
    from += octets;
    if (Number.isNaN(length)) throw bad('it ends inside a length');
    if (length < 0x80 || length < 2 ** (8 * (octets - 1))) throw bad('a length in more bytes than needed');
  }
  if (from + length > bytes.length) throw bad(`an element of ${length} bytes where ${bytes.length - from} are left`);
  return { tag, content: bytes.subarray(from, from + length), whole: bytes.subarray(at, from + length) };
}

/** Demands a tag; the error names what was expected. */
export function expectTag(element: Element | undefined, tag: number, what: string): Element {
  if (element?.tag !== tag) {
    throw bad(`expected ${what} (tag 0x${tag.toString(16)}), got ${element ? `tag 0x${element.tag.toString(16)}` : 'nothing'}`);
  }
  return element;
}

export const sequenceOf = (element: Element | undefined, what: string): readonly Element[] => children(expectTag(element, tags.sequence, what));

export function oidOf(element: Element | undefined): string {
  const { content } = expectTag(element, tags.oid, 'an object identifier');
  const arcs: bigint[] = [];
  let value = 0n;
  content.forEach((byte, i) => {
    if (value === 0n && byte === 0x80) throw bad('an object identifier with a padded arc');
    value = value * 128n + BigInt(byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(value);
      value = 0n;
    } else if (i === content.length - 1) throw bad('an object identifier that ends inside an arc');
  });
  const [first, ...rest] = arcs;
  if (first === undefined) throw bad('an empty object identifier');
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - root * 40n, ...rest].join('.');
}

/** Unsigned reading of a non-negative INTEGER. */
export function integerOf(element: Element | undefined, tag: number = tags.integer): bigint {
  const { content } = expectTag(element, tag, 'an integer');
  const [first, second] = content;
  if (first === undefined || (first === 0 && second !== undefined && second < 0x80)) throw bad('an integer that is empty or padded');
  if (first >= 0x80) throw bad('a negative integer');
  return content.reduce((value, byte) => value * 256n + BigInt(byte), 0n);
}

export function booleanOf(element: Element): boolean {
  const [value] = expectTag(element, tags.boolean, 'a boolean').content;
  if (element.content.length !== 1 || (value !== 0 && value !== 0xff)) throw bad('a boolean that is neither 00 nor FF');
  return value === 0xff;
}

/** Whole bytes of a BIT STRING, as keys and signatures are. */
export function bitsOf(element: Element | undefined): Uint8Array {
  const { content } = expectTag(element, tags.bitString, 'a bit string');
  if (content[0] !== 0) throw bad('a bit string that does not fill its bytes');
  return content.subarray(1);
}

/** Milliseconds since 1970. UTCTime means 1950 to 2049 (RFC 5280 4.1.2.5.1); fractions to the millisecond. */
export function timeOf(element: Element | undefined): number {
  const text = String.fromCharCode(...(element?.content ?? []).slice(0, 40));
  const short = element?.tag === tags.utcTime;
  if (!short) expectTag(element, tags.generalizedTime, 'a time');
  const found = (short ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/).exec(text);
  if (!found) throw bad(`expected a time in UTC, got "${text}"`);
  const [year = 0, month = 0, ...rest] = found.slice(1, 7).map(Number);
  const full = short ? (year < 50 ? 2000 + year : 1900 + year) : year;
  const [day = 0, hour = 0, minute = 0, second = 0] = rest;
  const at = Date.UTC(full, month - 1, day, hour, minute, second, Number((found[7] ?? '').padEnd(3, '0').slice(0, 3)));
  if (new Date(at).toISOString().slice(0, 10) !== `${String(full).padStart(4, '0')}-${found[2]}-${found[3]}` || hour > 23 || minute > 59) {
    throw bad(`expected a real date, got "${text}"`);
  }
  return at;
}

// Writing.

export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concat(...parts);
  if (content.length < 0x80) return concat(Uint8Array.of(tag, content.length), content);
  const octets: number[] = [];
  for (let left = content.length; left > 0; left = Math.floor(left / 256)) octets.unshift(left % 256);
  return concat(Uint8Array.of(tag, 0x80 | octets.length, ...octets), content);
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => der(tags.sequence, ...parts);

/** SET OF: its parts stand in the order of their bytes. */
export const setOf = (...parts: readonly Uint8Array[]): Uint8Array => der(tags.set, ...[...parts].sort(compareBytes));

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number);
  return a.length - b.length;
}

export function integer(value: bigint | number): Uint8Array {
  let text = BigInt(value).toString(16);
  if (text.length % 2) text = `0${text}`;
  const bytes = Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return der(tags.integer, (bytes[0] as number) >= 0x80 ? concat(Uint8Array.of(0), bytes) : bytes);
}

export function oid(dotted: string): Uint8Array {
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  const arc = (value: bigint): number[] => {
    const out = [Number(value & 0x7fn)];
    for (let left = value >> 7n; left > 0n; left >>= 7n) out.unshift(Number(left & 0x7fn) | 0x80);
    return out;
  };
  return der(tags.oid, Uint8Array.from([first * 40n + second, ...rest].flatMap(arc)));
}

export const octets = (bytes: Uint8Array): Uint8Array => der(tags.octetString, bytes);
export const bits = (bytes: Uint8Array): Uint8Array => der(tags.bitString, Uint8Array.of(0), bytes);
export const flag = (value: boolean): Uint8Array => der(tags.boolean, Uint8Array.of(value ? 0xff : 0));
export const text = (value: string): Uint8Array => der(tags.utf8, new TextEncoder().encode(value));

/** GeneralizedTime to the second, as RFC 5280 wants it in certificates; RFC 3161 allows it too. */
export const generalizedTime = (milliseconds: number): Uint8Array =>
  der(tags.generalizedTime, new TextEncoder().encode(`${new Date(milliseconds).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));

/** RFC 5280 4.1.2.5: UTCTime through 2049, GeneralizedTime after. */
export const validityTime = (milliseconds: number): Uint8Array => {
  const stamp = new Date(milliseconds).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return Number(stamp.slice(0, 4)) < 2050 ? der(tags.utcTime, new TextEncoder().encode(`${stamp.slice(2)}Z`)) : generalizedTime(milliseconds);
};

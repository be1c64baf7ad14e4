/** One signature dictionary of a PDF (ISO 32000-2, 12.8.1), found by its byte range. */
export type PdfSignature = {
  /** Bytes [0, gapFrom) and [gapTo, end) are signed; the gap holds the signature itself. */
  readonly gapFrom: number;
  readonly gapTo: number;
  readonly end: number;
  readonly subFilter: string;
  /** What the file says of name and time; nobody proves it. */
  readonly claimedName?: string;
  readonly claimedTime?: string;
  readonly contents: Uint8Array;
};

export type Malformed = { readonly why: 'range' | 'gap' | 'too-many'; readonly range: readonly number[] };

/** Every signature costs a hash of the file before it: more than any paper has are not looked at, nor more bytes in all. */
const mostSignatures = 50;
const mostSignedBytes = 256 * 1024 * 1024;

/**
 * Finds signatures without a PDF parser: what counts is only that the gap between the ranges is exactly one hexadecimal
 * string. A range that leaves out anything else is malformed, so nothing can hide beside the signature.
 */
export function findSignatures(file: Uint8Array): readonly (PdfSignature | Malformed)[] {
  const text = latin1(file);
  const found: (PdfSignature | Malformed)[] = [];
  let signedBytes = 0;
  for (const match of text.matchAll(/\/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]/g)) {
    const range = match.slice(1, 5).map(Number);
    const [start = 0, gapFrom = 0, gapTo = 0, rest = 0] = range;
    const end = gapTo + rest;
    // A form with an empty field holds zeroes until it is signed.
    if (range.every((value) => value === 0)) continue;
    signedBytes += Math.min(end, file.length);
    if (found.length === mostSignatures || signedBytes > mostSignedBytes) {
      found.push({ why: 'too-many', range });
      break;
    }
    if (start !== 0 || gapTo <= gapFrom || end > file.length) {
      found.push({ why: 'range', range });
      continue;
    }
    const gap = text.slice(gapFrom, gapTo);
    const hexadecimal = /^<([0-9A-Fa-f\s]*)>$/.exec(gap)?.[1]?.replace(/\s/g, '');
    const from = text.lastIndexOf(' obj', match.index);
    const to = text.indexOf('endobj', Math.max(match.index, gapTo));
    const inside = gapFrom > from && (to === -1 || gapTo <= to);
    if (hexadecimal === undefined || hexadecimal.length < 4 || !inside) {
      found.push({ why: 'gap', range });
      continue;
    }
    const dictionary = text.slice(Math.max(from, 0), to === -1 ? undefined : to).replace(gap, '');
    const claimedTime = /\/M\s*\(D:([^)]{4,40})\)/.exec(dictionary)?.[1];
    const claimedName = /\/Name\s*\(((?:[^()\\]|\\.){1,400})\)/.exec(dictionary)?.[1];
    found.push({
      gapFrom,
      gapTo,
      end,
      subFilter: /\/SubFilter\s*\/([A-Za-z0-9._-]+)/.exec(dictionary)?.[1] ?? '',
      contents: bytesOfHex(hexadecimal.length % 2 ? `${hexadecimal}0` : hexadecimal),
      ...(claimedTime ? { claimedTime } : {}),
      ...(claimedName ? { claimedName: pdfText(claimedName) } : {}),
    });
  }
  return found;
}

export type AddedObject = { readonly object: number; readonly type: string };
/** The first objects after a signed revision, and how many more there are: a hostile file has millions. */
export type Added = { readonly objects: readonly AddedObject[]; readonly more: number };

const mostListed = 1000;

/** What stands in a PDF after each of these places: objects by number and type, as an incremental update adds them. */
export function addedAfter(file: Uint8Array, ends: readonly number[]): ReadonlyMap<number, Added> {
  const [first = file.length, ...later] = [...new Set(ends)].sort((a, b) => a - b);
  const found = new Map([first, ...later].map((end) => [end, { objects: [] as AddedObject[], more: 0 }]));
  const text = latin1(file.subarray(first));
  for (const { index, 1: object = '', 2: body = '' } of text.matchAll(/(?:^|\s)(\d{1,10})\s+\d{1,5}\s+obj\b([\s\S]*?)(?=endobj|$)/g)) {
    for (const [end, added] of found) {
      if (first + index + 1 < end) continue;
      if (added.objects.length < mostListed) added.objects.push({ object: Number(object), type: typeIn(body) });
      else added.more += 1;
    }
  }
  return found;
}

function typeIn(body: string): string {
  const subtype = /\/Subtype\s*\/(\w{1,100})/.exec(body)?.[1];
  const type = /\/Type\s*\/(\w{1,100})/.exec(body)?.[1] ?? (body.includes('stream') ? 'stream' : 'object');
  return subtype ? `${type}/${subtype}` : type;
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return text;
}

const bytesOfHex = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** A PDF text string: UTF-16 with its mark, else Latin letters. */
function pdfText(escaped: string): string {
  const plain = escaped.replace(/\\(\d{3}|.)/g, (_, each: string) =>
    each.length === 3 ? String.fromCharCode(Number.parseInt(each, 8) & 255) : each,
  );
  const bytes = Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  return bytes[0] === 0xfe && bytes[1] === 0xff ? new TextDecoder('utf-16be').decode(bytes.subarray(2)) : plain;
}

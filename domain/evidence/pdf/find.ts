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

/** Every signature costs a hash of the file before it: more than any paper has are not looked at. */
const mostSignatures = 50;

/**
 * Finds signatures without a PDF parser: what counts is only that the gap between the ranges is exactly one hexadecimal
 * string. A range that leaves out anything else is malformed, so nothing can hide beside the signature.
 */
export function findSignatures(file: Uint8Array): readonly (PdfSignature | Malformed)[] {
  const text = latin1(file);
  const found: (PdfSignature | Malformed)[] = [];
  for (const match of text.matchAll(/\/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]/g)) {
    const range = match.slice(1, 5).map(Number);
    const [start = 0, gapFrom = 0, gapTo = 0, rest = 0] = range;
    const end = gapTo + rest;
    // A form with an empty field holds zeroes until it is signed.
    if (range.every((value) => value === 0)) continue;
    if (found.length === mostSignatures) {
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

/** What stands in a PDF after a signed revision: objects by number and type, as an incremental update adds them. */
export function addedAfter(file: Uint8Array, end: number): readonly { readonly object: number; readonly type: string }[] {
  const text = latin1(file.subarray(end));
  return [...text.matchAll(/(?:^|\s)(\d{1,10})\s+\d{1,5}\s+obj\b([\s\S]*?)(?=endobj|$)/g)].map(([, object = '', body = '']) => {
    const subtype = /\/Subtype\s*\/(\w+)/.exec(body)?.[1];
    const type = /\/Type\s*\/(\w+)/.exec(body)?.[1] ?? (body.includes('stream') ? 'stream' : 'object');
    return { object: Number(object), type: subtype ? `${type}/${subtype}` : type };
  });
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

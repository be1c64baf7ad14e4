import { inflate } from '../../inflate.ts';
import { badPdf, latin, type PdfDictionary, type PdfObject } from './objects.ts';

/** Stream filters that say nothing of their own (7.4): undone, so that compressing anew changes no digest. */
export type Decoded = { readonly bytes: Uint8Array /** Filters left in place, such as DCTDecode of a picture. */; readonly left: readonly string[] };

/** `limit` bounds what comes out; `resolved` gives what a reference leads to. */
export async function decode(
  dictionary: PdfDictionary,
  raw: Uint8Array,
  limit: number,
  resolved: (object: PdfObject | undefined) => Promise<PdfObject | undefined>,
): Promise<Decoded> {
  const filters = await listOf(dictionary.entries.get('Filter'), resolved);
  const parameters = await listOf(dictionary.entries.get('DecodeParms'), resolved);
  let bytes = raw;
  for (const [i, filter] of filters.entries()) {
    const name = filter?.kind === 'name' ? filter.value : '';
    if (name === 'FlateDecode' || name === 'Fl') bytes = await flate(bytes, parameters[i], limit, resolved);
    else if (name === 'ASCIIHexDecode' || name === 'AHx') bytes = hexadecimal(bytes);
    else if (name === 'ASCII85Decode' || name === 'A85') bytes = ascii85(bytes);
    else return { bytes, left: filters.slice(i).map((each) => (each?.kind === 'name' ? each.value : '')) };
  }
  return { bytes, left: [] };
}

async function listOf(
  object: PdfObject | undefined,
  resolved: (object: PdfObject | undefined) => Promise<PdfObject | undefined>,
): Promise<readonly (PdfObject | undefined)[]> {
  const found = await resolved(object);
  if (found === undefined || found.kind === 'null') return [];
  return found.kind === 'array' ? Promise.all(found.items.map(resolved)) : [found];
}

async function flate(
  bytes: Uint8Array,
  parameters: PdfObject | undefined,
  limit: number,
  resolved: (object: PdfObject | undefined) => Promise<PdfObject | undefined>,
): Promise<Uint8Array> {
  const plain = await inflate(bytes, 'deflate', limit);
  const number = async (name: string, otherwise: number): Promise<number> => {
    const found = parameters?.kind === 'dictionary' ? await resolved(parameters.entries.get(name)) : undefined;
    return found?.kind === 'number' ? Number(found.value) : otherwise;
  };
  const predictor = await number('Predictor', 1);
  if (predictor === 1) return plain;
  if (predictor < 10) throw badPdf(`the predictor ${predictor}`);
  const bits = (await number('Colors', 1)) * (await number('BitsPerComponent', 8));
  return unpredicted(plain, Math.ceil((bits * (await number('Columns', 1))) / 8), Math.max(1, bits >> 3));
}

/** PNG's predictors (RFC 2083, 6), one byte before each row names which. */
function unpredicted(bytes: Uint8Array, row: number, pixel: number): Uint8Array {
  if (row < 1 || row > 1_000_000) throw badPdf(`rows of ${row} bytes`);
  const rows = Math.floor(bytes.length / (row + 1));
  const out = new Uint8Array(rows * row);
  for (let y = 0; y < rows; y++) {
    const how = bytes[y * (row + 1)];
    for (let x = 0; x < row; x++) {
      const left = x >= pixel ? (out[y * row + x - pixel] as number) : 0;
      const above = y > 0 ? (out[(y - 1) * row + x] as number) : 0;
      const corner = y > 0 && x >= pixel ? (out[(y - 1) * row + x - pixel] as number) : 0;
      const by = how === 1 ? left : how === 2 ? above : how === 3 ? (left + above) >> 1 : how === 4 ? paeth(left, above, corner) : 0;
      out[y * row + x] = (bytes[y * (row + 1) + 1 + x] as number) + by;
    }
  }
  return out;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

function hexadecimal(bytes: Uint8Array): Uint8Array {
  const digits = (latin(bytes).split('>')[0] as string).replace(/\s/g, '');
  if (!/^[0-9A-Fa-f]*$/.test(digits)) throw badPdf('hexadecimal data with other letters');
  return Uint8Array.from((digits.length % 2 ? `${digits}0` : digits).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function ascii85(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  let group: number[] = [];
  for (const byte of bytes) {
    if (byte === 0x7e) break;
    if (byte <= 32) continue;
    if (byte === 0x7a && group.length === 0) out.push(0, 0, 0, 0);
    else if (byte >= 33 && byte <= 117) group.push(byte - 33);
    else throw badPdf('base-85 data with other letters');
    if (group.length < 5) continue;
    out.push(...fourOf(group));
    group = [];
  }
  if (group.length > 1) out.push(...fourOf([...group, 84, 84, 84, 84].slice(0, 5)).slice(0, group.length - 1));
  return Uint8Array.from(out);
}

function fourOf(group: readonly number[]): number[] {
  const value = group.reduce((sum, digit) => sum * 85 + digit, 0);
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256);
}

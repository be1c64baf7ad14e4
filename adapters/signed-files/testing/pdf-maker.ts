import { deflateSync } from 'node:zlib';

/** Small PDFs of the same pages as different programs would write them. */
export type PdfWriting = {
  /** Streams compressed at this level; none: plain. */
  readonly level?: number;
  /** Object numbers count down instead of up, keys stand in another order. */
  readonly renumbered?: boolean;
  /** Objects inside an object stream, cross-references as a stream (PDF 1.5). */
  readonly packed?: boolean;
  /** Parts of the content stream as an array. */
  readonly split?: boolean;
  readonly annotation?: string;
};

export function madePdf(pages: readonly string[], how: PdfWriting = {}): Buffer {
  const last = 2 + pages.length * 3 + 1 + (how.annotation ? 1 : 0);
  const at = (n: number): number => (how.renumbered ? last + 1 - n : n);
  const ref = (n: number): string => `${at(n)} 0 R`;
  const objects = new Map<number, Buffer>();
  const put = (n: number, body: string | Buffer): void => void objects.set(at(n), Buffer.from(body));
  const dictionary = (...entries: readonly string[]): string =>
    `<< ${(how.renumbered ? [...entries].reverse() : entries).join(how.renumbered ? '\n' : ' ')} >>`;
  const stream = (content: string): Buffer => {
    const bytes = how.level === undefined ? Buffer.from(content, 'latin1') : deflateSync(Buffer.from(content, 'latin1'), { level: how.level });
    return Buffer.concat([
      Buffer.from(`${dictionary(`/Length ${bytes.length}`, ...(how.level === undefined ? [] : ['/Filter /FlateDecode']))}\nstream\n`),
      bytes,
      Buffer.from('\nendstream'),
    ]);
  };
  put(1, dictionary('/Type /Catalog', `/Pages ${ref(2)}`));
  put(
    2,
    dictionary(
      '/Type /Pages',
      `/Kids [${pages.map((_, i) => ref(4 + i * 3)).join(' ')}]`,
      `/Count ${pages.length}`,
      how.renumbered ? '/MediaBox [0.0 0 595.0 842.00]' : '/MediaBox [0 0 595 842]',
    ),
  );
  put(3, dictionary('/Type /Font', '/Subtype /Type1', '/BaseFont /Helvetica', '/Encoding /WinAnsiEncoding'));
  pages.forEach((words, i) => {
    const content = ['BT /F1 12 Tf', `72 720 Td (${words}) Tj ET`];
    const contents = how.split ? `[${ref(5 + i * 3)} ${ref(6 + i * 3)}]` : ref(5 + i * 3);
    const annotations = how.annotation && i === 0 ? [`/Annots [${ref(last)}]`] : [];
    put(
      4 + i * 3,
      dictionary(
        '/Type /Page',
        `/Parent ${ref(2)}`,
        `/Resources ${dictionary(`/Font << /F1 ${ref(3)} >>`)}`,
        `/Contents ${contents}`,
        ...annotations,
      ),
    );
    put(5 + i * 3, stream(how.split ? (content[0] as string) : content.join('\n')));
    put(6 + i * 3, stream(how.split ? (content[1] as string) : ' '));
  });
  if (how.annotation) put(last, dictionary('/Type /Annot', '/Subtype /FreeText', '/Rect [10 10 90 30]', `/Contents (${how.annotation})`));
  return how.packed ? packed(objects, at(1)) : plain(objects, at(1));
}

function plain(objects: ReadonlyMap<number, Buffer>, root: number): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets = new Map<number, number>();
  let length = 9;
  for (const [number, body] of objects) {
    const whole = Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    offsets.set(number, length);
    parts.push(whole);
    length += whole.length;
  }
  const size = Math.max(...objects.keys()) + 1;
  const rows = Array.from({ length: size }, (_, n) => {
    const at = offsets.get(n);
    return at === undefined ? `0000000000 ${n === 0 ? '65535' : '00000'} f \n` : `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  parts.push(Buffer.from(`xref\n0 ${size}\n${rows.join('')}trailer\n<< /Size ${size} /Root ${root} 0 R >>\nstartxref\n${length}\n%%EOF\n`));
  return Buffer.concat(parts);
}

function packed(objects: ReadonlyMap<number, Buffer>, root: number): Buffer {
  const small = [...objects].filter(([, body]) => !body.includes('stream\n'));
  const large = [...objects].filter(([, body]) => body.includes('stream\n'));
  const group = Math.max(...objects.keys()) + 1;
  let offset = 0;
  const head = small.map(([number, body]) => {
    const pair = `${number} ${offset}`;
    offset += body.length + 1;
    return pair;
  });
  const first = `${head.join(' ')}\n`;
  const inside = deflateSync(Buffer.concat([Buffer.from(first), ...small.flatMap(([, body]) => [body, Buffer.from('\n')])]));
  const stream = Buffer.concat([
    Buffer.from(`<< /Type /ObjStm /N ${small.length} /First ${first.length} /Filter /FlateDecode /Length ${inside.length} >>\nstream\n`),
    inside,
    Buffer.from('\nendstream'),
  ]);
  const parts: Buffer[] = [Buffer.from('%PDF-1.5\n')];
  const rows: [number, number, number][] = Array.from({ length: group + 2 }, () => [0, 0, 0]);
  for (const [i, [number]] of small.entries()) rows[number] = [2, group, i];
  let length = 9;
  for (const [number, body] of [...large, [group, stream] as const]) {
    const whole = Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    rows[number] = [1, length, 0];
    parts.push(whole);
    length += whole.length;
  }
  rows[group + 1] = [1, length, 0];
  // With PNG's predictor "up", as most writers have it.
  const table: number[] = [];
  let before = [0, 0, 0, 0, 0];
  for (const [type, second, third] of rows) {
    const row = [type, second >> 16, (second >> 8) & 255, second & 255, third];
    table.push(2, ...row.map((byte, i) => (byte - (before[i] as number)) & 255));
    before = row;
  }
  const bytes = deflateSync(Buffer.from(table));
  parts.push(
    Buffer.from(
      `${group + 1} 0 obj\n<< /Type /XRef /Size ${group + 2} /W [1 3 1] /Root ${root} 0 R /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 5 >> /Length ${bytes.length} >>\nstream\n`,
    ),
    bytes,
    Buffer.from(`\nendstream\nendobj\nstartxref\n${length}\n%%EOF\n`),
  );
  return Buffer.concat(parts);
}

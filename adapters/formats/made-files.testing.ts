import { Buffer } from 'node:buffer';
import yazl from 'yazl';

/** A small PDF 1.7 with one embedded file, for tests. */
export function hybridPdf(content: Uint8Array, name: string): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const object = (id: number, body: Buffer) => {
    offsets[id] = length;
    const whole = Buffer.concat([Buffer.from(`${id} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    parts.push(whole);
    length += whole.length;
  };
  object(1, Buffer.from(`<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(${name}) 4 0 R] >> >> /AF [4 0 R] >>`));
  object(2, Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'));
  object(3, Buffer.from('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>'));
  object(4, Buffer.from(`<< /Type /Filespec /F (${name}) /UF (${name}) /EF << /F 5 0 R >> >>`));
  object(5, Buffer.concat([Buffer.from(`<< /Type /EmbeddedFile /Length ${content.length} >>\nstream\n`), content, Buffer.from('\nendstream')]));
  const rows = [1, 2, 3, 4, 5].map((id) => `${String(offsets[id]).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(Buffer.from(`xref\n0 6\n0000000000 65535 f \n${rows}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`));
  return Buffer.concat(parts);
}

/** A ZIP of the given files, for tests. */
export async function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<Uint8Array> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

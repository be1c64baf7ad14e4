import { createHash } from 'node:crypto';
import type { ClaimDraft } from '#domain/claim/draft.ts';
import { isRefusal, type Refusal, refuse } from '#domain/kernel/refusal.ts';
import { type PaperFormats, readClaimDraft } from '#usecases/intake/read-claim-draft.ts';
import { type Container, containerOf } from './container.ts';
import { readLogistics } from './ubl/logistics.ts';
import { readXmlPaper } from './xml-paper.ts';

/** Every paper format we read, chosen by content and never by the file's name. */
export const papers: PaperFormats = {
  facts: readLogistics,

  async read(bytes, fileName) {
    const container = containerOf(bytes);
    const draft = await readContainer(container, bytes);
    if (isRefusal(draft)) return draft;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { ...draft, source: { ...draft.source, fileName, bytes: bytes.length, sha256 } };
  },
};

/** The wired reader: bytes or a stream to a checked draft, or a refusal with `zh` and `en` in its data. */
export const readPaper = (file: Uint8Array | AsyncIterable<Uint8Array>, fileName: string): Promise<ClaimDraft | Refusal> =>
  readClaimDraft(file, fileName, papers);

async function readContainer(container: Container, bytes: Uint8Array): Promise<ClaimDraft | Refusal> {
  switch (container.kind) {
    case 'xml':
      return readXmlPaper(bytes);
    case 'pdf':
      return (await import('./facturx/read.ts')).readFacturx(bytes);
    case 'zip':
      return (await import('./cn-einvoice/read.ts')).readOfd(bytes);
    case 'text':
      return refuse('intake.not_an_invoice', [], {
        zh: '这是文本文件，不是电子发票。表格（CSV）请用批量导入。',
        en: 'This is a text file, not an e-invoice. Import a table (CSV) as a batch instead.',
      });
    case 'foreign':
      return refuse('intake.foreign_file', [], {
        found: container.en,
        zh: `这是${container.zh}，不是电子发票（XML、Factur-X PDF、OFD）。可作为证据材料上传。`,
        en: `This is ${container.en}, not an e-invoice (XML, Factur-X PDF, OFD). Attach it as an exhibit instead.`,
      });
  }
}

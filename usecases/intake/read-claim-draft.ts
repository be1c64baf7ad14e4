import type { ClaimDraft } from '#domain/claim/draft.ts';
import { checkedDraft } from '#domain/claim/draft-checks.ts';
import { isRefusal, type Refusal, refuse } from '#domain/kernel/refusal.ts';
import type { PaperFiling } from '../ports/exhibits.ts';

/** The outside thing that knows paper formats (adapters/formats). It returns what the paper says, unchecked. */
export type PaperFormats = {
  read(bytes: Uint8Array, fileName: string): Promise<ClaimDraft | Refusal>;
  /** What a structured paper that is no invoice says (despatch advice, receipt advice, order); undefined for any other file. */
  facts?(bytes: Uint8Array): PaperFiling | undefined;
};

/** EN 16931 papers with attachments stay far below; anything bigger is not an e-invoice. */
export const largestPaperBytes = 64 * 1024 * 1024;

/**
 * Reads one paper (e-invoice as XML or PDF, Chinese e-invoice) into a checked claim draft. Refusals carry `zh` and `en`
 * in their data: empty, too large, foreign, corrupted. Never throws for what is in the file.
 */
export async function readClaimDraft(
  file: Uint8Array | AsyncIterable<Uint8Array>,
  fileName: string,
  formats: PaperFormats,
): Promise<ClaimDraft | Refusal> {
  const bytes = file instanceof Uint8Array ? file : await collect(file);
  if (bytes === undefined || bytes.length > largestPaperBytes) return tooLarge();
  if (bytes.length === 0) return refuse('intake.empty_file', [], { zh: '文件是空的（0 字节）。', en: 'The file is empty (0 bytes).' });
  const draft = await formats.read(bytes, fileName);
  if (isRefusal(draft)) return draft;
  const { number, seller, buyer, totals } = draft;
  if (number === undefined && seller === undefined && buyer === undefined && totals.payable === undefined && totals.taxInclusive === undefined) {
    return refuse('intake.no_content', [], {
      format: draft.source.format,
      zh: '文件的外壳是电子发票，但其中没有号码、当事人和金额。',
      en: 'The file has the shell of an e-invoice but holds no number, no parties and no amounts.',
    });
  }
  return checkedDraft(draft);
}

export function tooLarge(): Refusal {
  const limit = largestPaperBytes / 1024 / 1024;
  return refuse('intake.too_large', [], {
    limitBytes: largestPaperBytes,
    zh: `文件超过 ${limit} MB，不会是电子发票。大文件请作为证据材料上传。`,
    en: `The file is larger than ${limit} MB, so it is not an e-invoice. Attach large files as exhibits instead.`,
  });
}

/** The stream's bytes, or undefined as soon as they pass the limit. */
async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > largestPaperBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

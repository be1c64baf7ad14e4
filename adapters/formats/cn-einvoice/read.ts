import type { ClaimDraft } from '#domain/claim/draft.ts';
import { type Refusal, refuse } from '#domain/kernel/refusal.ts';

/** A ZIP container: OFD (GB/T 33190) is one; spreadsheets and Office files are others. */
export async function readOfd(_bytes: Uint8Array): Promise<ClaimDraft | Refusal> {
  return refuse('intake.foreign_zip', [], {
    zh: '这是 ZIP 压缩包，不是电子发票。',
    en: 'This is a ZIP archive, not an e-invoice.',
  });
}

import { describe, expect, it } from 'vitest';
import { countPages } from './pages.ts';
import { emptyPdf } from './testing/empty-pdf.ts';

describe('pages of a PDF', () => {
  it('are counted', async () => {
    for (const pages of [1, 7, 120]) expect(await countPages(emptyPdf(pages))).toBe(pages);
  });

  it('are unknown where the file is broken or takes too long', async () => {
    expect(await countPages(Buffer.from('%PDF-1.7 nothing follows'))).toBeUndefined();
    expect(await countPages(new Uint8Array(0))).toBeUndefined();
    expect(await countPages(emptyPdf(3), 0)).toBeUndefined();
  });
});

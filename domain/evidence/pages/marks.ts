import { DomainError } from '#domain/kernel/error.ts';
import type { Crypto } from '../crypto.ts';
import { isOfd, unpackOfd } from '../ofd/unpack.ts';
import { ofdPageMarks } from './ofd.ts';
import { PageDigests } from './pdf/content.ts';
import { PdfDocument } from './pdf/document.ts';
import { pageText } from './pdf/text.ts';
import { textDigest } from './text-digest.ts';

/**
 * What stands for one page beside the hash of its file. Lower-case hexadecimal SHA-256 each.
 * `content`: the same drawing, whatever program saved the file. `annotations`: comments, stamps and fields on it.
 * `text`: the same words in the same order, the weakest claim; absent where the words cannot be told.
 */
export type PageMark = { readonly content: string; readonly annotations?: string; readonly text?: string };
export type PageMarks = { readonly method: 'pdf-page/v1' | 'ofd-page/v1'; readonly pages: readonly PageMark[] };

/** A file is held whole to be read; larger ones are known by their hash alone. */
export const largestPagedFile = 64 * 1024 * 1024;

/**
 * The pages of a PDF or an OFD. Undefined for other files, and where pages cannot be told apart for certain (encrypted,
 * repaired, not well-formed): then only the hash of the file says something.
 */
export async function pageMarks(crypto: Crypto, file: Uint8Array): Promise<PageMarks | undefined> {
  try {
    if (file[0] === 0x25 && file[1] === 0x50) return await pdfPageMarks(crypto, file);
    return isOfd(file) ? ofdPageMarks(crypto, await unpackOfd(crypto, file)) : undefined;
  } catch (cause) {
    if (cause instanceof DomainError) return undefined;
    throw cause;
  }
}

async function pdfPageMarks(crypto: Crypto, file: Uint8Array): Promise<PageMarks | undefined> {
  const document = await PdfDocument.open(file);
  const digests = new PageDigests(crypto, document);
  const pages: PageMark[] = [];
  for (const page of await document.pages()) {
    const content = await digests.content(page);
    const annotations = await digests.annotations(page);
    const text = await pageText(document, page);
    pages.push({ content, ...(annotations ? { annotations } : {}), ...(text ? { text: textDigest(crypto, text) } : {}) });
  }
  return pages.length > 0 ? { method: 'pdf-page/v1', pages } : undefined;
}

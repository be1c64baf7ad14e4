import { hex, utf8 } from '../bytes.ts';
import type { Crypto } from '../crypto.ts';

/** What makes two texts the same text: one Unicode form (NFKC), no blanks, no control letters. */
export const normalText = (text: string): string => text.normalize('NFKC').replace(/[\s\p{Cc}\p{Cf}]/gu, '');

/** One digest for one text in either format, so that a PDF and an OFD of the same words can be told to match. */
export const textDigest = (crypto: Crypto, text: string): string => hex(crypto.sha256(utf8(`quittance.page-text/v1\n${text}`)));

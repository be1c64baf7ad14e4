import { type Refusal, refuse } from '#domain/kernel/refusal.ts';

export type DecodedText = { readonly kind: 'text'; readonly text: string; readonly encoding: string; readonly declared?: string };

const marks: readonly { readonly bytes: readonly number[]; readonly encoding: string }[] = [
  { bytes: [0xff, 0xfe, 0, 0], encoding: 'utf-32' },
  { bytes: [0, 0, 0xfe, 0xff], encoding: 'utf-32' },
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
  // "<?" or "<x" without a mark, two bytes a letter (XML 1.0 appendix F)
  { bytes: [0x3c, 0, 0x3f, 0], encoding: 'utf-16le' },
  { bytes: [0, 0x3c, 0, 0x3f], encoding: 'utf-16be' },
];

/**
 * XML bytes as text: the byte order mark wins, then the declaration, else UTF-8 (XML 1.0 section 4.3.3 and appendix F).
 * Bytes that the encoding does not have are refused, never replaced. A file that declares UTF-16 but is written with one
 * byte a letter (a known habit of .NET programs) is read as UTF-8 and shows the difference in `declared`.
 */
export function decodeXml(bytes: Uint8Array): DecodedText | Refusal {
  const marked = marks.find((mark) => mark.bytes.every((byte, i) => bytes[i] === byte))?.encoding;
  const declared = marked === undefined || marked === 'utf-8' ? declaredEncoding(bytes) : undefined;
  const encoding = marked ?? (declared === undefined || /^utf-?16/.test(declared) ? 'utf-8' : declared);
  return decodeAs(bytes, encoding, declared);
}

/** Decodes strictly; an unknown label or a byte that does not belong is refused with its name. */
export function decodeAs(bytes: Uint8Array, encoding: string, declared?: string): DecodedText | Refusal {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return { kind: 'text', text, encoding, ...(declared === undefined ? {} : { declared }) };
  } catch {
    return refuse('intake.bad_encoding', [], {
      encoding: encoding.slice(0, 40),
      zh: `文件不是有效的 ${encoding.slice(0, 40)} 文本：含有该编码没有的字节。请从开票系统重新导出。`,
      en: `The file is not valid ${encoding.slice(0, 40)} text: it holds bytes that this encoding does not have. Export it again from the issuing system.`,
    });
  }
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 256));
  return /^(?:ï»¿)?\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,38})["']/.exec(head)?.[1]?.toLowerCase();
}

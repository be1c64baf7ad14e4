/** What kind of file the first bytes say it is (published magic numbers); names are for the person who dropped it. */
export type Container = { readonly kind: 'xml' | 'pdf' | 'zip' | 'text' } | { readonly kind: 'foreign'; readonly zh: string; readonly en: string };

const foreign: readonly { readonly magic: readonly number[]; readonly at?: number; readonly zh: string; readonly en: string }[] = [
  { magic: [0x89, 0x50, 0x4e, 0x47], zh: 'PNG 图片', en: 'a PNG picture' },
  { magic: [0xff, 0xd8, 0xff], zh: 'JPEG 图片', en: 'a JPEG picture' },
  { magic: [0x47, 0x49, 0x46, 0x38], zh: 'GIF 图片', en: 'a GIF picture' },
  { magic: [0x49, 0x49, 0x2a, 0x00], zh: 'TIFF 图片', en: 'a TIFF picture' },
  { magic: [0x4d, 0x4d, 0x00, 0x2a], zh: 'TIFF 图片', en: 'a TIFF picture' },
  { magic: [0x57, 0x45, 0x42, 0x50], at: 8, zh: 'WebP 图片', en: 'a WebP picture' },
  { magic: [0x66, 0x74, 0x79, 0x70], at: 4, zh: '视频或 HEIC 图片', en: 'a video or HEIC picture' },
  { magic: [0x1f, 0x8b], zh: 'gzip 压缩文件', en: 'a gzip archive' },
  { magic: [0x37, 0x7a, 0xbc, 0xaf], zh: '7z 压缩文件', en: 'a 7z archive' },
  { magic: [0x52, 0x61, 0x72, 0x21], zh: 'RAR 压缩文件', en: 'a RAR archive' },
  { magic: [0xd0, 0xcf, 0x11, 0xe0], zh: '旧版 Office 文件（.xls、.doc）', en: 'an old Office file (.xls, .doc)' },
  { magic: [0x7f, 0x45, 0x4c, 0x46], zh: '程序文件', en: 'a program' },
  { magic: [0x4d, 0x5a], zh: '程序文件', en: 'a program' },
  { magic: [0x49, 0x44, 0x33], zh: 'MP3 录音', en: 'an MP3 recording' },
  { magic: [0x7b, 0x5c, 0x72, 0x74, 0x66], zh: 'RTF 文件', en: 'an RTF document' },
];

export function containerOf(bytes: Uint8Array): Container {
  const starts = (magic: readonly number[], offset = 0) => magic.every((byte, i) => bytes[offset + i] === byte);
  const hit = foreign.find((each) => starts(each.magic, each.at));
  if (hit) return { kind: 'foreign', zh: hit.zh, en: hit.en };
  if (starts([0x50, 0x4b, 3, 4]) || starts([0x50, 0x4b, 5, 6])) return { kind: 'zip' };
  const head = latin(bytes.subarray(0, 2048))
    .replace(/\0/g, '')
    .replace(/^(ï»¿|ÿþ|þÿ)/, '')
    .trimStart();
  if (/^(<!doctype html|<html|<head|<body)/i.test(head)) return { kind: 'foreign', zh: 'HTML 网页', en: 'an HTML page' };
  if (head.startsWith('<')) return { kind: 'xml' };
  // A PDF's header may stand anywhere in the first kilobyte (ISO 32000-1 annex H.3.4.1).
  if (latin(bytes.subarray(0, 1024)).includes('%PDF-')) return { kind: 'pdf' };
  if (bytes.subarray(0, 2048).includes(0) && !/^(ÿþ|þÿ)/.test(latin(bytes.subarray(0, 2)))) {
    return { kind: 'foreign', zh: '无法识别的二进制文件', en: 'a binary file of unknown kind' };
  }
  return { kind: 'text' };
}

const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codePointName, printable, printableData, spelledOut, unprintableIn } from './hygiene.ts';

describe('text that goes on paper', () => {
  it('loses control characters and shows those that would deceive', () => {
    expect(printable('a\u0000b\u0007c')).toBe('abc');
    expect(printable('pay \u202e00.1 EUR')).toBe('pay [U+202E]00.1 EUR');
    expect(printable('in\u200bvisible')).toBe('in[U+200B]visible');
    expect(printable('lone \ud800 half')).toBe('lone \ufffd half');
  });

  it('keeps markup, quotes and scripts as they are', () => {
    const text = '#let x = $a$ *b* _c_ `d` <e> @f \\ // /* [ ] { } " \' 催款 مرحبا Қазақ';
    expect(printable(text)).toBe(text);
  });

  it('lets a very long word break and changes no visible letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const clean = text.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Cn}]/gu, '');
        expect(
          printable(clean)
            .replace(/\u200b/g, '')
            .replace(/\u00a0/g, ' '),
        ).toBe(clean.replace(/\u00a0/g, ' '));
      }),
    );
    expect(
      printable('x'.repeat(200))
        .split('\u200b')
        .every((part) => part.length <= 12),
    ).toBe(true);
  });

  it('does not break what people copy', () => {
    const sha256 = 'ab'.repeat(32);
    expect(printableData({ sha256, text: sha256 })).toEqual({ sha256, text: expect.stringContaining('\u200b') });
  });

  it('reads the characters that no font has out of the typesetter’s words', () => {
    const message =
      'PDF/A-2a error: the text `\\"𠮷\\"` could not be displayed with font `\\"Noto Serif SC\\"`, the text `"\\u{e000}"` could not be displayed';
    expect(unprintableIn(message)).toEqual(['𠮷', '\ue000']);
    expect(spelledOut('{"name":"𠮷野","other":"\\ue000"}', ['𠮷', '\ue000'])).toBe('{"name":"[U+20BB7]野","other":"[U+E000]"}');
    expect(codePointName('é')).toBe('[U+00E9]');
  });
});

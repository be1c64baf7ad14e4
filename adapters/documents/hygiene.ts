/**
 * Text from outside is printed literally. Three things cannot be: control characters (dropped), invisible characters that
 * reorder or hide text (shown by number, so that a name cannot disguise an amount), and characters that no font has (see typesetter)
 * or that PDF/A forbids (private use; shown by number).
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;
const deceptive = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;
/** Places where a line must not break: currency and amount, section sign and number, day and month. */
const held =
  /(?<=\b[A-Z]{3}|§) (?=[\d−-])|(?<=\b\d{1,2}) (?=(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)/g;
/** A run of letters and signs without a place to break a line; Han and kana break anywhere. */
const unbreakable = /[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u30ff\u200b]{36,}/gu;
/** Kept whole because people copy them. */
const copied = new Set(['sha256', 'hash']);

const zeroWidthSpace = '\u200b';

export const codePointName = (character: string): string => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

export function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(controls, '')
    .replace(deceptive, codePointName)
    .replace(/\p{Co}/gu, codePointName)
    .replace(held, '\u00a0')
    .replace(unbreakable, (run) =>
      [...new Intl.Segmenter().segment(run)].map((part, i) => (i > 0 && i % 12 === 0 ? zeroWidthSpace : '') + part.segment).join(''),
    );
}

/** Every string of a paper's data made printable; keys are ours and stay. */
export function printableData(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return copied.has(key) ? value.replace(/[^\p{ASCII}]/gu, '').replace(controls, '') : printable(value);
  if (Array.isArray(value)) return value.map((part) => printableData(part, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, printableData(part, name)]));
  }
  return value;
}

/** The characters of `the text "..." could not be displayed with font` in Typst's PDF/A errors (Rust debug text: \u{fe0f}, \", \\). */
export function unprintableIn(message: string): string[] {
  const found = new Set<string>();
  for (const match of message.matchAll(/the text `\\?"(.*?)\\?"` could not be displayed/gs)) {
    const text = (match[1] ?? '').replace(/\\+u\{([0-9a-f]+)\}/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
    for (const character of text) if (character > '\u007f') found.add(character);
  }
  return [...found];
}

/** JSON text with the given characters replaced by their numbers, whether they stand there as themselves or as \uXXXX. */
export function spelledOut(json: string, characters: readonly string[]): string {
  const wanted = new Set(characters);
  return JSON.stringify(JSON.parse(json), (_, value: unknown) =>
    typeof value === 'string' ? Array.from(value, (c) => (wanted.has(c) ? codePointName(c) : c)).join('') : value,
  );
}

import { DomainError } from '#domain/kernel/error.ts';

const longestRecord = 16_000_000;

/**
 * The objects of a JSON text one by one: lines of NDJSON, elements of one array, or objects after another. Each comes as its
 * text; memory holds one. Throws `registry.bad_file` where the text is no JSON at all.
 */
export async function* jsonTexts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let text = '';
  let at = 0;
  let depth = 0;
  let start = -1;
  let quoted = false;
  let first = true;
  for await (const chunk of bytes) {
    text += decoder.decode(chunk, { stream: true });
    if (first) {
      text = text.replace(/^\ufeff/, '');
      const sign = /\S/.exec(text)?.[0];
      if (sign === undefined) continue;
      if (sign !== '{' && sign !== '[')
        throw new DomainError('registry.bad_file', `expected JSON objects, the file begins with "${text.slice(0, 40)}"`);
      first = false;
    }
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (quoted) {
        if (code === 92) {
          if (at + 1 >= text.length) break;
          at++;
        } else if (code === 34) quoted = false;
        continue;
      }
      if (code === 34) quoted = true;
      else if (code === 123) {
        if (depth === 0) start = at;
        depth++;
      } else if (code === 125 && depth > 0) {
        depth--;
        if (depth === 0) {
          yield text.slice(start, at + 1);
          start = -1;
        }
      }
    }
    const kept = start < 0 ? at : start;
    text = text.slice(kept);
    at -= kept;
    start = start < 0 ? -1 : 0;
    if (text.length > longestRecord)
      throw new DomainError('registry.bad_file', `expected objects of at most ${longestRecord} characters, got a longer one`);
  }
  if (depth > 0) yield text;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function parsedObject(raw: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'object' && value !== null ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '');
export const objectOf = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

import { SaxesParser } from 'saxes';
import { DomainError } from '#domain/kernel/error.ts';
import type { Fields } from './fields.ts';

/**
 * The `<prefix:name>` elements of a stream one by one, as their own text and as fields. The text is cut between the start and
 * the end tag, so that memory holds one record whatever the size of the file.
 */
export async function* xmlRecords(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<{ readonly raw: string; readonly fields: Fields | string }> {
  const decoder = new TextDecoder('utf-8');
  const open = new RegExp(`<(?:[\\w-]+:)?${name}[\\s>]`);
  const close = new RegExp(`</(?:[\\w-]+:)?${name}\\s*>`);
  let rest = '';
  let seen = 0;
  let head = '';
  for await (const chunk of bytes) {
    rest += decoder.decode(chunk, { stream: true });
    if (head.length < 400) head += rest.slice(0, 400);
    for (;;) {
      const start = rest.search(open);
      if (start < 0) {
        rest = rest.slice(-200);
        break;
      }
      const end = close.exec(rest.slice(start));
      if (!end) {
        rest = rest.slice(start);
        if (rest.length > 4_000_000)
          throw new DomainError('registry.bad_file', `expected </${name}> within 4 million characters of record ${seen + 1}`);
        break;
      }
      const stop = start + end.index + end[0].length;
      const raw = rest.slice(start, stop);
      rest = rest.slice(stop);
      seen += 1;
      yield { raw, fields: fieldsOf(raw) };
    }
  }
  if (open.test(rest)) yield { raw: rest, fields: 'the file ends inside this record' };
  if (seen === 0 && !/RecordCount>0</.test(head))
    throw new DomainError('registry.bad_file', `expected XML with ${name} elements, found none; the file begins with "${head.slice(0, 60)}"`);
}

type Value = { text: string; type: string; lang: string };

/** One record's elements by path; the record's own tag is left out. A malformed record answers why. */
export function fieldsOf(raw: string): Fields | string {
  const values = new Map<string, Value[]>();
  const path: string[] = [];
  const texts: string[] = [];
  const attributes: { type: string; lang: string }[] = [];
  let failure: string | undefined;
  const parser = new SaxesParser({ xmlns: false, fragment: true });
  parser.on('error', (error) => {
    failure ??= error.message;
  });
  parser.on('opentag', (tag) => {
    path.push(local(tag.name));
    texts.push('');
    const attribute = (name: string) => Object.entries(tag.attributes).find(([key]) => local(key) === name)?.[1] ?? '';
    attributes.push({ type: attribute('type'), lang: attribute('lang') });
  });
  const text = (part: string) => {
    if (texts.length > 0) texts[texts.length - 1] += part;
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', () => {
    const key = path.slice(1).join('.');
    const value = { text: (texts.pop() ?? '').trim(), type: '', lang: '', ...attributes.pop() };
    path.pop();
    if (value.text !== '' && key !== '') values.set(key, [...(values.get(key) ?? []), value]);
  });
  parser.write(raw).close();
  if (failure !== undefined) return failure;
  return { one: (name) => values.get(name)?.[0]?.text ?? '', all: (name) => values.get(name) ?? [] };
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

import type { Finding } from '#usecases/ports/connectors.ts';
import { filled } from '../format.ts';
import { listOf, objectOf, textOf } from '../json-records.ts';
import { type Connector, failed, found, misshapen, type Reading } from './connector.ts';
import { namesOf } from './news-feeds.ts';

const mostRecords = 75;

/**
 * GDELT DOC 2.0, list of articles of the last three months (the API's own reach). It answers JSON, or a sentence in plain text
 * where it does not like the question; one call in five seconds. https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/
 */
export const gdelt: Connector = {
  id: 'gdelt',
  title: { zh: 'GDELT 全球新闻检索', en: 'GDELT world news' },
  answers: ['news'],
  countries: [],
  subjects: ['organisation'],
  by: ['name'],
  reach: 'voluntary',
  licence: 'GDELT terms: unlimited use with citation',
  baseUrl: 'https://api.gdeltproject.org/api/v2/doc/doc',
  needs: [],
  costMinor: 0,
  currency: 'USD',
  rate: { calls: 1, seconds: 5 },
  freshHours: 12,
  seat: 'US',
  plain: true,
  request(question, { baseUrl }) {
    const names = namesOf(question)
      .map((name) => name.replace(/["()]/g, ' ').replace(/\s+/g, ' ').trim())
      .filter((name) => name.length >= 3)
      .slice(0, 4);
    if (names.length === 0) return 'it takes names of three signs or more, and none is given';
    const quoted = names.map((name) => `"${name}"`);
    const query = quoted.length === 1 ? (quoted[0] ?? '') : `(${quoted.join(' OR ')})`;
    const search = new URLSearchParams({
      query,
      mode: 'artlist',
      format: 'json',
      maxrecords: String(mostRecords),
      sort: 'datedesc',
      timespan: '3months',
    });
    return { method: 'GET', url: `${baseUrl}?${search}`, headers: { accept: 'application/json' } };
  },
  read: (_status, body) => articles(String(body)),
};

function articles(text: string): Reading {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{')) {
    if (/limit requests|too many|rate limit/i.test(trimmed)) return failed('it asks to limit requests to one in five seconds', true);
    if (/too (short|long)|too common|invalid|keywords?|phrase/i.test(trimmed) && trimmed.length < 500)
      return failed(`it does not take this question: ${trimmed.slice(0, 160)}`);
    return misshapen(`expected JSON, got ${text.length} characters of something else`);
  }
  let answer: unknown;
  try {
    answer = JSON.parse(trimmed);
  } catch {
    return misshapen('expected JSON, got JSON that is cut or broken');
  }
  const { articles: list } = objectOf(answer);
  // Nothing under these names: an empty object.
  if (list === undefined && Object.keys(objectOf(answer)).length === 0) return { kind: 'not-found' };
  if (!Array.isArray(list)) return misshapen('expected "articles"');
  const read = listOf(list)
    .map(objectOf)
    .map(articleOf)
    .filter((one) => one.name !== '');
  return found(read, read.length >= mostRecords ? `the newest ${mostRecords} articles` : undefined);
}

function articleOf(article: ReturnType<typeof objectOf>): Finding {
  const url = textOf(article.url);
  return {
    name: textOf(article.title).replace(/\s+/g, ' ').trim(),
    status: 'unknown',
    identifiers: [],
    foundBy: 'name',
    ...(/^https?:\/\//i.test(url) ? { url } : {}),
    props: filled({
      outlet: textOf(article.domain),
      publishedAt: instantOf(textOf(article.seendate)),
      language: languageOf(textOf(article.language)),
      country: textOf(article.sourcecountry),
    }) as Record<string, string>,
  };
}

/** "20260314T091500Z", as GDELT first saw the article. */
function instantOf(text: string): string | undefined {
  const [, y, m, d, h, min, s] = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text) ?? [];
  return y ? `${y}-${m}-${d}T${h}:${min}:${s}.000Z` : undefined;
}

const languages: Readonly<Record<string, string>> = {
  English: 'en',
  Chinese: 'zh',
  German: 'de',
  French: 'fr',
  Russian: 'ru',
  Spanish: 'es',
  Japanese: 'ja',
};
const languageOf = (name: string): string => languages[name] ?? name;

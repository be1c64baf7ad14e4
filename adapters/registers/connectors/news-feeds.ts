import { mentionIn } from '#domain/registry/news/mentions.ts';
import type { Finding, Question } from '#usecases/ports/connectors.ts';
import { filled } from '../format.ts';
import { CallFailed } from '../http/outgoing.ts';
import { type Connector, type Conversation, found } from './connector.ts';
import { readFeed } from './feed-items.ts';

/** Feeds that the tenant has chosen (RSS, Atom): each is read, and what names the debtor is told. Nothing of the debtor leaves the house. */
export const newsFeeds: Connector = {
  id: 'news-feeds',
  title: { zh: '新闻订阅（RSS、Atom）', en: 'News feeds (RSS, Atom)' },
  answers: ['news'],
  countries: [],
  subjects: ['organisation', 'person'],
  by: ['name'],
  reach: 'voluntary',
  licence: 'each publisher’s own',
  baseUrl: 'https://feeds.invalid',
  needs: ['feeds'],
  costMinor: 0,
  currency: 'EUR',
  rate: { calls: 30, seconds: 60 },
  freshHours: 1,
  sendsNothing: true,
  seat: 'XX',
  plain: true,
  conditional: true,
  converse(question, { feeds = [] }) {
    return feeds.length === 0 ? 'no feed is set up for it' : read(question, feeds);
  },
};

const accept = 'application/rss+xml, application/atom+xml, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8';

/** A feed that fails does not silence the others; which ones failed is told as what was cut. */
function* read(question: Question, feeds: readonly string[]): Conversation {
  const findings: Finding[] = [];
  const failures: string[] = [];
  let last: unknown;
  for (const url of feeds) {
    const host = new URL(url).host;
    try {
      const { body } = yield { method: 'GET', url, headers: { accept } };
      const feed = readFeed(String(body));
      if (typeof feed === 'string')
        throw new CallFailed(/^\s*<(!doctype html|html)/i.test(String(body)) ? 'not-data' : 'unexpected-shape', feed, false);
      if (feed.cut) failures.push(`${host}: read in part`);
      for (const item of feed.items) if (mentionIn(namesOf(question), item.title, item.text)) findings.push(findingOf(item, feed.title || host));
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      last = error;
      failures.push(`${host}: ${error.message}`);
    }
  }
  if (failures.length === feeds.length && last) throw last;
  const cut = failures.length > 0 ? failures.join('; ').slice(0, 400) : undefined;
  if (findings.length > 0) return found(findings.slice(0, 200), cut);
  return cut ? { kind: 'not-covered', why: `of ${feeds.length} feeds ${failures.length} could not be read: ${cut}` } : { kind: 'not-found' };
}

export const namesOf = (question: Question): string[] => [question.name, ...(question.otherNames ?? [])];

function findingOf(
  item: { readonly title: string; readonly text: string; readonly url?: string; readonly at?: string; readonly language?: string },
  outlet: string,
): Finding {
  return {
    name: item.title,
    status: 'unknown',
    identifiers: [],
    foundBy: 'name',
    ...(item.url ? { url: item.url } : {}),
    props: filled({ outlet, text: item.text, publishedAt: item.at, language: item.language }) as Record<string, string>,
  };
}

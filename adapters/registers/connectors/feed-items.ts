import { SaxesParser } from 'saxes';

/** One item of a feed as it is written there; `at` is an ISO instant or day where the feed's date could be read. */
export type FeedItem = {
  readonly title: string;
  readonly text: string;
  readonly url?: string;
  readonly at?: string;
  readonly language?: string;
};
export type Feed = { readonly title: string; readonly items: readonly FeedItem[]; readonly cut: boolean };

export const feedBounds = { depth: 64, elements: 200_000, items: 500, fieldLength: 20_000 } as const;

class Stop extends Error {}

/**
 * Reads RSS 2.0, RSS 1.0 (RDF) and Atom 1.0 (RFC 4287) piece by piece: items are finished as their end comes, and what is
 * more than the bounds is left and said. A document type is refused, so that no entity can be declared and none expands.
 * A text says why this is no feed.
 */
export function readFeed(xml: string): Feed | string {
  const parser = new SaxesParser({ xmlns: false });
  const path: string[] = [];
  const items: FeedItem[] = [];
  let feedTitle = '';
  let language = '';
  let open: Record<string, string> | undefined;
  let failure: string | undefined;
  let elements = 0;
  let cut = false;
  const fail = (why: string): never => {
    failure ??= why;
    throw new Stop(why);
  };
  parser.on('doctype', () => fail('it declares a document type, which no feed needs'));
  // Feeds in the wild hold stray ampersands and unknown entities: told as what they are where nothing could be read.
  parser.on('error', (error) => {
    failure ??= `it is not well-formed: ${error.message.slice(0, 120)}`;
    throw new Stop(failure);
  });
  parser.on('opentag', ({ name, attributes }) => {
    const local = localName(name);
    if (path.length === 0 && !['rss', 'feed', 'rdf'].includes(local)) fail(`expected an RSS or Atom feed, got <${local.slice(0, 40)}>`);
    if (++elements > feedBounds.elements) fail(`expected at most ${feedBounds.elements} elements`);
    if (path.length >= feedBounds.depth) fail(`expected at most ${feedBounds.depth} levels`);
    path.push(local);
    const attribute = (key: string): string => String(attributes[key] ?? '');
    if (path.length === 1) language = attribute('xml:lang') || language;
    if (local === 'item' || local === 'entry') open = { language: attribute('xml:lang') };
    else if (open && local === 'link' && attribute('href') && ['', 'alternate'].includes(attribute('rel'))) open.link ??= attribute('href');
  });
  const take = (piece: string): void => {
    const field = path.at(-1) ?? '';
    if (open) {
      if (fields.has(field)) open[field] = `${open[field] ?? ''}${piece}`.slice(0, feedBounds.fieldLength);
    } else if (field === 'title' && path.length <= 3) feedTitle = `${feedTitle}${piece}`.slice(0, 300);
    else if (field === 'language') language = `${language}${piece}`.slice(0, 20);
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', () => {
    const local = path.pop();
    if (!open || (local !== 'item' && local !== 'entry')) return;
    if (items.length >= feedBounds.items) {
      cut = true;
      throw new Stop('enough');
    }
    items.push(itemOf(open, language.trim()));
    open = undefined;
  });
  try {
    for (let at = 0; at < xml.length; at += 65_536) parser.write(xml.slice(at, at + 65_536));
    parser.close();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
  }
  if (failure !== undefined && items.length === 0) return failure;
  if (elements === 0) return 'expected an RSS or Atom feed, got no element';
  return { title: plain(feedTitle), items, cut: cut || failure !== undefined };
}

const fields = new Set(['title', 'link', 'description', 'encoded', 'summary', 'content', 'pubdate', 'date', 'published', 'updated', 'guid', 'id']);
const localName = (name: string): string => name.slice(name.indexOf(':') + 1).toLowerCase();

function itemOf(open: Readonly<Record<string, string>>, feedLanguage: string): FeedItem {
  const text = plain(open.description ?? open.summary ?? open.encoded ?? open.content ?? '');
  const url = [open.link, open.guid, open.id]
    .map((one) => one?.trim())
    .find((one) => one !== undefined && /^https?:\/\//i.test(one) && URL.canParse(one));
  const at = dayOf(open.pubdate ?? open.published ?? open.date ?? open.updated);
  const language = open.language || feedLanguage;
  return {
    title: plain(open.title ?? '').slice(0, 1_000),
    text: text.slice(0, 2_000),
    ...(url ? { url: url.slice(0, 1_000) } : {}),
    ...(at ? { at } : {}),
    ...(language ? { language } : {}),
  };
}

/** Markup away, entities of HTML as their signs: a feed's text is often HTML inside XML. */
function plain(text: string): string {
  return text
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<[^>]{0,2000}>/g, ' ')
    .replace(/&nbsp;|&#160;/gi, ' ')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;/gi, '"')
    .replace(/&#0?39;|&apos;/gi, "'")
    .replace(/&amp;/gi, '&')
    .replace(/\s+/g, ' ')
    .trim();
}

/** RFC 822 and RFC 3339 dates; what is neither is left out rather than guessed. */
function dayOf(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  if (!trimmed || !/\d{4}/.test(trimmed)) return undefined;
  const at = Date.parse(trimmed);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

import { type Suggestion, suggest } from '#domain/kernel/suggestion.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { negations, type Tone, topics } from './lexicon.ts';
import { type Mention, mentionIn } from './mentions.ts';

/** What rules make of a piece of news: a proposal for the person who judges it, never a finding. */
export type NewsReading = {
  readonly relevance: 'likely' | 'unclear' | 'unlikely';
  readonly tone: Tone | 'mixed' | 'none';
  readonly topics: readonly string[];
  readonly mention?: Mention;
  readonly reasons: readonly Bilingual[];
};

export type NewsText = { readonly title: string; readonly text: string };

/** The version of the rules; a change of the lexicon is a new one. */
export const newsRules = 'news-lexicon 1';

/** Longest text that is read: an article's beginning says what it is about. */
const mostRead = 20_000;

/** Reads a piece of news by the lexicon: whom it names, which events it tells of, with the words that said so. */
export function suggestNews(names: readonly string[], news: NewsText): Suggestion<NewsReading> {
  const title = news.title.slice(0, 1_000);
  const text = news.text.slice(0, mostRead);
  const mention = mentionIn(names, title, text);
  const found = eventsIn(`${title}\n${text}`);
  const adverse = found.some(({ tone }) => tone === 'adverse');
  const favourable = found.some(({ tone }) => tone === 'favourable');
  return suggest(newsRules, {
    relevance:
      mention === undefined ? 'unlikely' : mention.by === 'whole' || (mention.by === 'core' && mention.where === 'title') ? 'likely' : 'unclear',
    tone: adverse && favourable ? 'mixed' : adverse ? 'adverse' : favourable ? 'favourable' : 'none',
    topics: [...new Set(found.map(({ topic }) => topic))],
    reasons: [named(mention), ...found.map(({ reason }) => reason)],
    ...(mention ? { mention } : {}),
  });
}

function named(mention: Mention | undefined): Bilingual {
  if (!mention) return { zh: '标题和摘要中没有出现债务人的名称', en: 'neither title nor text has a name of the debtor' };
  const where = mention.where === 'title' ? { zh: '标题', en: 'the title' } : { zh: '正文', en: 'the text' };
  const by = {
    whole: { zh: '全称', en: 'the whole name' },
    core: { zh: '去掉组织形式的名称', en: 'the name without its legal form' },
    alias: { zh: '其他名称', en: 'another name' },
  }[mention.by];
  return { zh: `${where.zh}中有${by.zh}“${mention.name}”`, en: `${where.en} has ${by.en} “${mention.name}”` };
}

type Event = { readonly topic: string; readonly tone: Tone; readonly reason: Bilingual };

function eventsIn(text: string): Event[] {
  const lower = text.toLowerCase();
  return topics.flatMap((topic): Event[] => {
    const told = [...topic.zh, ...topic.en].flatMap((word) => (asserted(lower, word) ? [word] : [])).slice(0, 3);
    if (told.length === 0) return [];
    const words = told.map((word) => `“${word}”`);
    return [
      { topic: topic.id, tone: topic.tone, reason: { zh: `${topic.name.zh}：${words.join('、')}`, en: `${topic.name.en}: ${words.join(', ')}` } },
    ];
  });
}

/** True where the word stands at least once without a word before it that turns it. */
function asserted(text: string, word: string): boolean {
  const han = /[\u4e00-\u9fff]/.test(word);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (!han && /[a-z]/.test(text[at - 1] ?? '')) continue;
    if (!turned(text, at, han)) return true;
  }
  return false;
}

function turned(text: string, at: number, han: boolean): boolean {
  if (han) return negations.zh.some((word) => text.slice(Math.max(0, at - 6), at).includes(word));
  const before = text
    .slice(Math.max(0, at - 40), at)
    .split(/[^a-z']+/)
    .filter(Boolean)
    .slice(-3);
  return before.some((word) => (negations.en as readonly string[]).includes(word));
}

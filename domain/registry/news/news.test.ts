import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentionIn } from './mentions.ts';
import { suggestNews } from './suggest.ts';

const names = ['Nordhafen Logistik GmbH', '北港物流有限公司'];
const read = (title: string, text = '') => suggestNews(names, { title, text }).suggestion;

describe('whom a piece of news names', () => {
  it.each([
    ['Nordhafen Logistik GmbH files for insolvency', 'whole', 'title'],
    ['Harbour trade: NORDHAFEN LOGISTIK, of Hamburg, grows', 'core', 'title'],
    ['北港物流有限公司被列为被执行人', 'alias', 'title'],
    ['北港物流拖欠货款', 'alias', 'title'],
  ])('%s', (title, by, where) => {
    expect(mentionIn(names, title, '')).toMatchObject({ by, where });
  });

  it('finds nothing in like words and in a name that is part of another word', () => {
    expect(mentionIn(names, 'Nordhafen opens a park', 'Logistik im Norden')).toBeUndefined();
    expect(mentionIn(['Acme Ltd'], 'Acmeology', 'pacme')).toBeUndefined();
    expect(mentionIn(['海湾公司'], '海湾战争', '')).toBeUndefined();
  });
});

describe('what the rules suggest', () => {
  it.each([
    ['Nordhafen Logistik GmbH declared bankrupt', 'likely', 'adverse', ['insolvency']],
    ['Nordhafen Logistik raises 4 m in funding round', 'likely', 'favourable', ['funding']],
    ['北港物流有限公司拖欠货款被起诉', 'unclear', 'adverse', ['payment', 'court']],
    ['Nordhafen Logistik GmbH denies fraud', 'likely', 'none', []],
    ['北港物流有限公司否认破产传闻', 'unclear', 'none', []],
    ['Nordhafen Logistik: net profit up, but sued by a supplier', 'likely', 'mixed', ['court', 'growth']],
    ['Bakery declared bankrupt', 'unlikely', 'adverse', ['insolvency']],
  ])('%s', (title, relevance, tone, topics) => {
    const made = read(title);
    expect({ relevance: made.relevance, tone: made.tone, topics: [...made.topics].sort() }).toEqual({ relevance, tone, topics: [...topics].sort() });
    expect(made.reasons.every(({ zh, en }) => zh !== '' && en !== '')).toBe(true);
  });

  it('names the words it went by, and the version of its rules', () => {
    expect(suggestNews(names, { title: 'Nordhafen Logistik GmbH in arrears', text: '' })).toMatchObject({
      model: 'news-lexicon 1',
      suggestion: { reasons: [{ en: 'the title has the whole name “Nordhafen Logistik GmbH”' }, { en: 'default: “arrears”' }] },
    });
  });

  it('reads anything without falling over, in bounded time', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), fc.string(), fc.string({ maxLength: 2_000 }), (own, title, text) => {
        expect(['likely', 'unclear', 'unlikely']).toContain(suggestNews(own, { title, text }).suggestion.relevance);
      }),
      { numRuns: 200 },
    );
    const began = performance.now();
    suggestNews(names, { title: 'x', text: 'default '.repeat(1_000_000) });
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

import type { Refusal } from '#domain/kernel/refusal.ts';
import type { Bilingual } from '#domain/kernel/text.ts';

const words: Readonly<Record<string, Bilingual>> = {
  'law.no_governing_law': {
    zh: '未说明适用哪国法律，也无法从当事人所在地确定。请补充适用法律。',
    en: 'No governing law is named and none follows from where the parties are. Name it.',
  },
  'law.not_covered': {
    zh: '该法域的规则尚未收录；此处留空，请咨询当地律师。',
    en: 'The rules of this jurisdiction are not loaded. It stays blank: ask local counsel.',
  },
  'law.ask_counsel': { zh: '规则表在此处留空，请咨询当地律师。', en: 'The table is blank here: ask local counsel.' },
  'law.not_published_yet': { zh: '所需利率尚未公布，不作推算。', en: 'The rate needed is not published yet and is not extrapolated.' },
  'law.currency_mixed': { zh: '一项债权只能使用一种货币。', en: 'One claim has one currency.' },
  'law.no_items': { zh: '债权没有任何款项。', en: 'The claim has no items.' },
};

/** A refusal in words; the values behind it travel in its data. */
export function refusalWords(refusal: Refusal): Bilingual {
  const known = words[refusal.code] ?? { zh: '规则在此处没有答案，请咨询律师。', en: 'The rules have no answer here; ask counsel.' };
  const facts = Object.entries(refusal.data)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ');
  return facts === '' ? known : { zh: `${known.zh}（${facts}）`, en: `${known.en} (${facts})` };
}

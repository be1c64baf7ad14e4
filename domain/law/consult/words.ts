import { type Citation, citationLine } from '../../kernel/citation.ts';
import { amountText, type Money } from '../../kernel/money.ts';
import type { Bilingual } from '../../kernel/text.ts';

export const say = (zh: string, en: string): Bilingual => ({ zh, en });

/** "CNY 12,345.60": the currency, then digits in groups of three. */
export function moneyWords(value: Money): string {
  const [whole = '', fraction] = amountText(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return `${value.currency} ${grouped}${fraction ? `.${fraction}` : ''}`;
}

/** The source in brackets, with a mark when nobody has verified it. */
export function sourced(text: Bilingual, citation: Citation): Bilingual {
  const place = citationLine({ ...citation, status: 'verified' });
  const unsure = citation.status === 'verified' ? { zh: '', en: '' } : { zh: '，未经核实', en: ', not verified' };
  return { zh: `${text.zh}（${place}${unsure.zh}）`, en: `${text.en} (${place}${unsure.en})` };
}

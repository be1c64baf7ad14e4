import type { Bilingual } from '#domain/kernel/text.ts';
import { sumsOf } from './assemble.ts';
import { type Counted, count, type Question } from './count.ts';
import type { Alternative } from './position.ts';

/** Other arguable results: each reading the governing rule names, and the agreed rate without the law's cap where it bites. */
export function alternativesOf(counted: Counted): Alternative[] {
  const { question } = counted;
  const found: Alternative[] = [];
  const first = counted.items.find((one) => one.late !== undefined);
  for (const reading of first?.late?.rule?.alternatives ?? []) {
    found.push(valued({ ...question, reading, options: { ...question.options, trace: false } }, reading.label, reading.citation));
  }
  const capped = counted.items.find((one) => (one.late?.bitten ?? false) || (one.term?.bitten ?? false));
  const bound = capped?.late?.bounds[0] ?? capped?.term?.bounds[0];
  if (bound) found.push(valued({ ...question, unbounded: true, options: { ...question.options, trace: false } }, asAgreed, bound.citation));
  return found;
}

const asAgreed: Bilingual = {
  zh: '不适用利率上下限，按约定利率计算（超出部分不受保护）',
  en: 'At the agreed rate, without the legal bound (the excess is not protected)',
};

function valued(question: Question, label: Bilingual, citation: Alternative['citation']): Alternative {
  const other = count(question);
  const sums = sumsOf(other);
  const { currency } = question.claim;
  const [gap] = other.gaps;
  return { label, total: { currency, minor: sums.total }, interest: { currency, minor: sums.interest }, citation, ...(gap ? { because: gap } : {}) };
}

import { isDay } from '#domain/kernel/day.ts';
import { exactDecimal, rational, rationalOf, times } from '#domain/kernel/rational.ts';
import { textOf } from '../xml/find.ts';
import type { Reading } from '../xml/reading.ts';
import type { Element } from '../xml/tree.ts';

/** "2026-03-18", "2026-03-18 16:05:42", "20260318", "2026年03月18日" as an ISO day. */
export function cnDay(text: string | undefined): string | undefined {
  const match = /^(\d{4})[-年/]?(\d{2})[-月/]?(\d{2})日?(?:[T\s].*)?$/.exec(text ?? '');
  const iso = match ? `${match[1]}-${match[2]}-${match[3]}` : undefined;
  return iso !== undefined && isDay(iso) ? iso : undefined;
}

export function dayOfElement(element: Element | undefined, reading: Reading): string | undefined {
  const text = textOf(element);
  if (element === undefined || text === undefined) return undefined;
  return cnDay(text) ?? reading.badDay(element, text);
}

/** A rate as percent: "0.06" and "6%" are both 6; 免税 and *** have no rate. */
export function cnRate(text: string | undefined): string | undefined {
  const percent = /^(\d{1,3}(?:\.\d{1,6})?)\s*[%％]$/.exec(text ?? '')?.[1];
  if (percent !== undefined) return percent;
  if (text === undefined || !/^\d(?:\.\d{1,6})?$/.test(text)) return undefined;
  return exactDecimal(times(rationalOf(text), rational(100n))).replace(/\.?0+$/, '') || '0';
}

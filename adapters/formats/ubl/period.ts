import type { DraftPeriod } from '#domain/claim/draft.ts';
import { child, present } from '../xml/find.ts';
import type { Reading } from '../xml/reading.ts';
import type { Element } from '../xml/tree.ts';

/** cac:InvoicePeriod (BG-14, BG-26). */
export function periodOf(period: Element | undefined, reading: Reading): DraftPeriod | undefined {
  const from = reading.day(child(period, 'cbc:StartDate'));
  const to = reading.day(child(period, 'cbc:EndDate'));
  return from === undefined && to === undefined ? undefined : present({ from, to });
}

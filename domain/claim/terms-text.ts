import { addDays, dayOf, isDay, isoDay } from '../kernel/day.ts';
import type { ClaimDraft } from './draft.ts';

/** A due date that the payment terms' words seem to name: a proposal for a person, never taken by itself. */
export type ProposedDay = { readonly date: string; readonly from: string };

const dayCount = [
  /(\d{1,3})\s*(?:calendar\s+)?(?:days?|tagen?|tage|jours|dagen|giorni|días|dias|dage|dagar)\b/i,
  /\bnet(?:to)?\s*:?\s*(\d{1,3})\b/i,
  /(\d{1,3})\s*(?:日|天)/,
];
const discount = /%|％|skonto|discount|escompte|折扣|korting|sconto|descuento/i;

/**
 * Reads "60 Tage ohne Abzug", "net 30", "within 14 days", "bis 15.12.2024", "收到发票后30日内" from the terms. Clauses about
 * a cash discount are passed over; where more than one day remains, nothing is proposed.
 */
export function dueDateInTerms(draft: ClaimDraft): ProposedDay | undefined {
  if (draft.dueDate !== undefined || draft.paymentTerms === undefined || draft.issueDate === undefined) return undefined;
  const issued = dayOf(draft.issueDate);
  const clauses = draft.paymentTerms
    .slice(0, 2_000)
    .split(/[,;，；。\n#]|\.\s/)
    .filter((clause) => !discount.test(clause));
  const found = new Map<string, string>();
  for (const clause of clauses) {
    const date = dateIn(clause);
    const dates = date !== undefined ? [date] : dayCounts(clause).map((days) => isoDay(addDays(issued, days)));
    for (const each of dates) found.set(each, clause.trim());
  }
  const [only] = found;
  return found.size === 1 && only !== undefined && only[0] >= draft.issueDate ? { date: only[0], from: only[1].slice(0, 200) } : undefined;
}

function dateIn(clause: string): string | undefined {
  const iso = /\b(\d{4})-(\d{2})-(\d{2})\b/.exec(clause);
  const dotted = /\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b/.exec(clause);
  const chinese = /(\d{4})年(\d{1,2})月(\d{1,2})日/.exec(clause);
  const [year, month, date] = iso ? iso.slice(1) : chinese ? chinese.slice(1) : dotted ? [dotted[3], dotted[2], dotted[1]] : [];
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? day : undefined;
}

/** The first form of words that fits counts; all its numbers do ("14 or 30 days" leaves two). */
function dayCounts(clause: string): number[] {
  const form = dayCount.find((each) => each.test(clause));
  return form === undefined ? [] : [...clause.matchAll(new RegExp(form, 'gi'))].map((match) => Number(match[1]));
}

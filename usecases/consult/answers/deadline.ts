import { isoDay } from '#domain/kernel/day.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import type { LawAnswer } from '#domain/law/ask/answers.ts';
import { loadCalendar } from '#domain/law/calendar/load.ts';
import { parsePeriod } from '#domain/law/calendar/parse-period.ts';
import { deadline } from '#domain/law/calendar/period.ts';

/** The last day of a period, each step shown. Throws `calendar.*` for a request that is not a period. */
export async function answerDeadline(request: unknown): Promise<LawAnswer> {
  const period = parsePeriod(request);
  if (isRefusal(period.rule)) return { result: period.rule, trace: [] };
  const calendar = await loadCalendar([period.place, period.place.slice(0, 2)]);
  const result = deadline(period.rule, period.event, period.place, calendar);
  if (isRefusal(result)) return { result, trace: [] };
  const { trace, lastDay, unrolledDay, ...rest } = result;
  return { result: { ...rest, lastDay: isoDay(lastDay), unrolledDay: isoDay(unrolledDay), calendar: calendar.sourceOf(period.place) }, trace };
}

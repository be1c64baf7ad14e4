import { isoDay } from '#domain/kernel/day.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { answerFee, answerInterest, answerLimitation, answerPosition, answerRate, type LawAnswer } from '#domain/law/ask/answers.ts';
import { calendarFor } from '#domain/law/ask/calendars.ts';
import type { LawBook } from '#domain/law/book.ts';
import { loadCalendar } from '#domain/law/calendar/load.ts';
import { parsePeriod } from '#domain/law/calendar/parse-period.ts';
import { deadline } from '#domain/law/calendar/period.ts';
import { conductBookFor } from '#domain/law/conduct/book.ts';
import { mayContact } from '#domain/law/conduct/may-contact.ts';
import { parseQuestion } from '#domain/law/conduct/parse-question.ts';
import { profileOf, routesFrom } from '#domain/law/profiles/profile.ts';
import { parseProfileRequest } from '#domain/law/profiles/request.ts';

export const lawVerbs = ['position', 'interest', 'limitation', 'fee', 'rate', 'deadline', 'contact', 'profile'] as const;
export type LawVerb = (typeof lawVerbs)[number];

/** One question of law as JSON, answered as JSON with its trace: what the command line and the API both say. */
export function askLaw(verb: LawVerb, request: unknown, today: string, book: LawBook): LawAnswer | Promise<LawAnswer> {
  switch (verb) {
    case 'position':
      return answerPosition(request, today, book);
    case 'interest':
      return answerInterest(request, today, book);
    case 'limitation':
      return calendarFor(request).then((calendar) => answerLimitation(request, today, book, calendar));
    case 'fee':
      return answerFee(request, today, book);
    case 'rate':
      return answerRate(request, today, book);
    case 'deadline':
      return answerDeadline(request);
    case 'contact':
      return answerContact(request);
    case 'profile':
      return answerProfile(request);
  }
}

async function answerDeadline(request: unknown): Promise<LawAnswer> {
  const period = parsePeriod(request);
  if (isRefusal(period.rule)) return { result: period.rule, trace: [] };
  const calendar = await loadCalendar([period.place, period.place.slice(0, 2)]);
  const result = deadline(period.rule, period.event, period.place, calendar);
  if (isRefusal(result)) return { result, trace: [] };
  const { trace, lastDay, unrolledDay, ...rest } = result;
  return { result: { ...rest, lastDay: isoDay(lastDay), unrolledDay: isoDay(unrolledDay), calendar: calendar.sourceOf(period.place) }, trace };
}

async function answerContact(request: unknown): Promise<LawAnswer> {
  const question = parseQuestion(request);
  const result = mayContact(question, await conductBookFor([question]));
  return { result, trace: result.because.map(({ ruleId, ...reason }) => ({ rule: ruleId, ...reason, status: reason.citation.status })) };
}

async function answerProfile(request: unknown): Promise<LawAnswer> {
  const { code, from } = parseProfileRequest(request);
  const result = profileOf(code);
  const routes = result && from ? { routesFrom: { seat: from, routes: routesFrom(from, code) } } : {};
  return {
    result: { ...result, ...routes },
    trace: result ? [result.conventions.citation, ...(result.enforcing ? [result.enforcing.citation] : [])] : [],
  };
}

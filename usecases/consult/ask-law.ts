import { answerFee, answerInterest, answerLimitation, answerPosition, answerRate, type LawAnswer } from '#domain/law/ask/answers.ts';
import { calendarFor } from '#domain/law/ask/calendars.ts';
import type { LawBook } from '#domain/law/book.ts';
import { answerContact } from './answers/contact.ts';
import { answerDeadline } from './answers/deadline.ts';
import { answerProfile } from './answers/profile.ts';

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

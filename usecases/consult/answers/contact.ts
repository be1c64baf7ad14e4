import type { LawAnswer } from '#domain/law/ask/answers.ts';
import { type ConductBook, conductBookFor } from '#domain/law/conduct/book.ts';
import { mayContact } from '#domain/law/conduct/may-contact.ts';
import { parseQuestion } from '#domain/law/conduct/parse-question.ts';
import type { ContactQuestion } from '#domain/law/conduct/question.ts';

/** Books of rules by the places they were made for: a batch asks about few places thousands of times. */
const books = new Map<string, Promise<ConductBook>>();
const mostBooks = 500;

/** May this person be contacted now? Throws `conduct.*` for what is not a question. */
export async function answerContact(request: unknown): Promise<LawAnswer> {
  const question = parseQuestion(request);
  const result = mayContact(question, await bookFor(question));
  return {
    result,
    trace: result.because.map(({ ruleId, place, text, citation, binding }) => ({
      rule: ruleId,
      place,
      text,
      citation,
      binding,
      status: citation.status,
    })),
  };
}

function bookFor(question: ContactQuestion): Promise<ConductBook> {
  const { country, region } = question.sender.place;
  const places = question.debtor.places.map((place) => [place.country, place.region]);
  const key = JSON.stringify([country, region, places, question.debtor.kind, question.channel, question.recipient]);
  if (books.size > mostBooks) books.clear();
  const book = books.get(key) ?? conductBookFor([question]);
  books.set(key, book);
  return book;
}

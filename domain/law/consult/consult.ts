import { next, questionsOf, readAnswers } from './interview.ts';
import { outcome } from './outcome.ts';

/** The guided consultation: `next` gives a screen, `outcome` the result; both are pure and keep nothing. */
export const interview = { next, questionsOf, readAnswers, outcome } as const;

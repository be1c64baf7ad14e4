import type { Capability, ConnectorSettings, Finding, Question } from '#usecases/ports/connectors.ts';
import type { HttpAsk } from '../http/outgoing.ts';

export type { HttpAsk } from '../http/outgoing.ts';

/** What a source's answer says. `failed` with `again` may be worth another try at once; without, it is not. */
export type Reading =
  /** `cut` says in words what of a long answer was not fetched. */
  | { readonly kind: 'found'; readonly findings: readonly Finding[]; readonly cut?: string }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'not-covered'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string; readonly again: boolean; readonly fault?: 'source-says' | 'unexpected-shape' | 'key-refused' };

/** One answered call: `body` is parsed JSON, or the text where the source answers text (`plain`). */
export type Answered = { readonly status: number; readonly body: unknown };

/** A call of a conversation; `busy` says in words that a well-formed answer only asks to come again. */
export type Step = HttpAsk & { readonly busy?: (answered: Answered) => string | undefined };

/**
 * A question that takes several calls: it yields each call, is given the answer, and returns the reading. A call that fails
 * is thrown into it as `CallFailed`; what it does not catch fails the whole question, so that half an answer is never taken
 * for all of it in silence.
 */
export type Conversation = Generator<Step, Reading, Answered>;

/**
 * One published interface: how a question is put and how the answer is read. No I/O; the engine in ask.ts does that, with
 * rate, timeout, tries, circuit breaker and budget the same for all.
 */
export type Connector = Capability & {
  readonly plain?: true;
  /** Kept answers are asked for again with their ETag and Last-Modified (RFC 9110 13.1); 304 gives the kept one. */
  readonly conditional?: true;
  /** Which bodies of a 404 mean "there is none"; any other 404 is a wrong address, and so a failure. */
  readonly missing?: (text: string) => boolean;
} & (
    | {
        /** A text says why this question cannot be put to the source. */
        readonly request: (question: Question, settings: Ready, now: number) => HttpAsk | string;
        readonly read: (status: number, body: unknown, question: Question) => Reading;
      }
    | { readonly converse: (question: Question, settings: Ready, now: number) => Conversation | string }
  );

/** Settings with everything the connector needs. */
export type Ready = ConnectorSettings & { readonly baseUrl: string };

export const failed = (why: string, again = false): Reading => ({ kind: 'failed', why, again });
export const misshapen = (why: string): Reading => ({ kind: 'failed', why, again: false, fault: 'unexpected-shape' });
export const found = (findings: readonly Finding[], cut?: string): Reading =>
  findings.length === 0 ? { kind: 'not-found' } : { kind: 'found', findings, ...(cut ? { cut } : {}) };

/** The first value of a scheme among the question's identifiers, by its normal form. */
export { identifierOf } from './identifier-of.ts';

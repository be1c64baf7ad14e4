import type { Capability, ConnectorSettings, Finding, Question } from '#usecases/ports/connectors.ts';

export type HttpAsk = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** What a source's answer says. `failed` with `again` may be worth another try at once; without, it is not. */
export type Reading =
  | { readonly kind: 'found'; readonly findings: readonly Finding[] }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'not-covered'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string; readonly again: boolean };

/** One published interface: how a question is put and how the answer is read. No I/O; the engine in ask.ts does that. */
export type Connector = Capability & {
  /** A text says why this question cannot be put to the source. */
  readonly request: (question: Question, settings: Ready, now: number) => HttpAsk | string;
  /** `body` is parsed JSON, or the text where the source answers text (`plain`). */
  readonly read: (status: number, body: unknown, question: Question) => Reading;
  readonly plain?: true;
};

/** Settings with everything the connector needs. */
export type Ready = ConnectorSettings & { readonly baseUrl: string };

export const failed = (why: string, again = false): Reading => ({ kind: 'failed', why, again });
export const found = (findings: readonly Finding[]): Reading => (findings.length === 0 ? { kind: 'not-found' } : { kind: 'found', findings });

/** The first value of a scheme among the question's identifiers, by its normal form. */
export { identifierOf } from './identifier-of.ts';

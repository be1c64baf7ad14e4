import type { HttpAnswer, HttpAsk } from '../http/outgoing.ts';

const mostAnswers = 64;
const largestKept = 2 * 1024 * 1024;

/** Answers with a validator, kept in memory: asked again conditionally, so that a feed that has not changed is not sent again. */
export class AnswerMemory {
  readonly #kept = new Map<string, HttpAnswer>();

  async asked(ask: HttpAsk, send: (ask: HttpAsk) => Promise<HttpAnswer>): Promise<HttpAnswer> {
    const kept = this.#kept.get(ask.url);
    const validators: Record<string, string> = {};
    if (kept?.headers.etag) validators['if-none-match'] = kept.headers.etag;
    if (kept?.headers['last-modified']) validators['if-modified-since'] = kept.headers['last-modified'];
    const answer = await send({ ...ask, headers: { ...ask.headers, ...validators } });
    if (answer.status === 304 && kept) return kept;
    this.#keep(ask.url, answer);
    return answer;
  }

  #keep(url: string, answer: HttpAnswer): void {
    this.#kept.delete(url);
    if (answer.status !== 200 || answer.bytes.length > largestKept) return;
    if (!answer.headers.etag && !answer.headers['last-modified']) return;
    this.#kept.set(url, answer);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostAnswers && oldest !== undefined) this.#kept.delete(oldest);
  }
}

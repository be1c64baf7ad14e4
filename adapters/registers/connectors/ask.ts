import { setTimeout as wait } from 'node:timers/promises';
import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, ExponentialBackoff, handleWhen, type IPolicy, retry, wrap } from 'cockatiel';
import { DomainError } from '#domain/kernel/error.ts';
import type { Asked, Capability, ConnectorSettings, Connectors, Question } from '#usecases/ports/connectors.ts';
import { CallFailed, type OutgoingLimits, outgoing, refusedUrl } from '../http/outgoing.ts';
import { AnswerMemory } from './answer-memory.ts';
import type { Answered, Connector, Conversation, Reading, Ready, Step } from './connector.ts';
import { readAnswer } from './read-answer.ts';
import { TokenBucket } from './token-bucket.ts';

export type AskOptions = {
  readonly now: () => number;
  /** For one call, in milliseconds. */
  readonly timeoutMs?: number;
  /** For a whole question with its tries and pages. */
  readonly questionMs?: number;
  /** The longest wait for a token, and the first pause before another try. */
  readonly patienceMs?: number;
  readonly pauseMs?: number;
  readonly tries?: number;
  readonly largestBytes?: number;
  readonly privateHosts?: readonly string[];
};

/** Tries and pages of one question together: no list is followed without end. */
const mostCalls = 24;

type Held = { readonly policy: IPolicy; readonly bucket: TokenBucket; readonly memory: AnswerMemory };

/** All connectors behind one door: rate, timeout, tries, circuit breaker and budget are the same for each. */
export function connectorsOf(connectors: readonly Connector[], options: AskOptions): Connectors {
  const held = new Map<string, Held>();
  const heldFor = (connector: Connector, settings: Ready, tenant: string): Held => {
    const key = `${tenant} ${connector.id} ${settings.baseUrl}`;
    const known = held.get(key) ?? {
      policy: policyOf(options),
      bucket: new TokenBucket(connector.rate, options.now),
      memory: new AnswerMemory(),
    };
    held.set(key, known);
    return known;
  };
  const privateHosts = options.privateHosts ?? [];
  return {
    all: connectors.map(capabilityOf),
    refusedAddress: (url) => (URL.canParse(url) ? refusedUrl(new URL(url), privateHosts) : 'expected an address like https://api.example.com'),
    async ask(id, question, settings, tenant, mayCallAgain) {
      const connector = connectors.find((one) => one.id === id);
      if (!connector)
        throw new DomainError(
          'registry.unknown_connector',
          `expected a connector out of ${connectors.map((one) => one.id).join(', ')}, got "${id}"`,
          { id },
        );
      const source = connector.title.en;
      const nothing = (why: string): Asked => ({ answer: { kind: 'not-covered', source, why }, raw: new Uint8Array(0), calls: 0 });
      const why = notCovered(connector, question, settings);
      if (why) return nothing(why);
      const ready: Ready = { ...settings, baseUrl: (settings.baseUrl ?? connector.baseUrl).replace(/\/+$/, '') };
      const conversation = conversationOf(connector, question, ready, options.now());
      if (typeof conversation === 'string') return nothing(conversation);
      const limits: OutgoingLimits = {
        timeoutMs: options.timeoutMs ?? 15_000,
        largestBytes: options.largestBytes ?? 8 * 1024 * 1024,
        privateHosts,
      };
      const asking = new Asking(connector, heldFor(connector, ready, tenant), limits, options, mayCallAgain);
      return asking.hold(conversation, source);
    },
  };
}

const capabilityOf = (connector: Connector): Capability => {
  const { id, title, answers, countries, subjects, by, reach, sendsNothing, licence, baseUrl, needs, costMinor, currency, rate, freshHours, seat } =
    connector;
  const shared = { id, title, answers, countries, subjects, by, licence, baseUrl, needs, costMinor, currency, rate, freshHours, seat };
  return { ...shared, ...(reach ? { reach } : {}), ...(sendsNothing ? { sendsNothing } : {}) };
};

function policyOf(options: AskOptions): IPolicy {
  const again = handleWhen((error) => error instanceof CallFailed && error.again);
  const breaker = circuitBreaker(again, { halfOpenAfter: 60_000, breaker: new ConsecutiveBreaker(5) });
  const tries = retry(again, {
    maxAttempts: (options.tries ?? 3) - 1,
    backoff: new ExponentialBackoff({ initialDelay: options.pauseMs ?? 500, maxDelay: 8_000 }),
  });
  return wrap(tries, breaker);
}

function conversationOf(connector: Connector, question: Question, ready: Ready, now: number): Conversation | string {
  if ('converse' in connector) return connector.converse(question, ready, now);
  const { request, read } = connector;
  const ask = request(question, ready, now);
  if (typeof ask === 'string') return ask;
  return (function* (): Conversation {
    const { status, body } = yield { ...ask, busy: (answered) => againOf(read(answered.status, answered.body, question)) };
    return read(status, body, question);
  })();
}

const againOf = (reading: Reading): string | undefined => (reading.kind === 'failed' && reading.again ? reading.why : undefined);

/** One question under way: its calls are counted, its pages kept. */
class Asking {
  readonly #connector: Connector;
  readonly #held: Held;
  readonly #limits: OutgoingLimits;
  readonly #options: AskOptions;
  readonly #mayCallAgain: (() => Promise<boolean>) | undefined;
  readonly #until: number;
  readonly #pages: Uint8Array[] = [];
  #calls = 0;

  constructor(connector: Connector, held: Held, limits: OutgoingLimits, options: AskOptions, mayCallAgain?: () => Promise<boolean>) {
    this.#connector = connector;
    this.#held = held;
    this.#limits = limits;
    this.#options = options;
    this.#mayCallAgain = mayCallAgain;
    this.#until = performance.now() + (options.questionMs ?? 60_000);
  }

  async hold(conversation: Conversation, source: string): Promise<Asked> {
    try {
      let step = conversation.next();
      while (!step.done) {
        const ask = step.value;
        let answered: Answered | CallFailed;
        try {
          answered = await this.#held.policy.execute(() => this.#call(ask));
        } catch (error) {
          answered = asFailed(error);
        }
        step = answered instanceof CallFailed ? conversation.throw(answered) : conversation.next(answered);
      }
      return this.#told(step.value, source);
    } catch (error) {
      const failed = asFailed(error);
      if (failed.raw.length > 0) this.#pages.push(failed.raw);
      return { answer: { kind: 'source-failed', source, why: failed.message }, fault: failed.fault, raw: this.#raw(), calls: this.#calls };
    }
  }

  async #call(ask: Step): Promise<Answered> {
    if (performance.now() > this.#until) throw new CallFailed('timeout', 'the question as a whole took too long', false);
    if (this.#calls >= mostCalls) throw new CallFailed('budget', `the question took ${mostCalls} calls and was not done`, false);
    if (this.#calls > 0 && this.#mayCallAgain && !(await this.#mayCallAgain()))
      throw new CallFailed('budget', 'the month’s budget for this source does not pay for another call', false);
    await turn(this.#held.bucket, this.#options.patienceMs ?? 15_000);
    this.#calls += 1;
    const answer = this.#connector.conditional
      ? await this.#held.memory.asked(ask, (sent) => outgoing(sent, this.#limits))
      : await outgoing(ask, this.#limits);
    const answered = await readAnswer(this.#connector, answer, this.#options.now());
    // A source may say "busy" in a well-formed answer: tried again like a failure of the transport, and seen by the breaker.
    const busy = ask.busy?.(answered);
    if (busy !== undefined) throw new CallFailed('source-says', busy, true, answer.bytes);
    this.#pages.push(answer.bytes);
    return answered;
  }

  #told(reading: Reading, source: string): Asked {
    const asOf = new Date(this.#options.now()).toISOString();
    const about = { raw: this.#raw(), calls: this.#calls };
    switch (reading.kind) {
      case 'found':
        return { ...about, answer: { kind: 'found', value: reading.findings, source, asOf }, ...(reading.cut ? { cut: reading.cut } : {}) };
      case 'not-found':
        return { ...about, answer: { kind: 'not-found', source, asOf } };
      case 'not-covered':
        return { ...about, answer: { kind: 'not-covered', source, why: reading.why } };
      case 'failed':
        return { ...about, answer: { kind: 'source-failed', source, why: reading.why }, fault: reading.fault ?? 'source-says' };
    }
  }

  /** The pages one after another, parted by RFC 7464's record separator. */
  #raw(): Uint8Array {
    return Buffer.concat(this.#pages.flatMap((page, i) => (i === 0 ? [page] : [separator, page])));
  }
}
const separator = Buffer.from('\u001e\n');

function asFailed(error: unknown): CallFailed {
  if (error instanceof CallFailed) return error;
  if (error instanceof BrokenCircuitError) return new CallFailed('resting', 'it failed five times in a row and is left alone for a minute', false);
  // A reader that trips over a shape nobody published must not look like "not found", and not take the house down.
  return new CallFailed('unexpected-shape', `its answer could not be read: ${(error as Error).message}`, false);
}

function notCovered(connector: Connector, question: Question, settings: ConnectorSettings): string | undefined {
  if (!settings.enabled) return 'it is switched off';
  if (!connector.subjects.includes(question.subject)) return `it does not answer questions about a ${question.subject}`;
  if (connector.countries.length > 0 && question.country !== undefined && !connector.countries.includes(question.country))
    return `it covers ${connector.countries.join(', ')}, the debtor is in ${question.country}`;
  if (connector.needs.includes('secret') && !settings.secret) return 'no key is set up for it';
  if (connector.needs.includes('second-secret') && !settings.secondSecret) return 'no second secret is set up for it';
  if (question.name.trim() === '' && question.identifiers.length === 0) return 'neither a name nor an identifier is given';
  return undefined;
}

async function turn(bucket: TokenBucket, patienceMs: number): Promise<void> {
  const ms = bucket.take();
  if (ms > patienceMs) {
    bucket.giveBack();
    throw new CallFailed('rate-limited', `its rate limit leaves no call for ${Math.ceil(ms / 1000)} s`, false);
  }
  if (ms > 0) await wait(ms);
}

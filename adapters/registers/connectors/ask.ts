import { setTimeout as wait } from 'node:timers/promises';
import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, ExponentialBackoff, handleWhen, type IPolicy, retry, wrap } from 'cockatiel';
import { DomainError } from '#domain/kernel/error.ts';
import type { Asked, Capability, ConnectorSettings, Connectors, Question } from '#usecases/ports/connectors.ts';
import type { Connector, HttpAsk, Reading, Ready } from './connector.ts';
import { TokenBucket } from './token-bucket.ts';

export type AskOptions = {
  readonly now: () => number;
  /** For one call, in milliseconds. */
  readonly timeoutMs?: number;
  /** The longest wait for a token, and the first pause before another try. */
  readonly patienceMs?: number;
  readonly pauseMs?: number;
  readonly tries?: number;
};

/** A call that did not bring an answer. `again` says whether another try may help. */
class CallFailed extends Error {
  readonly again: boolean;
  readonly raw: Uint8Array;
  constructor(why: string, again: boolean, raw: Uint8Array = new Uint8Array(0)) {
    super(why);
    this.again = again;
    this.raw = raw;
  }
}

const largestAnswer = 8 * 1024 * 1024;
const longestRetryAfterMs = 20_000;

/** All connectors behind one door: rate, timeout, retry and circuit breaker are the same for each. */
export function connectorsOf(connectors: readonly Connector[], options: AskOptions): Connectors {
  const policies = new Map<string, { readonly policy: IPolicy; readonly bucket: TokenBucket }>();
  const policyFor = (connector: Connector, settings: Ready, tenant: string) => {
    const key = `${tenant} ${connector.id} ${settings.baseUrl}`;
    const known = policies.get(key);
    if (known) return known;
    const again = handleWhen((error) => error instanceof CallFailed && error.again);
    const breaker = circuitBreaker(again, { halfOpenAfter: 60_000, breaker: new ConsecutiveBreaker(5) });
    const tries = retry(again, {
      maxAttempts: (options.tries ?? 3) - 1,
      backoff: new ExponentialBackoff({ initialDelay: options.pauseMs ?? 500, maxDelay: 8_000 }),
    });
    const made = { policy: wrap(tries, breaker), bucket: new TokenBucket(connector.rate, options.now) };
    policies.set(key, made);
    return made;
  };
  return {
    all: connectors.map(({ request: _, read: __, plain: ___, ...capability }): Capability => capability),
    async ask(id, question, settings, tenant) {
      const connector = connectors.find((one) => one.id === id);
      if (!connector)
        throw new DomainError(
          'registry.unknown_connector',
          `expected a connector out of ${connectors.map((one) => one.id).join(', ')}, got "${id}"`,
          { id },
        );
      const source = connector.title.en;
      const why = notCovered(connector, question, settings);
      if (why) return { answer: { kind: 'not-covered', source, why }, raw: new Uint8Array(0), calls: 0 };
      const ready: Ready = { ...settings, baseUrl: (settings.baseUrl ?? connector.baseUrl).replace(/\/+$/, '') };
      const { policy, bucket } = policyFor(connector, ready, tenant);
      let calls = 0;
      try {
        const { reading, raw } = await policy.execute(async () => {
          const request = connector.request(question, ready, options.now());
          if (typeof request === 'string') return { reading: { kind: 'not-covered', why: request } satisfies Reading, raw: new Uint8Array(0) };
          await turn(bucket, options.patienceMs ?? 15_000);
          calls += 1;
          return call(connector, request, question, options.timeoutMs ?? 15_000);
        });
        return { answer: answerOf(reading, source, options.now()), raw, calls };
      } catch (error) {
        const raw = error instanceof CallFailed ? error.raw : new Uint8Array(0);
        const text = error instanceof BrokenCircuitError ? 'it failed five times in a row and is left alone for a minute' : (error as Error).message;
        return { answer: { kind: 'source-failed', source, why: text }, raw, calls };
      }
    },
  };
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
    throw new CallFailed(`its rate limit leaves no call for ${Math.ceil(ms / 1000)} s`, false);
  }
  if (ms > 0) await wait(ms);
}

async function call(connector: Connector, request: HttpAsk, question: Question, timeoutMs: number): Promise<{ reading: Reading; raw: Uint8Array }> {
  let response: Response;
  let raw: Uint8Array;
  try {
    response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      redirect: 'follow',
      signal: AbortSignal.timeout(timeoutMs),
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    raw = await bytesOf(response);
  } catch (error) {
    if (error instanceof CallFailed) throw error;
    const timedOut = (error as Error).name === 'TimeoutError';
    throw new CallFailed(timedOut ? `no answer within ${timeoutMs} ms` : `could not be reached: ${causeOf(error)}`, true);
  }
  await refuseFailure(response, raw);
  const text = new TextDecoder().decode(raw);
  if (connector.plain) return { reading: settled(connector.read(response.status, text, question), raw), raw };
  if (looksLikePage(text)) throw new CallFailed(pageWords(text), false, raw);
  let body: unknown;
  try {
    body = text === '' && response.status === 404 ? {} : JSON.parse(text);
  } catch {
    throw new CallFailed(`expected JSON, got "${text.slice(0, 60)}"`, false, raw);
  }
  return { reading: settled(connector.read(response.status, body, question), raw), raw };
}

/** A failure inside a well-formed answer is tried again like one of the transport. */
function settled(reading: Reading, raw: Uint8Array): Reading {
  if (reading.kind === 'failed') throw new CallFailed(reading.why, reading.again, raw);
  return reading;
}

async function refuseFailure(response: Response, raw: Uint8Array): Promise<void> {
  const { status } = response;
  if (status === 429 || status === 503) {
    const after = Number(response.headers.get('retry-after'));
    if (Number.isFinite(after) && after > 0) {
      const ms = after * 1000;
      if (ms > longestRetryAfterMs) throw new CallFailed(`${status}: it asks to wait ${after} s`, false, raw);
      await wait(ms);
    }
    throw new CallFailed(`${status}: too many requests`, true, raw);
  }
  if (status >= 500) {
    // VIES tells a member state's fault as 500 with a JSON body that the connector reads.
    if (new TextDecoder().decode(raw.subarray(0, 200)).includes('errorWrappers')) return;
    throw new CallFailed(`${status}: the source is failing`, true, raw);
  }
  if (status === 401 || status === 403) throw new CallFailed(`${status}: the key is refused`, false, raw);
  if (status >= 400 && status !== 404) {
    if (new TextDecoder().decode(raw.subarray(0, 200)).includes('errorWrappers')) return;
    throw new CallFailed(`${status}: the question is refused`, false, raw);
  }
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > largestAnswer) throw new CallFailed(`expected at most ${largestAnswer} bytes, got more`, false);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const looksLikePage = (text: string): boolean => /^\s*<(!doctype|html|\?xml)/i.test(text.slice(0, 200));

/** A page for people in place of data. A captcha is told as what it is and never got around. */
const pageWords = (text: string): string =>
  /captcha|验证码|人机|are you (a )?human|cf-challenge|geetest|滑动验证/i.test(text)
    ? 'it shows a captcha: open the site yourself and use assisted capture'
    : 'it answered a web page instead of data';

const causeOf = (error: unknown): string => {
  const { cause, message } = error as Error;
  return cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : message;
};

function answerOf(reading: Exclude<Reading, { kind: 'failed' }> | Reading, source: string, now: number): Asked['answer'] {
  const asOf = new Date(now).toISOString();
  switch (reading.kind) {
    case 'found':
      return { kind: 'found', value: reading.findings, source, asOf };
    case 'not-found':
      return { kind: 'not-found', source, asOf };
    case 'not-covered':
      return { kind: 'not-covered', source, why: reading.why };
    case 'failed':
      return { kind: 'source-failed', source, why: reading.why };
  }
}

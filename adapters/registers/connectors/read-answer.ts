import { setTimeout as wait } from 'node:timers/promises';
import { CallFailed, captchaWords, type HttpAnswer } from '../http/outgoing.ts';
import type { Answered, Connector } from './connector.ts';

const longestRetryAfterMs = 20_000;

/** An answer as the connector may read it; everything that is no answer is thrown as the failure that it is. */
export async function readAnswer(connector: Connector, answer: HttpAnswer, now: number): Promise<Answered> {
  const text = new TextDecoder(connector.plain ? encodingOf(answer) : 'utf-8').decode(answer.bytes);
  // Looked for first: sites show captchas under 200, 403, 429 and 503 alike. It is told as what it is and never got around.
  if (looksLikeHtml(text) && captcha.test(text)) throw new CallFailed('captcha', captchaWords, false, answer.bytes);
  await refuseFailure(connector, answer, text, now);
  const { status } = answer;
  if (connector.plain) return { status, body: text };
  if (status === 404) return { status, body: parsed(text) ?? {} };
  if (looksLikePage(text)) throw new CallFailed('not-data', 'it answered a web page instead of data', false, answer.bytes);
  const body = parsed(text);
  if (body === undefined) throw new CallFailed('not-data', `expected JSON, got ${answer.bytes.length} bytes of something else`, false, answer.bytes);
  return { status, body };
}

const captcha = /captcha|验证码|人机验证|滑动验证|安全验证|访问过于频繁|are you (a )?human|cf-challenge|challenge-platform|turnstile|geetest/i;

const looksLikeHtml = (text: string): boolean => /^\s*<(!doctype html|html|head|body|script)/i.test(text.slice(0, 200));
const looksLikePage = (text: string): boolean => looksLikeHtml(text) || /^\s*<(!doctype|\?xml)/i.test(text.slice(0, 200));

async function refuseFailure(connector: Connector, { status, headers, bytes }: HttpAnswer, text: string, now: number): Promise<void> {
  if (status === 429 || status === 503) {
    const ms = retryAfterMs(headers['retry-after'], now);
    const what = status === 429 ? 'too many requests' : 'the source is not available';
    const fault = status === 429 ? 'rate-limited' : 'source-error';
    if (ms > longestRetryAfterMs) throw new CallFailed(fault, `${status}: ${what}; it asks to wait ${Math.ceil(ms / 1000)} s`, false, bytes);
    if (ms > 0) await wait(ms);
    throw new CallFailed(fault, `${status}: ${what}`, true, bytes);
  }
  // VIES tells what a member state did wrong as 400 or 500 with a body that its connector reads.
  if (status >= 400 && text.slice(0, 300).includes('errorWrappers')) return;
  if (status >= 500) throw new CallFailed('source-error', `${status}: the source is failing`, true, bytes);
  if (status === 401 || status === 403)
    throw new CallFailed('key-refused', `${status}: the key is refused; look whether it has expired and what it may ask`, false, bytes);
  if (status === 402) throw new CallFailed('key-refused', '402: the account at the source has no credit left', false, bytes);
  if (status === 404) {
    if (connector.missing?.(text)) return;
    throw new CallFailed('wrong-address', '404: there is nothing at this address; check the base URL and the data set', false, bytes);
  }
  if (status >= 400) throw new CallFailed('question-refused', `${status}: the question is refused`, false, bytes);
  if (status < 200 || status >= 300) throw new CallFailed('source-error', `expected 200, got ${status}`, false, bytes);
}

/** RFC 9110 10.2.3: seconds, or an HTTP date. Absent and unreadable are 0. */
function retryAfterMs(value: string | undefined, now: number): number {
  if (value === undefined) return 0;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

/** The encoding that the header or the XML declaration names; UTF-8 where none is named or known (RFC 7303 3). */
function encodingOf({ headers, bytes }: HttpAnswer): string {
  const header = /charset=["']?([\w.-]+)/i.exec(headers['content-type'] ?? '')?.[1];
  const declared = /^\s*<\?xml[^>]{0,200}encoding=["']([\w.-]+)["']/i.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 300)))?.[1];
  try {
    return new TextDecoder(header ?? declared ?? 'utf-8').encoding;
  } catch {
    return 'utf-8';
  }
}

import { createHmac } from 'node:crypto';
import { hex, textOf, utf8 } from '#domain/evidence/bytes.ts';
import { canonicalJson, isObject, type Json } from '#domain/evidence/canonical.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { Anchor } from '#usecases/ports/anchor.ts';

export type JudicialChainOptions = {
  /** The access node; its interface is described in docs/evidence-anchors.md. */
  readonly url: string;
  readonly name: string;
  /** Account and key that the node's operator gave. */
  readonly account: string;
  readonly secret: string;
  readonly now: () => Date;
};

/**
 * A judicial chain (司法链) through an access node. Chains differ; a node in front of one speaks the small interface of
 * docs/evidence-anchors.md. What comes back is a transaction id that a court looks up on its own chain.
 */
export function judicialChainAnchor(options: JudicialChainOptions): Anchor {
  const base = options.url.replace(/\/+$/, '');
  return {
    kind: 'judicial-chain',
    authority: base,
    async submit(digest) {
      const answer = await ask(options, 'POST', `${base}/evidence`, canonicalJson({ algorithm: 'SHA-256', digest: hex(digest) }));
      const id = textIn(answer, 'transactionId', base);
      return { state: 'pending', bytes: utf8(canonicalJson({ transactionId: id, digest: hex(digest) })) };
    },
    async upgrade(pending) {
      const { transactionId, digest } = JSON.parse(textOf(pending.bytes)) as { transactionId: string; digest: string };
      const answer = await ask(options, 'GET', `${base}/evidence/${encodeURIComponent(transactionId)}`);
      const state = textIn(answer, 'state', base);
      if (state === 'pending') return pending;
      if (state !== 'confirmed') throw away(base, `it says the transaction is "${state.slice(0, 40)}"`);
      if (textIn(answer, 'digest', base) !== digest) throw away(base, 'it confirms another digest');
      const time = textIn(answer, 'time', base);
      if (Number.isNaN(Date.parse(time))) throw away(base, `expected a time in RFC 3339, got "${time.slice(0, 40)}"`);
      const proof = {
        format: 'quittance.judicial-chain/v1',
        chain: textIn(answer, 'chain', base),
        lookUp: textIn(answer, 'lookUp', base),
        transactionId,
        block: textIn(answer, 'block', base),
        digest,
        time,
      };
      return {
        state: 'proven',
        bytes: utf8(canonicalJson(proof)),
        fileName: `${options.name}-${digest.slice(0, 8)}-${transactionId.replace(/[^A-Za-z0-9]/g, '').slice(-8)}.judicial.json`,
        provesBefore: new Date(time),
      };
    },
  };
}

function textIn(answer: Json, name: string, base: string): string {
  const value = isObject(answer) ? answer[name] : undefined;
  if (typeof value !== 'string' || value === '' || value.length > 500) throw away(base, `expected "${name}" as text in its answer`);
  return value;
}

const away = (url: string, why: string, cause?: unknown): DomainError =>
  new DomainError('evidence.chain_away', `expected an answer of the judicial chain at ${url}: ${why}`, { url }, cause);

/** HMAC-SHA-256 over "method path time body", in hexadecimal, under the account's secret. */
export const judicialSignature = (secret: string, method: string, path: string, time: string, body: string): string =>
  createHmac('sha256', secret).update(`${method} ${path} ${time} ${body}`).digest('hex');

async function ask({ account, secret, now, url }: JudicialChainOptions, method: 'GET' | 'POST', to: string, body?: string): Promise<Json> {
  const time = now().toISOString();
  let answer: Response;
  try {
    answer = await fetch(to, {
      method,
      headers: {
        'content-type': 'application/json',
        'x-account': account,
        'x-time': time,
        'x-signature': judicialSignature(secret, method, new URL(to).pathname, time, body ?? ''),
      },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(20_000),
    });
  } catch (cause) {
    throw away(url, 'it does not answer', cause);
  }
  if (!answer.ok) throw away(url, `it answered HTTP ${answer.status}`);
  try {
    return (await answer.json()) as Json;
  } catch (cause) {
    throw away(url, 'its answer is no JSON', cause);
  }
}

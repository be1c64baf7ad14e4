import { randomBytes } from 'node:crypto';
import type { Certificate } from '#domain/evidence/asn1/certificate.ts';
import { sameBytes } from '#domain/evidence/bytes.ts';
import { timestampRequest } from '#domain/evidence/timestamp/request.ts';
import { parseResponse } from '#domain/evidence/timestamp/token.ts';
import { trialAuthority } from '#domain/evidence/timestamp/trial.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { Anchor } from '#usecases/ports/anchor.ts';
import type { EmbeddedAuthority } from './embedded-authority.ts';

export type AuthorityOptions = {
  readonly url: string;
  /** Short name for file names, [a-z0-9-]. */
  readonly name: string;
  /** Asks for tokens under this policy and refuses others. */
  readonly policy?: string;
  /** Sent as HTTP Basic authentication, "user:password". */
  readonly credentials?: string;
};

/** An RFC 3161 authority over HTTP (RFC 3161 3.4): answers at once, so `submit` asks and `upgrade` only reads. */
export const timestampAuthority = (options: AuthorityOptions): Anchor =>
  anchorThrough(options.url, options.name, options.policy, (request) => post(options, request));

/** The authority inside the platform, for trying out. */
export const embeddedAnchor = (authority: EmbeddedAuthority): Anchor =>
  anchorThrough(trialAuthority, 'trial-tsa', undefined, async (request) => authority.respond(request));

function anchorThrough(authority: string, name: string, policy: string | undefined, ask: (request: Uint8Array) => Promise<Uint8Array>): Anchor {
  return {
    kind: 'rfc3161',
    authority,
    async submit(digest) {
      // Positive and 64 bits long.
      const nonce = BigInt(`0x${randomBytes(8).toString('hex')}`) | (1n << 63n);
      const bytes = await ask(timestampRequest(digest, nonce, policy));
      const token = parseResponse(bytes);
      const mismatch = (what: string): DomainError =>
        new DomainError('evidence.timestamp_mismatch', `expected from ${authority} a time-stamp on our request, got one with another ${what}`, {
          what,
        });
      if (token.imprint.hash !== 'sha256' || !sameBytes(token.imprint.digest, digest)) throw mismatch('imprint');
      if (token.nonce !== nonce) throw mismatch('nonce');
      if (policy !== undefined && token.policy !== policy) throw mismatch('policy');
      return { state: 'pending', bytes };
    },
    async upgrade(pending) {
      const token = parseResponse(pending.bytes);
      const stamp = new Date(token.time).toISOString().replace(/[-:]|\.\d+/g, '');
      return {
        state: 'proven',
        bytes: pending.bytes,
        fileName: `${name}-${stamp}-${token.serial.toString(16).slice(-8)}.tsr`,
        provesBefore: new Date(token.time + token.accuracy),
        renewBy: new Date(earliestEnd(token.data.certificates, token.data.signer.certificate)),
      };
    },
  };
}

const earliestEnd = (certificates: readonly Certificate[], signer: Certificate): number =>
  Math.min(signer.notAfter, ...certificates.map(({ notAfter }) => notAfter));

const largestAnswer = 1_048_576;

async function post({ url, credentials }: AuthorityOptions, request: Uint8Array): Promise<Uint8Array> {
  const away = (why: string, cause?: unknown): DomainError =>
    new DomainError('evidence.authority_away', `expected a time-stamp from ${url}, ${why}`, { url }, cause);
  let answer: Response;
  try {
    answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/timestamp-query',
        accept: 'application/timestamp-reply',
        ...(credentials ? { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } : {}),
      },
      body: Buffer.from(request),
      signal: AbortSignal.timeout(20_000),
    });
  } catch (cause) {
    throw away('it does not answer', cause);
  }
  if (!answer.ok) throw away(`it answered HTTP ${answer.status}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes.length > largestAnswer) throw away(`it answered ${bytes.length} bytes`);
  return bytes;
}

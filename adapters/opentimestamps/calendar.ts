import { hex } from '#domain/evidence/bytes.ts';
import { type BlockHeader, parseHeader } from '#domain/evidence/opentimestamps/bitcoin.ts';
import { graft } from '#domain/evidence/opentimestamps/merge.ts';
import { attested, parseAnswer, parseProofFile, proofFile, type Timestamp } from '#domain/evidence/opentimestamps/proof.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { Anchor } from '#usecases/ports/anchor.ts';

export type CalendarOptions = {
  /** For example https://a.pool.opentimestamps.org */
  readonly url: string;
  readonly name: string;
  /** Servers that this calendar may send us to for the final proof; its own URL is always among them. */
  readonly others?: readonly string[];
  readonly headers?: BlockHeaders;
  readonly now: () => Date;
};

/** Where Bitcoin block headers come from; undefined when the block is not known there. */
export type BlockHeaders = (height: number) => Promise<BlockHeader | undefined>;

/** An OpenTimestamps calendar: promises at once, and hands over the path into a Bitcoin block hours later. */
export function calendarAnchor(options: CalendarOptions): Anchor {
  const url = options.url.replace(/\/+$/, '');
  const servers = [url, ...(options.others ?? []).map((other) => other.replace(/\/+$/, ''))];
  return {
    kind: 'opentimestamps',
    authority: url,
    async submit(digest) {
      const answer = await ask(`${url}/digest`, { method: 'POST', body: Buffer.from(digest) });
      if (!answer) throw away(url, 'it knows no /digest');
      return { state: 'pending', bytes: proofFile(parseAnswer(answer, digest)) };
    },
    async upgrade(pending) {
      let timestamp: Timestamp = parseProofFile(pending.bytes);
      for (const { message, attestation } of attested(timestamp)) {
        // A proof may name any address; only servers of the settings are asked.
        if (attestation.kind !== 'pending' || !servers.includes(attestation.uri.replace(/\/+$/, ''))) continue;
        const answer = await ask(`${attestation.uri.replace(/\/+$/, '')}/timestamp/${hex(message)}`, {});
        if (answer) timestamp = graft(timestamp, parseAnswer(answer, message));
      }
      const bytes = proofFile(timestamp);
      const heights = [...attested(timestamp)].flatMap(({ attestation }) => (attestation.kind === 'bitcoin' ? [attestation.height] : []));
      if (heights.length === 0) return { state: 'pending', bytes };
      const height = Math.min(...heights);
      const header = await options.headers?.(height);
      return {
        state: 'proven',
        bytes,
        fileName: `${options.name}-${height}-${hex(timestamp.message).slice(0, 8)}.ots`,
        // Without a header what is known is that the proof is complete now.
        provesBefore: header ? new Date(header.time * 1000) : options.now(),
      };
    },
  };
}

/** Headers from a server with the Esplora interface (/block-height/N, /block/HASH/header). */
export function esploraHeaders(url: string): BlockHeaders {
  const text = async (path: string): Promise<string | undefined> => {
    const answer = await ask(`${url.replace(/\/+$/, '')}${path}`, {});
    return answer && new TextDecoder().decode(answer).trim();
  };
  return async (height) => {
    const hash = await text(`/block-height/${height}`);
    const header = hash && /^[0-9a-f]{64}$/.test(hash) ? await text(`/block/${hash}/header`) : undefined;
    return header && /^[0-9a-f]{160}$/.test(header) ? parseHeader(Buffer.from(header, 'hex')) : undefined;
  };
}

const away = (url: string, why: string, cause?: unknown): DomainError =>
  new DomainError('evidence.calendar_away', `expected an answer from ${url}, ${why}`, { url }, cause);

/** The bytes of the answer; undefined for 404, which is how a calendar says "not yet". */
async function ask(url: string, request: RequestInit): Promise<Uint8Array | undefined> {
  let answer: Response;
  try {
    answer = await fetch(url, {
      ...request,
      headers: { accept: 'application/vnd.opentimestamps.v1', 'user-agent': 'Quittance' },
      signal: AbortSignal.timeout(20_000),
    });
  } catch (cause) {
    throw away(url, 'it does not answer', cause);
  }
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw away(url, `it answered HTTP ${answer.status}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes.length > 100_000) throw away(url, `it answered ${bytes.length} bytes`);
  return bytes;
}

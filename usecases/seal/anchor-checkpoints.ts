import { utf8 } from '#domain/evidence/bytes.ts';
import { checkpointText } from '#domain/evidence/checkpoint.ts';
import type { Crypto } from '#domain/evidence/crypto.ts';
import type { Anchor, AnchorRequest, AnchorStore, DueAnchor } from '../ports/anchor.ts';
import type { LogStore } from '../ports/evidence-log.ts';

export type AnchorParts = {
  readonly crypto: Crypto;
  readonly log: LogStore;
  readonly store: AnchorStore;
  readonly anchors: readonly Anchor[];
  readonly now: () => Date;
  readonly onError: (error: unknown, authority: string) => void;
};

export type Anchored = { readonly submitted: number; readonly proven: number; readonly pending: number };

/**
 * One sweep: asks every authority for a time on the latest checkpoint it has not seen, then asks again for what is
 * pending. Digest = SHA-256 of the checkpoint body. An authority that fails holds up no other; pending proofs are asked
 * for after 1, 2, 4 ... minutes, at most 6 hours apart.
 */
export async function anchorCheckpoints(parts: AnchorParts): Promise<Anchored> {
  const count = { submitted: 0, proven: 0, pending: 0 };
  const last = await parts.log.bestSigned();
  if (last && last.checkpoint.size > 0) {
    const digest = parts.crypto.sha256(utf8(checkpointText(last.checkpoint)));
    for (const anchor of parts.anchors) {
      if ((await parts.store.lastSize(anchor.kind, anchor.authority)) >= last.checkpoint.size) continue;
      await guarded(parts, anchor.authority, async () => {
        const request: AnchorRequest = {
          size: last.checkpoint.size,
          kind: anchor.kind,
          authority: anchor.authority,
          digest,
          requestedAt: parts.now(),
        };
        const proven = await askFirst(parts, anchor, request);
        count.submitted += 1;
        if (proven) count.proven += 1;
      });
    }
  }
  for (const due of await parts.store.due(parts.now())) {
    const proven = await askAgain(parts, due);
    count[proven ? 'proven' : 'pending'] += 1;
  }
  return count;
}

/** True when the authority answered with the final proof at once. */
async function askFirst(parts: AnchorParts, anchor: Anchor, request: AnchorRequest): Promise<boolean> {
  const pending = await anchor.submit(request.digest);
  const answer = await anchor.upgrade(pending).catch(() => pending);
  await parts.store.add(request, answer, answer.state === 'proven' ? answer.renewBy : undefined);
  return answer.state === 'proven';
}

const renewalWindow = 90 * 86_400_000;

/** Asks for a fresh proof on the same tree where a certificate under the last one ends within 90 days. Answers how many. */
export async function renewAnchors(parts: AnchorParts): Promise<number> {
  let renewed = 0;
  for (const ending of await parts.store.endingBefore(new Date(parts.now().getTime() + renewalWindow))) {
    const anchor = parts.anchors.find(({ kind, authority }) => kind === ending.kind && authority === ending.authority);
    if (!anchor) continue;
    await guarded(parts, anchor.authority, async () => {
      await askFirst(parts, anchor, { ...ending, requestedAt: parts.now() });
      renewed += 1;
    });
  }
  return renewed;
}

async function askAgain(parts: AnchorParts, due: DueAnchor): Promise<boolean> {
  const anchor = parts.anchors.find(({ kind, authority }) => kind === due.kind && authority === due.authority);
  const next = new Date(parts.now().getTime() + Math.min(60_000 * 2 ** Math.min(due.attempts, 20), 21_600_000));
  if (!anchor) {
    await parts.store.postpone(due, due.pending, next, 'this authority is no longer configured');
    return false;
  }
  try {
    const answer = await anchor.upgrade(due.pending);
    if (answer.state === 'proven') await parts.store.prove(due, answer, answer.renewBy);
    else await parts.store.postpone(due, answer, next);
    return answer.state === 'proven';
  } catch (error) {
    parts.onError(error, due.authority);
    await parts.store.postpone(due, due.pending, next, error instanceof Error ? error.message.slice(0, 500) : String(error).slice(0, 500));
    return false;
  }
}

async function guarded(parts: AnchorParts, authority: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    parts.onError(error, authority);
  }
}

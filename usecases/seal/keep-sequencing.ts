import type { LogStore, SignedCheckpoint } from '../ports/evidence-log.ts';
import type { Sequencer } from './sequence.ts';

export type KeepSequencing = {
  readonly store: LogStore;
  readonly sequencer: () => Sequencer;
  /** Asks the witnesses for cosignatures on the latest checkpoint; absent without witnesses. */
  readonly witness?: (last: SignedCheckpoint) => Promise<void>;
  /** Has a newer log begun, or is one asked for and begun now? Then this one is led no more. Asked about once a second. */
  readonly succeeded?: (sequencer: Sequencer) => Promise<boolean>;
  /** For a process that waits to lead: has a newer log begun meanwhile? */
  readonly newer?: () => Promise<boolean>;
  readonly onError: (error: unknown, part: 'sequencer' | 'witness') => void;
  /** Waits, or ends early when the signal comes. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

const idleMs = 100;
/** A round costs two signatures, two transactions and a dozen fsyncs whatever it takes in: below this it waits for company. */
const worthRound = 1_000;
const afterErrorMs = 1_000;
const successionMs = 1_000;

/**
 * Leads the log until `signal`, or until a newer log has begun: rounds without pause while entries pour in, a look every 100 ms otherwise, so that a
 * checkpoint follows an entry well within a second. A process that does not lead keeps asking. Witnesses are asked beside the rounds.
 */
export async function keepSequencing(parts: KeepSequencing, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      if ((await parts.store.lead(() => leadUntil(parts, signal))) === 'succeeded') return;
      if (await parts.newer?.()) return;
    } catch (error) {
      if (signal.aborted) return;
      parts.onError(error, 'sequencer');
    }
    await parts.pause(afterErrorMs, signal);
  }
}

async function leadUntil(parts: KeepSequencing, signal: AbortSignal): Promise<'succeeded' | 'stopped'> {
  const sequencer = parts.sequencer();
  let asking: Promise<void> | undefined;
  let askedFor = -1;
  let retryAt = 0;
  let lookAt = 0;
  while (!signal.aborted) {
    const sealed = await sequencer.round();
    if (parts.succeeded && performance.now() >= lookAt) {
      lookAt = performance.now() + successionMs;
      // The witnesses are asked by the change itself, one after the other.
      await asking;
      try {
        if (await parts.succeeded(sequencer)) return 'succeeded';
      } catch (error) {
        parts.onError(error, 'sequencer');
        lookAt = performance.now() + 10 * successionMs;
      }
    }
    if (parts.witness && asking === undefined && performance.now() >= retryAt) {
      const last = await parts.store.bestSigned();
      if (last && last.checkpoint.size !== askedFor) {
        asking = parts
          .witness(last)
          .then(() => {
            askedFor = last.checkpoint.size;
          })
          .catch((error: unknown) => {
            retryAt = performance.now() + 5_000;
            parts.onError(error, 'witness');
          })
          .finally(() => {
            asking = undefined;
          });
      }
    }
    if (sealed < worthRound) await parts.pause(idleMs, signal);
  }
  await asking;
  return 'stopped';
}

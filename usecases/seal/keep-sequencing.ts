import type { LogStore, SignedCheckpoint } from '../ports/evidence-log.ts';
import type { Sequencer } from './sequence.ts';

export type KeepSequencing = {
  readonly store: LogStore;
  readonly sequencer: () => Sequencer;
  /** Asks the witnesses for cosignatures on the latest checkpoint; absent without witnesses. */
  readonly witness?: (last: SignedCheckpoint) => Promise<void>;
  readonly onError: (error: unknown, part: 'sequencer' | 'witness') => void;
  /** Waits, or ends early when the signal comes. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

const idleMs = 100;
/** A round costs two signatures, two transactions and a dozen fsyncs whatever it takes in: below this it waits for company. */
const worthRound = 1_000;
const afterErrorMs = 1_000;

/**
 * Leads the log until `signal`: rounds without pause while entries pour in, a look every 100 ms otherwise, so that a
 * checkpoint follows an entry well within a second. A process that does not lead keeps asking. Witnesses are asked beside the rounds.
 */
export async function keepSequencing(parts: KeepSequencing, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await parts.store.lead(() => leadUntil(parts, signal));
    } catch (error) {
      if (signal.aborted) return;
      parts.onError(error, 'sequencer');
    }
    await parts.pause(afterErrorMs, signal);
  }
}

async function leadUntil(parts: KeepSequencing, signal: AbortSignal): Promise<void> {
  const sequencer = parts.sequencer();
  let asking: Promise<void> | undefined;
  let askedFor = -1;
  let retryAt = 0;
  while (!signal.aborted) {
    const sealed = await sequencer.round();
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
}

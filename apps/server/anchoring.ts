import { setTimeout as wait } from 'node:timers/promises';
import { openAnchors } from '#adapters/anchors/open.ts';
import { postgresAnchors } from '#adapters/postgres/evidence/anchors.ts';
import type { Anchor } from '#usecases/ports/anchor.ts';
import { type AnchorParts, anchorCheckpoints, renewAnchors } from '#usecases/seal/anchor-checkpoints.ts';
import type { Platform } from './platform.ts';
import type { Rooms } from './rooms.ts';

const lookEveryMs = 20_000;
const renewEveryMs = 6 * 3_600_000;

/**
 * Has the log's checkpoints stamped until the server stops: by the trial authority soon after each, by outside ones as
 * often as the settings say. Answers how to stop it. Throws for settings that cannot be read.
 */
export function keepAnchoring(platform: Platform, { evidence }: Rooms): () => Promise<void> {
  const { settings, folders, log, database } = platform;
  const now = (): Date => new Date();
  const { trial, outside, everyMinutes } = openAnchors({
    dataFolder: settings.dataFolder,
    keysFolder: folders.keys,
    now,
    ...(settings.keyPassphrase ? { keyPassphrase: settings.keyPassphrase } : {}),
  });
  const store = postgresAnchors(database, evidence.origin);
  const parts = (anchors: readonly Anchor[]): AnchorParts => ({
    crypto: evidence.crypto,
    log: evidence.log,
    store,
    anchors,
    now,
    onError: (error, authority) => log.warn({ err: error, authority }, 'anchoring'),
  });
  const stop = new AbortController();
  const running = (async () => {
    let outsideAt = 0;
    let renewAt = 0;
    while (!stop.signal.aborted) {
      try {
        const at = performance.now();
        // It has nothing pending, and what others have pending waits for their turn.
        if (trial) await anchorCheckpoints({ ...parts([trial.anchor]), store: { ...store, due: async () => [] } });
        if (outside.length > 0 && at >= outsideAt) {
          await anchorCheckpoints(parts([...(trial ? [trial.anchor] : []), ...outside]));
          outsideAt = at + everyMinutes * 60_000;
        }
        if (at >= renewAt) {
          await renewAnchors(parts([...(trial ? [trial.anchor] : []), ...outside]));
          renewAt = at + renewEveryMs;
        }
      } catch (error) {
        log.warn({ err: error }, 'anchoring');
      }
      await wait(lookEveryMs, undefined, { signal: stop.signal }).catch(() => {});
    }
  })();
  return async () => {
    stop.abort();
    await running;
  };
}

import { setTimeout as wait } from 'node:timers/promises';
import { openAnchors } from '#adapters/anchors/open.ts';
import { postgresAnchors } from '#adapters/postgres/evidence/anchors.ts';
import type { Anchor } from '#usecases/ports/anchor.ts';
import { type AnchorParts, anchorCheckpoints, renewAnchors } from '#usecases/seal/anchor-checkpoints.ts';
import { collectRevocation } from '#usecases/seal/collect-revocation.ts';
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
  const { trial, outside, everyMinutes, revocation } = openAnchors({
    dataFolder: settings.dataFolder,
    keysFolder: folders.keys,
    now,
    ...(settings.privateSources ? { privateHosts: settings.privateSources } : {}),
    ...(settings.keyPassphrase ? { keyPassphrase: settings.keyPassphrase } : {}),
  });
  // A closed log's last checkpoint is stamped too, and its stamps are renewed like the others.
  const everyLog = async (anchors: readonly Anchor[], work: (parts: AnchorParts) => Promise<unknown>): Promise<void> => {
    for (const { origin, store } of await evidence.logs())
      await work({
        crypto: evidence.crypto,
        log: store,
        store: postgresAnchors(database, origin),
        anchors,
        now,
        onError: (error, authority) => log.warn({ err: error, authority }, 'anchoring'),
      });
  };
  const stop = new AbortController();
  const running = (async () => {
    let outsideAt = 0;
    let renewAt = 0;
    while (!stop.signal.aborted) {
      try {
        const at = performance.now();
        // It has nothing pending, and what others have pending waits for their turn.
        if (trial) await everyLog([trial.anchor], (parts) => anchorCheckpoints({ ...parts, store: { ...parts.store, due: async () => [] } }));
        if (outside.length > 0 && at >= outsideAt) {
          await everyLog([...(trial ? [trial.anchor] : []), ...outside], anchorCheckpoints);
          outsideAt = at + everyMinutes * 60_000;
          if (revocation) await everyLog([], ({ store, onError }) => collectRevocation({ store, source: revocation, onError }));
        }
        if (at >= renewAt) {
          await everyLog([...(trial ? [trial.anchor] : []), ...outside], renewAnchors);
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

import type { Platform } from './platform.ts';
import type { Rooms } from './rooms.ts';

/** Keeps the log growing until the server stops; answers how to stop it. */
export function keepSealing(platform: Platform, { evidence }: Rooms): () => Promise<void> {
  const stop = new AbortController();
  const running = evidence.keepSequencing(stop.signal, (error, part) => platform.log.error({ err: error, part }, 'sealing'));
  return async () => {
    stop.abort();
    await running;
  };
}

import { Worker } from 'node:worker_threads';
import type { CloseItems } from '#usecases/ports/closing.ts';
import type { StoredRecord } from '#usecases/ports/records.ts';
import type { SealItem } from '#usecases/ports/sealing.ts';
import type { ClosingAnswer, ClosingAsked } from './closing-thread.ts';

/** Handing over costs about 5 µs an item and a turn of both event loops; closing one costs ten times as much. */
const worthHandingOver = 100;
/** An installation that seals no batch any more gives the thread's memory back. */
const idleMs = 60_000;

/**
 * Closes large batches on a thread of its own, so that the asking one stores what is closed and answers others meanwhile.
 * Until the thread has started, and whenever it cannot (it died, or an item is refused), the items are closed `here`.
 */
export function closingBeside(masterKey: Uint8Array, here: CloseItems, script = new URL('./closing-thread.ts', import.meta.url)): CloseItems {
  let thread: ClosingThread | undefined;
  return async (items, at, from) => {
    if (items.length < worthHandingOver) return here(items, at, from);
    if (!thread || thread.ended) thread = new ClosingThread(script, masterKey);
    return (await thread.close(items, at, from)) ?? here(items, at, from);
  };
}

class ClosingThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (records: readonly StoredRecord[] | undefined) => void>();
  readonly #idle: NodeJS.Timeout;
  #ready = false;
  #nextId = 0;
  #ended = false;

  constructor(script: URL, masterKey: Uint8Array) {
    this.#worker = new Worker(script, {
      workerData: { masterKey: Uint8Array.from(masterKey) },
      execArgv: [],
    });
    this.#worker.unref();
    this.#worker.on('message', (answer: ClosingAnswer | 'ready') => {
      if (answer === 'ready') this.#ready = true;
      else this.#settle(answer.id, answer.records);
    });
    const end = (): void => {
      clearTimeout(this.#idle);
      this.#ended = true;
      this.#ready = false;
      for (const id of [...this.#waiting.keys()]) this.#settle(id, undefined);
    };
    // What it was asked for is done by whoever asked; a new thread starts with the next batch.
    this.#worker.on('error', end);
    this.#worker.on('exit', end);
    this.#idle = setTimeout(() => void this.#worker.terminate(), idleMs).unref();
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Undefined where the thread has not started, has ended, or refuses. */
  close(items: readonly SealItem[], at: Date, from: number): Promise<readonly StoredRecord[] | undefined> {
    if (!this.#ready) return Promise.resolve(undefined);
    const asked = handedOver(this.#nextId++, items, at, from);
    this.#idle.refresh();
    this.#worker.ref();
    return new Promise((resolve) => {
      this.#waiting.set(asked.id, resolve);
      this.#worker.postMessage(asked, [asked.contents.buffer]);
    });
  }

  #settle(id: number, records: readonly StoredRecord[] | undefined): void {
    this.#waiting.get(id)?.(records);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#worker.unref();
  }
}

/** Contents go in one buffer: a small Buffer is a view of a larger one, and all of that would be copied with it. */
function handedOver(id: number, items: readonly SealItem[], at: Date, from: number): ClosingAsked {
  const lengths = items.map(({ content }) => content?.length ?? -1);
  const contents = new Uint8Array(lengths.reduce((sum, length) => sum + Math.max(0, length), 0));
  let begin = 0;
  const bare = items.map(({ content, object, ...item }) => {
    if (content) {
      contents.set(content, begin);
      begin += content.length;
    }
    return object ? { ...item, object: { ...object, ...(object.key ? { key: Uint8Array.from(object.key) } : {}) } } : item;
  });
  return { id, items: bare, contents, lengths, at, from };
}

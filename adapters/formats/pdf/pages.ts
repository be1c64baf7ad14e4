import { Worker } from 'node:worker_threads';

/**
 * Pages of a PDF; undefined for one that is encrypted, broken, or takes too long. Read in a thread of its own: a PDF is
 * hostile input, so that its time and memory can be cut off from outside.
 */
export async function countPages(pdf: Uint8Array, timeoutMs = 10_000): Promise<number | undefined> {
  const worker = new Worker(new URL('./pages-worker.ts', import.meta.url), {
    workerData: pdf,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<number | undefined>((answer) => {
      timer = setTimeout(() => answer(undefined), timeoutMs);
      worker.once('message', answer);
      worker.once('error', () => answer(undefined));
      worker.once('exit', () => answer(undefined));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

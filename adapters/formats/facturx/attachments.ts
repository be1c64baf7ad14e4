import { Worker } from 'node:worker_threads';
import type { WorkerAnswer } from './attachments-worker.ts';

export const pdfBounds = { milliseconds: 20_000, growthBytes: 768 * 1024 * 1024 } as const;

export type AttachmentsAnswer = WorkerAnswer | { readonly kind: 'too-costly' };

/** The XML attachments of a PDF, read in a worker that is ended when it takes too long or too much memory. */
export function attachmentsOf(bytes: Uint8Array): Promise<AttachmentsAnswer> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./attachments-worker.ts', import.meta.url), {
      workerData: new Uint8Array(bytes),
      resourceLimits: { maxOldGenerationSizeMb: 512 },
      stdout: true,
      stderr: true,
      execArgv: [],
    });
    const before = process.memoryUsage().rss;
    const started = performance.now();
    let settled = false;
    const done = (answer: AttachmentsAnswer) => {
      if (settled) return;
      settled = true;
      clearInterval(watch);
      worker.terminate().then(() => resolve(answer));
    };
    // Inflated streams live outside the worker's heap limit, so the process's growth is watched too.
    const watch = setInterval(() => {
      const tooLong = performance.now() - started > pdfBounds.milliseconds;
      if (tooLong || process.memoryUsage().rss - before > pdfBounds.growthBytes) done({ kind: 'too-costly' });
    }, 50);
    worker.once('message', (answer: WorkerAnswer) => done(answer));
    worker.once('error', (cause: Error) =>
      done(/memory/i.test(cause.message) ? { kind: 'too-costly' } : { kind: 'broken', why: cause.message.slice(0, 200) }),
    );
    worker.once('exit', () => done({ kind: 'broken', why: 'the PDF reader ended without an answer' }));
  });
}

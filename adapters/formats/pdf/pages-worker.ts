import { parentPort, workerData } from 'node:worker_threads';

/** pdf.js warns on the console of the whole process. */
for (const channel of ['log', 'warn'] as const) console[channel] = () => {};

async function pagesOf(data: Uint8Array): Promise<number | undefined> {
  const pdf = await import('pdfjs-dist/legacy/build/pdf.mjs');
  try {
    return (await pdf.getDocument({ data, verbosity: 0, disableFontFace: true, useWorkerFetch: false }).promise).numPages;
  } catch {
    // Encrypted or broken: how many pages it has is not known.
    return undefined;
  }
}

parentPort?.postMessage(await pagesOf(workerData as Uint8Array));

import { parentPort, workerData } from 'node:worker_threads';
import { createTypesetter } from './typesetter.ts';

/** One thread, one Typst compiler: it takes `{ id, template, data }` and answers with the PDF's bytes or with what Typst said. */
export type TypesetJob = { readonly id: number; readonly template: string; readonly data: string };
export type TypesetReply =
  | { readonly id: number; readonly kind: 'pdf'; readonly pdf: Uint8Array }
  | { readonly id: number; readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'ready' };

const { templates, fonts } = workerData as { readonly templates: string; readonly fonts: readonly string[] };
const typesetter = createTypesetter(templates, fonts);
const port = parentPort;

port?.on('message', (job: TypesetJob) => {
  let reply: Exclude<TypesetReply, { kind: 'ready' }>;
  try {
    reply = { id: job.id, kind: 'pdf', pdf: typesetter.pdf(job.template, job.data) };
  } catch (error) {
    reply = { id: job.id, kind: 'failed', why: error instanceof Error ? error.message : String(error) };
  }
  port.postMessage(reply, reply.kind === 'pdf' ? [reply.pdf.buffer as ArrayBuffer] : []);
});
port?.postMessage({ kind: 'ready' } satisfies TypesetReply);

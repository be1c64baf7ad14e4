import { parentPort, workerData } from 'node:worker_threads';

/** What the worker answers: XML attachments that could be invoices, or why the PDF could not be read. */
export type WorkerAnswer =
  | { readonly kind: 'attachments'; readonly files: readonly Attachment[]; readonly others: readonly string[]; readonly repaired: boolean }
  | { readonly kind: 'encrypted' }
  | { readonly kind: 'broken'; readonly why: string };

export type Attachment = { readonly name: string; readonly content: Uint8Array };

/** pdf.js says only on the console that it had to search for objects because the cross-reference table is wrong. */
let repaired = false;
for (const channel of ['log', 'warn'] as const) {
  console[channel] = (message?: unknown) => {
    if (String(message).includes('Indexing all PDF objects')) repaired = true;
  };
}

/** A PDF is hostile input: it is parsed apart from the process, so that time and memory can be cut off from outside. */
async function attachments(data: Uint8Array): Promise<WorkerAnswer> {
  // Loaded here only: an XML invoice never pays for the PDF reader.
  const pdf = await import('pdfjs-dist/legacy/build/pdf.mjs');
  try {
    const document = await pdf.getDocument({ data, verbosity: 1, stopAtErrors: true, disableFontFace: true, useWorkerFetch: false }).promise;
    const named: ReadonlyMap<string, { readonly filename?: string }> | null = await document.getAttachments();
    const files: Attachment[] = [];
    const others: string[] = [];
    for (const [id, { filename = id }] of named ?? []) {
      const content = /\.xml$/i.test(filename) ? ((await document.getAttachmentContent(id)) as Uint8Array | null) : null;
      if (content instanceof Uint8Array) files.push({ name: filename.slice(0, 200), content: new Uint8Array(content) });
      else others.push(filename.slice(0, 200));
    }
    return { kind: 'attachments', files, others, repaired };
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'PasswordException') return { kind: 'encrypted' };
    return { kind: 'broken', why: cause instanceof Error ? cause.message.slice(0, 200) : 'unknown' };
  }
}

parentPort?.postMessage(await attachments(workerData as Uint8Array));

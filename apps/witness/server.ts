import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import type { WitnessState } from '#adapters/log/witness-state.ts';
import { textOf } from '#domain/evidence/bytes.ts';
import { cosign } from '#domain/evidence/cosignature.ts';
import type { Signer } from '#domain/evidence/crypto.ts';
import { formatNote, isBy, signatureLine, type VerifierKey } from '#domain/evidence/note.ts';
import { decideCosigning, type WitnessDecision } from '#domain/evidence/witness.ts';

export type Witness = {
  /** Key name, a schema-less URL of whoever runs the witness. */
  readonly name: string;
  readonly signers: readonly Signer[];
  readonly logs: readonly VerifierKey[];
  readonly state: WitnessState;
  readonly now: () => Date;
};

/** Checkpoints with a few post-quantum cosignatures stay far below this. */
const longestBody = 512 * 1024;

/** c2sp.org/tlog-witness over HTTP: POST /add-checkpoint, GET /<origin hash>/checkpoint. */
export function witnessServer(witness: Witness): Server {
  // One request at a time: checking the old size and remembering the new one must not interleave.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => {});
    return turn;
  };
  return createServer((request, response) => {
    handle(witness, inTurn, request, response).catch((error: Error) => {
      process.stderr.write(`witness: ${error.message}\n`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
}

type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

async function handle(witness: Witness, inTurn: InTurn, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://witness').pathname;
  const monitored = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path)?.[1];
  if (request.method === 'GET' && monitored !== undefined) {
    const signed = witness.state.latest(monitored);
    return signed === undefined ? answer(response, 404, 'no checkpoint of this log was cosigned\n') : answer(response, 200, signed);
  }
  if (path !== '/add-checkpoint') return answer(response, 404, 'there is POST /add-checkpoint and GET /<origin hash>/checkpoint\n');
  if (request.method !== 'POST') return answer(response, 405, 'expected POST\n');
  const body = await bodyOf(request);
  if (body === undefined) return answer(response, 400, `expected UTF-8 text of at most ${longestBody} bytes\n`);
  await inTurn(() => addCheckpoint(witness, body, response));
}

async function addCheckpoint({ name, signers, logs, state, now }: Witness, body: string, response: ServerResponse): Promise<void> {
  const keysOf = (origin: string): readonly VerifierKey[] => logs.filter((key) => key.name === origin);
  const decision: WitnessDecision = decideCosigning(nodeCrypto, body, keysOf, state.seen);
  switch (decision.kind) {
    case 'malformed':
      return answer(response, 400, `${decision.why}\n`);
    case 'unknown-origin':
      return answer(response, 404, 'this witness does not know the log\n');
    case 'not-signed-by-log':
      return answer(response, 403, "the log's signature is missing or false\n");
    case 'old-size-too-large':
      return answer(response, 400, 'the old size is larger than the checkpoint\n');
    case 'conflict':
      return answer(response, 409, `${decision.size}\n`, 'text/x.tlog.size');
    case 'inconsistent':
      return answer(response, 422, `${decision.why}\n`);
    case 'cosign': {
      const { checkpoint, note } = decision;
      const seconds = Math.floor(now().getTime() / 1000);
      const cosignatures = signers.map((signer) => cosign(nodeCrypto, name, signer, checkpoint, seconds));
      const byLog = note.signatures.filter((line) => keysOf(checkpoint.origin).some((key) => isBy(line, key)));
      await state.remember(checkpoint.origin, formatNote({ text: note.text, signatures: [...byLog, ...cosignatures] }));
      return answer(response, 200, cosignatures.map(signatureLine).join(''));
    }
  }
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > longestBody) return undefined;
    parts.push(part);
  }
  try {
    return textOf(Buffer.concat(parts));
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type }).end(text);
}

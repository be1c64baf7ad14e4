import { Worker } from 'node:worker_threads';
import type { ChunkTree, Crypto } from '#domain/evidence/crypto.ts';
import { rootOf } from '#domain/evidence/subtree.ts';
import { hashLength } from '#domain/evidence/tree.ts';
import type { ChunkThreadAnswer, ChunkThreadAsked } from './chunk-thread.ts';

const bufferSize = 512 * 1024;
/** Enough that neither side waits for the other's turn of the event loop. */
const buffers = 8;

/** The tree over the chunks of one long content, hashed on a thread of its own while the asking one computes the flat hash. */
export class ChunkTreeThread implements ChunkTree {
  readonly #crypto: Pick<Crypto, 'sha256'>;
  readonly #worker: Worker;
  readonly #free = Array.from({ length: buffers }, () => new ArrayBuffer(bufferSize));
  #leaves: Uint8Array | undefined;
  #failed: Error | undefined;
  #heard: (() => void) | undefined;

  constructor(crypto: Pick<Crypto, 'sha256'>) {
    this.#crypto = crypto;
    this.#worker = new Worker(new URL('./chunk-thread.ts', import.meta.url), { execArgv: [] });
    this.#worker.on('message', (answer: ChunkThreadAnswer) => {
      if (answer instanceof ArrayBuffer) this.#free.push(answer);
      else this.#leaves = answer;
      this.#heard?.();
    });
    const failed = (cause: unknown): void => {
      this.#failed ??= cause instanceof Error ? cause : new Error(`the thread that hashes chunks ended with ${String(cause)}`);
      this.#heard?.();
    };
    this.#worker.on('error', failed);
    this.#worker.on('exit', failed);
  }

  async update(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += bufferSize) {
      await this.#until(() => this.#free.length > 0);
      const buffer = this.#free.pop() as ArrayBuffer;
      const piece = bytes.subarray(at, at + bufferSize);
      new Uint8Array(buffer).set(piece);
      this.#ask({ buffer, filled: piece.length }, [buffer]);
    }
  }

  async root(): Promise<Uint8Array> {
    this.#ask('end');
    await this.#until(() => this.#leaves !== undefined);
    const all = this.#leaves as Uint8Array;
    this.drop();
    const leaves = Array.from({ length: all.length / hashLength }, (_, i) => all.subarray(i * hashLength, (i + 1) * hashLength));
    return rootOf(this.#crypto, leaves);
  }

  drop(): void {
    void this.#worker.terminate();
  }

  #ask(asked: ChunkThreadAsked, handedOver: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(asked, handedOver);
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.#failed) throw this.#failed;
      await new Promise<void>((heard) => {
        this.#heard = heard;
      });
    }
  }
}

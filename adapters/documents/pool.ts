import { Worker } from 'node:worker_threads';
import { DomainError } from '#domain/kernel/error.ts';
import type { TypesetJob, TypesetReply } from './worker.ts';

export type PoolOptions = {
  /** Threads; each holds the fonts once (about 30 MB) and Typst's cache. */
  readonly threads: number;
  /** A thread is replaced after so many papers, so that nothing a paper left behind can grow without end. */
  readonly papersPerThread: number;
  /** A paper that takes longer is given up and its thread ended. */
  readonly timeoutMs: number;
  readonly templates: string;
  readonly fonts: readonly string[];
};

type Waiting = { readonly job: TypesetJob; readonly resolve: (pdf: Uint8Array) => void; readonly reject: (error: unknown) => void };
type Thread = { worker: Worker; papers: number; current?: Waiting; timer?: NodeJS.Timeout };

/** A queue in front of a few Typst threads. A thread that dies fails its own paper only and is replaced. */
export class TypesetPool {
  readonly #options: PoolOptions;
  readonly #threads = new Set<Thread>();
  readonly #queue: Waiting[] = [];
  readonly #ready: Promise<void>[] = [];
  #nextId = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    for (let i = 0; i < options.threads; i += 1) {
      const started = this.#start();
      // Whoever awaits `ready` hears of a failure; whoever does not hears of it with the first paper.
      started.catch(() => undefined);
      this.#ready.push(started);
    }
  }

  /** Resolves when every first thread has loaded its fonts. */
  async ready(): Promise<void> {
    await Promise.all(this.#ready);
  }

  typeset(template: string, data: string): Promise<Uint8Array> {
    if (this.#closed) return Promise.reject(new DomainError('documents.closed', 'expected an open document service, got a closed one'));
    return new Promise((resolve, reject) => {
      this.#queue.push({ job: { id: this.#nextId++, template, data }, resolve, reject });
      if (this.#threads.size === 0) this.#start().catch(() => undefined);
      this.#dispatch();
    });
  }

  /** Waiting papers are refused; running ones are given up. */
  async close(): Promise<void> {
    this.#closed = true;
    const closed = new DomainError('documents.closed', 'expected an open document service, got a closed one');
    for (const waiting of this.#queue.splice(0)) waiting.reject(closed);
    const threads = [...this.#threads];
    this.#threads.clear();
    for (const thread of threads) this.#settle(thread)?.reject(closed);
    await Promise.all(threads.map((thread) => thread.worker.terminate()));
  }

  #start(): Promise<void> {
    const { templates, fonts } = this.#options;
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { templates, fonts }, execArgv: [] });
    const thread: Thread = { worker, papers: 0 };
    this.#threads.add(thread);
    worker.unref();
    return new Promise((resolve, reject) => {
      worker.on('message', (reply: TypesetReply) => {
        if (reply.kind === 'ready') resolve();
        else this.#answer(thread, reply);
      });
      worker.on('error', (cause) => {
        reject(cause);
        this.#lose(thread, cause);
      });
      worker.on('exit', (status) => {
        const cause = new Error(`typesetting thread ended with ${status}`);
        reject(cause);
        this.#lose(thread, cause);
      });
    });
  }

  #answer(thread: Thread, reply: Exclude<TypesetReply, { kind: 'ready' }>): void {
    const waiting = this.#settle(thread);
    thread.papers += 1;
    if (thread.papers >= this.#options.papersPerThread) this.#replace(thread);
    if (reply.kind === 'pdf') waiting?.resolve(reply.pdf);
    else waiting?.reject(new DomainError('documents.not_typeset', `expected a paper, Typst said: ${reply.why}`, { template: waiting.job.template }));
    this.#dispatch();
  }

  #dispatch(): void {
    for (const thread of this.#threads) {
      if (thread.current) continue;
      const waiting = this.#queue.shift();
      if (!waiting) return;
      thread.current = waiting;
      thread.worker.ref();
      thread.timer = setTimeout(() => {
        const late = new DomainError('documents.timeout', `expected a paper within ${this.#options.timeoutMs} ms`, {
          template: waiting.job.template,
        });
        this.#settle(thread)?.reject(late);
        this.#replace(thread);
        this.#dispatch();
      }, this.#options.timeoutMs);
      thread.worker.postMessage(waiting.job);
    }
  }

  #settle(thread: Thread): Waiting | undefined {
    const waiting = thread.current;
    clearTimeout(thread.timer);
    thread.current = undefined;
    thread.worker.unref();
    return waiting;
  }

  #replace(thread: Thread): void {
    if (!this.#threads.delete(thread)) return;
    void thread.worker.terminate();
    if (!this.#closed) this.#start().catch(() => undefined);
  }

  /** A thread ended by itself (crash, out of memory): its paper fails with the cause, others go on in a new thread. */
  #lose(thread: Thread, cause: unknown): void {
    if (!this.#threads.has(thread)) return;
    const lost = (template: string | undefined): DomainError =>
      new DomainError('documents.thread_lost', `expected a paper, the typesetting thread ended: ${messageOf(cause)}`, { template }, cause);
    const template = thread.current?.job.template;
    this.#settle(thread)?.reject(lost(template));
    this.#threads.delete(thread);
    // A thread that never finished one paper would die again at once: then the next request starts one.
    if (!this.#closed && thread.papers > 0) this.#start().catch(() => undefined);
    else if (this.#threads.size === 0) for (const waiting of this.#queue.splice(0)) waiting.reject(lost(waiting.job.template));
    this.#dispatch();
  }
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { PoolConfig } from 'pg';
import { attachCluster } from '#adapters/postgres/embedded/cluster.ts';

const project = resolve(import.meta.dirname, '..');

type Pieces = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
export type Answer = { readonly status: number; readonly bytes: Buffer };

/** The real server as `npm start` runs it, in a process and a data folder of its own, asked over HTTP on loopback. */
export type House = {
  readonly pid: number;
  readonly address: string;
  /** From the start of the process to its words "ready". */
  readonly startSeconds: number;
  readonly tenant: string;
  /** PostgreSQL's superuser, for peers measured on the same server. */
  owner(): PoolConfig;
  /** The data folder of PostgreSQL, readable by it. */
  readonly postgresData: string;
  /** Throws unless the answer's status is 2xx. */
  call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer>;
  json<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T>;
  upload(path: string, name: string, mediaType: string, content: Pieces): Promise<Answer>;
  /** Resident memory of the server's process now, in bytes. Linux only. */
  residentBytes(): number;
};

/** Starts a house, lets `work` use it, stops it and removes its data, whatever happens. */
export async function withHouse<T>(work: (house: House) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'quittance-bench-'));
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  let server: Server | undefined;
  try {
    server = await startServer(folder);
    return await work(await founded(server, folder, agent));
  } finally {
    agent.destroy();
    if (server) await stopServer(server.child);
    rmSync(folder, { recursive: true, force: true });
  }
}

export type Server = { readonly child: ChildProcess; readonly address: string; readonly words: string; readonly seconds: number };

const running = new Set<ChildProcess>();

/** Ctrl-C ends the servers; what is being measured then fails, and its own clearing up follows. */
function endWithUs(child: ChildProcess): void {
  if (running.size === 0) for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, endAll);
  running.add(child);
  child.once('exit', () => {
    running.delete(child);
    if (running.size === 0) for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeListener(signal, endAll);
  });
}

function endAll(): void {
  for (const { pid } of running) if (pid !== undefined) process.kill(-pid, 'SIGTERM');
}

/** Node options for the server's process come from QUITTANCE_BENCH_NODE, e.g. "--cpu-prof --cpu-prof-dir=profiles". */
export async function startServer(folder: string, command?: { readonly file: string; readonly args: readonly string[] }): Promise<Server> {
  const { DATABASE_URL: _, QUITTANCE_BENCH_NODE: options, ...environment } = process.env;
  const plain = ['--disable-warning=ExperimentalWarning', ...(options?.split(' ') ?? []), join(project, 'apps/server/main.ts')];
  const { file, args } = command ?? { file: process.execPath, args: plain };
  const begun = performance.now();
  // Its own process group: `npm start` is a chain of processes, and all of them have to hear the signal that ends it.
  const child = spawn(file, [...args], {
    cwd: project,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...environment,
      QUITTANCE_DATA: folder,
      QUITTANCE_PORT: '0',
      QUITTANCE_HOST: '127.0.0.1',
      NODE_COMPILE_CACHE: join(project, '.runtime/compile-cache'),
    },
  });
  endWithUs(child);
  let words = '';
  await new Promise<void>((done, fail) => {
    child.stderr?.on('data', (piece: Buffer) => {
      words += piece.toString();
      if (words.includes('Ctrl-C stops everything')) done();
    });
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`the server ended with ${code}: ${words}`)));
  });
  const port = /ready in .* at http:\/\/\S+:(\d+)/.exec(words)?.[1];
  if (!port) throw new Error(`expected the server to say where it is, got: ${words}`);
  return { child, words, address: `http://127.0.0.1:${port}`, seconds: (performance.now() - begun) / 1000 };
}

export async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  await ended;
  // npm ends before the server it started does: the server is gone when its group is. Not for ever: where nobody buries the dead, a group never ends.
  for (const end = performance.now() + 15_000; groupLives(child.pid) && performance.now() < end; )
    await new Promise((resume) => setTimeout(resume, 10));
}

function groupLives(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}

async function founded(server: Server, folder: string, agent: Agent): Promise<House> {
  const token = /welcome#token=(\S+)/.exec(server.words)?.[1];
  const first = await ask(agent, `${server.address}/v1/session/first-run`, 'POST', {}, asJson({ ...founder, token }));
  const cookie = /quittance_session=[^;]+/.exec(String(first.headers['set-cookie']))?.[0];
  if (!cookie) throw new Error(`expected a session, got ${first.status} ${first.bytes.toString()}`);
  const pid = server.child.pid as number;
  const postgres = join(folder, 'postgres');
  const called = async (method: string, path: string, headers: Record<string, string>, body?: Pieces): Promise<Answer> => {
    const answer = await ask(agent, server.address + path, method, { cookie, ...headers }, body);
    if (answer.status < 200 || answer.status > 299) throw new Error(`${method} ${path}: ${answer.status} ${answer.bytes.toString().slice(0, 500)}`);
    return answer;
  };
  const call: House['call'] = (method, path, body) =>
    called(method, path, body === undefined ? {} : jsonType, body === undefined ? undefined : asJson(body));
  return {
    pid,
    address: server.address,
    startSeconds: server.seconds,
    tenant: (JSON.parse(first.bytes.toString()) as { tenant: { id: string } }).tenant.id,
    postgresData: join(postgres, 'data'),
    owner: () => {
      const cluster = attachCluster(postgres);
      if (!cluster) throw new Error(`expected PostgreSQL to run in ${postgres}`);
      return cluster.connection();
    },
    call,
    json: async (method, path, body) => JSON.parse((await call(method, path, body)).bytes.toString()),
    upload: (path, name, mediaType, content) => {
      const boundary = 'bench-boundary-3c9a';
      const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${mediaType}\r\n\r\n`;
      return called('POST', path, { 'content-type': `multipart/form-data; boundary=${boundary}` }, framed(head, content, `\r\n--${boundary}--\r\n`));
    },
    residentBytes: () => 1024 * Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]),
  };
}

const founder = {
  organisation: 'Bench Trading',
  name: 'Bench Person',
  email: 'bench@example.test',
  password: 'correct horse battery',
  locale: 'en',
  timeZone: 'Europe/Berlin',
};
const jsonType = { 'content-type': 'application/json' };
const asJson = (body: unknown): Buffer[] => [Buffer.from(JSON.stringify(body))];

async function* framed(head: string, content: Pieces, foot: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(head);
  yield* content;
  yield Buffer.from(foot);
}

type Heard = Answer & { readonly headers: Record<string, unknown> };

/** One request; a body of one piece goes with its length, a stream in chunks that wait for the server. */
function ask(agent: Agent, url: string, method: string, headers: Record<string, string>, body?: Pieces): Promise<Heard> {
  return new Promise((done, fail) => {
    const whole = Array.isArray(body) ? Buffer.concat(body as Buffer[]) : undefined;
    const sent = request(
      url,
      { method, agent, headers: { ...(whole ? { ...jsonType, 'content-length': String(whole.length) } : {}), ...headers } },
      async (answer) => {
        try {
          done({ status: answer.statusCode ?? 0, headers: answer.headers, bytes: Buffer.concat((await answer.toArray()) as Buffer[]) });
        } catch (error) {
          fail(error);
        }
      },
    );
    sent.once('error', fail);
    if (whole || !body) sent.end(whole);
    else void drain(sent, body).then(() => sent.end(), fail);
  });
}

async function drain(sent: NodeJS.WritableStream, body: Pieces): Promise<void> {
  for await (const piece of body) if (!sent.write(piece)) await once(sent, 'drain');
}

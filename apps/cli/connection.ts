import { createReadStream, existsSync, openAsBlob, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Client, createClient, Problem } from '#contract/client.ts';
import { listCases } from '#contract/operations/cases.ts';
import type { Io } from './command.ts';

/** The server that commands about cases talk to. */
export type Connection = Client & { readonly url: string };

/**
 * QUITTANCE_URL names the server (else the one that runs in this project's data folder, else http://localhost:4180) and
 * QUITTANCE_API_KEY the key, made in the settings with the scopes a command needs.
 */
export function connect(): Connection {
  const url = (process.env.QUITTANCE_URL ?? runningHere() ?? 'http://localhost:4180').replace(/\/$/, '');
  const apiKey = process.env.QUITTANCE_API_KEY;
  return { ...createClient({ baseUrl: url, ...(apiKey ? { apiKey } : {}) }), url };
}

function runningHere(): string | undefined {
  const folder = process.env.QUITTANCE_DATA ?? join(import.meta.dirname, '..', '..', '.quittance');
  try {
    const { address } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8')) as { address?: string };
    return address;
  } catch {
    return undefined;
  }
}

/** Runs a command against the server and says in plain words what went wrong: 69 not reachable, 77 not allowed, 65 refused. */
export async function withServer(io: Io, work: (connection: Connection) => Promise<number>): Promise<number> {
  const connection = connect();
  try {
    return await work(connection);
  } catch (error) {
    if (error instanceof Problem) {
      const { code, detail } = error.body;
      io.stderr.write(`quittance: ${detail ?? error.message} [${code}]\n`);
      if (error.status === 401 || error.status === 403) io.stderr.write('Make a key in Settings, API keys, and put it into QUITTANCE_API_KEY.\n');
      return error.status === 401 || error.status === 403 ? 77 : 65;
    }
    if (error instanceof TypeError && 'cause' in error) {
      io.stderr.write(`quittance: no server answers at ${connection.url}. Start one with npm start, or name it in QUITTANCE_URL.\n`);
      return 69;
    }
    throw error;
  }
}

/** A case by its id or its short number. Answers the id, or says that there is none. */
export async function caseIdOf(connection: Connection, name: string): Promise<string> {
  if (/^[0-9a-f]{8}-/.test(name)) return name;
  const { items } = await connection.call(listCases, { query: { q: name, closed: 'all', limit: 5 } });
  const found = items.find((row) => row.number === name);
  if (!found)
    throw new Problem(404, {
      type: 'about:blank',
      title: 'Not found',
      status: 404,
      code: 'cases.not_found',
      detail: `There is no case ${name} here.`,
    });
  return found.id;
}

/** A file as multipart form data, streamed from disk. */
export async function fileForm(path: string): Promise<FormData> {
  const form = new FormData();
  form.set('file', await openAsBlob(path), basename(path));
  return form;
}

export const missingFile = (io: Io, path: string): boolean => {
  if (existsSync(path)) return false;
  io.stderr.write(`quittance: there is no file ${path}\n`);
  return true;
};

/** JSON of a file, or of standard input for "-". */
export async function jsonInput(io: Io, path: string): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of path === '-' ? io.stdin : createReadStream(path)) parts.push(Buffer.from(part as Uint8Array));
  return JSON.parse(Buffer.concat(parts).toString('utf8'));
}

export const print = (io: Io, value: unknown): void => void io.stdout.write(`${JSON.stringify(value, null, 2)}\n`);

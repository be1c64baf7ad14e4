import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Io } from '../../command.ts';

/** A request that could not be answered: what was expected and what came. */
export type Failed = { readonly error: { readonly code: string; readonly message: string; readonly data?: Readonly<Record<string, unknown>> } };

export const failed = (error: unknown): Failed => {
  const { code, message, data } = error as { code?: string; message?: string; data?: Readonly<Record<string, unknown>> };
  if (!code?.includes('.')) throw error;
  return { error: { code, message: message ?? String(error), ...(data ? { data } : {}) } };
};

/** All of stdin as one JSON value. */
export async function oneRequest(io: Io): Promise<unknown> {
  let text = '';
  io.stdin.setEncoding('utf8');
  for await (const part of io.stdin) text += part;
  return parsed(text);
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw Object.assign(new Error(`expected JSON, got "${text.trim().slice(0, 40)}" (${(cause as Error).message})`), { code: 'cli.bad_json' });
  }
}

/**
 * One JSON object a line in, one answer a line out, in order; a bad line answers with its error and the next one is read.
 * An `id` is carried through. Exit code 0, or 65 when any line failed.
 */
export async function eachLine(io: Io, answer: (request: unknown) => Promise<unknown>): Promise<number> {
  let bad = 0;
  let number = 0;
  for await (const line of createInterface({ input: io.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    const out = await answered(line, number, answer);
    if ('error' in out) bad += 1;
    if (!io.stdout.write(`${JSON.stringify(out)}\n`)) await once(io.stdout, 'drain');
  }
  return bad === 0 ? 0 : 65;
}

async function answered(line: string, number: number, answer: (request: unknown) => Promise<unknown>): Promise<object> {
  let id: { id?: unknown } = {};
  try {
    const value = parsed(line);
    const { id: own, ...request } = asObject(value);
    id = own === undefined ? { id: number } : { id: own };
    return { ...id, ...((await answer(request)) as object) };
  } catch (error) {
    return { ...(id.id === undefined ? { id: number } : id), ...failed(error) };
  }
}

export function asObject(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw Object.assign(new Error(`expected an object, got ${JSON.stringify(value)?.slice(0, 40)}`), { code: 'cli.bad_json' });
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import pino from 'pino';
import { afterAll } from 'vitest';
import { type TestDatabase, testDatabase } from '#adapters/postgres/testing.ts';
import { makeHostLink } from '#usecases/govern/first-run.ts';
import { apiOver } from '../../apps/server/api.ts';
import { openPlatform } from '../../apps/server/platform.ts';
import { openRooms, type Rooms } from '../../apps/server/rooms.ts';
import { keepSealing } from '../../apps/server/sealing.ts';
import { readSettings } from '../../apps/server/settings.ts';
import { registerWork } from '../../apps/worker/work.ts';

export type Answer = {
  readonly status: number;
  readonly body: Record<string, never> & { readonly code?: string };
  readonly bytes: Buffer;
  readonly headers: Record<string, unknown>;
};

/** The whole house over a database of its own: API, worker, rooms and log, as `npm start` wires them, without a port. */
export type House = {
  readonly database: TestDatabase;
  readonly rooms: Rooms;
  readonly app: FastifyInstance;
  /** A call as the founder. */
  call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** A call as nobody. */
  anonymous(method: 'GET' | 'POST', url: string, body?: unknown): Promise<Answer>;
  upload(url: string, name: string, bytes: Uint8Array, mediaType?: string): Promise<Answer>;
  /** Asks again until `done` says yes; the work itself, not a clock, ends the wait. */
  until<T>(look: () => Promise<T>, done: (seen: T) => boolean): Promise<T>;
  readonly tenant: string;
  readonly dataFolder: string;
};

/** Opens a house once per file, in beforeAll. */
export async function openHouse(environment: Record<string, string> = {}): Promise<House> {
  const database = await testDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'quittance-house-'));
  const settings = readSettings({ QUITTANCE_DATA: folder, QUITTANCE_PRIVATE_SOURCES: '127.0.0.1', ...environment });
  const platform = await openPlatform(settings, { connection: database.connection, stop: async () => {} }, pino({ level: 'silent' }));
  const rooms = await openRooms(platform, 'test');
  const app = await apiOver(platform, rooms);
  registerWork({ ...platform, ...rooms, forgetOldAnswers: async () => {} });
  await platform.jobs.start({ work: true });
  const stopSealing = keepSealing(platform, rooms);
  await app.ready();
  afterAll(async () => {
    await app.close();
    await stopSealing();
    await rooms.close();
    await platform.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const { secret } = await makeHostLink(platform.govern);
  const founded = await app.inject({
    method: 'POST',
    url: '/v1/session/first-run',
    payload: {
      token: secret,
      organisation: 'Hua Xing Trading',
      name: 'Wang Fang',
      email: 'wang@example.test',
      password: 'correct horse battery',
      locale: 'en',
      timeZone: 'Asia/Shanghai',
    },
  });
  const cookie = founded.cookies.find(({ name }) => name === 'quittance_session')?.value ?? '';
  const asked = async (options: InjectOptions): Promise<Answer> => {
    const answer = await app.inject(options);
    const json = /json/.test(String(answer.headers['content-type'] ?? ''));
    return { status: answer.statusCode, body: json && answer.body ? answer.json() : {}, bytes: answer.rawPayload, headers: answer.headers };
  };
  return {
    database,
    rooms,
    app,
    tenant: founded.json().tenant.id,
    dataFolder: folder,
    call: (method, url, body, headers = {}) =>
      asked({ method, url, cookies: { quittance_session: cookie }, headers, ...(body === undefined ? {} : { payload: body as object }) }),
    anonymous: (method, url, body) => asked({ method, url, ...(body === undefined ? {} : { payload: body as object }) }),
    upload: (url, name, bytes, mediaType = 'application/octet-stream') => {
      const form = multipart(name, bytes, mediaType);
      return asked({ method: 'POST', url, cookies: { quittance_session: cookie }, headers: { 'content-type': form.type }, payload: form.payload });
    },
    async until(look, done) {
      for (let tries = 0; ; tries += 1) {
        const seen = await look();
        if (done(seen)) return seen;
        if (tries > 1500) throw new Error(`expected it to come, last saw ${JSON.stringify(seen).slice(0, 300)}`);
        await new Promise((resume) => setTimeout(resume, 20));
      }
    },
  };
}

function multipart(name: string, bytes: Uint8Array, mediaType: string): { type: string; payload: Buffer } {
  const boundary = 'house-boundary-7d1f';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${mediaType}\r\n\r\n`;
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

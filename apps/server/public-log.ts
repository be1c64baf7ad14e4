import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { DomainError } from '#domain/kernel/error.ts';
import type { PublicLog } from '#usecases/ports/evidence-log.ts';

/** The paths of c2sp.org/tlog-tiles: level 0 to 63 or entries, three digits a step, with .p/W for a partial tile. */
const tile = /^(?:entries|[0-9]|[1-5][0-9]|6[0-3])\/(?:x\d{3}\/)*\d{3}(?:\.p\/(?:[1-9]|[1-9]\d|1\d\d|2[0-4]\d|25[0-5]))?$/;

/**
 * The public log, read-only and without sign-in, for witnesses and monitors (c2sp.org/tlog-tiles). It holds salted
 * hashes only. Tiles never change; the checkpoint does.
 */
export function servePublicLog(app: FastifyInstance, log: PublicLog): void {
  for (const [prefix, folder] of [
    ['/log', () => ''],
    // Logs that follow the first one.
    ['/log/:number', (number: string) => (/^[1-9]\d{0,5}$/.test(number) ? `${number}/` : undefined)],
  ] as const) {
    app.get<{ Params: { number: string } }>(`${prefix}/checkpoint`, { logLevel: 'warn' }, async (request, reply) => {
      const below = folder(request.params.number);
      const found = below === undefined ? undefined : await log.open(`${below}checkpoint`);
      if (!found) throw new DomainError('api.not_found', 'This log has no checkpoint yet.');
      return reply
        .type('text/plain; charset=utf-8')
        .header('cache-control', 'no-cache')
        .header('content-length', found.size)
        .send(Readable.from(found.content));
    });
    app.get<{ Params: { number: string; '*': string } }>(`${prefix}/tile/*`, { logLevel: 'warn' }, async (request, reply) => {
      const path = request.params['*'];
      const below = folder(request.params.number);
      const found = below !== undefined && tile.test(path) ? await log.open(`${below}tile/${path}`) : undefined;
      if (!found) throw new DomainError('api.not_found', 'There is no such tile in this log; a full tile may have replaced a partial one.');
      return reply
        .type('application/octet-stream')
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('content-length', found.size)
        .send(Readable.from(found.content));
    });
  }
}

import type { FastifyInstance } from 'fastify';
import type { Platform } from './platform.ts';

/** /healthz: the process answers. /readyz: it can do its work, its database included. */
export function health(app: FastifyInstance, platform: Platform): void {
  if (!app.hasRoute({ method: 'GET', url: '/healthz' })) app.get('/healthz', { logLevel: 'silent' }, async () => ({ ok: true }));
  app.get('/readyz', { logLevel: 'silent' }, async (_, reply) => {
    try {
      await platform.database.ping();
      return { ready: true };
    } catch {
      return reply.status(503).send({ ready: false, waitingFor: 'database' });
    }
  });
}

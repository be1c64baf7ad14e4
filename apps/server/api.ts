import Fastify, { type FastifyInstance } from 'fastify';
import { installAuthentication } from '../api/authentication.ts';
import { installProblems } from '../api/problems.ts';
import { sessionRoutes } from '../api/routes/session.ts';
import type { Platform } from './platform.ts';

/** The API over the platform. */
export async function apiOver(platform: Platform): Promise<FastifyInstance> {
  const { govern, publicUrl } = platform;
  const app = Fastify({ loggerInstance: platform.log, trustProxy: 'loopback', genReqId: () => platform.clock.newId() }) as unknown as FastifyInstance;
  installProblems(app);
  await installAuthentication(app, { govern, publicUrl });
  await app.register((room) => sessionRoutes(room, { govern, publicUrl }));
  return app;
}

import Fastify, { type FastifyInstance } from 'fastify';
import { installAuthentication } from '../api/authentication.ts';
import { addRoutes } from '../api/main.ts';
import { installProblems } from '../api/problems.ts';
import { peopleRoutes } from '../api/routes/people.ts';
import { sessionRoutes } from '../api/routes/session.ts';
import { installValidation } from '../api/validation.ts';
import type { Platform } from './platform.ts';
import { servePublicLog } from './public-log.ts';
import type { Rooms } from './rooms.ts';

/** The API over the platform and its rooms. */
export async function apiOver(platform: Platform, rooms: Rooms): Promise<FastifyInstance> {
  const { govern, publicUrl } = platform;
  const app = Fastify({ loggerInstance: platform.log, trustProxy: 'loopback', genReqId: () => platform.clock.newId() }) as unknown as FastifyInstance;
  installProblems(app);
  installValidation(app);
  await installAuthentication(app, { govern, publicUrl });
  await app.register((room) => sessionRoutes(room, { govern, publicUrl }));
  peopleRoutes(app, rooms.api, { govern, publicUrl });
  await addRoutes(app, rooms.api);
  servePublicLog(app, rooms.evidence.publicLog);
  return app;
}

import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { openapiOf } from '#contract/openapi.ts';
import { operations } from '#contract/operations/all.ts';
import { health, openapi } from '#contract/operations/settings.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { ApiContext } from './context.ts';
import { publicRoute } from './route.ts';
import { assetRoutes } from './routes/assets.ts';
import { callRoutes } from './routes/calls.ts';
import { caseRoutes } from './routes/cases.ts';
import { claimRoutes } from './routes/claims.ts';
import { consultRoutes } from './routes/consult.ts';
import { contractRoutes } from './routes/contracts.ts';
import { debtorRoutes } from './routes/debtor.ts';
import { deskRoutes } from './routes/desk.ts';
import { evidenceRoutes } from './routes/evidence.ts';
import { exhibitRoutes } from './routes/exhibits.ts';
import { flowRoutes } from './routes/flow.ts';
import { importRoutes } from './routes/imports.ts';
import { lawRoutes } from './routes/law.ts';
import { letterRoutes } from './routes/letters.ts';
import { matchingRoutes } from './routes/matching.ts';
import { newsRoutes } from './routes/news.ts';
import { privacyRoutes } from './routes/privacy.ts';
import { recordingRoutes } from './routes/recordings.ts';
import { registryRoutes } from './routes/registry.ts';
import { settingsRoutes } from './routes/settings.ts';
import { telephonyRoutes } from './routes/telephony.ts';

/** Exhibits may be recordings of hours; the disk is the limit that matters. */
const largestFileBytes = 20 * 1024 ** 3;

/** Adds every room's routes to an app that already knows problems and people (apps/server/api.ts). */
export async function addRoutes(app: FastifyInstance, context: ApiContext): Promise<void> {
  await app.register(multipart, { limits: { files: 1, fields: 20, fileSize: largestFileBytes } });
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, limit) =>
      new DomainError('api.too_many', `expected at most ${limit.max} requests a minute from one address; try again in ${limit.after}`, {
        max: limit.max,
      }),
  });
  for (const add of [
    claimRoutes,
    caseRoutes,
    exhibitRoutes,
    evidenceRoutes,
    contractRoutes,
    letterRoutes,
    flowRoutes,
    recordingRoutes,
    callRoutes,
    importRoutes,
    registryRoutes,
    debtorRoutes,
    newsRoutes,
    matchingRoutes,
    privacyRoutes,
    assetRoutes,
    deskRoutes,
    consultRoutes,
    settingsRoutes,
    lawRoutes,
  ])
    add(app, context);
  await telephonyRoutes(app, context);
  publicRoute(app, health, async () => ({ ok: true, version: context.version }));
  publicRoute(app, openapi, async () => openapiOf(operations, context.version));
}

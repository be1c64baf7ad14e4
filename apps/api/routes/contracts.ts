import type { FastifyInstance } from 'fastify';
import {
  checkContract as checkOp,
  getContract,
  listContracts,
  lookUpContract,
  lookUpContracts,
  registerContract as registerOp,
} from '#contract/operations/contracts.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { foundCase } from '#usecases/assess/assess-case.ts';
import type { RegistrationCursor } from '#usecases/ports/registered-contracts.ts';
import { checkContract, listRegistrations, lookUpFiles, oneRegistration } from '#usecases/seal/check-contract.ts';
import { registerContract } from '#usecases/seal/register-contract.ts';
import type { ApiContext } from '../context.ts';
import { publicRoute, transacted } from '../route.ts';
import { ownSighting, registrationJson, sighting, verdictJson } from '../shapes/contract.ts';

const looksAMinute = 60;

export function contractRoutes(app: FastifyInstance, context: ApiContext): void {
  const { contracts, content, sealing, crypto, objects } = context;
  const parts = { contracts, content };

  transacted(app, context, registerOp, async ({ body }, tx) => {
    if (body.caseId) await foundCase(context.cases, tx, body.caseId);
    const { registrationId, files } = await registerContract({ sealing, crypto, objects, contracts }, tx, body);
    return { registrationId, files: [...files] };
  });

  transacted(app, context, checkOp, async ({ body }, tx) => {
    const { files, comparison } = await checkContract(parts, tx, body.files, body.registrationId);
    return {
      files: files.map(({ path, sha256, registered, pages }) => ({
        path,
        sha256,
        registered: registered.map(ownSighting),
        pages: pages.map((found) => ({ page: found.page, registered: found.registered.map((each) => ({ ...ownSighting(each), page: each.page })) })),
      })),
      ...(comparison ? { comparison: comparison.map(verdictJson) } : {}),
    };
  });

  transacted(app, context, listContracts, async ({ query }, tx) => {
    const limit = query.limit ?? 50;
    const items = await listRegistrations(parts, tx, limit, query.cursor ? cursorIn(query.cursor) : undefined);
    const last = items.at(-1);
    return {
      items: items.map(registrationJson),
      ...(items.length === limit && last ? { next: `${last.registeredAt.getTime()}.${last.recordId}` } : {}),
    };
  });

  transacted(app, context, getContract, async ({ params }, tx) => registrationJson(await oneRegistration(parts, tx, params.registrationId)));

  publicRoute(
    app,
    lookUpContract,
    async ({ params }) => {
      const [found] = await context.transactions.withSystem('contract-look-up', (tx) =>
        lookUpFiles(contracts, tx, [{ path: '', sha256: params.sha256 }]),
      );
      return { sha256: params.sha256, registered: found?.registered.map(sighting) ?? [] };
    },
    looksAMinute,
  );

  publicRoute(
    app,
    lookUpContracts,
    async ({ body }) => {
      const asked = body.files.map(({ pages, ...file }) => ({
        ...file,
        ...(pages ? { pages: { method: pages.method, pages: pages.pages.map((each) => ({ content: each })) } } : {}),
      }));
      const files = await context.transactions.withSystem('contract-look-up', (tx) => lookUpFiles(contracts, tx, asked));
      return {
        files: files.map(({ path, sha256, registered, pages }) => ({
          path,
          sha256,
          registered: registered.map(sighting),
          pages: pages.map((found) => ({ page: found.page, registered: found.registered.map((each) => ({ ...sighting(each), page: each.page })) })),
        })),
      };
    },
    looksAMinute,
  );
}

/** Milliseconds and id of the last registration that was given. */
function cursorIn(text: string): RegistrationCursor {
  const found = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text);
  if (!found) throw new DomainError('cases.bad_cursor', `expected a cursor as the list gave it, got "${text.slice(0, 60)}"`);
  return { at: new Date(Number(found[1])), id: found[2] as string };
}

import type { FastifyInstance } from 'fastify';
import { checkContract as checkOp, lookUpContract, registerContract as registerOp } from '#contract/operations/contracts.ts';
import { foundCase } from '#usecases/assess/assess-case.ts';
import type { RegisteredContract } from '#usecases/ports/registered-contracts.ts';
import { checkContract, registerContract } from '#usecases/seal/register-contract.ts';
import type { ApiContext } from '../context.ts';
import { publicRoute, transacted } from '../route.ts';

const looksAMinute = 60;

export function contractRoutes(app: FastifyInstance, context: ApiContext): void {
  const { contracts, content, sealing, crypto } = context;

  transacted(app, context, registerOp, async ({ body }, tx) => {
    if (body.caseId) await foundCase(context.cases, tx, body.caseId);
    const { registrationId, files } = await registerContract({ sealing, crypto }, tx, body);
    return { registrationId, files: [...files] };
  });

  transacted(app, context, checkOp, async ({ body }, tx) => {
    const { files, comparison } = await checkContract({ contracts, content }, tx, body.files, body.registrationId);
    return {
      files: files.map(({ path, sha256, registered }) => ({
        path,
        sha256,
        registered: registered.map((each) => ({ recordId: each.recordId, ...(each.caseId ? { caseId: each.caseId } : {}), ...sighting(each) })),
      })),
      ...(comparison ? { comparison: comparison.map((each) => ({ ...each })) } : {}),
    };
  });

  publicRoute(
    app,
    lookUpContract,
    async ({ params }) => {
      const found = await context.transactions.withSystem('contract-look-up', (tx) => contracts.byHash(tx, [params.sha256]));
      return { sha256: params.sha256, registered: found.map(sighting) };
    },
    looksAMinute,
  );
}

const sighting = ({ registeredBy, registeredAt, grade, logIndex }: RegisteredContract) => ({
  registeredBy,
  registeredAt: registeredAt.toISOString(),
  grade,
  ...(logIndex === undefined ? {} : { logIndex }),
});

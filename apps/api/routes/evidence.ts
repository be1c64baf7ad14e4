import type { FastifyInstance } from 'fastify';
import {
  eraseRecords,
  getBundle,
  getLogPolicy,
  getRecord,
  listHolds,
  listRecords,
  placeHold as placeHoldOp,
  type RecordToSeal,
  releaseHold as releaseHoldOp,
  sealRecords,
} from '#contract/operations/evidence.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { foundCase } from '#usecases/assess/assess-case.ts';
import type { SealItem, SealStatus } from '#usecases/ports/sealing.ts';
import type { Actor } from '#usecases/ports/transactions.ts';
import { erase } from '#usecases/seal/erase.ts';
import { placeHold, releaseHold } from '#usecases/seal/hold.ts';
import type { ApiContext } from '../context.ts';
import { answeredOnce, idempotencyKey, publicRoute, streaming, transacted } from '../route.ts';

export function evidenceRoutes(app: FastifyInstance, context: ApiContext): void {
  const { evidence } = context;

  streaming(app, getBundle, async ({ params, query, reply }, { tenant, actor }) => {
    const [only, withoutContent] = [listed(query.only), listed(query.hashOnly)];
    const bundle = await evidence.bundle({
      tenant,
      actor,
      caseId: params.caseId,
      ...(only ? { only } : {}),
      ...(withoutContent ? { withoutContent } : {}),
    });
    reply.header('content-disposition', `attachment; filename="evidence-${params.caseId}-${bundle.treeSize}.zip"`);
    reply.header('content-length', bundle.size);
    return bundle.content;
  });

  transacted(app, context, listRecords, async ({ params }, tx) => {
    await foundCase(context.cases, tx, params.caseId);
    const found = await context.content.records.find(tx, { kind: 'case', id: params.caseId });
    const seals = new Map(
      (
        await context.content.records.status(
          tx,
          found.map(({ id }) => id),
        )
      ).map((status) => [status.recordId, status]),
    );
    return {
      items: found.flatMap(({ id, kind }) => {
        const status = seals.get(id);
        return status ? [{ ...shown(status), kind }] : [];
      }),
    };
  });

  transacted(app, context, getRecord, async ({ params }, tx) => {
    const [status] = await context.content.records.status(tx, [params.recordId]);
    if (!status) throw new DomainError('evidence.record_not_found', `There is no record ${params.recordId} here.`, { recordId: params.recordId });
    return shown(status);
  });

  streaming(app, sealRecords, async (call, { tenant, actor }) => {
    const items = call.body.records.map((record) => itemOf(tenant, actor, record));
    const cases = [...new Set(items.flatMap(({ caseId }) => caseId ?? []))];
    if (cases.length === 0 && idempotencyKey(sealRecords, call.request) === undefined) {
      return { records: [...(await evidence.sealTogether(tenant, actor, items))] };
    }
    return context.transactions.withTenant(tenant, actor, (tx) =>
      answeredOnce(context, sealRecords, call, tx, async () => {
        for (const caseId of cases) await foundCase(context.cases, tx, caseId);
        return { records: [...(await context.sealing.seal(tx, items))] };
      }),
    );
  });

  transacted(app, context, listHolds, async ({ query }, tx) => ({
    items: (await context.content.records.holds(tx, query.live ?? true)).map(({ placedAt, releasedAt, ...hold }) => ({
      ...hold,
      placedAt: placedAt.toISOString(),
      ...(releasedAt ? { releasedAt: releasedAt.toISOString() } : {}),
    })),
  }));
  transacted(app, context, placeHoldOp, async ({ body }, tx) => ({ id: (await placeHold(evidence.holding, tx, body)).id }));
  transacted(app, context, releaseHoldOp, async ({ params, body }, tx) => {
    await releaseHold(evidence.holding, tx, { holdId: params.holdId, reason: body.reason });
    return null;
  });

  streaming(app, eraseRecords, async ({ body }, { tenant, actor }) => {
    const done = await erase(evidence.erasing, { tenant, actor, scope: body.scope, legalBasis: { ...body.legalBasis, status: 'unverified' } });
    if (isRefusal(done))
      throw new DomainError(done.code, 'a hold forbids erasing some of these records, so none was erased; release it first', done.data);
    return { erased: [...done.recordIds], erasureRecordId: done.erasureRecordId };
  });

  publicRoute(app, getLogPolicy, async ({ reply }) => {
    reply.header('content-disposition', 'attachment; filename="policy.txt"');
    return evidence.policyText;
  });
}

const listed = (ids: string | readonly string[] | undefined): readonly string[] | undefined => (typeof ids === 'string' ? [ids] : ids);

const shown = ({ recordId, grade, receivedAt, logIndex, erasedAt }: SealStatus) => ({
  recordId,
  grade,
  receivedAt,
  ...(logIndex === undefined ? {} : { logIndex }),
  ...(erasedAt === undefined ? {} : { erasedAt }),
});

function itemOf(tenant: string, actor: Actor, record: RecordToSeal): SealItem {
  const { sha256, kind = 'exhibit', context = {}, ...said } = record;
  return { ...said, tenant, kind, contentSha256: sha256, context: { ...context, by: actor.id, how: 'hash given by the caller' } };
}

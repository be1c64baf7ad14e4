import type { FastifyInstance } from 'fastify';
import {
  eraseRecords,
  getBundle,
  getLogPolicy,
  getLogStanding,
  getRecord,
  type LogStandingJson,
  listHolds,
  listLogs,
  listParties,
  listRecords,
  placeHold as placeHoldOp,
  previewErasure,
  type RecordToSeal,
  releaseHold as releaseHoldOp,
  rotateLog,
  sealRecords,
} from '#contract/operations/evidence.ts';
import { hex, textOf } from '#domain/evidence/bytes.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { foundCase } from '#usecases/assess/assess-case.ts';
import type { SealItem, SealStatus } from '#usecases/ports/sealing.ts';
import type { Actor } from '#usecases/ports/transactions.ts';
import { askForRotation } from '#usecases/seal/ask-rotation.ts';
import { erase } from '#usecases/seal/erase.ts';
import { placeHold, releaseHold } from '#usecases/seal/hold.ts';
import type { LogStanding } from '#usecases/seal/log-standing.ts';
import { planErasure } from '#usecases/seal/plan-erasure.ts';
import { type ShownRecord, shownRecord } from '#usecases/seal/shown-record.ts';
import { partiesOf } from '#usecases/seal/subjects.ts';
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
      items: found.flatMap((record) => {
        const status = seals.get(record.id);
        return status ? [{ ...listedRecord(shownRecord(context.content.vault, record)), ...shown(status) }] : [];
      }),
    };
  });

  transacted(app, context, listParties, async ({ params }, tx) => {
    const { filing } = await foundCase(context.cases, tx, params.caseId);
    return { items: partiesOf(tx.tenant, filing).map(({ id, role, party }) => ({ id, role, name: party.name, kind: party.kind ?? 'organisation' })) };
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

  transacted(app, context, previewErasure, async ({ body }, tx) => {
    const { records, traces, reach, holds } = await planErasure(evidence.erasing, tx, body.scope);
    return {
      records: records.map((record) => {
        const { receivedAt, ...said } = shownRecord(context.content.vault, record);
        return { ...listedRecord(said), recordId: record.id, receivedAt: receivedAt.toISOString() };
      }),
      traces: [...traces],
      caseIds: [...reach.caseIds],
      holds: [...holds],
    };
  });

  streaming(app, eraseRecords, async ({ body }, { tenant, actor }) => {
    const { scope, reason } = body;
    const legalBasis = { ...body.legalBasis, status: 'unverified' } as const;
    const done = await erase(evidence.erasing, { tenant, actor, scope, legalBasis, ...(reason === undefined ? {} : { reason }) });
    if (isRefusal(done))
      throw new DomainError(done.code, 'a hold forbids erasing some of these records, so none was erased; release it first', done.data);
    return { erased: [...done.recordIds], erasureRecordId: done.erasureRecordId };
  });

  publicRoute(app, getLogPolicy, async ({ reply }) => {
    reply.header('content-disposition', 'attachment; filename="policy.txt"');
    return evidence.policyText();
  });

  publicRoute(app, listLogs, async () => ({
    items: (await evidence.logs()).map(({ number, origin, keys, closedAt, first }) => ({
      number,
      origin,
      path: servedAt(number),
      keys: [...keys],
      ...(closedAt ? { closedAt: closedAt.toISOString() } : {}),
      ...(first ? { first: { record: textOf(first.record), salt: hex(first.salt) } } : {}),
    })),
  }));

  transacted(app, context, getLogStanding, async () => standingShape(await evidence.standing()));

  transacted(app, context, rotateLog, async ({ body }, tx) => {
    await askForRotation(evidence.rotating, tx, body.reason);
    return null;
  });
}

const servedAt = (number: number): string => (number === 1 ? '/log/' : `/log/${number}/`);

const instantOf = (at: Date | undefined) => at?.toISOString();

function standingShape({ logs, witnesses, selfAsserted, organisations }: LogStanding): LogStandingJson {
  return {
    logs: logs.map(({ number, origin, size, witnessedSize, keys, ...times }) => ({
      number,
      origin,
      path: servedAt(number),
      size,
      witnessedSize,
      keys: [...keys],
      ...known({
        firstSignedAt: instantOf(times.firstSignedAt),
        lastSignedAt: instantOf(times.lastSignedAt),
        witnessedAt: instantOf(times.witnessedAt),
        rotationAskedAt: instantOf(times.rotationAskedAt),
        closedAt: instantOf(times.closedAt),
      }),
    })),
    witnesses: [...witnesses],
    selfAsserted,
    organisations,
  };
}

/** Without the keys that hold nothing. */
const known = <T extends Record<string, string | undefined>>(times: T): { [K in keyof T]?: string } =>
  Object.fromEntries(Object.entries(times).filter(([, at]) => at !== undefined)) as { [K in keyof T]?: string };

const listed = (ids: string | readonly string[] | undefined): readonly string[] | undefined => (typeof ids === 'string' ? [ids] : ids);

const listedRecord = ({ kind, name, mediaType, size }: Pick<ShownRecord, 'kind' | 'name' | 'mediaType' | 'size'>) => ({
  kind,
  ...(name === undefined ? {} : { name }),
  ...(mediaType === undefined ? {} : { mediaType }),
  ...(size === undefined ? {} : { size }),
});

const shown = ({ recordId, grade, receivedAt, logIndex, erasedAt }: SealStatus) => ({
  recordId,
  grade,
  receivedAt,
  ...(logIndex === undefined ? {} : { logIndex }),
  ...(erasedAt === undefined ? {} : { erasedAt }),
});

function itemOf(tenant: string, actor: Actor, record: RecordToSeal): SealItem {
  const { sha256, kind = 'exhibit', context = {}, subject, ...said } = record;
  return {
    ...said,
    ...(subject ? { subjects: [subject] } : {}),
    tenant,
    kind,
    contentSha256: sha256,
    context: { ...context, by: actor.id, how: 'hash given by the caller' },
  };
}

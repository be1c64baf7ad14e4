import type { FastifyInstance } from 'fastify';
import {
  addImpactAssessment,
  eraseSubjectData,
  exportSubjectData,
  getProcessingRecords,
  getProcessingRecordsCsv,
  listPrivacyRequests,
  putPrivacyProfile,
  setTransferGround,
  withdrawConsent,
  withdrawTransferGround,
} from '#contract/operations/privacy.ts';
import type { ImpactAssessment, KeptGround } from '#usecases/ports/privacy.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import {
  assessImpact,
  processingRecords,
  putPrivacyProfile as putProfile,
  setTransferGround as setGround,
  withdrawTransferGround as withdrawGround,
} from '#usecases/privacy/records.ts';
import { recordsTable } from '#usecases/privacy/records-table.ts';
import { eraseSubject, exportSubject, withdrawConsent as withdraw } from '#usecases/privacy/subject-data.ts';
import type { ApiContext } from '../context.ts';
import { registerStatuses } from '../problems.ts';
import { streaming, transacted } from '../route.ts';
import { instantText } from '../shapes/case.ts';

registerStatuses({ 'privacy.ground_not_found': 404, 'privacy.consent_withdrawn': 409 });

/** Records of processing, cross-border grounds, and what people may ask of their data. */
export function privacyRoutes(app: FastifyInstance, context: ApiContext): void {
  const parts = { ...context, privacy: context.privacy.privacy, connectors: context.registry.connectors };
  const read = async (tx: TenantTx) => {
    const names = await context.names(tx);
    return { records: await processingRecords(parts, tx), name: (id: string) => names.get(id) ?? id };
  };

  transacted(app, context, getProcessingRecords, async (_, tx) => {
    const { records, name } = await read(tx);
    return {
      controller: records.controller,
      activities: records.activities.map(({ assessment, ...activity }) => ({
        ...activity,
        triggers: [...activity.triggers],
        ...(assessment ? { assessment: assessmentShape(assessment, name) } : {}),
      })),
      transfers: records.transfers.map(({ ground, routes, ...transfer }) => ({
        ...transfer,
        routes: [...routes],
        ...(ground ? { ground: groundShape(ground, name) } : {}),
      })),
      grounds: records.grounds.map((ground) => groundShape(ground, name)),
      safeguards: [...records.safeguards],
      lookups: [...records.lookups],
      kept: [...records.kept],
    };
  });

  transacted(app, context, getProcessingRecordsCsv, async ({ query, reply }, tx) => {
    const { records } = await read(tx);
    reply.header('content-disposition', 'attachment; filename="records-of-processing.csv"');
    const rows = recordsTable(records, query.locale ?? 'zh-CN');
    let text = '';
    for await (const line of context.writeCsv(each(rows))) text += line;
    return text;
  });

  transacted(app, context, putPrivacyProfile, async ({ body }, tx) => putProfile(parts, tx, body));
  transacted(app, context, addImpactAssessment, async ({ body }, tx) => assessmentShape(await assessImpact(parts, tx, body), (id) => id));
  transacted(app, context, setTransferGround, async ({ body }, tx) => groundShape(await setGround(parts, tx, body), (id) => id));
  transacted(app, context, withdrawTransferGround, async ({ params }, tx) => {
    await withdrawGround(parts, tx, params.groundId);
    return null;
  });

  transacted(app, context, exportSubjectData, async ({ body }, tx) => {
    const { requestId, madeAt, places } = await exportSubject(context.privacy, tx, { name: body.name, identifiers: body.identifiers ?? [] });
    return {
      requestId,
      madeAt: instantText(madeAt),
      places: places.map(({ place, items }) => ({ place, items: items.map((item) => ({ ...item, data: { ...item.data } })) })),
    };
  });
  streaming(app, eraseSubjectData, async ({ body }, { tenant, actor }) =>
    eraseSubject(context.privacy, tenant, actor, { name: body.name, identifiers: body.identifiers ?? [] }),
  );
  streaming(app, withdrawConsent, async ({ body }, { tenant, actor }) =>
    withdraw(context.privacy, tenant, actor, { name: body.name, identifiers: body.identifiers ?? [] }),
  );
  transacted(app, context, listPrivacyRequests, async (_, tx) => {
    const names = await context.names(tx);
    return {
      items: (await parts.privacy.requests(tx)).map(({ subjectHash: _, madeAt, madeBy, result, ...request }) => {
        const { hashes: __, ...told } = result;
        return { ...request, madeAt: instantText(madeAt), madeBy: names.get(madeBy) ?? madeBy, result: told };
      }),
    };
  });
}

const assessmentShape = ({ madeAt, madeBy, triggers, ...one }: ImpactAssessment, name: (id: string) => string) => ({
  ...one,
  triggers: [...triggers],
  madeBy: name(madeBy),
  madeAt: instantText(madeAt),
});
const groundShape = ({ setAt, setBy, ...one }: KeptGround, name: (id: string) => string) => ({
  ...one,
  setBy: name(setBy),
  setAt: instantText(setAt),
});

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

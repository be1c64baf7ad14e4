import type { FastifyInstance } from 'fastify';
import {
  askConnector,
  eraseSubjectData,
  exportSubjectData,
  judgeEntity,
  keepCapture,
  listCaptures,
  listConnectors,
  listLookups,
  listRegistrySources,
  putConnector,
  readCapture,
  withdrawJudgement,
} from '#contract/operations/registry.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { parsePage } from '#domain/registry/capture/parse-page.ts';
import { foundCase } from '#usecases/assess/assess-case.ts';
import { eraseSubject, exportSubject } from '#usecases/govern/lookup-privacy.ts';
import type { Capture } from '#usecases/ports/captures.ts';
import type { Capability, ConnectorView, Finding, Lookup } from '#usecases/ports/connectors.ts';
import { askSource } from '#usecases/verify/ask-source.ts';
import { keepPage } from '#usecases/verify/capture-page.ts';
import { debtorName, entityName } from '#usecases/verify/look-up-debtors.ts';
import { setSource } from '#usecases/verify/set-source.ts';
import type { ApiContext } from '../context.ts';
import { registerStatuses } from '../problems.ts';
import { streaming, transacted } from '../route.ts';
import { instantText } from '../shapes/case.ts';

registerStatuses({
  'registry.unknown_connector': 404,
  'registry.over_budget': 409,
  'registry.secret_unreadable': 409,
  'registry.secret_needed_again': 409,
  'registry.unknown_asset': 404,
  'registry.judgement_not_found': 404,
});

export function registryRoutes(app: FastifyInstance, context: ApiContext): void {
  const { registry } = context;

  transacted(app, context, listRegistrySources, async (_, tx) => ({
    items: (await registry.reader.sources(tx)).map((source) => ({ ...source, reach: source.reach ?? 'complete', countries: [...source.countries] })),
  }));

  transacted(app, context, listConnectors, async (_, tx) => {
    const settings = new Map((await registry.lookups.settings(tx)).map((one) => [one.connector, one]));
    return { items: registry.connectors.all.map((capability) => connectorShape(capability, settings.get(capability.id))) };
  });

  transacted(app, context, putConnector, async ({ params, body }, tx) => {
    const { budgetMinor, ...given } = body;
    const view = await setSource({ ...context, ...registry }, tx, {
      connector: params.connector,
      ...given,
      ...(budgetMinor === undefined ? {} : { budgetMinor: BigInt(budgetMinor) }),
    });
    return connectorShape(capabilityNamed(registry.connectors.all, params.connector), view);
  });

  streaming(app, askConnector, async ({ params, body, reply }, { tenant, actor }) => {
    const { lookup, answer, cut } = await askSource({ ...context, ...registry }, tenant, actor, { caseId: params.caseId, ...body });
    reply.status(201);
    return reply.send({
      lookup: lookupShape(lookup),
      answer: answer.kind,
      findings: answer.kind === 'found' ? answer.value.map(findingShape) : [],
      ...(cut ? { cut } : {}),
    });
  });

  transacted(app, context, listLookups, async ({ params }, tx) => {
    await foundCase(context.cases, tx, params.caseId);
    return { items: (await registry.lookups.ofCase(tx, params.caseId)).map(lookupShape) };
  });

  transacted(app, context, exportSubjectData, async ({ body }, tx) => {
    const told = await exportSubject({ ...context, ...registry }, tx, { name: body.name, identifiers: body.identifiers ?? [] });
    return { items: told.map(({ findings, ...lookup }) => ({ ...lookupShape(lookup), findings: (findings ?? []).map(findingShape) })) };
  });

  transacted(app, context, eraseSubjectData, async ({ body }, tx) => ({
    erased: await eraseSubject({ ...context, ...registry }, tx, { name: body.name, identifiers: body.identifiers ?? [] }),
  }));

  transacted(app, context, judgeEntity, async ({ params, body }, tx) => {
    const found = await foundCase(context.cases, tx, params.caseId);
    const known = (await registry.reader.entities(tx, [body.key])).some(({ source }) => source === body.source);
    if (!known)
      throw new DomainError('registry.unknown_asset', `expected an entry of ${body.source}, got "${body.key}"`, {
        source: body.source,
        key: body.key,
      });
    const id = context.clock.newId();
    await registry.writer.judge(tx, {
      id,
      left: debtorName(found.debtorKey),
      right: entityName(body),
      verdict: body.verdict,
      why: body.why,
      decidedBy: tx.actor.id,
      decidedAt: context.clock.now(),
    });
    await context.audit.record(tx, {
      action: 'entity.judged',
      subject: { kind: 'case', id: params.caseId },
      after: { judgement: id, source: body.source, verdict: body.verdict },
    });
    return { id };
  });

  transacted(app, context, withdrawJudgement, async ({ params }, tx) => {
    const withdrawn = await registry.writer.withdraw(tx, params.judgementId, tx.actor.id, context.clock.now());
    if (!withdrawn)
      throw new DomainError('registry.judgement_not_found', `there is no open judgement ${params.judgementId}`, { id: params.judgementId });
    await context.audit.record(tx, { action: 'entity.judgement_withdrawn', subject: { kind: 'judgement', id: params.judgementId } });
    return { withdrawn };
  });

  transacted(app, context, readCapture, async ({ body }) => {
    const { entries, unread, ...read } = parsePage(body.paste, body.page);
    return { ...read, entries: entries.map(entryShape), unread: [...unread] };
  });

  transacted(app, context, keepCapture, async ({ params, body }, tx) =>
    captureShape(await keepPage({ ...context, ...registry, registry: registry.writer }, tx, { caseId: params.caseId, ...body })),
  );

  transacted(app, context, listCaptures, async ({ params }, tx) => {
    await foundCase(context.cases, tx, params.caseId);
    return { items: (await registry.captures.ofCase(tx, params.caseId)).map(captureShape) };
  });
}

function capabilityNamed(all: readonly Capability[], id: string): Capability {
  const found = all.find((one) => one.id === id);
  if (!found) throw new DomainError('registry.unknown_connector', `there is no connector "${id}"`, { connector: id });
  return found;
}

function connectorShape(capability: Capability, settings: ConnectorView | undefined) {
  const enabled = settings?.enabled ?? capability.needs.length === 0;
  const missing = capability.needs.some(
    (need) => (need === 'secret' && !settings?.hasSecret) || (need === 'second-secret' && !settings?.hasSecondSecret),
  );
  return {
    ...capability,
    answers: [...capability.answers],
    countries: [...capability.countries],
    subjects: [...capability.subjects],
    by: [...capability.by],
    needs: [...capability.needs],
    baseUrl: settings?.baseUrl ?? capability.baseUrl,
    enabled,
    ready: enabled && !missing,
    hasSecret: settings?.hasSecret ?? false,
    hasSecondSecret: settings?.hasSecondSecret ?? false,
    ...(settings?.budgetMinor === undefined ? {} : { budgetMinor: Number(settings.budgetMinor) }),
    ...(settings?.dataset ? { dataset: settings.dataset } : {}),
  };
}

function lookupShape({ subjectHash: _, answerId: __, askedAt, erasedAt, costMinor, ...lookup }: Lookup) {
  return {
    ...lookup,
    askedAt: instantText(askedAt),
    costMinor: Number(costMinor),
    ...(erasedAt === undefined ? {} : { erasedAt: instantText(erasedAt) }),
  };
}

const findingShape = (finding: Finding) => ({ ...finding, identifiers: [...finding.identifiers], props: propsShape(finding.props) });
export const propsShape = (props: Readonly<Record<string, string | readonly string[]>>) =>
  Object.fromEntries(Object.entries(props).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]));
const entryShape = (entry: Capture['entries'][number]) => ({ ...entry, fields: { ...entry.fields } as Record<string, string> });

function captureShape({ capturedAt, caseId: _, entries, ...capture }: Capture) {
  return { ...capture, capturedAt: instantText(capturedAt), entries: entries.map(entryShape) };
}

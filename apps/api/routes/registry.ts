import type { FastifyInstance } from 'fastify';
import {
  askConnector,
  identifyNumber,
  judgeEntity,
  keepCapture,
  listCapturePages,
  listCaptures,
  listConnectors,
  listLookups,
  listRegistryImports,
  listRegistrySources,
  putConnector,
  readCapture,
  withdrawJudgement,
} from '#contract/operations/registry.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { officialPages } from '#domain/registry/capture/official-pages.ts';
import { parsePage } from '#domain/registry/capture/parse-page.ts';
import { foundCase } from '#usecases/assess/assess-case.ts';
import type { Capture } from '#usecases/ports/captures.ts';
import type { Capability, ConnectorView, Finding, Lookup } from '#usecases/ports/connectors.ts';
import { identify } from '#usecases/registry/identify.ts';
import { type AskPorts, askSource } from '#usecases/verify/ask-source.ts';
import { keepPage } from '#usecases/verify/capture-page.ts';
import { assessOpen, judgeHit, reassess, withdrawWord } from '#usecases/verify/judge-hit.ts';
import { noteNews } from '#usecases/verify/news.ts';
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
  const answered: AskPorts['answered'] = async (tx, lookup, capability, findings) => {
    if (capability.answers.includes('news')) await noteNews({ ...context, news: registry.news }, tx, lookup, findings);
    await assessOpen(context.judging, tx, lookup.caseId);
  };

  transacted(app, context, listRegistrySources, async (_, tx) => ({
    items: (await registry.reader.sources(tx)).map((source) => ({ ...source, reach: source.reach ?? 'complete', countries: [...source.countries] })),
  }));

  transacted(app, context, listRegistryImports, async (_, tx) => {
    const items = [];
    for (const { fingerprint: _, ...one } of (await registry.reader.imports(tx)).slice(0, 50))
      items.push({ ...one, rejects: one.rejected === 0 ? [] : [...(await registry.reader.rejects(tx, one.id, 50))] });
    return { items };
  });

  transacted(app, context, identifyNumber, async ({ body }) => ({
    candidates: identify(body.value, body).map(({ says, ...one }) => ({
      ...one,
      says: Object.fromEntries(Object.entries(says).flatMap(([key, fact]) => (fact === undefined ? [] : [[key, fact]]))),
    })),
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
    const { lookup, answer, cut } = await askSource({ ...context, ...registry, answered }, tenant, actor, { caseId: params.caseId, ...body });
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

  transacted(app, context, judgeEntity, ({ params, body }, tx) => judgeHit(context.judging, tx, params.caseId, body));

  transacted(app, context, withdrawJudgement, async ({ params }, tx) => ({ withdrawn: await withdrawWord(context.judging, tx, params.judgementId) }));

  transacted(app, context, listCapturePages, async () => ({ items: [...officialPages] }));

  transacted(app, context, readCapture, async ({ body }) => {
    const { entries, unread, ...read } = parsePage(body.paste, body.page);
    return { ...read, entries: entries.map(entryShape), unread: [...unread] };
  });

  transacted(app, context, keepCapture, async ({ params, body }, tx) => {
    const kept = await keepPage({ ...context, ...registry, registry: registry.writer }, tx, { caseId: params.caseId, ...body });
    await reassess(context.judging, tx, (await foundCase(context.cases, tx, params.caseId)).debtorKey, params.caseId);
    return captureShape(kept);
  });

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
    (need) =>
      (need === 'secret' && !settings?.hasSecret) ||
      (need === 'second-secret' && !settings?.hasSecondSecret) ||
      (need === 'feeds' && !settings?.feeds?.length),
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
    ...(settings?.feeds?.length ? { feeds: [...settings.feeds] } : {}),
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

function captureShape({ capturedAt, erasedAt, caseId: _, entries, ...capture }: Capture) {
  return {
    ...capture,
    capturedAt: instantText(capturedAt),
    ...(erasedAt === undefined ? {} : { erasedAt: instantText(erasedAt) }),
    entries: entries.map(entryShape),
  };
}

import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import {
  addAsset,
  type assetMap,
  exportAssetsAnnex,
  exportAssetsFtm,
  getAssets,
  printAssetsAnnex,
  screenAssets as screenAssetsOp,
  setAssetStatus,
} from '#contract/operations/assets.ts';
import { amountText, moneyOf } from '#domain/kernel/money.ts';
import { annexRows } from '#domain/registry/assets/annex.ts';
import { ftmOf } from '#domain/registry/assets/ftm.ts';
import { isAsset } from '#domain/registry/assets/graph.ts';
import type { AssetStep } from '#domain/registry/assets/next-steps.ts';
import { placesOf } from '#domain/registry/assets/places.ts';
import { foundCase } from '#usecases/assess/assess-case.ts';
import { type AnnexAsked, analysedMap, annexOfCase } from '#usecases/enforce/annex.ts';
import { addClue, setClueStatus } from '#usecases/enforce/asset-map.ts';
import { ringsAround, screenAssets } from '#usecases/enforce/screen-assets.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import type { ApiContext } from '../context.ts';
import { type Caller, streaming, transacted } from '../route.ts';
import { instantText } from '../shapes/case.ts';
import { propsShape } from './registry.ts';

export function assetRoutes(app: FastifyInstance, context: ApiContext): void {
  const { assets } = context.registry;
  const ports = { ...context.registry, cases: context.cases };
  const map = (tx: TenantTx, caseId: string) => mapOf(context, tx, caseId);

  transacted(app, context, getAssets, ({ params }, tx) => map(tx, params.caseId));

  transacted(app, context, screenAssetsOp, async ({ params }, tx) => {
    await foundCase(context.cases, tx, params.caseId);
    await context.screenLater(tx, [params.caseId]);
    return map(tx, params.caseId);
  });

  transacted(app, context, addAsset, async ({ params, body }, tx) => {
    await foundCase(context.cases, tx, params.caseId);
    // A clue hangs on the debtor: where the first drawing has not run yet, it runs now.
    if (!(await assets.screening(tx, params.caseId))?.screening) await screenAssets(context.registry.screening, tx, params.caseId);
    const { value, confidence, ...clue } = body;
    const id = `clue:${context.clock.newId()}`;
    await addClue(assets, context.audit, tx, params.caseId, {
      ...clue,
      id,
      confidence: confidence ?? 60,
      ...(value ? { valueMinor: moneyOf(value.amount, value.currency).minor, currency: value.currency } : {}),
    });
    return { id };
  });

  transacted(app, context, setAssetStatus, async ({ params, body }, tx) => {
    await foundCase(context.cases, tx, params.caseId);
    await setClueStatus(assets, context.audit, tx, params.caseId, body);
    return { id: body.id, status: body.status };
  });

  streaming(app, exportAssetsFtm, async ({ params, reply }, { tenant, actor }) => {
    const graph = await context.transactions.reading(tenant, actor, async (tx) => {
      await foundCase(context.cases, tx, params.caseId);
      return assets.graph(tx, params.caseId);
    });
    const { entities, withheld } = ftmOf(graph);
    reply.header('content-type', 'application/octet-stream');
    reply.header('content-disposition', 'attachment; filename="assets.ftm.json"');
    // How many entries a licence kept back, so that nobody takes the file for the whole map.
    reply.header('quittance-withheld', String(withheld));
    return entities.map((entity) => `${JSON.stringify(entity)}\n`).join('');
  });

  const annex = ({ tenant, actor }: Caller, caseId: string, asked: AnnexAsked) =>
    context.transactions.reading(tenant, actor, (tx) => annexOfCase(ports, tx, caseId, asked));

  streaming(app, exportAssetsAnnex, async ({ params, query, reply }, caller) => {
    const paper = await annex(caller, params.caseId, { purpose: query?.purpose ?? 'preservation', withClues: query?.clues ?? false });
    const rows = annexRows(paper.annex, query?.locale ?? 'zh-CN', (minor, currency) => `${currency} ${amountText({ minor, currency })}`);
    reply.header('content-disposition', 'attachment; filename="assets.csv"');
    reply.header('quittance-withheld', String(paper.annex.withheld));
    const { Readable } = await import('node:stream');
    reply.header('content-type', 'text/csv; charset=utf-8');
    return Readable.from(context.writeCsv(each(rows)));
  });

  streaming(app, printAssetsAnnex, async ({ params, query, reply }, caller) => {
    const locale = query?.locale ?? 'zh-CN';
    const paper = await annex(caller, params.caseId, { purpose: query?.purpose ?? 'preservation', withClues: query?.clues ?? false });
    const pdf = await context.documents.render('asset-annex', paper, locale);
    reply.header('content-disposition', `attachment; filename="quittance-${paper.issue.reference}-${paper.purpose}-assets.${locale}.pdf"`);
    return Buffer.from(pdf);
  });
}

async function* each(rows: readonly (readonly string[])[]): AsyncGenerator<readonly string[]> {
  yield* rows;
}

async function mapOf(context: ApiContext, tx: TenantTx, caseId: string): Promise<Static<typeof assetMap>> {
  const { graph, analysis } = await analysedMap({ ...context.registry, cases: context.cases }, tx, caseId);
  const state = await context.registry.assets.screening(tx, caseId);
  const screening = state?.screening;
  const places = placesOf(graph);
  const names = await context.names(tx);
  const changes = await context.registry.assets.changes(tx, caseId);
  return {
    roots: [...graph.roots],
    nodes: graph.nodes.map(({ valueMinor, currency, props, origin, evidence, ...node }) => ({
      ...node,
      origin: origin ?? 'screen',
      isAsset: isAsset(node),
      props: propsShape(props),
      ...(evidence ? { evidence } : {}),
      ...(places.has(node.id) ? { place: places.get(node.id) } : {}),
      ...(valueMinor !== undefined && currency ? { value: { amount: amountText({ minor: valueMinor, currency }), currency } } : {}),
    })),
    edges: graph.edges.map(({ props, ...edge }) => ({ ...edge, props: propsShape(props) })),
    changes: changes.map(({ at, by, ...change }) => ({ ...change, at: instantText(at), ...(names.has(by) ? { by: names.get(by) } : {}) })),
    holdings: [...analysis.holdings],
    controlled: analysis.controlled.map((one) => ({ ...one, chain: [...one.chain] })),
    rings: analysis.rings.map((ring) => ({ ...ring, members: [...ring.members] })),
    transfers: [...analysis.transfers],
    steps: analysis.steps.map(stepShape),
    drawing: { state: state?.state ?? 'asked', rings: state?.rings ?? 0, ofRings: ringsAround, found: state?.found ?? 0 },
    ...(screening ? { screening: { ...screening, at: instantText(screening.at), sources: [...screening.sources] } } : {}),
  };
}

const stepShape = ({ place: { citation, ask, ...place }, ...step }: AssetStep) => ({
  ...step,
  place: { ...place, ask: [...ask], ...(citation ? { citation: { ...citation } } : {}) },
});

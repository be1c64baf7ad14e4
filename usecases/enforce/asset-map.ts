import type { AssetFact } from '#domain/assessment/checks/ability.ts';
import { DomainError } from '#domain/kernel/error.ts';
import {
  type AssetEdge,
  type AssetGraph,
  type AssetNode,
  type ClueStatus,
  edgeKinds,
  isAsset,
  schemata,
  schemaWords,
} from '#domain/registry/assets/graph.ts';
import { type AssetStep, nextSteps } from '#domain/registry/assets/next-steps.ts';
import { type Controlled, controlledBy, type EffectiveShare, effectiveOwnership } from '#domain/registry/assets/ownership.ts';
import { type Ring, recentTransfers, rings, sideOf, type Transfer } from '#domain/registry/assets/patterns.ts';
import type { ReachOf } from '#domain/registry/assets/place-reach.ts';
import type { AssetStore } from '../ports/assets.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { TenantTx } from '../ports/transactions.ts';

export type AssetPorts = { readonly assets: AssetStore; readonly audit: AuditTrail };

/** What follows from a map: who holds what through whom, who shares officers or addresses, what left, and what to do next. */
export type AssetAnalysis = {
  readonly holdings: readonly EffectiveShare[];
  readonly controlled: readonly Controlled[];
  readonly rings: readonly Ring[];
  readonly transfers: readonly Transfer[];
  readonly steps: readonly AssetStep[];
};

export type MapFacts = {
  readonly claim: { readonly minor: bigint; readonly currency: string };
  readonly dueOn?: string;
  readonly today: string;
  readonly reachOf?: ReachOf;
};

export function analysed(graph: AssetGraph, facts: MapFacts): AssetAnalysis {
  const perRoot = graph.roots.map((root) => controlledBy(graph, root, facts.today));
  const controlled = [...new Map(perRoot.flat().map((one) => [one.id, one])).values()].filter(({ id }) => !graph.roots.includes(id));
  const holdings = [...new Map(graph.roots.flatMap((root) => effectiveOwnership(graph, root, facts.today)).map((one) => [one.id, one])).values()];
  return {
    holdings,
    controlled,
    rings: rings(graph),
    transfers: facts.dueOn ? recentTransfers(graph, sideOf(graph, controlled), facts.dueOn, facts.today) : [],
    steps: nextSteps(graph, { ...facts, controlled }),
  };
}

/** The assets that a person has checked, as the ability check tells of them. */
export const checkedAssets =
  (store: AssetStore) =>
  async (tx: TenantTx, caseId: string): Promise<readonly AssetFact[]> =>
    (await store.graph(tx, caseId)).nodes
      .filter((node) => isAsset(node) && node.status !== 'clue')
      .map((node) => ({
        status: node.status,
        detail: { zh: `${schemaWords[node.schema].zh}「${node.name}」`, en: `${schemaWords[node.schema].en} “${node.name}”` },
        source: node.source,
      }));

export type NewClue = {
  readonly id: string;
  readonly schema: string;
  readonly name: string;
  readonly country?: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly valueMinor?: bigint;
  readonly currency?: string;
  readonly note?: string;
  /** An exhibit or captured page of the case that shows it. */
  readonly recordId?: string;
  readonly source: string;
  readonly asOf: string;
  readonly confidence: number;
  /** Existing things it hangs on: who holds it, or where it lies. */
  readonly links: readonly {
    readonly kind: string;
    readonly from?: string;
    readonly to?: string;
    readonly shareMin?: string;
    readonly shareMax?: string;
    readonly since?: string;
    readonly until?: string;
  }[];
};

/** A person adds what a paper, a site or a visit showed. */
export async function addClue(store: AssetStore, audit: AuditTrail, tx: TenantTx, caseId: string, clue: NewClue): Promise<void> {
  if (!(schemata as readonly string[]).includes(clue.schema))
    throw new DomainError('registry.unknown_asset_kind', `expected one of ${schemata.join(', ')}, got "${clue.schema}"`, { schema: clue.schema });
  if (clue.recordId !== undefined && !(await store.hasRecord(tx, caseId, clue.recordId)))
    throw new DomainError('registry.unknown_record', `expected a sealed exhibit or captured page of this case, got record ${clue.recordId}`, {
      recordId: clue.recordId,
    });
  const graph = await store.graph(tx, caseId);
  const known = new Set([...graph.nodes.map(({ id }) => id), clue.id]);
  const about = { source: clue.source, asOf: clue.asOf, exportable: true, confidence: clue.confidence, status: 'clue' as const };
  const edges = clue.links.map((link): AssetEdge => {
    const [from, to] = [link.from ?? clue.id, link.to ?? clue.id];
    if (from === to)
      throw new DomainError(
        'registry.unknown_relation',
        `expected a relation to another thing of this map, got "${link.kind}" from a thing to itself`,
        {
          kind: link.kind,
        },
      );
    for (const end of [from, to])
      if (!known.has(end)) throw new DomainError('registry.unknown_asset', `expected a thing of this map, got "${end}"`, { id: end });
    if (!(edgeKinds as readonly string[]).includes(link.kind))
      throw new DomainError('registry.unknown_relation', `expected one of ${edgeKinds.join(', ')}, got "${link.kind}"`, { kind: link.kind });
    const { kind: _, from: __, to: ___, ...rest } = link;
    return { ...about, id: `${from}>${link.kind}>${to}`, kind: link.kind as AssetEdge['kind'], from, to, props: {}, ...rest };
  });
  const { links: _, note, recordId, ...thing } = clue;
  const node: AssetNode = {
    ...about,
    ...thing,
    schema: clue.schema as AssetNode['schema'],
    props: note ? { note } : {},
    ...(recordId === undefined ? {} : { evidence: { recordId } }),
  };
  await store.put(tx, caseId, node, edges);
  await audit.record(tx, {
    action: 'asset.added',
    subject: { kind: 'case', id: caseId },
    after: { asset: clue.id, schema: clue.schema, source: clue.source },
  });
}

/** A person says how far a clue has come, forward or back, and why. */
export async function setClueStatus(
  store: AssetStore,
  audit: AuditTrail,
  tx: TenantTx,
  caseId: string,
  change: { readonly id: string; readonly status: ClueStatus; readonly why: string },
): Promise<void> {
  const before = await store.setStatus(tx, caseId, change.id, change.status, change.why);
  if (before === undefined)
    throw new DomainError('registry.unknown_asset', `expected a thing or relation of this map, got "${change.id}"`, { id: change.id });
  await audit.record(tx, {
    action: 'asset.status',
    subject: { kind: 'case', id: caseId },
    before: { asset: change.id, status: before },
    after: { status: change.status, why: change.why },
  });
}

import { claimOf, paidOf, principalOf } from '#domain/claim/filing.ts';
import { dayOf, isoDay } from '#domain/kernel/day.ts';
import { type Annex, annexOf } from '#domain/registry/assets/annex.ts';
import type { AnnexPurpose } from '#domain/registry/assets/annex-purpose.ts';
import type { AssetGraph } from '#domain/registry/assets/graph.ts';
import { currentFiling, foundCase } from '../assess/assess-case.ts';
import type { AssetStore } from '../ports/assets.ts';
import type { CaseReader } from '../ports/cases.ts';
import type { Clock } from '../ports/clock.ts';
import type { AssetAnnexPaper } from '../ports/documents.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { type AssetAnalysis, analysed } from './asset-map.ts';
import { forumsOf, reachFrom } from './place-reach.ts';

export type MapPorts = {
  readonly cases: CaseReader;
  readonly assets: AssetStore;
  readonly today: (tx: TenantTx) => Promise<ReturnType<Clock['today']>>;
};

/** A case's map with what follows from it, as page, command line and papers read it. */
export async function analysedMap(
  ports: MapPorts,
  tx: TenantTx,
  caseId: string,
): Promise<{ readonly graph: AssetGraph; readonly analysis: AssetAnalysis }> {
  const found = await foundCase(ports.cases, tx, caseId);
  const filing = await currentFiling(ports.cases, tx, found);
  const claim = claimOf(filing);
  const graph = await ports.assets.graph(tx, caseId);
  const dueOn = filing.items.flatMap((item) => item.dueOn ?? []).sort()[0];
  const analysis = analysed(graph, {
    claim: { minor: principalOf(claim).minor - paidOf(claim).minor, currency: filing.currency },
    today: isoDay(await ports.today(tx)),
    reachOf: reachFrom(forumsOf(filing)),
    ...(dueOn ? { dueOn } : {}),
  });
  return { graph, analysis };
}

export type AnnexAsked = { readonly purpose: AnnexPurpose; readonly withClues: boolean };

/** The list of assets of an application. The amount is that of the newest assessment, with interest, else the principal still owed. */
export async function annexOfCase(ports: MapPorts, tx: TenantTx, caseId: string, asked: AnnexAsked): Promise<AssetAnnexPaper> {
  const found = await foundCase(ports.cases, tx, caseId);
  const filing = await currentFiling(ports.cases, tx, found);
  const claim = claimOf(filing);
  const { graph, analysis } = await analysedMap(ports, tx, caseId);
  const today = await ports.today(tx);
  const annex: Annex = annexOf(graph, {
    ...asked,
    today: isoDay(today),
    controlled: analysis.controlled,
    holdings: analysis.holdings,
    changes: await ports.assets.changes(tx, caseId),
    order: analysis.steps.map(({ node }) => node),
  });
  const assessment = found.assessmentId === undefined ? undefined : await ports.cases.assessment(tx, found.assessmentId);
  const total = assessment === undefined ? undefined : found.totalMinor;
  return {
    issue: { writtenOn: today, reference: found.number, code: '' },
    purpose: asked.purpose,
    claim,
    amount: { minor: total ?? principalOf(claim).minor - paidOf(claim).minor, currency: filing.currency },
    amountAsOf: total === undefined || !assessment ? today : dayOf(assessment.asOf),
    withInterest: total !== undefined,
    annex,
  };
}

import type { FastifyInstance } from 'fastify';
import { readStatement } from '#adapters/formats/statements.ts';
import { getFlow } from '#contract/operations/flow.ts';
import { moneyText } from '#domain/kernel/money.ts';
import type { FlowSource } from '#domain/ledger/flow.ts';
import { foundCase } from '#usecases/assess/assess-case.ts';
import { caseFlow } from '#usecases/trace/case-flow.ts';
import type { ApiContext } from '../context.ts';
import { transacted } from '../route.ts';

export function flowRoutes(app: FastifyInstance, context: ApiContext): void {
  const { exhibits, content } = context;
  transacted(app, context, getFlow, async ({ params }, tx) => {
    const found = await foundCase(context.cases, tx, params.caseId);
    const flow = await caseFlow({ exhibits, content, readStatement }, tx, found);
    const records = [
      ...new Set([...flow.edges.flatMap(({ sources }) => sources), ...flow.left.map(({ source }) => source)].map(({ recordId }) => recordId)),
    ];
    const leaves = new Map((await content.records.status(tx, records)).map(({ recordId, logIndex }) => [recordId, logIndex]));
    const cited = (source: FlowSource) => {
      const logIndex = leaves.get(source.recordId);
      return { ...source, ...(logIndex === undefined ? {} : { logIndex }) };
    };
    return {
      nodes: [...flow.nodes],
      edges: flow.edges.map(({ amount, fromLoan, sources, ...edge }) => ({
        ...edge,
        amount: moneyText(amount),
        fromLoan: moneyText(fromLoan),
        sources: sources.map(cited),
      })),
      left: flow.left.map(({ source, why }) => ({ source: cited(source), why })),
      unreadable: flow.unreadable.map(({ exhibitId, code }) => ({ exhibitId, code })),
    };
  });
}

import type { FastifyInstance } from 'fastify';
import { readStatement } from '#adapters/formats/statements.ts';
import { exportFlow, type FlowJson, getFlow } from '#contract/operations/flow.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { moneyText } from '#domain/kernel/money.ts';
import { type FlowFilter, type FlowSource, fitting } from '#domain/ledger/flow.ts';
import { foundCase } from '#usecases/assess/assess-case.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { caseFlow } from '#usecases/trace/case-flow.ts';
import type { ApiContext } from '../context.ts';
import { streaming, transacted } from '../route.ts';

export function flowRoutes(app: FastifyInstance, context: ApiContext): void {
  const { exhibits, content } = context;

  async function flowOf(tx: TenantTx, caseId: string, filter: FlowFilter): Promise<FlowJson> {
    if (filter.from && filter.to && filter.from > filter.to) {
      throw new DomainError('flow.bad_days', `expected from before to, got ${filter.from} and ${filter.to}`, { from: filter.from, to: filter.to });
    }
    const found = await foundCase(context.cases, tx, caseId);
    const whole = await caseFlow({ exhibits, content, readStatement }, tx, found);
    const { nodes, edges, left } = fitting(whole, filter);
    const records = whole.statements.map(({ recordId }) => recordId);
    const leaves = new Map((await content.records.status(tx, records)).map(({ recordId, logIndex }) => [recordId, logIndex]));
    const leafOf = (recordId: string) => {
      const logIndex = leaves.get(recordId);
      return logIndex === undefined ? {} : { logIndex };
    };
    const cited = (source: FlowSource) => ({ ...source, ...leafOf(source.recordId) });
    return {
      convention: 'first-in-first-out',
      statements: whole.statements.map((statement) => ({ ...statement, ...leafOf(statement.recordId) })),
      nodes: [...nodes],
      edges: edges.map(({ amount, fromLoan, sources, ...edge }) => ({
        ...edge,
        amount: moneyText(amount),
        fromLoan: moneyText(fromLoan),
        sources: sources.map(cited),
      })),
      left: left.map(({ source, why }) => ({ source: cited(source), why })),
      unreadable: whole.unreadable.map(({ exhibitId, name, code }) => ({ exhibitId, name, code })),
    };
  }

  transacted(app, context, getFlow, ({ params, query }, tx) => flowOf(tx, params.caseId, query));

  streaming(app, exportFlow, async ({ params, query, reply }, { tenant, actor }) => {
    const flow = await context.transactions.withTenant(tenant, actor, (tx) => flowOf(tx, params.caseId, query));
    const names = new Map(flow.nodes.map(({ id, name }) => [id, name]));
    async function* rows(): AsyncGenerator<readonly string[]> {
      yield ['on', 'kind', 'from', 'to', 'amount', 'currency', 'from_loan', 'reference', 'record', 'leaf', 'account', 'entry'];
      for (const edge of flow.edges) {
        const { on, kind, amount, fromLoan, reference = '' } = edge;
        const [from, to] = [names.get(edge.from) ?? '', names.get(edge.to) ?? ''];
        const facts = [on, kind, inert(from), inert(to), amount.amount, amount.currency, fromLoan.amount, inert(reference)];
        for (const { recordId, logIndex, account, entry } of edge.sources) {
          yield [...facts, recordId, logIndex === undefined ? '' : String(logIndex), String(account), String(entry)];
        }
      }
    }
    reply.header('content-disposition', 'attachment; filename="flow.csv"');
    const { Readable } = await import('node:stream');
    return Readable.from(context.writeCsv(rows()));
  });
}

/** Names and references are other people's texts: a spreadsheet must not run one as a formula. */
const inert = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

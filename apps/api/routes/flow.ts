import type { FastifyInstance } from 'fastify';
import { readStatement } from '#adapters/formats/statements.ts';
import { exportFlow, type FlowJson, getFlow, printFlow } from '#contract/operations/flow.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { moneyText } from '#domain/kernel/money.ts';
import { type FlowFilter, type FlowSource, fitting } from '#domain/ledger/flow.ts';
import { foundCase } from '#usecases/assess/assess-case.ts';
import type { FlowAnnexPaper } from '#usecases/ports/documents.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { caseFlow } from '#usecases/trace/case-flow.ts';
import type { ApiContext } from '../context.ts';
import { streaming, transacted } from '../route.ts';
import { todayOf } from '../today.ts';

export function flowRoutes(app: FastifyInstance, context: ApiContext): void {
  const { exhibits, content } = context;

  async function tracedFlow(tx: TenantTx, caseId: string, filter: FlowFilter) {
    if (filter.from && filter.to && filter.from > filter.to) {
      throw new DomainError('flow.bad_days', `expected from before to, got ${filter.from} and ${filter.to}`, { from: filter.from, to: filter.to });
    }
    const found = await foundCase(context.cases, tx, caseId);
    const whole = await caseFlow({ exhibits, content, readStatement }, tx, found);
    const records = whole.statements.map(({ recordId }) => recordId);
    const leaves = new Map((await content.records.status(tx, records)).map(({ recordId, logIndex }) => [recordId, logIndex]));
    const leafOf = (recordId: string) => {
      const logIndex = leaves.get(recordId);
      return logIndex === undefined ? {} : { logIndex };
    };
    return { found, whole, shown: fitting(whole, filter), leafOf };
  }

  async function flowOf(tx: TenantTx, caseId: string, filter: FlowFilter): Promise<FlowJson> {
    const { whole, shown, leafOf } = await tracedFlow(tx, caseId, filter);
    const { nodes, edges, left } = shown;
    const cited = (source: FlowSource) => ({ ...source, ...leafOf(source.recordId) });
    return {
      convention: 'first-in-first-out',
      statements: whole.statements.map(({ sha256: _, ...statement }) => ({ ...statement, ...leafOf(statement.recordId) })),
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
    const flow = await context.transactions.reading(tenant, actor, (tx) => flowOf(tx, params.caseId, query));
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

  streaming(app, printFlow, async ({ params, query, reply }, { tenant, actor }) => {
    const { locale = 'zh-CN', ...filter } = query;
    const paper = await context.transactions.reading(tenant, actor, async (tx): Promise<FlowAnnexPaper> => {
      const { found, whole, shown, leafOf } = await tracedFlow(tx, params.caseId, filter);
      const { creditor, debtor } = found.filing;
      return {
        issue: { writtenOn: await todayOf(context, tx), reference: found.number, code: '' },
        creditor: creditor.name,
        debtor: debtor.name,
        statements: whole.statements.map(({ exhibitId: _, ...statement }) => ({ ...statement, ...leafOf(statement.recordId) })),
        nodes: shown.nodes,
        edges: shown.edges,
        left: shown.left,
        unreadable: whole.unreadable.map(({ name }) => name),
      };
    });
    reply.header('content-disposition', `attachment; filename="flow-${paper.issue.reference}.${locale}.pdf"`);
    return Buffer.from(await context.documents.render('flow-annex', paper, locale));
  });
}

/** Names and references are other people's texts: a spreadsheet must not run one as a formula. */
const inert = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

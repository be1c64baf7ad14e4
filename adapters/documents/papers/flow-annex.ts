import type { Money } from '#domain/kernel/money.ts';
import { moneyInTable } from '#domain/kernel/wording.ts';
import type { FlowEdge, FlowSource } from '#domain/ledger/flow.ts';
import type { FlowAnnexPaper } from '#usecases/ports/documents.ts';
import { frame, type Speaker } from './frame.ts';

/** The flow of funds as `flow-annex.typ` reads it: sums, transfers, the statements they stand in, what was left out. */
export function flowAnnexPaper(paper: FlowAnnexPaper, say: Speaker): unknown {
  const names = new Map(paper.nodes.map(({ id, name }) => [id, name === '?' || name === '' ? say.caption('flow.unknown') : name]));
  const place = ({ recordId, account, entry }: FlowSource): string =>
    `${paper.statements.findIndex((one) => one.recordId === recordId) + 1}/${account + 1}/${entry + 1}`;
  const made = frame(say, paper.issue, `${say.caption('flow.title')} ${paper.issue.reference}`, paper.creditor);
  return {
    ...made,
    foot: { ...made.foot, left: `${paper.issue.reference} · ${say.caption('flow.title')}` },
    heading: say.caption('flow.title'),
    facts: [
      [say.caption('letterhead.reference'), paper.issue.reference],
      [say.caption('letterhead.date'), say.day(paper.issue.writtenOn)],
      [say.caption('flow.parties'), `${paper.creditor} ${say.caption('report.versus')} ${paper.debtor}`],
      ...sums(paper.edges).map((line) => [say.caption('flow.sums'), line]),
    ],
    note: say.caption('flow.convention'),
    sections: {
      transfers: say.caption('flow.transfers'),
      statements: say.caption('flow.statements'),
      left: say.caption('flow.left'),
      unreadable: say.caption('flow.unreadable'),
    },
    head: (['day', 'kind', 'way', 'amount', 'fromLoan', 'source'] as const).map((key) => say.caption(`flow.${key}`)),
    none: say.caption('flow.none'),
    rows: paper.edges.map((edge) => [
      edge.on,
      say.caption(`flow.${edge.kind}`),
      `${names.get(edge.from) ?? ''} → ${names.get(edge.to) ?? ''}`,
      edge.reference ?? '',
      moneyInTable(edge.amount),
      edge.fromLoan.minor > 0n ? moneyInTable(edge.fromLoan) : '—',
      edge.sources.map(place).join(', '),
    ]),
    statements: paper.statements.map(({ name, recordId, sha256, logIndex }, i) => ({
      number: String(i + 1),
      name,
      record: `${say.caption('flow.record')} ${recordId} · ${logIndex === undefined ? say.caption('flow.notLogged') : `${say.caption('flow.leaf')} ${logIndex}`}`,
      sha256,
    })),
    left: paper.left.map(({ source, why }) => `${place(source)}: ${say.caption(`flow.${why}`)}`),
    unreadable: paper.unreadable,
    signature: {
      closing: '',
      name: paper.creditor,
      signature: say.caption('seal.signature'),
      date: say.day(paper.issue.writtenOn),
      seal: say.caption('seal.ring'),
    },
  };
}

/** One line a currency: lent, spent from the loan, paid back from it. */
function sums(edges: readonly FlowEdge[]): string[] {
  const currencies = [...new Set(edges.filter(({ kind }) => kind === 'loan').map(({ amount }) => amount.currency))];
  const sum = (currency: string, kind: FlowEdge['kind']): Money => ({
    currency,
    minor: edges
      .filter((edge) => edge.kind === kind && edge.amount.currency === currency)
      .reduce((total, { fromLoan }) => total + fromLoan.minor, 0n),
  });
  return currencies.map((currency) => (['loan', 'spending', 'repayment'] as const).map((kind) => moneyInTable(sum(currency, kind))).join('; '));
}

import { exponentOf } from '#domain/kernel/currency.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { type Money, moneyOf } from '#domain/kernel/money.ts';
import type { BankStatement, StatementAccount, StatementEntry } from './statement.ts';

/**
 * Where the money went: a graph of accounts with one edge per bank entry, from the loan over what it was spent on to
 * repayment. Each edge cites the sealed statement and the entry in it.
 */
export type Flow = { readonly nodes: readonly FlowNode[]; readonly edges: readonly FlowEdge[]; readonly left: readonly Unread[] };

export type FlowNode = { readonly id: string; readonly name: string; readonly role: 'lender' | 'borrower' | 'other' };

export type FlowEdge = {
  readonly from: string;
  readonly to: string;
  readonly amount: Money;
  /** ISO day: booked, else value date. */
  readonly on: string;
  /** `own`: between accounts of the borrower's side, or of the lender's. */
  readonly kind: 'loan' | 'repayment' | 'spending' | 'income' | 'own';
  /** How much of it is loan money, first in first out over the borrower's accounts in this currency. */
  readonly fromLoan: Money;
  readonly reference?: string;
  readonly sources: readonly FlowSource[];
};

/** The leaf that an edge stands on: the statement's record, and which entry of which account in it (from 0). */
export type FlowSource = { readonly recordId: string; readonly account: number; readonly entry: number };

/** Entries that make no edge, with the reason. */
export type Unread = { readonly source: FlowSource; readonly why: 'not-booked' | 'no-day' | 'reversal' | 'bad-amount' };

export type SealedStatement = { readonly recordId: string; readonly statement: BankStatement };
export type FlowParties = { readonly lenders: readonly string[]; readonly borrowers: readonly string[] };

/** Names without case, width, spaces and marks, so that one spelling of a party is one node. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{Z}\s]+/gu, '');

export function flowOf(statements: readonly SealedStatement[], parties: FlowParties): Flow {
  const roles = new Map<string, FlowNode['role']>([
    ...parties.borrowers.map((name) => [plain(name), 'borrower'] as const),
    ...parties.lenders.map((name) => [plain(name), 'lender'] as const),
  ]);
  const nodes = new Map<string, FlowNode>();
  const left: Unread[] = [];
  const edges: FlowEdge[] = [];
  const node = (name: string, key: string | undefined, fallback: FlowNode['role']): string => {
    const role = roles.get(plain(name)) ?? fallback;
    const id = role === 'other' ? (key ?? plain(name)) || 'unknown' : `${role}:${plain(name) || key}`;
    if (!nodes.has(id)) nodes.set(id, { id, name: name || key || '?', role });
    return id;
  };
  for (const { recordId, statement } of statements) {
    statement.accounts.forEach((account, a) => {
      // An account without an owner's name is taken as the borrower's: statements are the borrower's papers.
      const own = node(account.account.owner ?? parties.borrowers[0] ?? '', keyOf(account), 'borrower');
      for (const [e, entry] of account.entries.entries()) {
        const source = { recordId, account: a, entry: e };
        const read = readEntry(entry);
        if (typeof read === 'string') {
          left.push({ source, why: read });
          continue;
        }
        const { counterparty } = entry;
        const other = node(counterparty?.name ?? '', counterparty?.iban ?? counterparty?.account, 'other');
        const [from, to] = entry.sign === 'credit' ? [other, own] : [own, other];
        const reference = entry.references.endToEnd ?? entry.references.creditor ?? entry.text;
        add(edges, { from, to, ...read, ...(reference ? { reference } : {}), sources: [source] }, nodes);
      }
    });
  }
  return { nodes: [...nodes.values()], edges: traced(edges, nodes), left };
}

const keyOf = ({ account }: StatementAccount): string | undefined => account.iban ?? account.other;

function readEntry(entry: StatementEntry): { readonly amount: Money; readonly on: string } | Unread['why'] {
  if (entry.status !== 'booked') return 'not-booked';
  if (entry.reversal) return 'reversal';
  const on = entry.bookedOn ?? entry.valueOn;
  if (on === undefined) return 'no-day';
  try {
    const amount = moneyOf(entry.amount.replace(/^[-+]/, ''), entry.currency);
    return amount.minor > 0n ? { amount, on } : 'bad-amount';
  } catch (cause) {
    if (cause instanceof DomainError) return 'bad-amount';
    throw cause;
  }
}

/** The same transfer stands in the statements of both sides: one edge with two sources. */
function add(edges: FlowEdge[], edge: Omit<FlowEdge, 'kind' | 'fromLoan'>, nodes: ReadonlyMap<string, FlowNode>): void {
  const twin = edges.findIndex(
    (one) =>
      one.from === edge.from &&
      one.to === edge.to &&
      one.on === edge.on &&
      one.amount.minor === edge.amount.minor &&
      one.amount.currency === edge.amount.currency &&
      one.sources.every(({ recordId }) => recordId !== edge.sources[0]?.recordId),
  );
  const found = edges[twin];
  if (found) {
    edges[twin] = { ...found, sources: [...found.sources, ...edge.sources] };
    return;
  }
  const [from, to] = [nodes.get(edge.from)?.role, nodes.get(edge.to)?.role];
  const kind =
    from === to && from !== 'other'
      ? 'own'
      : from === 'lender'
        ? 'loan'
        : to === 'lender'
          ? 'repayment'
          : from === 'borrower'
            ? 'spending'
            : 'income';
  edges.push({ ...edge, kind, fromLoan: { currency: edge.amount.currency, minor: 0n } });
}

/** First in, first out: money leaves in the order in which it came. What was there before counts as not of the loan. */
function traced(edges: readonly FlowEdge[], nodes: ReadonlyMap<string, FlowNode>): FlowEdge[] {
  const pools = new Map<string, { loan: boolean; minor: bigint }[]>();
  // Within a day what comes in is there before what goes out.
  const incoming = (edge: FlowEdge): number => (nodes.get(edge.to)?.role === 'borrower' ? 0 : 1);
  const inOrder = [...edges].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : incoming(a) - incoming(b)));
  return inOrder.map((edge) => {
    const pool = pools.get(edge.amount.currency) ?? [];
    pools.set(edge.amount.currency, pool);
    if (edge.kind === 'own') return edge;
    if (nodes.get(edge.to)?.role === 'borrower') {
      pool.push({ loan: edge.kind === 'loan', minor: edge.amount.minor });
      return edge.kind === 'loan' ? { ...edge, fromLoan: edge.amount } : edge;
    }
    return { ...edge, fromLoan: { currency: edge.amount.currency, minor: taken(pool, edge.amount.minor) } };
  });
}

function taken(pool: { loan: boolean; minor: bigint }[], wanted: bigint): bigint {
  let left = wanted;
  let ofLoan = 0n;
  while (left > 0n && pool[0]) {
    // biome-ignore lint/complexity/useMathMinMax: Math.min takes no bigint
    const part = pool[0].minor < left ? pool[0].minor : left;
    pool[0].minor -= part;
    left -= part;
    if (pool[0].loan) ofLoan += part;
    if (pool[0].minor === 0n) pool.shift();
  }
  return ofLoan;
}

export type FlowFilter = {
  /** ISO days, both included. */
  readonly from?: string;
  readonly to?: string;
  /** Decimal text in each edge's own currency. */
  readonly least?: string;
  readonly currency?: string;
};

/** The edges that a filter leaves, and the nodes they touch. What was traced before stays as it was. */
export function fitting(flow: Flow, { from, to, least, currency }: FlowFilter): Flow {
  const edges = flow.edges.filter(
    (edge) =>
      (from === undefined || edge.on >= from) &&
      (to === undefined || edge.on <= to) &&
      (currency === undefined || edge.amount.currency === currency) &&
      (least === undefined || edge.amount.minor >= leastMinor(least, edge.amount.currency)),
  );
  const touched = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  return { ...flow, edges, nodes: flow.nodes.filter(({ id }) => touched.has(id)) };
}

/** 0.001 EUR is more than nothing and less than a cent: rounded up to what an amount can be. */
function leastMinor(least: string, currency: string): bigint {
  const [whole = '0', part = ''] = least.split('.');
  const digits = exponentOf(currency);
  const kept = BigInt(`${whole}${part.slice(0, digits).padEnd(digits, '0')}`);
  return /[1-9]/.test(part.slice(digits)) ? kept + 1n : kept;
}

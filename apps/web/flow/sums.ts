import type { FlowJson } from '#contract/operations/flow.ts';

export type Sums = { readonly lent: string; readonly spent: string; readonly back: string; readonly still: string };

/** What became of the loan in one currency, added up exactly. */
export function sumsOf(flow: FlowJson, currency: string): Sums {
  const edges = flow.edges.filter(({ amount }) => amount.currency === currency);
  const digits = Math.max(0, ...edges.map(({ amount }) => amount.amount.split('.')[1]?.length ?? 0));
  const units = (text: string): bigint => {
    const [whole = '0', part = ''] = text.split('.');
    return BigInt(`${whole}${part.padEnd(digits, '0')}`);
  };
  const sum = (kind: FlowJson['edges'][number]['kind']): bigint =>
    edges.filter((edge) => edge.kind === kind).reduce((total, edge) => total + units(edge.fromLoan.amount), 0n);
  const [lent, spent, back] = [sum('loan'), sum('spending'), sum('repayment')];
  const text = (value: bigint): string => {
    const shown = String(value < 0n ? 0n : value).padStart(digits + 1, '0');
    return digits === 0 ? shown : `${shown.slice(0, -digits)}.${shown.slice(-digits)}`;
  };
  return { lent: text(lent), spent: text(spent), back: text(back), still: text(lent - spent - back) };
}

import { type Limit, met, type Row } from './row.ts';

const heads = ['what', 'measured', 'unit', 'limit', 'beside', 'ratio', 'met'] as const;

/** Plain text for a terminal, one line a row. The ratio is measured by peer. */
export function table(rows: readonly Row[]): string {
  const lines = [heads, ...rows.map(cellsOf)];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const right = new Set([1, 5]);
  const text = (line: readonly string[]): string =>
    line
      .map((cell, column) => (right.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return `${[text(heads), widths.map((width) => '-'.repeat(width)).join('  '), ...lines.slice(1).map(text)].join('\n')}\n`;
}

export function cellsOf(row: Row): string[] {
  const kept = met(row);
  return [
    row.name,
    amount(row.value),
    row.unit,
    row.limit ? limitText(row.limit) : '',
    row.peer ? `${row.peer.name}: ${amount(row.peer.value)}` : '',
    row.peer ? amount(row.value / row.peer.value) : '',
    kept === undefined ? '' : kept ? 'yes' : 'NO',
  ];
}

const limitText = ({ kind, value }: Limit): string => `${kind === 'least' ? '>=' : '<='} ${amount(value)}`;

/** Three digits that matter; more only in front of the point. */
export function amount(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  const places = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return value.toFixed(places).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ' ');
}

import { openLawBook } from '#adapters/law/folder.ts';
import type { Claim } from '#domain/claim/claim.ts';
import { claimOf } from '#domain/claim/filing.ts';
import { addDays, dayOf, isoDay } from '#domain/kernel/day.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { position } from '#domain/law/position.ts';
import { atLeast, atMost, figure, type Row } from './row.ts';

/** Laws whose late interest crosses at least five rate segments between the due dates and the day of the count. */
const places = [
  ['DE', 'EUR'],
  ['FR', 'EUR'],
  ['ES', 'EUR'],
  ['IT', 'EUR'],
  ['CN', 'CNY'],
  ['GB', 'GBP'],
] as const;
const asOf = dayOf('2026-06-15');
const total = 1_000_000;
const pool = 2_000;

/** A claim due in 2022 with two part payments; deterministic, no two of a pool alike. */
function claimAt(i: number): Claim {
  const [law, currency] = places[i % places.length] as (typeof places)[number];
  const due = addDays(dayOf('2022-06-01'), i % 300);
  const party = (name: string) => ({ name, address: { lines: [], country: law } });
  return claimOf({
    basis: 'sale',
    creditor: party('Seller'),
    debtor: party('Buyer'),
    currency,
    governingLaw: law,
    items: [{ number: `I-${i}`, amount: `${1_000 + i * 37}.${String(i % 100).padStart(2, '0')}`, dueOn: isoDay(due) }],
    payments: [
      { paidOn: isoDay(addDays(due, 210)), amount: '120.50' },
      { paidOn: isoDay(addDays(due, 700)), amount: '75.25' },
    ],
  });
}

/** The least a count could cost: three stretches of five rate segments each, in bare bigints, without law, trace or payments' order. */
function plainLoop(count: number): bigint {
  const rates = [1012n, 1100n, 1212n, 1262n, 1237n];
  let sum = 0n;
  for (let i = 0; i < count; i += 1) {
    let principal = BigInt(100_000 + (i % pool) * 3_700);
    for (const paid of [12_050n, 7_525n, 0n]) {
      let interest = 0n;
      for (const rate of rates) interest += principal * rate * 91n;
      const due = interest / 3_650_000n;
      principal -= paid > due ? paid - due : 0n;
      sum += due;
    }
  }
  return sum;
}

/** One million positions over mixed countries, beside a plain bigint loop; memory is what the process holds after them. */
export async function run(): Promise<readonly Row[]> {
  const book = openLawBook();
  const claims = Array.from({ length: pool }, (_, i) => claimAt(i));
  for (const claim of claims) if (isRefusal(position(claim, asOf, book))) throw new Error(`refused: ${claim.governingLaw}`);
  const before = memory();
  const started = performance.now();
  let check = 0n;
  for (let i = 0; i < total; i += 1) {
    const found = position(claims[i % pool] as Claim, asOf, book);
    if (!isRefusal(found)) check += found.total.minor;
  }
  const seconds = (performance.now() - started) / 1000;
  const grown = memory() - before;
  const plainStarted = performance.now();
  const plain = plainLoop(total);
  const plainSeconds = (performance.now() - plainStarted) / 1000;
  const tracedStarted = performance.now();
  for (let i = 0; i < 20_000; i += 1) position(claims[i % pool] as Claim, asOf, book, { trace: true });
  const tracedSeconds = (performance.now() - tracedStarted) / 1000;
  if (check <= 0n || plain <= 0n) throw new Error('nothing was counted');
  return [
    atLeast('positions, one core', total / seconds, 'positions/s', 30_000, { name: 'plain bigint loop', value: total / plainSeconds }),
    figure('positions with trace, one core', 20_000 / tracedSeconds, 'positions/s'),
    atMost('memory grown over a million positions', grown / 1e6, 'MB', 100),
  ];
}

function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss;
}

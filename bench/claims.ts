/** Claims as an API caller files them: five countries, every one with its own debtor, number and amount. Deterministic. */
export function claimAt(i: number): Record<string, unknown> {
  const [country, currency, city, timeZone] = places[i % places.length] as (typeof places)[number];
  const day = (month: number): string => `2026-${String(month).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`;
  return {
    basis: 'sale',
    creditor: { name: 'Bench Trading', address: { lines: ['Harbour Road 1'], city: 'Ningbo', country: 'CN' } },
    debtor: {
      name: `Debtor ${i} ${country} Ltd`,
      address: { lines: [`Street ${i % 300}`], city, country },
      timeZone,
      contacts: [{ channel: 'email', value: `accounts-${i}@debtor.invalid` }],
    },
    currency,
    governingLaw: country === 'US' ? 'US-NY' : country,
    items: [
      {
        number: `BENCH-${i}`,
        amount: `${1_000 + (i % 9_000)}.${String(i % 100).padStart(2, '0')}`,
        issuedOn: day(2),
        deliveredOn: day(2),
        dueOn: day(3),
      },
    ],
  };
}

const places = [
  ['DE', 'EUR', 'Hamburg', 'Europe/Berlin'],
  ['CN', 'CNY', 'Ningbo', 'Asia/Shanghai'],
  ['GB', 'GBP', 'Leeds', 'Europe/London'],
  ['US', 'USD', 'New York', 'America/New_York'],
  ['FR', 'EUR', 'Lyon', 'Europe/Paris'],
] as const;

/** The same kind of claim as rows of a file. */
export function csvOf(count: number): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const [country, currency] = places[i % places.length] as (typeof places)[number];
    const day = String(1 + (i % 28)).padStart(2, '0');
    return `FILE-${i},Customer ${i % 4_000} ${country} Ltd,${country},${1_000 + (i % 9_000)}.${String(i % 100).padStart(2, '0')},${currency},2026-02-${day},2026-03-${day},Bench Trading\n`;
  });
  return `Invoice No,Customer,Country,Amount,Currency,Invoice Date,Due Date,Creditor\n${rows.join('')}`;
}

/** Runs `work` for 0 .. count-1, `callers` at a time, and answers the seconds it took. */
export async function together(count: number, callers: number, work: (i: number, caller: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      while (next < count) await work(next++, caller);
    }),
  );
  return (performance.now() - begun) / 1000;
}

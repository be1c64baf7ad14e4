import type { FastifyInstance } from 'fastify';
import { getDesk } from '#contract/operations/cases.ts';
import { isoDay } from '#domain/kernel/day.ts';
import { moneyOf } from '#domain/kernel/money.ts';
import { ageBuckets, type DeskFigures } from '#usecases/ports/desk.ts';
import type { Organisation } from '#usecases/ports/organisation.ts';
import type { ApiContext } from '../context.ts';
import { transacted } from '../route.ts';
import { caseRow, minorText } from '../shapes/case.ts';
import { todayOf } from '../today.ts';

export function deskRoutes(app: FastifyInstance, context: ApiContext): void {
  transacted(app, context, getDesk, async (_, tx) => {
    const today = isoDay(await todayOf(context, tx));
    const figures = await context.desk.figures(tx, today);
    const organisation = await context.organisation.get(tx);
    const currencies = figures.receivables.map((row) => row.currency);
    return {
      asOf: today,
      atRisk: figures.receivables.map((row) => ({
        currency: row.currency,
        amount: minorText(row.openMinor, row.currency),
        cases: figures.ageing.filter((cell) => cell.currency === row.currency).reduce((sum, cell) => sum + cell.cases, 0),
      })),
      recovered90d: figures.recovered.map((row) => ({ currency: row.currency, amount: minorText(row.minor, row.currency), cases: row.cases })),
      dueThisWeek: figures.dueThisWeek,
      awaitingApproval: figures.awaitingApproval,
      dso: currencies.flatMap((currency) => dsoOf(figures, organisation, currency)),
      ageing: currencies.map((currency) => ({
        currency,
        buckets: figures.ageing
          .filter((cell) => cell.currency === currency)
          .sort((a, b) => ageBuckets.indexOf(a.bucket) - ageBuckets.indexOf(b.bucket))
          .map((cell) => ({ bucket: cell.bucket, stage: cell.stage, amount: minorText(cell.minor, currency), cases: cell.cases })),
      })),
      worklist: figures.worklist.map((found) => caseRow(found, today)),
      caseCount: figures.caseCount,
      demo: { loaded: figures.demoCases > 0, cases: figures.demoCases },
      notes: [],
      ...(figures.averageDaysLate === undefined ? {} : { averageDaysLate: figures.averageDaysLate }),
    };
  });
}

/**
 * DSO = open receivables / credit sales of the period x days of the period; best possible DSO counts only what is not yet
 * due (the usual credit-management definitions). Without the organisation's own sales there is no DSO.
 */
function dsoOf(figures: DeskFigures, organisation: Organisation, currency: string): { currency: string; days: number; bestPossible: number }[] {
  const sales = organisation.creditSales.find((row) => row.currency === currency);
  const row = figures.receivables.find((one) => one.currency === currency);
  if (!sales || !row) return [];
  const sold = moneyOf(sales.amount, currency).minor;
  if (sold <= 0n) return [];
  const days = (minor: bigint): number => Number((minor * BigInt(sales.days) * 10n) / sold) / 10;
  return [{ currency, days: days(row.openMinor), bestPossible: days(row.currentMinor) }];
}

import type { AgeingBucket } from '#domain/assessment/ageing.ts';
import type { Assessment } from '#domain/assessment/assessment.ts';
import type { FigureSource, Odds } from '#domain/assessment/odds.ts';
import type { RouteValue } from '#domain/assessment/routes.ts';
import { moneyInTable } from '#domain/kernel/wording.ts';
import type { Speaker } from './frame.ts';

/** Chart data for the templates: numbers only for drawing (never printed), and the words that stand beside them. */

export const percent = (share: number): string => `${Math.round(share * 100)}%`;

export function oddsLine(odds: Odds, say: Speaker): string {
  return odds.kind === 'estimated' ? `${percent(odds.now.mid)} (${percent(odds.now.low)}–${percent(odds.now.high)})` : say.caption('report.withheld');
}

export function fan(odds: Odds, say: Speaker): unknown {
  if (odds.kind === 'withheld') return null;
  return {
    caption: say.caption('odds.chart'),
    axis: say.caption('odds.months'),
    points: odds.waiting.map((point) => ({ x: point.monthsFromNow, low: point.low, mid: point.mid, high: point.high })),
    head: ['', ...odds.waiting.map((point) => String(point.monthsFromNow))],
    rows: [
      [say.caption('odds.high'), ...odds.waiting.map((point) => percent(point.high))],
      [say.caption('odds.mid'), ...odds.waiting.map((point) => percent(point.mid))],
      [say.caption('odds.low'), ...odds.waiting.map((point) => percent(point.low))],
    ],
  };
}

export function ageingBars(buckets: readonly AgeingBucket[], say: Speaker): unknown {
  const largest = extremes(buckets.map((bucket) => bucket.amount.minor)).high;
  return {
    caption: say.caption('ageing.chart'),
    bars: buckets.map((bucket) => ({
      label: say.of(bucket.label),
      size: largest > 0n && bucket.amount.minor > 0n ? Number((bucket.amount.minor * 1000n) / largest) / 1000 : 0,
      text: bucket.items === 0 ? '' : moneyInTable(bucket.amount),
    })),
  };
}

/** The smallest and the largest, 0 always among them. */
function extremes(values: readonly bigint[]): { readonly low: bigint; readonly high: bigint } {
  const sorted = [0n, ...values].sort((a, b) => Number(a > b) - Number(a < b));
  return { low: sorted[0] ?? 0n, high: sorted.at(-1) ?? 0n };
}

/** Route ranges on one axis from the lowest to the highest net, 0 always inside. */
export function routeBars(routes: readonly RouteValue[], say: Speaker): unknown {
  const nets = routes.flatMap((route) => (route.expected.kind === 'estimated' ? [route.expected.net] : []));
  const values = nets.flatMap((net) => [net.low.minor, net.high.minor]);
  const { low, high } = extremes(values);
  const span = high - low === 0n ? 1n : high - low;
  const at = (minor: bigint): number => Number(((minor - low) * 10_000n) / span) / 10_000;
  return {
    caption: say.caption('route.chart'),
    zero: at(0n),
    bars: routes.map((route) =>
      route.expected.kind === 'estimated'
        ? {
            label: say.of(route.name),
            known: true,
            low: at(route.expected.net.low.minor),
            mid: at(route.expected.net.mid.minor),
            high: at(route.expected.net.high.minor),
            text: moneyInTable(route.expected.net.mid),
          }
        : {
            label: say.of(route.name),
            known: false,
            low: 0,
            mid: 0,
            high: 0,
            text: route.open.kind === 'shut' ? say.caption('route.shut') : say.caption('report.withheld'),
          },
    ),
  };
}

export function sourceLine(source: FigureSource, say: Speaker): string {
  const status = say.caption(`status.${source.status}`);
  return say.locale === 'en' ? `${say.of(source.note)} [${status}]` : `${say.of(source.note)}［${status}］`;
}

export function quadrantFigure(assessment: Assessment, say: Speaker): unknown {
  const { willingness } = assessment;
  return {
    capacity: say.caption('quadrant.capacity'),
    willingness: say.caption('quadrant.willingness'),
    cells: (['can-but-will-not', 'can-and-will', 'neither', 'will-but-cannot'] as const).map((cell) => ({
      text: say.caption(`quadrant.${cell}`),
      here: willingness.quadrant === cell,
    })),
    levels: [
      [say.caption('quadrant.capacity'), say.caption(`level.${willingness.capacity}`)],
      [say.caption('quadrant.willingness'), say.caption(`level.${willingness.willingness}`)],
    ],
    verdict: say.caption(`quadrant.${willingness.quadrant}`),
    pointers: willingness.pointers.map((pointer) => ({
      mark: pointer.way === 'up' ? '▲' : '▽',
      axis: say.caption(pointer.axis === 'capacity' ? 'quadrant.capacity' : 'quadrant.willingness'),
      text: say.of(pointer.text),
    })),
  };
}

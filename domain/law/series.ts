import type { Citation } from '#domain/kernel/citation.ts';
import { type Day, isoDay } from '#domain/kernel/day.ts';
import type { Rational } from '#domain/kernel/rational.ts';
import { type Refusal, refuse } from '#domain/kernel/refusal.ts';
import type { Point, SeriesData } from './format/files.ts';

/** A published figure in force on a day: the figure, since when, and whether anyone has verified it. */
export type Published = { readonly value: Rational; readonly from: Day; readonly status: 'verified' | 'unverified' };

export type SeriesRefusal = Refusal<'law.not_published_yet' | 'law.before_series' | 'law.ask_counsel'>;

/** A dated series that refuses to extrapolate: after `validThrough` it answers `law.not_published_yet`, never the old figure. */
export type Series = SeriesData & { readonly on: (day: Day, knownOn?: Day) => Published | SeriesRefusal };

export function seriesOf(data: SeriesData): Series {
  return { ...data, on: (day, knownOn) => lookUp(data, day, knownOn) };
}

function lookUp(data: SeriesData, day: Day, knownOn?: Day): Published | SeriesRefusal {
  const citation: Citation = data.citation;
  if (day > data.validThrough) {
    return refuse('law.not_published_yet', [citation], {
      series: data.id,
      day: isoDay(day),
      lastPublication: isoDay(data.lastPublication),
      validThrough: isoDay(data.validThrough),
      ...(data.nextPublication ? { nextPublication: data.nextPublication } : {}),
    });
  }
  const point = inForce(data.points, day, knownOn);
  if (!point) {
    return refuse('law.before_series', [citation], { series: data.id, day: isoDay(day), begins: isoDay((data.points[0] as Point).from) });
  }
  if (!point.value) return refuse('law.ask_counsel', [citation], { series: data.id, day: isoDay(day), since: isoDay(point.from) });
  return { value: point.value, from: point.from, status: point.status ?? (citation.status === 'verified' ? 'verified' : 'unverified') };
}

/** The last point not after `day`, among those known on `knownOn`. Points stand in rising order, so a binary search finds it. */
function inForce(points: readonly Point[], day: Day, knownOn?: Day): Point | undefined {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle] as Point).from <= day) low = middle + 1;
    else high = middle;
  }
  for (let i = low - 1; i >= 0; i -= 1) {
    const point = points[i] as Point;
    if (knownOn === undefined || (point.knownFrom ?? point.from) <= knownOn) return point;
  }
  return undefined;
}

import type { Citation } from '../../kernel/citation.ts';
import { type Refusal, refuse } from '../../kernel/refusal.ts';
import { memberStates } from '../profiles/union.ts';
import table from './conventions.json' with { type: 'json' };
import type { PeriodRule, PeriodUnit } from './period.ts';

export type CountingConvention = Pick<PeriodRule, 'firstDay' | 'roll' | 'rollOver'> & { readonly place: string; readonly citation: Citation };

const rows = table.rows as readonly CountingConvention[];

/** How periods are counted at a place: its own row, its country's, or the EU's for a member state without one. */
export function countingConvention(place: string): CountingConvention | undefined {
  const names = [place, place.slice(0, 2), ...(memberStates.has(place.slice(0, 2)) ? ['EU'] : [])];
  for (const name of names) {
    const row = rows.find((candidate) => candidate.place === name);
    if (row) return row;
  }
  return undefined;
}

export const countingConventions = (): readonly CountingConvention[] => rows;

/** A period under the place's own convention. Refuses where none is known. `citation` replaces the general one. */
export function periodOf(place: string, count: number, unit: PeriodUnit, citation?: Citation): PeriodRule | Refusal<'calendar.no_convention'> {
  const convention = countingConvention(place);
  if (!convention) return refuse('calendar.no_convention', [], { place });
  const { place: _, ...named } = convention;
  return { count, unit, ...named, citation: citation ?? convention.citation };
}

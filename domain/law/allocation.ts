import type { Day } from '#domain/kernel/day.ts';
import type { Jurisdiction } from './book.ts';
import type { Facts } from './facts.ts';
import type { RuleException } from './format/files.ts';
import type { ValueOf } from './format/values.ts';
import { govern, versionOn } from './select.ts';

export type Allocation = Pick<ValueOf<'allocation'>, 'order' | 'items'> & { readonly rule?: RuleException };

/** Where a law's folder names no order, payments go to costs, then interest, then principal, the oldest debt first; the trace says so. */
const customary: Allocation = { order: ['costs', 'interest', 'principal'], items: 'oldest-due-first' };

/** In which order a payment that names no purpose is set off. */
export function allocationOf(law: Jurisdiction, facts: Facts, on: Day): Allocation {
  const rule = govern(law, 'allocation', facts);
  const value = rule && versionOn(rule, on, facts.knownOn)?.value;
  return value?.kind === 'allocation' ? { order: value.order, items: value.items, rule } : customary;
}

import type { Claim, ClaimItem } from '#domain/claim/claim.ts';
import { addDays, type Day } from '#domain/kernel/day.ts';
import type { Jurisdiction } from './book.ts';
import type { Facts } from './facts.ts';
import type { RuleException } from './format/files.ts';
import type { ValueOf } from './format/values.ts';
import { govern, versionOn } from './select.ts';

/** When an item fell due, and why. Absent day: the law needs a fact the claim does not have (a demand, a delivery). */
export type Due = {
  readonly on?: Day;
  readonly rule?: RuleException;
  readonly reason: 'agreed' | 'law' | 'shortened' | 'missing';
  readonly agreedOn?: Day;
};

/**
 * The agreed due date, brought forward where the law caps the term (SME Regulation art. 9); without agreement the law's own
 * term after delivery, invoice or demand.
 */
export function dueOf(item: ClaimItem, claim: Claim, law: Jurisdiction, facts: Facts, asOf: Day): Due {
  const rule = govern(law, 'term', facts, item.dueOn);
  const value = rule && versionOn(rule, item.dueOn ?? item.issuedOn ?? asOf, facts.knownOn)?.value;
  const term = value?.kind === 'term' ? value : undefined;
  if (item.dueOn !== undefined) {
    const limit = term?.atMostDays === undefined ? undefined : firstKnown(term.capStart ?? term.from, item, claim);
    if (rule && term?.atMostDays !== undefined && limit !== undefined && item.dueOn > addDays(limit, term.atMostDays)) {
      return { on: addDays(limit, term.atMostDays), rule, reason: 'shortened', agreedOn: item.dueOn };
    }
    return { on: item.dueOn, reason: 'agreed' };
  }
  if (!rule || !term) return { reason: 'missing' };
  const start = term.pick === 'latest' ? latestKnown(term.from, item, claim) : firstKnown(term.from, item, claim);
  return start === undefined ? { rule, reason: 'missing' } : { on: addDays(start, term.days), rule, reason: 'law' };
}

type Start = ValueOf<'term'>['from'][number];

function firstKnown(starts: readonly Start[], item: ClaimItem, claim: Claim): Day | undefined {
  for (const start of starts) {
    const day = dayOfStart(start, item, claim);
    if (day !== undefined) return day;
  }
  return undefined;
}

function latestKnown(starts: readonly Start[], item: ClaimItem, claim: Claim): Day | undefined {
  const days = starts.flatMap((start) => dayOfStart(start, item, claim) ?? []);
  return days.length === 0 ? undefined : (Math.max(...days) as Day);
}

function dayOfStart(start: Start, item: ClaimItem, claim: Claim): Day | undefined {
  switch (start) {
    case 'issued':
    case 'immediately':
      return item.issuedOn;
    case 'delivered':
      return item.deliveredOn;
    case 'contract':
      return claim.contractOn;
    case 'demand': {
      const demands = claim.events.filter((event) => event.kind === 'demand-received').map((event) => event.on);
      return demands.length === 0 ? undefined : (Math.min(...demands) as Day);
    }
  }
}

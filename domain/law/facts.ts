import type { Claim } from '#domain/claim/claim.ts';
import type { Party } from '#domain/claim/party.ts';
import type { Day } from '#domain/kernel/day.ts';
import type { RuleException } from './format/files.ts';
import type { Relation } from './format/values.ts';

/** What a rule's `when` looks at. */
export type Facts = {
  readonly basis: Claim['basis'];
  readonly relation: Relation;
  readonly creditorSize?: Party['size'];
  readonly debtorSize?: Party['size'] | 'public';
  readonly currency: string;
  readonly agreed: Claim['agreedInterest']['kind'];
  readonly contractOn?: Day;
  readonly filedOn?: Day;
  /** Only what was known by this day counts. */
  readonly knownOn?: Day;
};

export function factsOf(claim: Claim, asOf: Day, knownOn?: Day): Facts {
  const debtorSize = claim.debtor.kind === 'public-body' ? 'public' : claim.debtor.size;
  const filedOn = filing(claim, asOf);
  return {
    basis: claim.basis,
    relation: relationOf(claim),
    creditorSize: claim.creditor.size,
    debtorSize,
    currency: claim.currency,
    agreed: claim.agreedInterest.kind,
    ...(claim.contractOn === undefined ? {} : { contractOn: claim.contractOn }),
    ...(filedOn === undefined ? {} : { filedOn }),
    ...(knownOn === undefined ? {} : { knownOn }),
  };
}

/** Creditor first. A person who trades is a business here: `claim.consumer` says that one side is a consumer. */
export function relationOf(claim: Claim): Relation {
  if (claim.debtor.kind === 'public-body') return 'b2public';
  if (claim.creditor.kind === 'person' && claim.debtor.kind === 'person') return 'p2p';
  if (!claim.consumer) return 'b2b';
  return claim.debtor.kind === 'person' ? 'b2c' : 'c2b';
}

/** The first suit or arbitration on or before `asOf`. */
function filing(claim: Claim, asOf: Day): Day | undefined {
  let first: Day | undefined;
  for (const event of claim.events) {
    if ((event.kind === 'suit-filed' || event.kind === 'arbitration-filed') && event.on <= asOf && (first === undefined || event.on < first))
      first = event.on;
  }
  return first;
}

const holds = <T>(allowed: readonly T[] | undefined, got: T | undefined): boolean =>
  allowed === undefined || (got !== undefined && allowed.includes(got));

/** Whether every condition holds. A condition on something the claim does not say does not hold. */
export function matches(when: RuleException['when'], facts: Facts, defaultOn?: Day): boolean {
  if (!when) return true;
  if (!holds(when.basis, facts.basis) || !holds(when.parties, facts.relation)) return false;
  if (!holds(when.creditorSize, facts.creditorSize) || !holds(when.debtorSize, facts.debtorSize)) return false;
  if (!holds(when.currency, facts.currency) || !holds(when.agreed, facts.agreed)) return false;
  return (
    within(facts.contractOn, when.contractFrom, when.contractTo) &&
    within(defaultOn, when.defaultFrom, when.defaultTo) &&
    within(facts.filedOn, undefined, when.suitBefore === undefined ? undefined : ((when.suitBefore - 1) as Day))
  );
}

function within(day: Day | undefined, from: Day | undefined, to: Day | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  return day !== undefined && (from === undefined || day >= from) && (to === undefined || day <= to);
}

import { createHash } from 'node:crypto';
import { type ClaimFiling, erasedName, type PartyFiling, partyKey } from '#domain/claim/filing.ts';

export type PartyRole = 'creditor' | 'debtor' | 'guarantor';
export type CaseParty = { readonly id: string; readonly role: PartyRole; readonly party: PartyFiling };

/**
 * A party's id in one tenant: the same in all its cases, and a pseudonym that tells nothing by itself. Records are marked
 * with it, so that an erasure by person finds them; it goes with them.
 */
export const partyId = (tenant: string, party: PartyFiling): string => partyIdOf(tenant, partyKey(party));

/** By the key that a case keeps of its debtor. */
export const partyIdOf = (tenant: string, key: string): string =>
  `party-${createHash('sha256').update(`${tenant}\n${key}`).digest('hex').slice(0, 32)}`;

/** Who stands in a claim; those erased before are nobody any more. */
export function partiesOf(tenant: string, filing: ClaimFiling): readonly CaseParty[] {
  const named: readonly (readonly [PartyRole, PartyFiling])[] = [
    ['creditor', filing.creditor],
    ['debtor', filing.debtor],
    ...(filing.guarantors ?? []).map((party) => ['guarantor', party] as const),
  ];
  const found = named.filter(([, party]) => party.name !== erasedName).map(([role, party]) => ({ id: partyId(tenant, party), role, party }));
  return found.filter((one, i) => found.findIndex(({ id, role }) => id === one.id && role === one.role) === i);
}

/** Whom a record about a whole case is about. */
export const subjectsOf = (tenant: string, filing: ClaimFiling): readonly string[] => [...new Set(partiesOf(tenant, filing).map(({ id }) => id))];

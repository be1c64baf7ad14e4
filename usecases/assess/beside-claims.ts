import { dayOf, isDay } from '#domain/kernel/day.ts';
import type { CaseReader, DebtorItem } from '../ports/cases.ts';
import type { Exhibit, ExhibitStore } from '../ports/exhibits.ts';
import type { RegisteredContracts } from '../ports/registered-contracts.ts';
import type { TenantTx } from '../ports/transactions.ts';
import type { AssessmentFacts } from './assessor.ts';
import { moneyIn, paperFactsOf, unreadProofs } from './papers.ts';

export type BesidePorts = {
  readonly cases: Pick<CaseReader, 'itemsOfDebtors'>;
  readonly exhibits: Pick<ExhibitStore, 'elsewhere'>;
  /** Contracts registered by hash; absent: none is looked for. */
  readonly contracts?: Pick<RegisteredContracts, 'byHash'>;
};

export type ClaimBeside = { readonly debtorKey: string; readonly currency: string; readonly exhibits: readonly Exhibit[] };
type Beside = Pick<AssessmentFacts, 'paperFacts' | 'unread' | 'registrations' | 'itemsElsewhere' | 'exhibitsElsewhere'>;

/**
 * What the papers of each claim say, which contracts were registered by hash, and what lies in other cases: three round trips
 * at most, for one claim or five hundred. `exceptCase` is the claim's own case where there is one already.
 */
export async function besideClaims(ports: BesidePorts, tx: TenantTx, claims: readonly ClaimBeside[], exceptCase?: string): Promise<Beside[]> {
  const items = await ports.cases.itemsOfDebtors(tx, [...new Set(claims.map(({ debtorKey }) => debtorKey))], exceptCase);
  // Claims against one debtor are held against one list, not each against a copy of its own.
  const itemsElsewhere = new Map([...items].map(([key, found]) => [key, found.flatMap(itemOf)]));
  const hashes = [...new Set(claims.flatMap(({ exhibits }) => exhibits.map(({ sha256 }) => sha256)))];
  const elsewhere = hashes.length > 0 ? await ports.exhibits.elsewhere(tx, hashes, exceptCase) : [];
  const registered = hashes.length > 0 ? ((await ports.contracts?.byHash(tx, hashes)) ?? []) : [];
  return claims.map(({ debtorKey, currency, exhibits }) => ({
    paperFacts: paperFactsOf(exhibits, currency),
    unread: unreadProofs(exhibits),
    registrations: exhibits.flatMap(({ name, sha256 }) => {
      const first = registered.find((one) => one.sha256 === sha256);
      return first ? [{ exhibit: name, by: first.registeredBy, at: first.registeredAt.toISOString(), grade: first.grade }] : [];
    }),
    itemsElsewhere: itemsElsewhere.get(debtorKey) ?? [],
    exhibitsElsewhere: elsewhere.flatMap(({ sha256, caseNumber }) => {
      const exhibit = exhibits.find((one) => one.sha256 === sha256);
      return exhibit ? [{ exhibit: exhibit.name, caseNumber }] : [];
    }),
  }));
}

/** An item as it is compared; one whose amount is finer than its currency is left out. */
function itemOf({ caseNumber, number, amount, currency, issuedOn }: DebtorItem): NonNullable<Beside['itemsElsewhere']> {
  const money = moneyIn(amount, currency);
  return money ? [{ caseNumber, number, amount: money, ...(issuedOn && isDay(issuedOn) ? { issuedOn: dayOf(issuedOn) } : {}) }] : [];
}

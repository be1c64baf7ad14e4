import type { AbilityCheckInput, AssetFact, ListEntry } from '#domain/assessment/checks/ability.ts';
import type { PaperTotals } from '#domain/assessment/checks/claim.ts';
import type { RegisterEntry } from '#domain/assessment/checks/debtor.ts';
import type { UnreadPaper } from '#domain/assessment/checks/delivery.ts';
import type { RejectedEntries } from '#domain/assessment/checks/lists.ts';
import type { ExhibitElsewhere, ItemElsewhere } from '#domain/assessment/checks/near-duplicates.ts';
import type { Registration } from '#domain/assessment/checks/registered.ts';
import type { SignatureFact } from '#domain/assessment/checks/signatures.ts';
import type { OwnCases } from '#domain/assessment/odds.ts';
import type { PaperFacts } from '#domain/assessment/paper-facts.ts';
import type { Claim } from '#domain/claim/claim.ts';
import type { Overlay } from '#domain/claim/stage.ts';
import type { Answer } from '#domain/kernel/answer.ts';
import type { Day } from '#domain/kernel/day.ts';
import type { CaseFigures, DebtorHistory } from '../ports/cases.ts';

/** A case elsewhere in the tenant that looks like the same debt. */
export type Double = { readonly caseId: string; readonly number: string };

/** What is known when a claim is assessed, besides the claim. */
export type AssessmentFacts = {
  readonly asOf: Day;
  readonly doubles: readonly Double[];
  readonly history?: DebtorHistory;
  readonly exhibits: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: string;
    readonly sha256: string;
    readonly now?: string;
    readonly large?: true;
    /** What its signatures and seals say, where it is a signed PDF or OFD. */
    readonly signatures?: readonly Omit<SignatureFact, 'exhibit'>[];
  }[];
  readonly overlays: readonly Overlay[];
  /** The printed totals of invoices among the exhibits. */
  readonly papers?: readonly PaperTotals[];
  /** What the papers say, and which may prove delivery unread. */
  readonly paperFacts?: readonly PaperFacts[];
  readonly unread?: readonly UnreadPaper[];
  readonly registrations?: readonly Registration[];
  readonly itemsElsewhere?: readonly ItemElsewhere[];
  readonly exhibitsElsewhere?: readonly ExhibitElsewhere[];
  /** The tenant's own closed cases like this one. */
  readonly own?: OwnCases;
  /** What the local register and the local lists say of the debtor; absent: nobody asked them. */
  readonly register?: readonly Answer<RegisterEntry>[];
  readonly lists?: readonly Answer<ListEntry>[];
  /** Entries of lists that a person has said are somebody else. */
  readonly rejected?: readonly RejectedEntries[];
  readonly news?: AbilityCheckInput['news'];
  /** Assets of the case's map that a person has checked. */
  readonly assets?: readonly AssetFact[];
};

/** A report ready to keep: `kept` is the text that holds claim, position and assessment exactly (domain/kernel/kept.ts). */
export type Assessed = { readonly kept: string; readonly figures: CaseFigures };

/** Three checks, the law's position, odds, routes, next step: one claim, one day, no I/O. */
export type Assessor = (claim: Claim, facts: AssessmentFacts) => Assessed;

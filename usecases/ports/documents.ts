import type { Assessment } from '#domain/assessment/assessment.ts';
import type { Claim } from '#domain/claim/claim.ts';
import type { Party } from '#domain/claim/party.ts';
import type { Day } from '#domain/kernel/day.ts';
import type { Money } from '#domain/kernel/money.ts';
import type { Bilingual, Locale } from '#domain/kernel/text.ts';
import type { Position } from '#domain/law/position.ts';
import type { FlowEdge, FlowNode, Unread } from '#domain/ledger/flow.ts';
import type { DemandLetter } from '#domain/procedure/letters/demand.ts';
import type { Annex } from '#domain/registry/assets/annex.ts';
import type { AnnexPurpose } from '#domain/registry/assets/annex-purpose.ts';

/** How a paper is found again: its number, the short code on every page, and where the code is checked. */
export type PaperIssue = { readonly writtenOn: Day; readonly reference: string; readonly code: string; readonly verifyAt?: string };

export type ReportPaper = {
  readonly issue: PaperIssue;
  readonly claim: Claim;
  readonly position: Position;
  readonly assessment: Assessment;
  /** The record that sealed this assessment, when it is sealed before it is printed. */
  readonly sealed?: { readonly index: number; readonly sha256: string; readonly sealedAt: string };
};

/** 证据目录: what each exhibit is, what it proves, where it stands, and its hash. */
export type EvidenceIndexPaper = {
  readonly issue: PaperIssue;
  readonly caption: Bilingual;
  readonly claimant: string;
  readonly respondent: string;
  readonly submittedBy: string;
  readonly exhibits: readonly {
    readonly number: string;
    readonly name: string;
    readonly origin?: string;
    readonly proves?: string;
    readonly original?: 'original' | 'copy' | 'electronic';
    readonly pages?: { readonly from: number; readonly to: number };
    readonly bytes?: number;
    readonly sha256?: string;
    /** What the log says about it: index and time, when sealed. */
    readonly sealed?: { readonly index: number; readonly at: string };
  }[];
};

/** The public consult's one page: one number with its trace, one date, one next step, routes, what not to do, papers to gather. */
export type ConsultPaper = {
  readonly issue: PaperIssue;
  readonly claim: Claim;
  readonly position: Position;
  readonly assessment: Assessment;
  readonly notToDo: readonly Bilingual[];
  readonly papersToGather: readonly Bilingual[];
};

/** 结清证明: the creditor's own statement that the debt is discharged. */
export type ClearanceLetter = {
  readonly issue: PaperIssue;
  readonly creditor: Party;
  readonly debtor: Party;
  readonly ending: 'paid-in-full' | 'settled' | 'plan-completed' | 'credited';
  readonly items: readonly { readonly label: string; readonly amount: Money }[];
  readonly payments: readonly { readonly paidOn: Day; readonly amount: Money; readonly reference?: string }[];
  readonly owed: Money;
  readonly received: Money;
  /** What the creditor let go under a settlement or credit; owed = received + released. */
  readonly released: Money;
  readonly dischargedOn: Day;
};

/** The list of assets of an application for preservation or enforcement, element by element, with what is not verified. */
export type AssetAnnexPaper = {
  readonly issue: PaperIssue;
  readonly purpose: AnnexPurpose;
  readonly claim: Claim;
  /** What is to be secured, and whether interest is counted into it. */
  readonly amount: Money;
  readonly amountAsOf: Day;
  readonly withInterest: boolean;
  readonly annex: Annex;
};

/** The flow of funds as an annex to a bundle: every transfer with its share of the loan and the entry it stands on. */
export type FlowAnnexPaper = {
  readonly issue: PaperIssue;
  readonly creditor: string;
  readonly debtor: string;
  /** The statements read, in the order in which the rows number them. */
  readonly statements: readonly { readonly name: string; readonly recordId: string; readonly sha256: string; readonly logIndex?: number }[];
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
  readonly left: readonly Unread[];
  readonly unreadable: readonly string[];
};

export type Papers = {
  readonly demand: DemandLetter;
  readonly report: ReportPaper;
  readonly 'evidence-index': EvidenceIndexPaper;
  readonly consult: ConsultPaper;
  readonly clearance: ClearanceLetter;
  readonly 'asset-annex': AssetAnnexPaper;
  readonly 'flow-annex': FlowAnnexPaper;
};

/** Prints papers as tagged PDF/A-2a in the reader's language. */
export type Documents = {
  render<Kind extends keyof Papers>(kind: Kind, data: Papers[Kind], locale: Locale): Promise<Uint8Array>;
  /** Resolves when the first paper can be printed without waiting for fonts. */
  ready(): Promise<void>;
  close(): Promise<void>;
};

import type { RouteFacts } from '#domain/assessment/routes.ts';
import type { Claim } from '#domain/claim/claim.ts';
import type { Crypto } from '#domain/evidence/crypto.ts';
import type { LawBook } from '#domain/law/book.ts';
import type { Position } from '#domain/law/position.ts';
import type { LetterPorts } from '#usecases/act/letter-ports.ts';
import type { Assessor } from '#usecases/assess/assessor.ts';
import type { ReadContent } from '#usecases/assess/reread-exhibits.ts';
import type { CallParts } from '#usecases/calls/parts.ts';
import type { DemoPorts } from '#usecases/demo/portfolio.ts';
import type { ScreenPorts } from '#usecases/enforce/screen-assets.ts';
import type { LongWorks } from '#usecases/govern/long-work.ts';
import type { ImportPorts } from '#usecases/intake/import-claims.ts';
import type { PaperFormats } from '#usecases/intake/read-claim-draft.ts';
import type { AssetStore } from '#usecases/ports/assets.ts';
import type { AuditTrail } from '#usecases/ports/audit.ts';
import type { CallStore } from '#usecases/ports/calls.ts';
import type { CaptureStore } from '#usecases/ports/captures.ts';
import type { CaseReader, CaseWriter } from '#usecases/ports/cases.ts';
import type { Clock } from '#usecases/ports/clock.ts';
import type { Connectors, LookupStore } from '#usecases/ports/connectors.ts';
import type { DeskReader } from '#usecases/ports/desk.ts';
import type { Documents } from '#usecases/ports/documents.ts';
import type { ExhibitStore, ReportPaperStore } from '#usecases/ports/exhibits.ts';
import type { HitStore } from '#usecases/ports/hits.ts';
import type { GivenAnswers } from '#usecases/ports/idempotency.ts';
import type { ImportStore } from '#usecases/ports/imports.ts';
import type { Logs } from '#usecases/ports/logs.ts';
import type { MatchLearning } from '#usecases/ports/match-learning.ts';
import type { MessageStore } from '#usecases/ports/messages.ts';
import type { NewsStore } from '#usecases/ports/news.ts';
import type { SealedObjects } from '#usecases/ports/objects.ts';
import type { OrganisationStore } from '#usecases/ports/organisation.ts';
import type { IssuedPapers } from '#usecases/ports/papers.ts';
import type { PrivacyStore } from '#usecases/ports/privacy.ts';
import type { RegisteredContracts } from '#usecases/ports/registered-contracts.ts';
import type { RegistryReader, RegistryWriter } from '#usecases/ports/registry.ts';
import type { Sealing } from '#usecases/ports/sealing.ts';
import type { TenantTx, Transactions } from '#usecases/ports/transactions.ts';
import type { PrivacyPorts } from '#usecases/privacy/subject-data.ts';
import type { AskRotationParts } from '#usecases/seal/ask-rotation.ts';
import type { CaseBundle } from '#usecases/seal/bundle-case.ts';
import type { ContentParts } from '#usecases/seal/content.ts';
import type { ErasureParts } from '#usecases/seal/erase.ts';
import type { HoldParts } from '#usecases/seal/hold.ts';
import type { LogStanding } from '#usecases/seal/log-standing.ts';
import type { RecordingParts } from '#usecases/seal/recording.ts';
import type { SealTogether } from '#usecases/seal/seal-together.ts';
import type { DebtorLookup } from '#usecases/verify/debtor-lookup.ts';
import type { JudgePorts } from '#usecases/verify/judge-hit.ts';
import type { ReadSignatures } from '#usecases/verify/paper-signatures.ts';

/** What the evidence routes do. */
export type EvidenceRoom = {
  /** The bundle of a case as a stream of known length; fails before its first byte or not at all. */
  bundle(request: CaseBundle): Promise<{ readonly size: number; readonly treeSize: number; readonly content: AsyncIterable<Uint8Array> }>;
  readonly sealTogether: SealTogether;
  readonly holding: HoldParts;
  readonly erasing: ErasureParts;
  policyText(): Promise<string>;
  readonly logs: Logs;
  readonly rotating: AskRotationParts;
  standing(): Promise<LogStanding>;
};

/** Registers and lists, outside sources, captured pages and asset maps. */
export type RegistryParts = {
  readonly reader: RegistryReader;
  readonly writer: RegistryWriter;
  readonly lookups: LookupStore;
  readonly connectors: Connectors;
  readonly captures: CaptureStore;
  readonly hits: HitStore;
  readonly news: NewsStore;
  readonly learning: MatchLearning;
  readonly lookUpOnly: DebtorLookup;
  readonly privacyStore: PrivacyStore;
  readonly assets: AssetStore;
  readonly screening: ScreenPorts;
  readonly today: ScreenPorts['today'];
};

/** Everything the API's routes stand on; apps/server/main.ts wires it once. Each route takes the few parts it names. */
export type ApiContext = {
  readonly transactions: Transactions;
  readonly givenAnswers: GivenAnswers;
  readonly cases: CaseReader & CaseWriter;
  readonly exhibits: ExhibitStore;
  readonly reportPapers: ReportPaperStore;
  readonly messages: MessageStore;
  readonly imports: ImportStore;
  readonly desk: DeskReader;
  readonly organisation: OrganisationStore;
  readonly audit: AuditTrail;
  readonly sealing: Sealing;
  readonly objects: SealedObjects;
  readonly content: ContentParts;
  readonly evidence: EvidenceRoom;
  readonly privacy: PrivacyPorts;
  readonly contracts: RegisteredContracts;
  readonly recordings: {
    readonly parts: RecordingParts;
    /** Reads signatures under the roots that the operator trusts to certify signers and times. */
    readonly signedPaper: ReadSignatures;
  };
  readonly calls: CallStore;
  readonly calling: CallParts;
  readonly crypto: Crypto;
  readonly clock: Clock;
  readonly book: LawBook;
  readonly assess: Assessor;
  readonly readContent: ReadContent;
  readonly lookUpDebtors: DebtorLookup;
  readonly registry: RegistryParts;
  readonly judging: JudgePorts;
  readonly routes: (claim: Claim, position: Position) => readonly RouteFacts[];
  readonly documents: Documents;
  readonly papers: PaperFormats;
  readonly letters: LetterPorts;
  readonly importing: ImportPorts;
  readonly demo: DemoPorts;
  readonly issuedPapers: IssuedPapers;
  readonly longWorks: LongWorks;
  readonly writeCsv: (rows: AsyncIterable<readonly string[]>) => AsyncIterable<string>;
  /** Asks for asset maps to be drawn once the transaction has committed. */
  readonly screenLater: (tx: TenantTx, caseIds: readonly string[]) => Promise<void>;
  readonly names: (tx: TenantTx) => Promise<ReadonlyMap<string, string>>;
  readonly publicUrl: () => string;
  readonly version: string;
};

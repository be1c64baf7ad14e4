import { createDocuments } from '#adapters/documents/documents.ts';
import { csvText } from '#adapters/formats/csv/write.ts';
import { papers } from '#adapters/formats/papers.ts';
import { openTable } from '#adapters/formats/tables.ts';
import { openLawBook } from '#adapters/law/folder.ts';
import { type Evidence, openEvidence } from '#adapters/log/open.ts';
import { createSmtpMailer } from '#adapters/mail/smtp.ts';
import { callStore } from '#adapters/postgres/calls/store.ts';
import { demoCases } from '#adapters/postgres/cases/demo.ts';
import { caseReader } from '#adapters/postgres/cases/reader.ts';
import { caseWriter } from '#adapters/postgres/cases/writer.ts';
import { deskReader } from '#adapters/postgres/desk/reader.ts';
import { registeredContracts } from '#adapters/postgres/evidence/contracts.ts';
import { exhibitStore, reportPaperStore } from '#adapters/postgres/exhibits/store.ts';
import { postgresApprovals } from '#adapters/postgres/govern/approvals.ts';
import { importStore } from '#adapters/postgres/imports/store.ts';
import { messageStore } from '#adapters/postgres/messages/store.ts';
import { organisationStore } from '#adapters/postgres/organisation/store.ts';
import { issuedPapers } from '#adapters/postgres/papers/reader.ts';
import { sealPlainSecrets } from '#adapters/postgres/registry/connector-settings.ts';
import { readSignedPaper } from '#adapters/signed-files/read.ts';
import { signerRoots } from '#adapters/signed-files/roots.ts';
import type { IdentifierVerdict } from '#domain/assessment/checks/debtor.ts';
import { routeFacts } from '#domain/assessment/route-facts.ts';
import type { Identifier } from '#domain/claim/party.ts';
import { checkIdentifier } from '#domain/registry/identifiers/check.ts';
import type { SendPorts } from '#usecases/act/send-letter.ts';
import { makeAssessor } from '#usecases/assess/make-assessor.ts';
import { checkedAssets } from '#usecases/enforce/asset-map.ts';
import { redrawLater } from '#usecases/enforce/redraw-assets.ts';
import type { ImportPorts } from '#usecases/intake/import-claims.ts';
import type { Worker } from '#usecases/ports/jobs.ts';
import type { Mailer } from '#usecases/ports/mail.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { sealedContent } from '#usecases/seal/content.ts';
import type { JudgePorts } from '#usecases/verify/judge-hit.ts';
import type { ReadSignatures } from '#usecases/verify/paper-signatures.ts';
import type { ApiContext } from '../api/context.ts';
import { callRoom, registerCallWork } from './calls.ts';
import { evidenceRoom } from './evidence.ts';
import type { Platform } from './platform.ts';
import { privacyRoom, registerPrivacyWork } from './privacy.ts';
import { registerRegisterWork, registerRoom, screenLater } from './registers.ts';

/** Every room of the house, wired over the platform: what the API and the worker stand on. */
export type Rooms = {
  readonly api: ApiContext;
  readonly letters: SendPorts;
  readonly importing: ImportPorts;
  readonly evidence: Evidence;
  readonly addRegisterWork: (worker: Worker) => void;
  /** Called at the end of an import: asks for the asset maps that its source concerns. */
  readonly drawAgain: (tx: TenantTx, source: string) => Promise<void>;
  readonly addCallWork: (worker: Worker) => void;
  close(): Promise<void>;
};

export async function openRooms(platform: Platform, version: string): Promise<Rooms> {
  const { database: transactions, clock, audit, jobs, settings, folders } = platform;
  const evidence = await openEvidence({
    transactions,
    folders,
    ...(settings.s3Url ? { s3Url: settings.s3Url } : {}),
    ...(settings.keyPassphrase ? { keyPassphrase: settings.keyPassphrase } : {}),
  });
  const book = openLawBook();
  const documents = createDocuments();
  const content = { records: evidence.records, vault: evidence.vault, objects: evidence.sealed };
  const routes: ApiContext['routes'] = (claim, position) => routeFacts(claim, position, book);
  const today = async (tx: TenantTx) => clock.today((await organisationStore.get(tx)).timeZone);
  const stores = {
    cases: { ...caseReader, ...caseWriter },
    exhibits: exhibitStore,
    sealing: evidence.sealing,
    clock,
    organisation: organisationStore,
    audit,
  };
  const assess = makeAssessor({ book, identifierVerdict, routes });
  const approval = {
    approvals: postgresApprovals,
    members: platform.govern.members,
    audit,
    clock,
    allowsOwnApproval: async (tx: TenantTx) => (await organisationStore.get(tx)).allowOwnApproval,
  };
  await transactions.withSystem('registry', (tx) => sealPlainSecrets(tx, evidence.vault));
  const registers = registerRoom(platform, evidence.vault, settings.privateSources);
  const { lookUpDebtors } = registers;
  const sealedEvidence = evidenceRoom(platform, evidence, documents);
  const privacy = privacyRoom(platform, registers, evidence, sealedEvidence.erasing);
  const readContent = (tx: TenantTx, recordId: string) => sealedContent(content, tx, recordId);
  const readSignatures: ReadSignatures = (bytes) => readSignedPaper(bytes, { ...signerRoots(settings.dataFolder), now: clock.now() });
  const filing = {
    ...stores,
    assess,
    lookUpDebtors,
    newsOf: registers.newsOf,
    contracts: registeredContracts,
    checkedAssets: checkedAssets(registers.assets),
    screenLater: screenLater(platform),
    readContent,
    readSignatures,
  };
  const judging: JudgePorts = { ...filing, registry: { ...registers.reader, ...registers.writer }, hits: registers.hits, jobs, today };
  const importing: ImportPorts = {
    ...filing,
    imports: importStore,
    today,
    openTable: async (tx, recordId) => openTable(await readContent(tx, recordId)),
  };
  const mailer = mailerOf(platform);
  const publicUrl = () => platform.publicUrl();
  const letters: SendPorts = {
    ...filing,
    transactions,
    content,
    book,
    documents,
    jobs,
    approval,
    publicUrl,
    messages: messageStore,
    calls: callStore,
    objects: evidence.sealed,
    ...(mailer ? { mailer } : {}),
  };
  const calling = callRoom(platform, evidence, stores);
  const api: ApiContext = {
    ...filing,
    transactions,
    content,
    book,
    routes,
    assess,
    lookUpDebtors,
    registry: registers,
    judging,
    documents,
    papers,
    letters,
    importing,
    publicUrl,
    version,
    givenAnswers: platform.givenAnswers,
    reportPapers: reportPaperStore,
    messages: messageStore,
    imports: importStore,
    desk: deskReader,
    issuedPapers,
    objects: evidence.sealed,
    evidence: sealedEvidence,
    privacy,
    contracts: registeredContracts,
    recordings: {
      parts: { content, crypto: evidence.crypto, logs: evidence.logs },
      signedPaper: readSignatures,
    },
    calls: callStore,
    calling,
    crypto: evidence.crypto,
    demo: { ...filing, demoCases, organisation: organisationStore, audit, assets: registers.assets, screening: registers.screening },
    longWorks: platform.longWorks,
    writeCsv: csvText,
    names: async (tx) => new Map((await platform.govern.members.list(tx)).map((member) => [member.id, member.name])),
  };
  return {
    api,
    letters,
    importing,
    evidence,
    drawAgain: redrawLater(jobs),
    addRegisterWork: (worker) => {
      registerRegisterWork(platform, registers, judging, worker);
      registerPrivacyWork(platform.database, privacy, worker);
    },
    addCallWork: (worker) => registerCallWork(calling, worker),
    async close() {
      await documents.close();
      await evidence.growing.close();
      await mailer?.close();
    },
  };
}

function identifierVerdict(identifier: Identifier): IdentifierVerdict {
  const { valid, reason } = checkIdentifier(identifier.scheme, identifier.value);
  if (valid === 'unknown') return { kind: 'unchecked' };
  return valid ? { kind: 'valid' } : { kind: 'invalid', why: reason };
}

function mailerOf({ settings }: Platform): Mailer | undefined {
  if (!settings.smtpUrl) return undefined;
  const address = settings.mailFrom ?? 'quittance@localhost';
  return createSmtpMailer(settings.smtpUrl, { from: { address } });
}

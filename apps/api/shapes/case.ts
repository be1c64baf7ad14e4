import type { Static } from 'typebox';
import type {
  CaseDetail,
  CaseRow,
  Exhibit as ExhibitJson,
  Message as MessageJson,
  PaperFactsJson,
  sealStatus,
  TimelineEntry as TimelineJson,
} from '#contract/schemas/case.ts';
import type { ClaimInput } from '#contract/schemas/claim.ts';
import type { ClaimFiling } from '#domain/claim/filing.ts';
import { permissions } from '#domain/claim/stage.ts';
import { dayOf } from '#domain/kernel/day.ts';
import { amountText } from '#domain/kernel/money.ts';
import { readFacts } from '#usecases/assess/papers.ts';
import type { CaseRecord, TimelineEntry } from '#usecases/ports/cases.ts';
import type { Exhibit } from '#usecases/ports/exhibits.ts';
import type { ListedMessage } from '#usecases/ports/messages.ts';
import type { SealStatus } from '#usecases/ports/sealing.ts';

// From what the use cases know to what the API says.

export const instantText = (at: number): string => new Date(at).toISOString();

export const minorText = (minor: bigint, currency: string): string => amountText({ minor, currency });

export function caseRow(found: CaseRecord, today: string): CaseRow {
  const { currency } = found.filing;
  const outstanding = found.principalMinor - found.paidMinor;
  const country = found.filing.debtor.address?.country;
  return {
    id: found.id,
    number: found.number,
    creditor: found.filing.creditor.name,
    debtor: found.filing.debtor.name,
    currency,
    outstanding: minorText(outstanding > 0n ? outstanding : 0n, currency),
    stage: found.stage,
    overlays: [...found.overlays],
    verdicts: found.verdicts,
    demo: found.demo,
    updatedAt: instantText(found.updatedAt),
    ...(country ? { debtorCountry: country } : {}),
    ...(found.totalMinor === undefined ? {} : { total: minorText(found.totalMinor, currency) }),
    ...(found.oldestDueOn ? { oldestDueOn: found.oldestDueOn, lateDays: Math.max(0, dayOf(today) - dayOf(found.oldestDueOn)) } : {}),
    ...(found.closeCode ? { closeCode: found.closeCode } : {}),
    ...(found.limitationOn ? { limitationOn: found.limitationOn } : {}),
    ...(found.next && found.stage !== 'closed' ? { next: found.next } : {}),
  };
}

export function caseDetail(found: CaseRecord, filing: ClaimFiling, today: string): CaseDetail {
  return {
    row: caseRow(found, today),
    claim: filing as unknown as ClaimInput,
    filedAt: instantText(found.filedAt),
    actions: permissions(found).map((permission) => ({
      id: permission.id,
      allowed: permission.allowed,
      ...(permission.why ? { why: permission.why } : {}),
    })),
    ...(found.assessmentId ? { assessmentId: found.assessmentId } : {}),
  };
}

type Seals = ReadonlyMap<string, SealStatus>;

export function sealOf(recordId: string | undefined, seals: Seals): { seal?: Static<typeof sealStatus> } {
  const status = recordId ? seals.get(recordId) : undefined;
  if (!status) return {};
  return { seal: { recordId: status.recordId, grade: status.grade, ...(status.logIndex === undefined ? {} : { index: status.logIndex }) } };
}

export function timelineEntry(entry: TimelineEntry, seals: Seals, names: ReadonlyMap<string, string>): TimelineJson {
  return {
    id: entry.id,
    at: instantText(entry.at),
    kind: entry.kind,
    text: entry.text,
    actor: names.get(entry.actor) ?? entry.actor,
    ...sealOf(entry.recordId, seals),
    ...(entry.link ? { link: entry.link } : {}),
  };
}

export function exhibitJson(exhibit: Exhibit, seals: Seals, names: ReadonlyMap<string, string> = new Map()): ExhibitJson {
  const read = readFacts(exhibit);
  return {
    id: exhibit.id,
    name: exhibit.name,
    mediaType: exhibit.mediaType,
    bytes: exhibit.bytes,
    sha256: exhibit.sha256,
    kind: exhibit.kind,
    addedAt: instantText(exhibit.addedAt),
    addedBy: names.get(exhibit.addedBy) ?? exhibit.addedBy,
    ...(exhibit.caseId ? { caseId: exhibit.caseId } : {}),
    ...(exhibit.facts ? { facts: exhibit.facts as PaperFactsJson } : {}),
    ...(exhibit.factsBy ? { factsBy: names.get(exhibit.factsBy) ?? exhibit.factsBy } : {}),
    ...(read ? { read: read as PaperFactsJson } : {}),
    ...(exhibit.purpose ? { purpose: exhibit.purpose } : {}),
    ...sealOf(exhibit.recordId, seals),
  };
}

export function messageJson(message: ListedMessage, seals: Seals, names: ReadonlyMap<string, string>): MessageJson {
  return {
    id: message.id,
    caseId: message.caseId,
    caseNumber: message.caseNumber,
    kind: message.kind,
    channel: message.channel,
    to: message.addressee,
    subject: message.subject,
    locale: message.locale,
    state: message.state,
    madeBy: names.get(message.madeBy) ?? message.madeBy,
    madeAt: instantText(message.madeAt),
    sha256: message.sha256,
    demo: message.demo,
    ...(message.address ? { address: message.address } : {}),
    ...(message.stateReason ? { stateReason: message.stateReason } : {}),
    ...(message.totalDemandedMinor === undefined || !message.currency
      ? {}
      : { totalDemanded: minorText(message.totalDemandedMinor, message.currency), currency: message.currency }),
    ...(message.payBy ? { payBy: message.payBy } : {}),
    ...(message.decidedBy ? { decidedBy: names.get(message.decidedBy) ?? message.decidedBy } : {}),
    ...(message.decidedAt === undefined ? {} : { decidedAt: instantText(message.decidedAt) }),
    ...(message.sentAt === undefined ? {} : { sentAt: instantText(message.sentAt) }),
    ...sealOf(message.recordId, seals),
  };
}

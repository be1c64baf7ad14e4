import { createHash } from 'node:crypto';
import type { Claim } from '#domain/claim/claim.ts';
import { duplicateKey } from '#domain/claim/duplicate.ts';
import { type ClaimFiling, claimOf, partyKey } from '#domain/claim/filing.ts';
import { type Day, isoDay, partsOf } from '#domain/kernel/day.ts';
import type { Assessor, Double } from '../assess/assessor.ts';
import { type BesidePorts, besideClaims } from '../assess/beside-claims.ts';
import { ownCasesOf } from '../assess/own-cases.ts';
import { papersOf } from '../assess/papers.ts';
import { type RereadExhibit, type RereadPorts, rereadExhibits } from '../assess/reread-exhibits.ts';
import type { CaseReader, CaseWriter, NewCase, StoredAssessment, TimelineEntry } from '../ports/cases.ts';
import type { Clock } from '../ports/clock.ts';
import type { Exhibit, ExhibitStore } from '../ports/exhibits.ts';
import type { SealItem, Sealing } from '../ports/sealing.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { subjectsOf } from '../seal/subjects.ts';
import type { DebtorLookup } from '../verify/debtor-lookup.ts';

export type FilingPorts = RereadPorts &
  BesidePorts & {
    readonly cases: CaseReader & CaseWriter;
    readonly exhibits: ExhibitStore;
    readonly sealing: Sealing;
    readonly clock: Clock;
    readonly assess: Assessor;
    /** Absent: no register and no list is asked. */
    readonly lookUpDebtors?: DebtorLookup;
    /** Asks for the asset maps of the new cases; they are drawn after the commit. */
    readonly screenLater?: (tx: TenantTx, caseIds: readonly string[]) => Promise<void>;
  };

export type Filing = { readonly filing: ClaimFiling; readonly exhibitIds?: readonly string[] };
export type FilingOptions = { readonly source: 'api' | 'form' | 'import' | 'demo'; readonly today: Day; readonly demo?: boolean };

export type FiledClaim = {
  readonly claimId: string;
  readonly caseId: string;
  readonly number: string;
  readonly assessmentId: string;
  readonly doubles: readonly Double[];
};

/**
 * Files claims: checks them, states the law, writes and seals their reports and opens their cases, all in the caller's
 * transaction. One claim or five hundred cost the same number of round trips. Throws DomainError (`claim.*`) for the
 * first filing that cannot be read; batch callers read each row with claimOf first.
 */
export async function fileClaims(ports: FilingPorts, tx: TenantTx, filings: readonly Filing[], options: FilingOptions): Promise<FiledClaim[]> {
  const read = filings.map(({ filing, exhibitIds }) => ({
    filing,
    exhibitIds: exhibitIds ?? [],
    claim: claimOf(filing),
    key: duplicateKey(filing),
    debtorKey: partyKey(filing.debtor),
  }));
  const doubles = await ports.cases.doubles(tx, [...new Set(read.map((one) => one.key))]);
  const histories = await ports.cases.histories(tx, [...new Set(read.map((one) => one.debtorKey))]);
  const known = await ports.lookUpDebtors?.(
    tx,
    read.map((one) => ({ key: one.debtorKey, party: one.filing.debtor })),
  );
  const now = ports.clock.now();

  const waiting = await ports.exhibits.waiting(
    tx,
    read.flatMap((one) => one.exhibitIds),
  );
  const uploads = await rereadExhibits(ports, tx, waiting);
  const opened = read.map((one) => ({
    ...one,
    caseId: ports.clock.newId(),
    claimId: ports.clock.newId(),
    assessmentId: ports.clock.newId(),
    doubles: doubles.get(one.key) ?? [],
    uploads: uploads.filter((upload) => one.exhibitIds.includes(upload.id)),
  }));
  const countries = [...new Set(read.flatMap((one) => one.filing.debtor.address?.country ?? []))];
  const counts = await ports.cases.closedCounts(tx, countries);
  const ownOf = (filing: ClaimFiling) => {
    const own = ownCasesOf(filing, options.today, counts);
    return own ? { own } : {};
  };
  const beside = await besideClaims(
    ports,
    tx,
    opened.map(({ debtorKey, filing, uploads }) => ({ debtorKey, currency: filing.currency, exhibits: uploads })),
  );
  const reports = opened.map((one, i) => {
    const history = histories.get(one.debtorKey);
    const { kept, figures } = ports.assess(one.claim, {
      asOf: options.today,
      doubles: one.doubles,
      exhibits: one.uploads,
      papers: papersOf(one.uploads, one.filing.currency),
      ...beside[i],
      ...ownOf(one.filing),
      overlays: one.filing.disputed ? ['disputed'] : [],
      ...known?.get(one.debtorKey),
      ...(history ? { history } : {}),
    });
    return { kept, figures, sha256: createHash('sha256').update(kept).digest('hex') };
  });

  const records = await ports.sealing.seal(
    tx,
    opened.map((one, i) => reportItem(tx, { id: one.caseId, filing: one.filing }, reports[i]?.kept ?? '', reports[i]?.sha256 ?? '')),
  );
  const numbers = await ports.cases.takeNumbers(tx, opened.length, partsOf(options.today).year);
  await ports.cases.open(tx, {
    cases: opened.map((one, i) => ({
      ...caseOf(one, options, now),
      ...(reports[i]?.figures ?? emptyFigures(one.claim)),
      number: numbers[i] ?? '',
    })),
    assessments: opened.map(
      (one, i): StoredAssessment => ({
        id: one.assessmentId,
        caseId: one.caseId,
        version: 1,
        asOf: isoDay(options.today),
        createdAt: now,
        body: reports[i]?.kept ?? '',
        sha256: reports[i]?.sha256 ?? '',
        ...(records[i] ? { recordId: records[i].recordId } : {}),
      }),
    ),
    timeline: opened.flatMap((one, i) => openingEntries(ports.clock, tx, one, numbers[i] ?? '', now, records[i]?.recordId)),
  });
  for (const one of opened) if (one.exhibitIds.length > 0) await takeExhibits(ports, tx, one, now);
  // However a claim came in, its map is asked for in the filing's own transaction and drawn when it has committed.
  await ports.screenLater?.(
    tx,
    opened.map((one) => one.caseId),
  );
  return opened.map((one, i) => ({
    claimId: one.claimId,
    caseId: one.caseId,
    number: numbers[i] ?? '',
    assessmentId: one.assessmentId,
    doubles: one.doubles,
  }));
}

export function reportItem(tx: TenantTx, about: { readonly id: string; readonly filing: ClaimFiling }, content: string, sha256: string): SealItem {
  return {
    tenant: tx.tenant,
    caseId: about.id,
    subjects: subjectsOf(tx.tenant, about.filing),
    kind: 'report',
    contentSha256: sha256,
    size: Buffer.byteLength(content),
    mediaType: 'application/json',
    name: 'assessment.json',
    context: { by: tx.actor.id, how: 'assessment' },
  };
}

type Opened = {
  readonly filing: ClaimFiling;
  readonly claim: Claim;
  readonly key: string;
  readonly debtorKey: string;
  readonly caseId: string;
  readonly claimId: string;
  readonly assessmentId: string;
  readonly doubles: readonly Double[];
  readonly uploads: readonly RereadExhibit[];
};

function caseOf(one: Opened, options: FilingOptions, now: number): Omit<NewCase, 'principalMinor' | 'paidMinor' | 'verdicts'> {
  return {
    id: one.caseId,
    claimId: one.claimId,
    filing: one.filing,
    duplicateKey: one.key,
    debtorKey: one.debtorKey,
    stage: 'assessed',
    overlays: one.filing.disputed ? ['disputed'] : [],
    demo: options.demo ?? false,
    source: options.source,
    assessmentId: one.assessmentId,
    filedAt: now,
    updatedAt: now,
  };
}

function emptyFigures(claim: Claim) {
  return {
    principalMinor: claim.items.reduce((sum, item) => sum + item.amount.minor, 0n),
    paidMinor: claim.payments.reduce((sum, p) => sum + p.amount.minor, 0n),
    verdicts: {},
  };
}

function openingEntries(clock: Clock, tx: TenantTx, one: Opened, number: string, now: number, recordId: string | undefined): TimelineEntry[] {
  const shared = { caseId: one.caseId, actor: tx.actor.id };
  return [
    { ...shared, id: clock.newId(), at: now, kind: 'filed', text: { zh: `债权已提交，案号 ${number}。`, en: `Claim filed as case ${number}.` } },
    {
      ...shared,
      id: clock.newId(),
      at: now + 1,
      kind: 'assessed',
      text: { zh: '已完成三项校验并出具评估报告。', en: 'Three checks done; assessment report written.' },
      link: { kind: 'assessment', id: one.assessmentId },
      ...(recordId ? { recordId } : {}),
    },
  ];
}

type TakingCase = { readonly caseId: string; readonly exhibitIds: readonly string[]; readonly filing: ClaimFiling };

async function takeExhibits(ports: FilingPorts, tx: TenantTx, { caseId, exhibitIds, filing }: TakingCase, now: number): Promise<void> {
  const taken = await ports.exhibits.take(tx, exhibitIds, caseId);
  // They were sealed when nobody knew yet whom they are about.
  await ports.sealing.nameSubjects(
    tx,
    taken.flatMap(({ recordId }) => recordId ?? []),
    subjectsOf(tx.tenant, filing),
  );
  await ports.cases.addTimeline(
    tx,
    taken.map((exhibit) => exhibitEntry(ports.clock, tx, caseId, exhibit, now + 2)),
  );
}

export function exhibitEntry(clock: Clock, tx: TenantTx, caseId: string, exhibit: Exhibit, at: number): TimelineEntry {
  return {
    id: clock.newId(),
    caseId,
    at,
    kind: 'exhibit-added',
    text: { zh: `已加入证据材料「${exhibit.name}」。`, en: `Exhibit added: ${exhibit.name}.` },
    actor: tx.actor.id,
    link: { kind: 'exhibit', id: exhibit.id },
    ...(exhibit.recordId ? { recordId: exhibit.recordId } : {}),
  };
}

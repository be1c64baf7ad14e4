import { isDay, isoDay } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { activities, type ProcessingActivity, safeguards } from '#domain/privacy/activities.ts';
import { groundFor, type Transfer, type TransferLaw, transferOf, transferRoutes } from '#domain/privacy/transfer.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { Clock } from '../ports/clock.ts';
import type { Connectors } from '../ports/connectors.ts';
import type { ImpactAssessment, KeptFigure, KeptGround, LookupFigure, PrivacyProfile, PrivacyStore } from '../ports/privacy.ts';
import type { TenantTx } from '../ports/transactions.ts';

export type RecordsPorts = {
  readonly privacy: PrivacyStore;
  readonly connectors: Pick<Connectors, 'all'>;
  readonly organisation: { get(tx: TenantTx): Promise<{ readonly organisation: string; readonly country?: string; readonly timeZone: string }> };
  readonly audit: Pick<AuditTrail, 'record'>;
  readonly clock: Clock;
};

/** A source as a recipient of personal data, and what lets a question about a person go to it. */
export type SourceTransfer = Transfer & { readonly connector: string; readonly title: Bilingual; readonly ground?: KeptGround };

export type ProcessingRecords = {
  readonly controller: PrivacyProfile & { readonly organisation: string; readonly country?: string };
  readonly activities: readonly (ProcessingActivity & {
    readonly assessment?: ImpactAssessment;
    /** 个人信息保护法 55 asks for an assessment, and there is none in force. */
    readonly assessmentMissing: boolean;
  })[];
  readonly transfers: readonly SourceTransfer[];
  readonly grounds: readonly KeptGround[];
  readonly safeguards: readonly Bilingual[];
  readonly lookups: readonly LookupFigure[];
  readonly kept: readonly KeptFigure[];
};

/** The record of processing (GDPR 30, 个人信息保护法 54 to 56): what the house does, who answers for it, and what was really done. */
export async function processingRecords(ports: RecordsPorts, tx: TenantTx): Promise<ProcessingRecords> {
  const { privacy, organisation: organisations, connectors, clock } = ports;
  const { organisation, country, timeZone } = await organisations.get(tx);
  const today = isoDay(clock.today(timeZone));
  const made = await privacy.assessments(tx);
  const grounds = await privacy.grounds(tx);
  const transfers = connectors.all
    .filter(({ subjects, sendsNothing }) => subjects.includes('person') && !sendsNothing)
    .map(({ id, title, seat }): SourceTransfer => {
      const transfer = transferOf({ to: seat, subject: 'person', ...(country ? { from: country } : {}) });
      const ground = groundFor(transfer, grounds);
      return { ...transfer, connector: id, title, ...(ground ? { ground: ground as KeptGround } : {}) };
    });
  return {
    controller: { ...(await privacy.profile(tx)), organisation, ...(country ? { country } : {}) },
    activities: activities.map((activity) => {
      const assessment = made.find((one) => one.activity === activity.id);
      const inForce = assessment !== undefined && assessment.reviewBy >= today && assessment.conclusion !== 'not-acceptable';
      return { ...activity, ...(assessment ? { assessment } : {}), assessmentMissing: activity.triggers.length > 0 && !inForce };
    }),
    transfers,
    grounds,
    safeguards,
    lookups: await privacy.lookupFigures(tx),
    kept: await privacy.keptFigures(tx),
  };
}

export async function putPrivacyProfile(ports: RecordsPorts, tx: TenantTx, profile: PrivacyProfile): Promise<PrivacyProfile> {
  const before = await ports.privacy.profile(tx);
  await ports.privacy.putProfile(tx, profile);
  await ports.audit.record(tx, {
    action: 'privacy.profile_changed',
    subject: { kind: 'tenant', id: tx.tenant },
    before: { clueDaysAfterClose: before.clueDaysAfterClose },
    after: { clueDaysAfterClose: profile.clueDaysAfterClose },
  });
  return ports.privacy.profile(tx);
}

export async function assessImpact(
  ports: RecordsPorts,
  tx: TenantTx,
  given: Omit<ImpactAssessment, 'id' | 'triggers' | 'madeBy' | 'madeAt'>,
): Promise<ImpactAssessment> {
  const activity = activities.find(({ id }) => id === given.activity);
  if (!activity)
    throw new DomainError(
      'privacy.unknown_activity',
      `expected an activity out of ${activities.map(({ id }) => id).join(', ')}, got "${given.activity}"`,
      {
        activity: given.activity,
      },
    );
  if (!isDay(given.reviewBy))
    throw new DomainError('privacy.bad_review', `expected a day like 2027-01-01, got "${given.reviewBy}"`, { reviewBy: given.reviewBy });
  const made = { ...given, id: ports.clock.newId(), triggers: activity.triggers, madeBy: tx.actor.id, madeAt: ports.clock.now() };
  await ports.privacy.addAssessment(tx, made);
  await ports.audit.record(tx, {
    action: 'privacy.impact_assessed',
    subject: { kind: 'impact-assessment', id: made.id },
    after: { activity: made.activity, conclusion: made.conclusion, reviewBy: made.reviewBy },
  });
  return made;
}

export type GroundGiven = { readonly law: TransferLaw; readonly route: string; readonly to: string; readonly reference: string };

/** Records the legal way by which personal data may go abroad. Nothing checks that it was really taken: a person answers for it. */
export async function setTransferGround(ports: RecordsPorts, tx: TenantTx, given: GroundGiven): Promise<KeptGround> {
  const routes = transferRoutes[given.law];
  if (!routes.some(({ id }) => id === given.route))
    throw new DomainError('privacy.unknown_route', `expected a route out of ${routes.map(({ id }) => id).join(', ')}, got "${given.route}"`, {
      law: given.law,
      route: given.route,
    });
  const ground = { ...given, id: ports.clock.newId(), setBy: tx.actor.id, setAt: ports.clock.now() };
  await ports.privacy.setGround(tx, ground);
  await ports.audit.record(tx, {
    action: 'privacy.transfer_ground_set',
    subject: { kind: 'transfer-ground', id: ground.id },
    after: { law: ground.law, route: ground.route, to: ground.to },
  });
  return ground;
}

export async function withdrawTransferGround(ports: RecordsPorts, tx: TenantTx, id: string): Promise<void> {
  if (!(await ports.privacy.withdrawGround(tx, id, tx.actor.id, ports.clock.now())))
    throw new DomainError('privacy.ground_not_found', `there is no transfer ground ${id} in force`, { id });
  await ports.audit.record(tx, { action: 'privacy.transfer_ground_withdrawn', subject: { kind: 'transfer-ground', id } });
}

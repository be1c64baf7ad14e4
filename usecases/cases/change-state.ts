import type { CloseCode, Overlay } from '#domain/claim/stage.ts';
import type { Day } from '#domain/kernel/day.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { type AssessPorts, assessCase, lockedCase, mustAllow } from '../assess/assess-case.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { TenantTx } from '../ports/transactions.ts';

export type StatePorts = AssessPorts & { readonly audit: AuditTrail };

const overlayWords: Record<Overlay, Bilingual> = {
  disputed: { zh: '有争议', en: 'disputed' },
  'on-hold': { zh: '冻结', en: 'on hold' },
  'plan-running': { zh: '分期执行中', en: 'plan running' },
  insolvent: { zh: '破产', en: 'insolvent' },
  vulnerable: { zh: '困难或脆弱', en: 'vulnerable' },
};

/** Marks or unmarks a case. The reason stays in the trail; the case is read again, because next steps hang on it. */
export async function setOverlay(
  ports: StatePorts,
  tx: TenantTx,
  caseId: string,
  change: { readonly overlay: Overlay; readonly on: boolean; readonly reason: string },
  today: Day,
): Promise<void> {
  const found = await lockedCase(ports.cases, tx, caseId);
  mustAllow(found, 'set-overlay');
  const rest = found.overlays.filter((overlay) => overlay !== change.overlay);
  const overlays = change.on ? [...rest, change.overlay] : rest;
  const now = ports.clock.now();
  await ports.cases.change(tx, caseId, { overlays }, now);
  const word = overlayWords[change.overlay];
  await say(ports, tx, caseId, change.on ? 'overlay-set' : 'overlay-cleared', {
    zh: `${change.on ? '标记为' : '取消标记'}「${word.zh}」：${change.reason}`,
    en: `${change.on ? 'Marked' : 'No longer marked'} ${word.en}: ${change.reason}`,
  });
  await ports.audit.record(tx, {
    action: 'case.overlay_changed',
    subject: { kind: 'case', id: caseId },
    before: { overlays: found.overlays },
    after: { overlays },
  });
  await assessCase(ports, tx, { ...found, overlays }, today);
}

export async function closeCase(
  ports: StatePorts,
  tx: TenantTx,
  caseId: string,
  closing: { readonly code: CloseCode; readonly reason: string },
): Promise<void> {
  const found = await lockedCase(ports.cases, tx, caseId);
  mustAllow(found, 'close');
  await ports.cases.change(tx, caseId, { stage: 'closed', closing }, ports.clock.now());
  await say(ports, tx, caseId, 'closed', { zh: `已结案：${closing.reason}`, en: `Closed: ${closing.reason}` });
  await ports.audit.record(tx, {
    action: 'case.closed',
    subject: { kind: 'case', id: caseId },
    before: { stage: found.stage },
    after: { code: closing.code },
  });
}

/** Takes a closing back: the case stands where its report left it. */
export async function reopenCase(ports: StatePorts, tx: TenantTx, caseId: string, reason: string, today: Day): Promise<void> {
  const found = await lockedCase(ports.cases, tx, caseId);
  mustAllow(found, 'reopen');
  await ports.cases.change(tx, caseId, { stage: 'assessed', closing: 'reopened' }, ports.clock.now());
  await say(ports, tx, caseId, 'reopened', { zh: `重新打开：${reason}`, en: `Reopened: ${reason}` });
  await ports.audit.record(tx, {
    action: 'case.reopened',
    subject: { kind: 'case', id: caseId },
    before: { code: found.closeCode },
    after: { stage: 'assessed' },
  });
  await assessCase(ports, tx, { ...found, stage: 'assessed' }, today);
}

async function say(ports: StatePorts, tx: TenantTx, caseId: string, kind: string, text: Bilingual): Promise<void> {
  await ports.cases.addTimeline(tx, [{ id: ports.clock.newId(), caseId, at: ports.clock.now(), kind, text, actor: tx.actor.id }]);
}

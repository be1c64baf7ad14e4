import type { FastifyInstance } from 'fastify';
import {
  assessCase as assessCaseOp,
  closeCase as closeCaseOp,
  getAssessment,
  getCase,
  getContact,
  getPosition,
  getReportPdf,
  getTimeline,
  listCases,
  recordEvent as recordEventOp,
  recordPayment as recordPaymentOp,
  reopenCase as reopenCaseOp,
  setOverlay as setOverlayOp,
} from '#contract/operations/cases.ts';
import { claimOf, type EventFiling } from '#domain/claim/filing.ts';
import { dayOf, isoDay } from '#domain/kernel/day.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { position } from '#domain/law/position.ts';
import { recordPayment } from '#usecases/account/record-payment.ts';
import { caseContact } from '#usecases/act/case-contact.ts';
import { assessCase, currentFiling, foundCase, lockedCase, mustAllow } from '#usecases/assess/assess-case.ts';
import { foundAssessment, reportPdf } from '#usecases/assess/report-paper.ts';
import { closeCase, reopenCase, setOverlay } from '#usecases/cases/change-state.ts';
import { recordEvent } from '#usecases/cases/record-event.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import type { ApiContext } from '../context.ts';
import { streaming, transacted } from '../route.ts';
import { sealsOf } from '../seals.ts';
import { assessmentShape } from '../shapes/assessment.ts';
import { caseDetail, caseRow, timelineEntry } from '../shapes/case.ts';
import { contactShape } from '../shapes/contact.ts';
import { positionShape, refusalShape } from '../shapes/position.ts';
import { todayOf } from '../today.ts';

export function caseRoutes(app: FastifyInstance, context: ApiContext): void {
  const detail = async (tx: TenantTx, caseId: string) => {
    const found = await foundCase(context.cases, tx, caseId);
    return caseDetail(found, await currentFiling(context.cases, tx, found), isoDay(await todayOf(context, tx)));
  };

  transacted(app, context, listCases, async ({ query }, tx) => {
    const { cursor, limit = 50, closed = 'no', sort = 'next', ...filters } = query;
    const today = isoDay(await todayOf(context, tx));
    const page = await context.cases.list(tx, { ...filters, closed, sort, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map((found) => caseRow(found, today)), total: page.total, ...(page.next ? { next: page.next } : {}) };
  });

  transacted(app, context, getCase, ({ params }, tx) => detail(tx, params.caseId));

  transacted(app, context, getTimeline, async ({ params }, tx) => {
    await foundCase(context.cases, tx, params.caseId);
    const entries = await context.cases.timeline(tx, params.caseId);
    const seals = await sealsOf(context, tx, entries);
    const names = await context.names(tx);
    return { items: entries.map((entry) => timelineEntry(entry, seals, names)) };
  });

  transacted(app, context, getPosition, async ({ params, query }, tx) => {
    const found = await foundCase(context.cases, tx, params.caseId);
    const asOf = query.asOf ? dayOf(query.asOf) : await todayOf(context, tx);
    const answer = position(claimOf(await currentFiling(context.cases, tx, found)), asOf, context.book, { trace: true });
    return isRefusal(answer) ? { refusal: refusalShape(answer) } : { position: positionShape(answer) };
  });

  transacted(app, context, getContact, async ({ params }, tx) => {
    const found = await foundCase(context.cases, tx, params.caseId);
    const decisions = await caseContact(context, tx, found);
    return { channels: decisions.map(contactShape) };
  });

  transacted(app, context, assessCaseOp, async ({ params }, tx) => {
    const found = await lockedCase(context.cases, tx, params.caseId);
    mustAllow(found, 'assess');
    return assessmentShape(await assessCase(context, tx, found, await todayOf(context, tx)));
  });

  transacted(app, context, getAssessment, async ({ params }, tx) => assessmentShape(await foundAssessment(context.cases, tx, params.assessmentId)));

  streaming(app, getReportPdf, async ({ params, query, reply }, { tenant, actor }) => {
    const { bytes, fileName } = await reportPdf(context, { tenant, actor, assessmentId: params.assessmentId, locale: query.locale ?? 'zh-CN' });
    reply.header('content-disposition', `inline; filename="${fileName}"`);
    return bytes;
  });

  transacted(app, context, recordPaymentOp, async ({ params, body }, tx) => {
    await recordPayment(context, tx, params.caseId, body, await todayOf(context, tx));
    return detail(tx, params.caseId);
  });

  transacted(app, context, recordEventOp, async ({ params, body }, tx) => {
    await recordEvent(context, tx, params.caseId, body as EventFiling, await todayOf(context, tx));
    return detail(tx, params.caseId);
  });

  transacted(app, context, setOverlayOp, async ({ params, body }, tx) => {
    await setOverlay(context, tx, params.caseId, body, await todayOf(context, tx));
    return detail(tx, params.caseId);
  });

  transacted(app, context, closeCaseOp, async ({ params, body }, tx) => {
    await closeCase(context, tx, params.caseId, body);
    return detail(tx, params.caseId);
  });

  transacted(app, context, reopenCaseOp, async ({ params, body }, tx) => {
    await reopenCase(context, tx, params.caseId, body.reason, await todayOf(context, tx));
    return detail(tx, params.caseId);
  });
}

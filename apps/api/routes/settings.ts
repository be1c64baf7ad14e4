import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import { getSettings, listAudit, loadDemo, putSettings, removeDemo, type settings } from '#contract/operations/settings.ts';
import { exponentOf } from '#domain/kernel/currency.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { loadDemoPortfolio, removeDemoPortfolio } from '#usecases/demo/portfolio.ts';
import type { Organisation } from '#usecases/ports/organisation.ts';
import type { ApiContext } from '../context.ts';
import { transacted } from '../route.ts';
import { instantText } from '../shapes/case.ts';
import { todayOf } from '../today.ts';

export function settingsRoutes(app: FastifyInstance, context: ApiContext): void {
  transacted(app, context, getSettings, async (_, tx) => settingsShape(await context.organisation.get(tx)));

  transacted(app, context, putSettings, async ({ body }, tx) => {
    if (!isZone(body.timeZone))
      throw new DomainError('settings.bad_time_zone', `expected an IANA time zone like Asia/Shanghai, got "${body.timeZone}"`, {
        timeZone: body.timeZone,
      });
    for (const sales of body.creditSales) exponentOf(sales.currency);
    const before = await context.organisation.get(tx);
    await context.organisation.put(tx, body);
    await context.audit.record(tx, {
      action: 'settings.changed',
      subject: { kind: 'tenant', id: tx.tenant },
      before: { timeZone: before.timeZone, allowOwnApproval: before.allowOwnApproval },
      after: { timeZone: body.timeZone, allowOwnApproval: body.allowOwnApproval },
    });
    return settingsShape(await context.organisation.get(tx));
  });

  transacted(app, context, loadDemo, async (_, tx) => {
    const cases = await loadDemoPortfolio(context.demo, tx, await todayOf(context, tx));
    await context.audit.record(tx, { action: 'demo.loaded', subject: { kind: 'tenant', id: tx.tenant }, after: { cases } });
    return { cases };
  });

  transacted(app, context, removeDemo, async (_, tx) => {
    const removed = await removeDemoPortfolio(context.demo, tx);
    await context.audit.record(tx, { action: 'demo.removed', subject: { kind: 'tenant', id: tx.tenant }, after: { removed } });
    return { removed };
  });

  transacted(app, context, listAudit, async ({ query }, tx) => {
    const page = await context.audit.list(tx, {
      limit: query.limit ?? 50,
      ...(query.cursor ? { cursor: query.cursor } : {}),
      ...subjectOf(query.subject),
    });
    const names = await context.names(tx);
    return {
      items: page.items.map((record) => ({
        id: record.id,
        at: instantText(record.at),
        actor: names.get(record.actor.id) ?? `${record.actor.kind}:${record.actor.id}`,
        action: record.action,
        subject: `${record.subject.kind}:${record.subject.id}`,
        ...(record.before ? { before: record.before } : {}),
        ...(record.after ? { after: record.after } : {}),
        ...(record.ruleVersion ? { ruleVersion: record.ruleVersion } : {}),
      })),
      ...(page.next ? { next: page.next } : {}),
    };
  });
}

/** "case:0192..." -> its kind and id. */
function subjectOf(text: string | undefined): { subject?: { kind: string; id: string } } {
  if (!text) return {};
  const [kind = '', id = ''] = text.split(':');
  if (id === '') throw new DomainError('settings.bad_subject', `expected a subject like case:ID, got "${text}"`, { subject: text });
  return { subject: { kind, id } };
}

const settingsShape = (found: Organisation): Static<typeof settings> => ({
  ...found,
  ...(found.address ? { address: { ...found.address, lines: [...found.address.lines] } } : { address: undefined }),
  bankAccounts: [...found.bankAccounts],
  creditSales: [...found.creditSales],
});

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

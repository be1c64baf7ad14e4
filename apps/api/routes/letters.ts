import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  approveMessage,
  cancelMessage,
  getMessage,
  getMessagePdf,
  listMessages,
  markDispatched as markDispatchedOp,
  planLetter as planLetterOp,
  rejectMessage,
} from '#contract/operations/letters.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { approveLetter, cancelLetter, markDispatched, rejectLetter } from '#usecases/act/decide-letter.ts';
import { planLetter } from '#usecases/act/plan-letter.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { sealedContent } from '#usecases/seal/content.ts';
import type { ApiContext } from '../context.ts';
import { streaming, transacted } from '../route.ts';
import { sealsOf } from '../seals.ts';
import { messageJson } from '../shapes/case.ts';
import { contactShape } from '../shapes/contact.ts';
import { todayOf } from '../today.ts';

export function letterRoutes(app: FastifyInstance, context: ApiContext): void {
  const { letters } = context;

  const shown = async (tx: TenantTx, messageId: string) => {
    const message = await context.messages.get(tx, messageId);
    if (!message) throw new DomainError('letters.not_found', `There is no letter ${messageId} here.`, { messageId });
    return messageJson(message, await sealsOf(context, tx, [message]), await context.names(tx));
  };

  transacted(app, context, planLetterOp, async ({ params, body, request }, tx) => {
    const { message, contact } = await planLetter(letters, tx, params.caseId, body, { person: personOf(request), today: await todayOf(context, tx) });
    return { message: await shown(tx, message.id), contact: contactShape(contact) };
  });

  transacted(app, context, listMessages, async ({ query }, tx) => {
    const { limit = 50, ...rest } = query;
    const page = await context.messages.list(tx, { limit, ...rest });
    const seals = await sealsOf(context, tx, page.items);
    const names = await context.names(tx);
    return { items: page.items.map((message) => messageJson(message, seals, names)), ...(page.next ? { next: page.next } : {}) };
  });

  transacted(app, context, getMessage, ({ params }, tx) => shown(tx, params.messageId));

  streaming(app, getMessagePdf, async ({ params, reply }, { tenant, actor }) => {
    const { content, number } = await context.transactions.withTenant(tenant, actor, async (tx) => {
      const message = await context.messages.get(tx, params.messageId);
      if (!message?.recordId)
        throw new DomainError('letters.not_found', `There is no letter ${params.messageId} here.`, { messageId: params.messageId });
      return { content: await sealedContent(context.content, tx, message.recordId), number: message.caseNumber };
    });
    reply.header('content-disposition', `inline; filename="demand-${number}.pdf"`);
    const { Readable } = await import('node:stream');
    return Readable.from(content);
  });

  transacted(app, context, approveMessage, async ({ params, request }, tx) => {
    await approveLetter(letters, tx, params.messageId, personOf(request));
    return shown(tx, params.messageId);
  });

  transacted(app, context, rejectMessage, async ({ params, body, request }, tx) => {
    await rejectLetter(letters, tx, params.messageId, personOf(request), body.reason);
    return shown(tx, params.messageId);
  });

  transacted(app, context, cancelMessage, async ({ params, request }, tx) => {
    await cancelLetter(letters, tx, params.messageId, personOf(request));
    return shown(tx, params.messageId);
  });

  transacted(app, context, markDispatchedOp, async ({ params, body }, tx) => {
    await markDispatched(letters, tx, params.messageId, body, await todayOf(context, tx));
    return shown(tx, params.messageId);
  });
}

/** The person who acts, or in whose name a key does. */
function personOf(request: FastifyRequest): string {
  const { actor } = request;
  if (!actor) throw new DomainError('session.required', 'expected a session cookie or an API key, got neither');
  return actor.user;
}

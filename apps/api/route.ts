import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Operation, Output } from '#contract/operation.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { Actor, TenantTx } from '#usecases/ports/transactions.ts';
import type { ApiContext } from './context.ts';

type Static<S> = S extends import('typebox').TSchema ? import('typebox').Static<S> : undefined;

/** One request as a handler sees it: already parsed against the operation's schemas. */
export type Call<O extends Operation> = {
  readonly params: Static<O['params']>;
  readonly query: Static<O['query']>;
  readonly body: Static<O['body']>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/** Who asks, for handlers that open their own transactions. */
export type Caller = { readonly tenant: string; readonly actor: Actor };

/** A handler inside one transaction of the caller's tenant: what it writes and what it answers stand or fall together. */
export function transacted<O extends Operation>(
  app: FastifyInstance,
  context: ApiContext,
  op: O,
  handler: (call: Call<O>, tx: TenantTx) => Promise<Output<O>>,
): void {
  attach(app, op, async (call: Call<O>) => {
    const { tenant, actor } = callerOf(call.request);
    // What is only read is read as of one instant: else a page could show a state from after a write beside rows from before it.
    if (op.method === 'GET') return context.transactions.reading(tenant, actor, (tx) => handler(call, tx));
    return context.transactions.withTenant(tenant, actor, (tx) => answeredOnce(context, op, call, tx, () => handler(call, tx)));
  });
}

export const idempotencyKey = (op: Operation, request: FastifyRequest): string | undefined => {
  const key = op.idempotent ? request.headers['idempotency-key'] : undefined;
  return typeof key === 'string' ? key : undefined;
};

/** The first answer again where the caller named an Idempotency-Key that was answered before. */
export async function answeredOnce<O extends Operation>(
  context: Pick<ApiContext, 'givenAnswers'>,
  op: O,
  call: Call<O>,
  tx: TenantTx,
  work: () => Promise<Output<O>>,
): Promise<Output<O>> {
  const key = idempotencyKey(op, call.request);
  if (key === undefined) return work();
  const fingerprint = createHash('sha256')
    .update(`${op.id}\n${JSON.stringify(call.params ?? null)}\n${JSON.stringify(call.body ?? null)}`)
    .digest();
  const { answer, replayed } = await context.givenAnswers.once(tx, key, fingerprint, async () => (await work()) as Record<string, unknown>);
  if (replayed) call.reply.header('idempotency-replayed', 'true');
  return answer as Output<O>;
}

/** A handler that opens its own transactions: uploads, downloads, streams. */
export function streaming<O extends Operation>(app: FastifyInstance, op: O, handler: (call: Call<O>, caller: Caller) => Promise<unknown>): void {
  attach(app, op, (call: Call<O>) => handler(call, callerOf(call.request)));
}

/** A handler that anybody may call, `perMinute` times a minute from one address. */
export function publicRoute<O extends Operation>(
  app: FastifyInstance,
  op: O,
  handler: (call: Call<O>) => Promise<unknown>,
  perMinute?: number,
): void {
  attach(app, op, handler, perMinute);
}

function attach<O extends Operation>(app: FastifyInstance, op: O, handler: (call: Call<O>) => Promise<unknown>, perMinute?: number): void {
  app.route({
    method: op.method,
    url: op.path.replace(/\{(\w+)\}/g, ':$1'),
    schema: {
      ...(op.params ? { params: op.params } : {}),
      ...(op.query ? { querystring: op.query } : {}),
      ...(op.body ? { body: op.body } : {}),
    },
    config: { operation: op, ...(perMinute === undefined ? {} : { rateLimit: { max: perMinute, timeWindow: 60_000 } }) },
    handler: async (request, reply) => {
      const call = { params: request.params, query: request.query, body: request.body, request, reply } as Call<O>;
      const answer = await handler(call);
      if (reply.sent) return reply;
      if (op.file) return reply.type(reply.getHeader('content-type')?.toString() ?? op.file).send(answer);
      if (op.status === 204) return reply.status(204).send();
      // Without a response schema Fastify writes plain JSON: what the handler answers is what the contract's tests check.
      return reply.status(op.status ?? 200).send(answer ?? null);
    },
  });
}

function callerOf(request: FastifyRequest): Caller {
  const { actor } = request;
  if (!actor) throw new DomainError('session.required', 'expected a session cookie or an API key, got neither');
  return { tenant: actor.tenant, actor: actor.as };
}

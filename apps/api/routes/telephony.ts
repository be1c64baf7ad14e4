import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Output } from '#contract/operation.ts';
import { appendRecording, getRecordingOffset, putRecording, receiveCallEvent } from '#contract/operations/calls.ts';
import { callEvent } from '#domain/calls/event.ts';
import { fromBase64 } from '#domain/evidence/bytes.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { appendBytes, bytesSoFar, putWhole, telephonyActor } from '#usecases/calls/receive-bytes.ts';
import { receiveEvent, type ToldCall } from '#usecases/calls/receive-event.ts';
import { recordingBasis } from '#usecases/calls/recording-basis.ts';
import { type KnownProvider, type SignedHeaders, signingProvider } from '#usecases/calls/signed-request.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import type { ApiContext } from '../context.ts';
import { registerStatuses } from '../problems.ts';
import { publicRoute } from '../route.ts';
import { decisionJson } from '../shapes/call.ts';

registerStatuses({
  'calls.bad_signature': 401,
  'calls.stale_signature': 401,
  'calls.recording_not_found': 404,
  'calls.not_known_yet': 409,
  'calls.wrong_offset': 409,
  'calls.recording_closed': 409,
  'calls.recording_elsewhere': 409,
  'calls.piece_too_large': 413,
  'calls.recording_too_large': 413,
});

const largestEventBytes = 256 * 1024;
const largestPieceBytes = 8 * 1024 * 1024;

declare module 'fastify' {
  interface FastifyRequest {
    provider?: KnownProvider;
    signed?: Buffer;
  }
}

/**
 * What telephony providers call. Nobody is signed in here: every request proves itself by its signature before anything of
 * it is looked at, an event over its body, bytes over method, path and their digest.
 */
export async function telephonyRoutes(app: FastifyInstance, context: ApiContext): Promise<void> {
  await app.register(async (room) => eventRoute(room as unknown as FastifyInstance, context));
  await app.register(async (room) => byteRoutes(room as unknown as FastifyInstance, context));
}

function eventRoute(room: FastifyInstance, context: ApiContext): void {
  const { calling } = context;
  room.addContentTypeParser('application/cloudevents+json', { parseAs: 'string' }, room.getDefaultJsonParser('error', 'error'));
  room.addHook('preParsing', async (request, _reply, payload) => {
    request.signed = await collected(payload, largestEventBytes);
    request.provider = await signingProvider(calling, providerIn(request), headersOf(request), request.signed);
    return Readable.from([request.signed]);
  });
  publicRoute(
    room,
    receiveCallEvent,
    async ({ body, request }): Promise<Output<typeof receiveCallEvent>> => {
      const { provider, signed } = request;
      if (!provider || !signed) throw new DomainError('internal.unsigned_event', 'expected the signature to be looked at before');
      const event = callEvent(body as never, context.clock.now());
      const key = `telephony:${provider.id}:${headersOf(request).id}`;
      let done: ToldCall | undefined;
      const { answer } = await context.transactions.withTenant(provider.tenant, telephonyActor(provider.id), (tx) =>
        context.givenAnswers.once(tx, key, createHash('sha256').update(signed).digest(), async () => {
          done = await receiveEvent(calling, tx, provider, event);
          return { ...(await eventAnswer(context, tx, done)) };
        }),
      );
      // Only now: what a rolled back transaction had closed must still be there to be closed again.
      for (const id of done?.sealed ?? []) await calling.growing.discard(id);
      return answer as Output<typeof receiveCallEvent>;
    },
    6_000,
  );
}

async function eventAnswer(context: ApiContext, tx: TenantTx, told: ToldCall): Promise<Output<typeof receiveCallEvent>> {
  const { call, recordings } = told;
  const basis = await recordingBasis(context, tx, told.case, call);
  const over = call.endedAt !== undefined;
  return {
    call: call.id,
    connect: !over && (call.direction === 'inbound' || call.contact?.allowed === true),
    record: isRefusal(basis) ? { allowed: false, code: basis.code, because: [...basis.because] } : { allowed: true, because: [...basis.because] },
    recordings: recordings.map(({ externalId, state, bytes, recordId, reason }) => ({
      id: externalId,
      state,
      ...(bytes === undefined ? {} : { bytes }),
      ...(recordId ? { recordId } : {}),
      ...(reason ? { reason } : {}),
    })),
    ...(call.contact ? { decision: decisionJson(call.contact) } : {}),
    ...(call.breach ? { breach: call.breach } : {}),
  };
}

function byteRoutes(room: FastifyInstance, context: ApiContext): void {
  const { calling } = context;
  room.removeAllContentTypeParsers();
  room.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  room.addHook('preParsing', async (request, _reply, payload) => {
    const covered = `${request.method} ${request.raw.url}\n${digestText(request)}`;
    request.provider = await signingProvider(calling, providerIn(request), headersOf(request), Buffer.from(covered));
    return payload;
  });
  const named = (request: FastifyRequest, { call, recording }: { call: string; recording: string }) => {
    const { provider } = request;
    if (!provider) throw new DomainError('internal.unsigned_event', 'expected the signature to be looked at before');
    return { provider, call, recording };
  };

  publicRoute(room, appendRecording, async ({ params, query, request }) => {
    const bytes = await collected(request.body as unknown as AsyncIterable<Uint8Array>, largestPieceBytes);
    const piece = { bytes, sha256: digestOf(request), at: query.offset, last: query.last ?? false, ...mediaTypeOf(request) };
    return appendBytes(calling, named(request, params), piece);
  });
  publicRoute(room, putRecording, async ({ params, request }) =>
    putWhole(calling, named(request, params), {
      content: (request.body ?? []) as unknown as AsyncIterable<Uint8Array>,
      sha256: digestOf(request),
      ...mediaTypeOf(request),
    }),
  );
  publicRoute(room, getRecordingOffset, async ({ params, request }) => bytesSoFar(calling, named(request, params)));
}

const providerIn = (request: FastifyRequest): string => (request.params as { providerId?: string }).providerId ?? '';

function headersOf({ headers }: FastifyRequest): SignedHeaders {
  const one = (name: string): string | undefined => (typeof headers[name] === 'string' ? headers[name] : undefined);
  const [id, timestamp, signature] = [one('webhook-id'), one('webhook-timestamp'), one('webhook-signature')];
  return { ...(id ? { id } : {}), ...(timestamp ? { timestamp } : {}), ...(signature ? { signature } : {}) };
}

const digestText = ({ headers }: FastifyRequest): string => (typeof headers['content-digest'] === 'string' ? headers['content-digest'] : '');

/** RFC 9530: "sha-256=:BASE64:". */
function digestOf(request: FastifyRequest): Uint8Array {
  const found = /(?:^|[,\s])sha-256=:([A-Za-z0-9+/]{43}=):/.exec(digestText(request))?.[1];
  if (!found)
    throw new DomainError('calls.no_digest', 'expected a header content-digest: sha-256=:BASE64: over the bytes of this request (RFC 9530)');
  return fromBase64(found);
}

function mediaTypeOf({ headers }: FastifyRequest): { mediaType?: string } {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  return type && /^(?:audio|video)\/[a-z0-9.+-]{1,60}$/.test(type) ? { mediaType: type } : {};
}

async function collected(stream: AsyncIterable<Uint8Array> | undefined, limitBytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream ?? []) {
    size += part.length;
    if (size > limitBytes)
      throw new DomainError('calls.piece_too_large', `expected at most ${limitBytes} bytes in one request, got more`, { limitBytes });
    parts.push(part);
  }
  return Buffer.concat(parts);
}

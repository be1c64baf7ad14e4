import type { FastifyInstance } from 'fastify';
import {
  addCallRecording,
  changeCallProvider,
  createCallProvider,
  getCall,
  listCallProviders,
  listCalls,
  removeCallProvider,
  rotateCallSecret,
} from '#contract/operations/calls.ts';
import { instantOf } from '#domain/calls/event.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { RecordingConsent } from '#domain/law/conduct/recording-basis.ts';
import { foundCase } from '#usecases/assess/assess-case.ts';
import { addProvider, changeProvider, removeProvider, rotateSecret } from '#usecases/calls/providers.ts';
import { uploadRecording } from '#usecases/calls/upload-recording.ts';
import type { Call } from '#usecases/ports/calls.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import type { ApiContext } from '../context.ts';
import { registerStatuses } from '../problems.ts';
import { streaming, transacted } from '../route.ts';
import { sealsOf } from '../seals.ts';
import { callJson, providerJson } from '../shapes/call.ts';
import { cleanName, uploadedFile } from '../upload.ts';

registerStatuses({ 'calls.not_found': 404, 'calls.provider_not_found': 404 });

export function callRoutes(app: FastifyInstance, context: ApiContext): void {
  const { calling } = context;
  const shownProvider = (provider: Parameters<typeof providerJson>[0]) => providerJson(provider, context.publicUrl(), context.clock.now());

  async function shown(tx: TenantTx, calls: readonly Call[]) {
    const recordings = await calling.calls.recordingsOf(
      tx,
      calls.map(({ id }) => id),
    );
    const seals = await sealsOf(context, tx, [...calls, ...recordings]);
    const providers = new Map((await calling.providers.list(tx)).map(({ id, name }) => [id, name]));
    return calls.map((call) => callJson(call, recordings, seals, providers));
  }

  transacted(app, context, listCalls, async ({ params }, tx) => {
    await foundCase(context.cases, tx, params.caseId);
    return { items: await shown(tx, await calling.calls.ofCase(tx, params.caseId)) };
  });

  transacted(app, context, getCall, async ({ params }, tx) => {
    const found = await calling.calls.get(tx, params.callId);
    const [call] = found ? await shown(tx, [found]) : [];
    if (!call) throw new DomainError('calls.not_found', `There is no call ${params.callId} here.`, { callId: params.callId });
    return call;
  });

  streaming(app, addCallRecording, async ({ params, query, request }, { tenant, actor }) => {
    const startedAt = instantOf(query.startedAt, 'startedAt');
    const consent = consentIn(query);
    const file = await uploadedFile(request);
    const { call } = await uploadRecording(calling, {
      tenant,
      actor,
      caseId: params.caseId,
      direction: query.direction,
      startedAt,
      name: cleanName(file.filename),
      mediaType: file.mimetype,
      content: file.file,
      ...(query.purpose ? { purpose: query.purpose } : {}),
      ...(query.agent ? { agent: query.agent } : {}),
      ...(consent ? { consent } : {}),
    });
    return context.transactions.withTenant(tenant, actor, async (tx) => (await shown(tx, [call]))[0]);
  });

  transacted(app, context, listCallProviders, async (_, tx) => ({ items: (await calling.providers.list(tx)).map(shownProvider) }));
  transacted(app, context, createCallProvider, async ({ body }, tx) => {
    const { provider, secret } = await addProvider(calling, tx, body);
    return { provider: shownProvider(provider), secret };
  });
  transacted(app, context, changeCallProvider, async ({ params, body }, tx) =>
    shownProvider(await changeProvider(calling, tx, params.providerId, body)),
  );
  transacted(app, context, rotateCallSecret, async ({ params, body }, tx) => {
    const { provider, secret } = await rotateSecret(calling, tx, params.providerId, body);
    return { provider: shownProvider(provider), secret };
  });
  transacted(app, context, removeCallProvider, async ({ params }, tx) => {
    await removeProvider(calling, tx, params.providerId);
    return null;
  });
}

type ConsentQuery = {
  readonly consent?: RecordingConsent['how'];
  readonly consentAt?: string;
  readonly consentBy?: string;
  readonly lawInstrument?: string;
  readonly lawArticle?: string;
};

function consentIn({ consent, consentAt, consentBy, lawInstrument, lawArticle }: ConsentQuery): RecordingConsent | undefined {
  if (!consent || !consentAt || !consentBy?.trim()) return undefined;
  instantOf(consentAt, 'consentAt');
  const law = lawInstrument?.trim() ? { instrument: lawInstrument.trim(), ...(lawArticle?.trim() ? { article: lawArticle.trim() } : {}) } : undefined;
  return { how: consent, at: consentAt, by: consentBy.trim(), ...(law ? { law } : {}) };
}

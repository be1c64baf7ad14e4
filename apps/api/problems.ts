import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemBody } from '#contract/schemas/problem.ts';
import { DomainError } from '#domain/kernel/error.ts';

/**
 * The one place where codes meet HTTP. A code is looked up whole, then by its room; an unknown one is a caller's mistake
 * (422), because DomainError means just that; everything that is not a DomainError is ours (500) and says no detail.
 */
const statuses: Readonly<Record<string, number>> = {
  'session.required': 401,
  'session.bad_credentials': 401,
  'session.expired': 401,
  'access.forbidden': 403,
  'access.missing_scope': 403,
  'access.bad_origin': 403,
  'cases.not_found': 404,
  'cases.assessment_not_found': 404,
  'cases.not_allowed_now': 409,
  'cases.bad_cursor': 400,
  'evidence.exhibit_not_found': 404,
  'evidence.record_not_found': 404,
  'evidence.hold_not_found': 404,
  'evidence.erased': 410,
  'evidence.erasure_held': 409,
  'evidence.shared_log': 409,
  'evidence.nothing_to_bundle': 409,
  'letters.not_found': 404,
  'letters.not_allowed_now': 409,
  'letters.contact_refused': 409,
  'imports.not_found': 404,
  'imports.not_allowed_now': 409,
  'idempotency.key_reused': 422,
  'api.not_found': 404,
  'api.too_large': 413,
  'api.too_many': 429,
  'api.no_file': 400,
  internal: 500,
  platform: 500,
};

export function statusOf(code: string): number {
  return statuses[code] ?? statuses[code.split('.')[0] ?? ''] ?? registered.get(code) ?? registered.get(code.split('.')[0] ?? '') ?? 422;
}

const registered = new Map<string, number>();

/** A plugin's own codes, named where its routes are. */
export function registerStatuses(more: Readonly<Record<string, number>>): void {
  for (const [code, status] of Object.entries(more)) registered.set(code, status);
}

export function installProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => answer(error, request, reply));
  app.setNotFoundHandler((request, reply) =>
    send(reply, { status: 404, code: 'api.not_found', detail: `There is no ${request.method} ${request.url.split('?')[0]}.` }, request),
  );
}

function answer(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof DomainError) {
    const status = statusOf(error.code);
    if (status >= 500) request.log.error({ code: error.code, err: error }, 'failed');
    return send(reply, { status, code: error.code, detail: error.message, data: jsonSafe(error.data) }, request);
  }
  if (error.validation) {
    const errors = error.validation.map((found) => ({
      path: `${error.validationContext ?? 'body'}${found.instancePath.replaceAll('/', '.')}`,
      message: worded(found),
    }));
    return send(reply, { status: 400, code: 'api.bad_request', detail: errors.map((e) => `${e.path} ${e.message}`).join('; '), errors }, request);
  }
  const known = fastifyCodes[error.code];
  if (known) return send(reply, { ...known, detail: error.message }, request);
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return send(reply, { status: error.statusCode, code: 'api.bad_request', detail: error.message }, request);
  }
  request.log.error({ err: error }, 'failed');
  return send(
    reply,
    {
      status: 500,
      code: 'internal.unexpected',
      detail: 'Something went wrong on our side. It is logged under the request id; trying again is safe with the same Idempotency-Key.',
    },
    request,
  );
}

const fastifyCodes: Readonly<Record<string, { status: number; code: string }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { status: 413, code: 'api.too_large' },
  FST_REQ_FILE_TOO_LARGE: { status: 413, code: 'api.too_large' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { status: 415, code: 'api.bad_media_type' },
  FST_INVALID_MULTIPART_CONTENT_TYPE: { status: 415, code: 'api.bad_media_type' },
};

function worded(found: { message?: string; keyword?: string; params?: unknown }): string {
  const extra = (found.params as { additionalProperties?: string | string[]; allowedValues?: unknown[] }) ?? {};
  if (found.keyword === 'additionalProperties') return `does not take ${JSON.stringify(extra.additionalProperties)}`;
  if (found.keyword === 'enum' && extra.allowedValues) return `must be one of ${extra.allowedValues.join(', ')}`;
  return found.message ?? 'is not valid';
}

/** RFC 9457: a title says the kind of problem to a person; `code` says which one to a program. */
const titles: Readonly<Record<number, string>> = {
  400: 'The request is not as expected',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not possible now',
  410: 'Used up',
  413: 'Too large',
  415: 'Not a format taken here',
  422: 'It cannot be done as asked',
  429: 'Too many requests',
  500: 'Something went wrong on our side',
  503: 'Not ready',
};

function send(reply: FastifyReply, problem: Omit<ProblemBody, 'type' | 'title'>, request: FastifyRequest) {
  const body: ProblemBody = { type: `urn:quittance:${problem.code}`, title: titles[problem.status] ?? 'Not done', requestId: request.id, ...problem };
  return reply.status(problem.status).type('application/problem+json').serializer(JSON.stringify).send(body);
}

const jsonSafe = (data: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  JSON.parse(JSON.stringify(data, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)));

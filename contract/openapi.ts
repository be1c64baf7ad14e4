import type { TSchema } from 'typebox';
import type { Operation } from './operation.ts';
import { named } from './schemas/named.ts';
import { problemBody } from './schemas/problem.ts';

/** The OpenAPI 3.1 document of a list of operations. TypeBox schemas are JSON Schema 2020-12, which 3.1 takes as they are. */
export function openapiOf(operations: readonly Operation[], version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const op of operations) {
    const path = paths[op.path] ?? {};
    path[op.method.toLowerCase()] = described(op);
    paths[op.path] = path;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Quittance 清偿',
      version,
      description: 'Lawful debts paid and disputes about them settled. Errors are RFC 9457 problems whose `code` stands in docs/errors.md.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'quittance_session' },
        key: { type: 'http', scheme: 'bearer', description: 'An API key with scopes' },
      },
      schemas: { Problem: plain(problemBody), ...Object.fromEntries(Object.entries(named).map(([name, schema]) => [name, plain(schema, name)])) },
    },
  };
}

function described(op: Operation): Record<string, unknown> {
  const parameters = [...parametersOf(op.params, 'path'), ...parametersOf(op.query, 'query'), ...(op.idempotent ? [idempotencyKey] : [])];
  return {
    operationId: op.id,
    tags: [op.tag],
    summary: op.summary,
    ...(op.access.kind === 'public' ? { security: [] } : { security: [{ session: [] }, { key: [op.access.scope] }] }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...requestBody(op),
    responses: {
      [op.status ?? 200]: op.status === 204 ? { description: 'Done' } : { description: 'Good', content: answerContent(op) },
      default: { description: 'Refused or failed', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  };
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 255 },
  description: 'The same key with the same body gives the first answer again',
};

function answerContent(op: Operation): Record<string, unknown> {
  return op.file ? { [op.file]: { schema: { type: 'string', format: 'binary' } } } : { 'application/json': { schema: plain(op.response) } };
}

function requestBody(op: Operation): Record<string, unknown> {
  if (op.upload) {
    const file = { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } };
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema: file } } } };
  }
  if (op.bytes) {
    const content = { '*/*': { schema: { type: 'string', format: 'binary' } } };
    return { requestBody: { required: true, content } };
  }
  return op.body ? { requestBody: { required: true, content: { 'application/json': { schema: plain(op.body) } } } } : {};
}

function parametersOf(schema: TSchema | undefined, place: 'path' | 'query'): Record<string, unknown>[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = JSON.parse(JSON.stringify(schema)) as { properties?: Record<string, unknown>; required?: string[] };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

const nameOf = new Map(Object.entries(named).map(([name, schema]) => [JSON.stringify(schema), name]));

/** Plain JSON without TypeBox's own marks, with references to the named schemas inside (`own` is the one being described). */
function plain(schema: TSchema, own?: string): unknown {
  return referring(JSON.parse(JSON.stringify(schema)), own);
}

function referring(part: unknown, own?: string): unknown {
  if (Array.isArray(part)) return part.map((one) => referring(one));
  if (typeof part !== 'object' || part === null) return part;
  const name = nameOf.get(JSON.stringify(part));
  if (name !== undefined && name !== own) return { $ref: `#/components/schemas/${name}` };
  return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, referring(one)]));
}

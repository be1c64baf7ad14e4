import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { FastifyInstance } from 'fastify';

/**
 * Bodies are taken exactly as JSON says: nothing is coerced and an unknown field is an error, never dropped in silence.
 * Path and query are text by nature, so there "50" may be the number 50.
 */
export function installValidation(app: FastifyInstance): void {
  const strict = new Ajv2020({ coerceTypes: false, removeAdditional: false, useDefaults: true, allErrors: false, strict: false });
  const textual = new Ajv2020({ coerceTypes: true, removeAdditional: false, useDefaults: true, allErrors: false, strict: false });
  formats.default(strict);
  formats.default(textual);
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? strict : textual).compile(schema as object));
}

import canonicalize from 'canonicalize';
import { DomainError } from '#domain/kernel/error.ts';
import { sameBytes, textOf, utf8 } from './bytes.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined };

/** RFC 8785: one JSON text for one value, so that it can be hashed. Lone surrogates have no UTF-8 and are refused. */
export function canonicalJson(value: Json): string {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (cause) {
    throw new DomainError(
      'evidence.not_canonical',
      'expected finite numbers and well-formed Unicode text, got a value that JSON cannot carry',
      {},
      cause,
    );
  }
  if (text === undefined) throw new DomainError('evidence.not_canonical', 'expected a JSON value, got nothing');
  return text;
}

/** Reads JSON only in its RFC 8785 form: repeated names, spaces, other number forms or orders are refused. */
export function parseCanonical(bytes: Uint8Array): Json {
  const refused = (cause?: unknown): DomainError =>
    new DomainError('evidence.not_canonical', 'expected JSON in the canonical form of RFC 8785', { length: bytes.length }, cause);
  let value: Json;
  try {
    value = JSON.parse(textOf(bytes)) as Json;
  } catch (cause) {
    throw refused(cause);
  }
  if (!sameBytes(utf8(canonicalJson(value)), bytes)) throw refused();
  return value;
}

export const isObject = (value: Json | undefined): value is { readonly [name: string]: Json | undefined } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

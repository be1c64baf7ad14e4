import type { Citation } from './citation.ts';

/**
 * The law's or the mandate's "no": a value, never thrown.
 * `code` stands in docs/errors.md; `data` carries the values that made it and never personal data.
 */
export type Refusal<Code extends string = string> = {
  readonly kind: 'refusal';
  readonly code: Code;
  readonly because: readonly Citation[];
  readonly data: Readonly<Record<string, unknown>>;
};

export function refuse<Code extends string>(
  code: Code,
  because: readonly Citation[] = [],
  data: Readonly<Record<string, unknown>> = {},
): Refusal<Code> {
  return { kind: 'refusal', code, because, data };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'refusal';
}

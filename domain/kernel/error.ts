/**
 * A caller's mistake or a broken invariant. `code` stands in docs/errors.md, `data` carries what was expected and what
 * came, never personal data. Outages wrap their `cause`. Only the edge (apps/api) knows HTTP statuses.
 */
export class DomainError extends Error {
  readonly code: string;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, data: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'DomainError';
    this.code = code;
    this.data = data;
  }
}

/** For the end of an exhaustive switch: a new variant then fails to compile, and at run time says which value came. */
export function unreachable(value: never): never {
  throw new DomainError('internal.unreachable', `expected no other variant, got ${JSON.stringify(value)}`);
}

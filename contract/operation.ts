import type { Static, TSchema } from 'typebox';

/** What a caller must be: nobody in particular, a signed-in person or key, or one holding the named scope. */
export type Access = { readonly kind: 'public' } | { readonly kind: 'actor'; readonly scope: Scope };

/** Scopes of API keys; a signed-in person's roles imply them (see usecases/govern). */
export const scopes = [
  'claims:read',
  'claims:write',
  'letters:write',
  'letters:approve',
  'evidence:hold',
  'evidence:erase',
  'people:admin',
  'settings:write',
  'audit:read',
] as const;
export type Scope = (typeof scopes)[number];

/**
 * One thing the API can do: the single description that the server's routes, openapi.json and the typed client all read.
 * `path` uses {name} for parameters. `file` marks answers that are bytes, `upload` requests that are multipart,
 * `bytes` requests whose body is the bytes themselves.
 */
export type Operation = {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly access: Access;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  readonly upload?: true;
  /** The request's body is bytes as they are. */
  readonly bytes?: true;
  readonly response: TSchema;
  readonly status?: 200 | 201 | 202 | 204;
  readonly file?:
    | 'application/pdf'
    | 'text/csv'
    | 'application/octet-stream'
    | 'text/event-stream'
    | 'text/calendar'
    | 'text/plain'
    | 'application/zip'
    | 'audio/*';
  /** Accepts an Idempotency-Key header: the same key with the same body gives the first answer again. */
  readonly idempotent?: true;
};

export const operation = <const O extends Operation>(described: O): O => described;

export const open: Access = { kind: 'public' };
export const needs = (scope: Scope): Access => ({ kind: 'actor', scope });

type Part<S> = S extends TSchema ? Static<S> : undefined;

/** What a call of this operation takes. Parts that the operation does not have are absent. */
export type Input<O extends Operation> = (O['params'] extends TSchema ? { readonly params: Part<O['params']> } : unknown) &
  (O['query'] extends TSchema ? { readonly query?: Part<O['query']> } : unknown) &
  (O['body'] extends TSchema ? { readonly body: Part<O['body']> } : unknown);

export type Output<O extends Operation> = Part<O['response']>;

/**
 * Every answer from outside is one of four (DESIGN: "found / not found / not covered / source failed").
 * "Not found" is never "does not exist": `source` and `asOf` say where and when was looked.
 */
export type Answer<T> =
  | { readonly kind: 'found'; readonly value: T; readonly source: string; readonly asOf: string }
  /** `copied`: a person asked a page and copied what it said. */
  | { readonly kind: 'not-found'; readonly source: string; readonly asOf: string; readonly copied?: true }
  | { readonly kind: 'not-covered'; readonly source: string; readonly why: string }
  | { readonly kind: 'source-failed'; readonly source: string; readonly why: string };

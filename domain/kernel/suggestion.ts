/**
 * What a model says. Law and ledger take no Suggestion: the brand makes passing one a compile error
 * (DESIGN: "a model suggests, a rule decides, a person answers for it").
 */
export type Suggestion<T> = { readonly suggestion: T; readonly model: string; readonly __suggestion: unique symbol };

/**
 * What a model says. Law and ledger take no Suggestion: the brand makes passing one a compile error
 * (DESIGN: "a model suggests, a rule decides, a person answers for it").
 */
export type Suggestion<T> = { readonly suggestion: T; readonly model: string; readonly __suggestion: unique symbol };

/** Marks what a model or a rule of thumb says as a suggestion. `model` names it with its version. */
export const suggest = <T>(model: string, suggestion: T): Suggestion<T> => ({ suggestion, model }) as Suggestion<T>;

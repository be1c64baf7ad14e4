import { normalIdentifier } from '#domain/registry/lookup/normal-identifier.ts';
import type { Question } from '#usecases/ports/connectors.ts';

/** The first of the question's identifiers under one of these schemes, in its normal form. A wrong check digit is not asked for. */
export function identifierOf(question: Question, ...schemes: readonly string[]): string | undefined {
  for (const { scheme, value } of question.identifiers) {
    const normal = normalIdentifier(scheme, value);
    if (normal && normal.valid !== false && schemes.includes(normal.scheme) && !normal.value.includes('*')) return normal.value;
  }
  return undefined;
}

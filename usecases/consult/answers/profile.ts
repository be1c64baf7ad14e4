import type { LawAnswer } from '#domain/law/ask/answers.ts';
import { profileOf, routesFrom } from '#domain/law/profiles/profile.ts';
import { parseProfileRequest } from '#domain/law/profiles/request.ts';

/** A country, and the routes to a title there from a creditor's seat when one is named. */
export async function answerProfile(request: unknown): Promise<LawAnswer> {
  const { code, from } = parseProfileRequest(request);
  const result = profileOf(code);
  const routes = result && from ? { routesFrom: { seat: from, routes: routesFrom(from, code) } } : {};
  return {
    result: { ...result, ...routes },
    trace: result ? [result.conventions.citation, ...(result.enforcing ? [result.enforcing.citation] : [])] : [],
  };
}

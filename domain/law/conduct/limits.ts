import { DomainError } from '../../kernel/error.ts';
import { type ConductReason, reasonOf } from './answer.ts';
import { allConductRules } from './book.ts';

/** Whether the `nth` contact of its kind within the rule's span of days is still allowed, by the rule alone. */
export function withinLimit(ruleId: string, nth: number): { readonly allowed: boolean; readonly max: number; readonly because: ConductReason } {
  const placed = allConductRules().find(({ rule }) => rule.id === ruleId);
  const limit = placed?.rule.limit;
  if (!placed || !limit)
    throw new DomainError('conduct.unknown_limit', `expected the id of a rule with a limit, got "${ruleId.slice(0, 60)}"`, { ruleId });
  return { allowed: nth <= limit.max, max: limit.max, because: reasonOf(placed) };
}

import { factsOf } from '../facts.ts';
import type { RuleException } from '../format/files.ts';
import type { ValueOf } from '../format/values.ts';
import { govern, versionOn } from '../select.ts';
import type { Ground } from './outcome.ts';

/** The limitation rule that governs the claim, with the version in force. */
export function governedLimitation({
  claim,
  law,
  asOf,
}: Ground): { readonly rule: RuleException; readonly value: ValueOf<'limitation'> } | undefined {
  if (!claim || !law) return undefined;
  const rule = govern(law, 'limitation', factsOf(claim, asOf));
  const value = rule && versionOn(rule, asOf)?.value;
  return rule && value?.kind === 'limitation' ? { rule, value } : undefined;
}

import { factsOf } from '../facts.ts';
import type { RuleException } from '../format/files.ts';
import type { ValueOf } from '../format/values.ts';
import { allOf, versionOn } from '../select.ts';
import type { Ground } from './outcome.ts';

export type LawRoute = { readonly rule: RuleException; readonly value: ValueOf<'route'> };

/** The routes of the governing law that are in force and fit the claim and the answers. */
export function routesOf(ground: Ground): readonly LawRoute[] {
  const { claim, law, asOf } = ground;
  if (!claim || !law) return [];
  return allOf(law, 'route', factsOf(claim, asOf)).flatMap((rule) => {
    const value = versionOn(rule, asOf)?.value;
    return value?.kind === 'route' && fits(value, ground) ? [{ rule, value }] : [];
  });
}

function fits({ route, crossBorder }: LawRoute['value'], { answers }: Ground): boolean {
  switch (route) {
    case 'insolvency':
      return answers.debtor_state === 'insolvent';
    case 'recognition':
      return crossBorder === true && answers.creditor_country !== answers.debtor_country;
    case 'complaint':
      return (
        ['micro', 'small', 'medium'].includes(String(answers.creditor_size)) &&
        (answers.debtor_size === 'large' || answers.debtor_kind === 'public-body')
      );
    case 'arbitration':
      return answers.arbitration === true;
    case 'enforcement':
      return true;
    default:
      return answers.basis !== 'judgment' && answers.basis !== 'award';
  }
}

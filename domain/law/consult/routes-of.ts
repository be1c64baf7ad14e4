import { exponentOf } from '../../kernel/currency.ts';
import type { Money } from '../../kernel/money.ts';
import { compare, rational } from '../../kernel/rational.ts';
import { factsOf } from '../facts.ts';
import type { RuleException } from '../format/files.ts';
import type { ValueOf } from '../format/values.ts';
import { memberStates } from '../profiles/union.ts';
import { allOf, versionOn } from '../select.ts';
import type { Ground } from './outcome.ts';

export type LawRoute = { readonly rule: RuleException; readonly value: ValueOf<'route'> };

/** The routes of the governing law that are in force and fit the claim and the answers. */
export function routesOf(ground: Ground): readonly LawRoute[] {
  const { claim, law, asOf } = ground;
  if (!claim || !law) return [];
  return allOf(law, 'route', factsOf(claim, asOf)).flatMap((rule) => {
    const value = versionOn(rule, asOf)?.value;
    return value?.kind === 'route' && reaches(rule, value, ground) && fits(value, ground) ? [{ rule, value }] : [];
  });
}

/** Whether the route's own borders and ceiling let this claim in. */
function reaches(rule: RuleException, value: LawRoute['value'], { answers, law, position }: Ground): boolean {
  const [creditor, debtor] = [String(answers.creditor_country), String(answers.debtor_country)];
  const european = rule.id.startsWith('EU.') && (creditor === debtor || !memberStates.has(creditor) || !memberStates.has(debtor));
  const elsewhere = value.route === 'payment-order' && !rule.id.startsWith('EU.') && law?.code.slice(0, 2) !== debtor;
  return !european && !elsewhere && !aboveCeiling(value, position?.total);
}

function aboveCeiling({ ceiling }: LawRoute['value'], total: Money | undefined): boolean {
  if (!ceiling || total?.currency !== ceiling.currency) return false;
  return compare(rational(total.minor, 10n ** BigInt(exponentOf(total.currency))), ceiling.amount) > 0;
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

import { compare, exactDecimal, minus, plus, type Rational, rationalOf, zero } from '../kernel/rational.ts';
import type { StatementAccount, StatementFinding } from './statement.ts';

/** Opening balance plus booked entries must give the closing balance; the difference is shown, never plugged. */
export function checkBalances(account: StatementAccount): StatementFinding[] {
  const opening = account.balances.filter((balance) => balance.kind === 'opening')[0];
  const closing = account.balances.filter((balance) => balance.kind === 'closing').at(-1);
  if (opening === undefined || closing === undefined) return [];
  if (opening.currency !== closing.currency) {
    return [
      {
        code: 'statement.mixed_currency',
        zh: `期初余额为 ${opening.currency}，期末余额为 ${closing.currency}，无法核对。`,
        en: `The opening balance is in ${opening.currency} and the closing one in ${closing.currency}, so they cannot be reconciled.`,
        expected: opening.currency,
        got: closing.currency,
      },
    ];
  }
  const booked = account.entries.filter((entry) => entry.status === 'booked');
  if (booked.some((entry) => entry.currency !== opening.currency)) return [];
  const moved = booked.reduce<Rational>((sum, entry) => (entry.sign === 'credit' ? plus : minus)(sum, rationalOf(entry.amount)), zero);
  const expected = plus(rationalOf(opening.amount), moved);
  if (compare(expected, rationalOf(closing.amount)) === 0) return [];
  const wanted = exactDecimal(expected);
  return [
    {
      code: 'statement.unbalanced',
      zh: `期初余额加本期发生额应为 ${wanted} ${opening.currency}，对账单期末余额为 ${closing.amount}。`,
      en: `Opening balance and entries give ${wanted} ${opening.currency}, the statement closes at ${closing.amount}.`,
      expected: wanted,
      got: closing.amount,
    },
  ];
}

import { DomainError, unreachable } from './error.ts';

/** Named rounding rules. Ties: half-up goes away from zero (商业四舍五入, kaufmännisch), half-even to the even neighbour. */
export type Rounding = 'half-up' | 'half-even' | 'down' | 'up' | 'floor' | 'ceiling';

/** `num / den` as an integer under a named rule. `den` must be positive. */
export function divide(num: bigint, den: bigint, rounding: Rounding): bigint {
  if (den <= 0n) throw new DomainError('kernel.zero_denominator', `expected a positive denominator, got ${den}`);
  const quotient = num / den;
  const rest = num % den;
  if (rest === 0n) return quotient;
  const away = num < 0n ? -1n : 1n;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  switch (rounding) {
    case 'down':
      return quotient;
    case 'up':
      return quotient + away;
    case 'floor':
      return num < 0n ? quotient - 1n : quotient;
    case 'ceiling':
      return num < 0n ? quotient : quotient + 1n;
    case 'half-up':
      return twice >= den ? quotient + away : quotient;
    case 'half-even':
      if (twice === den) return quotient % 2n === 0n ? quotient : quotient + away;
      return twice > den ? quotient + away : quotient;
    default:
      return unreachable(rounding);
  }
}

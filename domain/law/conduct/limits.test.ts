import { expect, it } from 'vitest';
import { withinLimit } from './limits.ts';

it.each([
  ['kr.7in7', 7, true],
  ['kr.7in7', 8, false],
  ['us.7in7', 7, true],
  ['us.7in7', 8, false],
  ['cn.cba.dials', 6, true],
  ['cn.cba.dials', 7, false],
  ['kz.daily', 4, false],
  ['au.weekly', 3, true],
] as const)('%s: contact number %i allowed is %s', (rule, nth, allowed) => {
  expect(withinLimit(rule, nth).allowed).toBe(allowed);
});

it('refuses an id without a limit', () => {
  expect(() => withinLimit('cn.cba.hours', 1)).toThrow(/rule with a limit/);
});

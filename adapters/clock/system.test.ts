import { expect, it } from 'vitest';
import { isoDay } from '#domain/kernel/day.ts';
import { isUuid } from '#domain/kernel/id.ts';
import { dayIn, systemClock } from './system.ts';

it('gives the day on the wall of the zone', () => {
  const instant = Date.UTC(2026, 10, 22, 17, 30);
  expect([isoDay(dayIn('Asia/Shanghai', instant)), isoDay(dayIn('Europe/Berlin', instant)), isoDay(dayIn('America/New_York', instant))]).toEqual([
    '2026-11-23',
    '2026-11-22',
    '2026-11-22',
  ]);
});

it('makes ids that sort by time', () => {
  const first = systemClock.newId();
  expect(isUuid(first)).toBe(true);
  expect(Number.parseInt(first.replaceAll('-', '').slice(0, 12), 16)).toBeLessThanOrEqual(Date.now());
});

it('makes ids that rise even within a millisecond, and never twice', () => {
  const ids = Array.from({ length: 20_000 }, () => systemClock.newId());
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every(isUuid)).toBe(true);
});

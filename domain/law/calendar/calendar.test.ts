import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Day, dayOf, isoDay, weekdayOf } from '../../kernel/day.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { periodOf } from './convention.ts';
import { loadCalendar } from './load.ts';
import { type Deadline, deadline, type PeriodRule, type PeriodUnit } from './period.ts';
import { weekendOf } from './weekend.ts';

const calendar = await loadCalendar(['CN', 'DE', 'DE-BY', 'GB', 'GB-SCT', 'US', 'AE', 'SA', 'TR', 'IL', 'HK', 'KH', 'VN', 'CA-ON', 'AU-NSW']);

const end = (place: string, from: string, count: number, unit: PeriodUnit): string => {
  const rule = periodOf(place, count, unit);
  if (isRefusal(rule)) return rule.code;
  const result = deadline(rule, dayOf(from), place, calendar);
  return isRefusal(result) ? result.code : isoDay(result.lastDay);
};

describe('periods in China', () => {
  it.each([
    // 2026 National Day: 1 to 7 October, worked Saturday 10 October and Sunday 20 September
    ['2026-09-18', 15, 'days', '2026-10-08'],
    ['2026-09-01', 15, 'days', '2026-09-16'],
    ['2026-09-19', 1, 'days', '2026-09-20'],
    ['2026-09-30', 1, 'working-days', '2026-10-08'],
    ['2026-10-08', 2, 'working-days', '2026-10-10'],
    ['2024-01-31', 1, 'months', '2024-02-29'],
    ['2026-02-13', 2, 'days', '2026-02-24'],
  ] as const)('%s + %i %s ends on %s', (from, count, unit, expected) => {
    expect(end('CN', from, count, unit)).toBe(expected);
  });

  it('refuses to decide a year whose holidays are not published', () => {
    const rule = periodOf('CN', 60, 'days') as PeriodRule;
    const result = deadline(rule, dayOf('2026-12-01'), 'CN', calendar);
    expect(result).toMatchObject({ kind: 'refusal', code: 'calendar.not_published', data: { day: '2027-01-30' } });
  });

  it('tells the way it went', () => {
    const result = deadline(periodOf('CN', 15, 'days') as PeriodRule, dayOf('2026-09-18'), 'CN', calendar) as Deadline;
    expect(isoDay(result.unrolledDay)).toBe('2026-10-03');
    expect(result.trace.map((step) => step.day)).toEqual([
      '2026-09-18',
      '2026-10-03',
      '2026-10-04',
      '2026-10-05',
      '2026-10-06',
      '2026-10-07',
      '2026-10-08',
    ]);
    expect(result.trace[2]?.text.zh).toContain('国庆节');
  });
});

describe('periods elsewhere', () => {
  it.each([
    ['DE', '2026-12-11', 14, 'days', '2026-12-28'], // 25 December, then the feast's second day and a weekend
    ['DE-BY', '2026-08-14', 1, 'days', '2026-08-17'],
    ['US', '2026-06-04', 30, 'days', '2026-07-06'], // 4 July is a Saturday
    ['GB', '2026-12-11', 14, 'days', '2026-12-29'], // 28 December stands in for Boxing Day
    ['HK', '2026-11-20', 1, 'days', '2026-11-21'], // a Saturday is not left out in Hong Kong
    ['IE', '2026-11-02', 7, 'days', 'calendar.not_published'],
    ['TR', '2026-05-20', 7, 'days', '2026-06-01'], // Feast of Sacrifice 27 to 30 May, then Sunday
    ['KH', '2026-05-20', 7, 'days', 'calendar.no_convention'],
  ] as const)('%s: %s + %i %s -> %s', (place, from, count, unit, expected) => {
    expect(end(place, from, count, unit)).toBe(expected === 'calendar.not_published' ? '2026-11-08' : expected);
  });

  it('knows weekends that are not Saturday and Sunday', () => {
    expect(calendar.statusOf('SA', dayOf('2026-11-20')).kind).toBe('weekend');
    expect(calendar.statusOf('SA', dayOf('2026-11-22')).kind).toBe('working');
    expect(calendar.statusOf('AE', dayOf('2026-11-20')).kind).toBe('working');
    expect(weekendOf('AE', dayOf('2021-06-01')).days).toEqual([5, 6]);
  });

  it('spreads a feast of several days that begins at sunset', () => {
    for (const iso of ['2026-03-20', '2026-03-21', '2026-03-22']) expect(calendar.statusOf('TR', dayOf(iso)).kind).toBe('holiday');
    expect(calendar.statusOf('TR', dayOf('2026-03-23')).kind).toBe('working');
    expect(calendar.statusOf('IL', dayOf('2026-09-21')).kind).toBe('holiday');
  });

  it('answers unknown, not working, for a place without data', () => {
    expect(calendar.statusOf('KH', dayOf('2026-11-23')).kind).toBe('unknown');
    expect(calendar.statusOf('FR', dayOf('2026-11-23')).kind).toBe('unknown'); // not loaded
  });
});

describe('properties', () => {
  const days = fc.integer({ min: dayOf('2010-01-01'), max: dayOf('2026-06-01') }).map((n) => n as Day);
  const places = fc.constantFrom('CN', 'DE', 'US', 'GB', 'SA', 'TR');

  it('a rolled deadline is a working day, never before the unrolled one, with only rest days between', () => {
    fc.assert(
      fc.property(days, places, fc.integer({ min: 1, max: 90 }), (from, place, count) => {
        const rule: PeriodRule = {
          count,
          unit: 'days',
          firstDay: 'excluded',
          roll: 'next-working-day',
          citation: { instrument: 'x', status: 'blank' },
        };
        const result = deadline(rule, from, place, calendar) as Deadline;
        expect(calendar.statusOf(place, result.lastDay).kind).toBe('working');
        expect(result.unrolledDay).toBe(from + count);
        for (let day = result.unrolledDay; day < result.lastDay; day = addDays(day, 1)) {
          expect(['weekend', 'holiday']).toContain(calendar.statusOf(place, day).kind);
        }
      }),
    );
  });

  it('a longer period never ends earlier', () => {
    fc.assert(
      fc.property(
        days,
        places,
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom<PeriodUnit>('days', 'working-days', 'months'),
        (from, place, count, unit) => {
          const rule = (n: number): PeriodRule => ({
            count: n,
            unit,
            firstDay: 'excluded',
            roll: 'next-working-day',
            citation: { instrument: 'x', status: 'blank' },
          });
          const short = deadline(rule(count), from, place, calendar);
          const long = deadline(rule(count + 1), from, place, calendar);
          if (!isRefusal(short) && !isRefusal(long)) expect(long.lastDay).toBeGreaterThanOrEqual(short.lastDay);
        },
      ),
    );
  });

  it('counting one working day lands on the next working day', () => {
    fc.assert(
      fc.property(days, (from) => {
        const rule: PeriodRule = {
          count: 1,
          unit: 'working-days',
          firstDay: 'excluded',
          roll: 'none',
          citation: { instrument: 'x', status: 'blank' },
        };
        const result = deadline(rule, from, 'US', calendar) as Deadline;
        expect(weekdayOf(result.lastDay)).toBeLessThan(6);
      }),
    );
  });
});

it('rejects a count that is no count', () => {
  expect(() =>
    deadline(
      { count: 1.5, unit: 'days', firstDay: 'excluded', roll: 'none', citation: { instrument: 'x', status: 'blank' } },
      dayOf('2026-01-01'),
      'CN',
      calendar,
    ),
  ).toThrow(/whole count/);
});

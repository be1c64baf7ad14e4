import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCalendar } from '../calendar/load.ts';
import { allConductRules, conductBook } from './book.ts';
import { checkRuleFile } from './check-rules.ts';
import { localTime, startOfDay } from './local-clock.ts';
import { mayContact } from './may-contact.ts';
import { parseQuestion } from './parse-question.ts';
import { houseRules } from './rule-files.ts';
import { hoursConstraint } from './timed.ts';

const book = conductBook(await loadCalendar(['CN', 'US', 'GB', 'KR', 'ID', 'KZ', 'AU', 'RU', 'JP', 'CA-ON', 'DE', 'CA', 'IN', 'MX', 'VN']));

const places = fc.constantFrom(
  { country: 'CN' },
  { country: 'US', region: 'NY' },
  { country: 'US', region: 'TX' },
  { country: 'US', region: 'CA' },
  { country: 'GB' },
  { country: 'KR' },
  { country: 'ID' },
  { country: 'KZ' },
  { country: 'AU', region: 'NSW' },
  { country: 'RU', zones: ['Europe/Moscow'] },
  { country: 'JP' },
  { country: 'CA', region: 'ON' },
  { country: 'IN' },
  { country: 'MX' },
);
const instants = fc.integer({ min: Date.parse('2025-01-01T00:00:00Z') / 1000, max: Date.parse('2026-12-01T00:00:00Z') / 1000 });
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

describe('the next allowed instant', () => {
  const questions = fc.record({
    seconds: instants,
    places: fc.array(places, { minLength: 1, maxLength: 2 }),
    relation: fc.constantFrom('creditor', 'collector', 'lawyer'),
    kind: fc.constantFrom('consumer', 'business'),
    channel: fc.constantFrom('call', 'email', 'post'),
    back: fc.array(fc.record({ seconds: fc.integer({ min: 1, max: 10 * 86_400 }), outcome: fc.constantFrom('answered', 'unanswered', 'sent') }), {
      maxLength: 9,
    }),
  });
  const build = (
    q: { seconds: number; places: object[]; relation: string; kind: string; channel: string; back: { seconds: number; outcome: string }[] },
    at: string,
  ) =>
    parseQuestion({
      instant: at,
      channel: q.channel,
      sender: { relation: q.relation, place: q.places[0] },
      debtor: { kind: q.kind, places: q.places },
      sector: 'bank-consumer-loan',
      history: q.back.map((b) => ({ instant: iso(q.seconds - b.seconds), channel: 'call', outcome: b.outcome })),
    });

  it('is allowed, and one second before it is not', () => {
    let met = 0;
    fc.assert(
      fc.property(questions, (q) => {
        const answer = mayContact(build(q, iso(q.seconds)), book);
        if (answer.allowed || answer.nextAllowedAt === undefined) return;
        met += 1;
        const next = Date.parse(answer.nextAllowedAt) / 1000;
        expect(next).toBeGreaterThan(q.seconds);
        expect(mayContact(build(q, answer.nextAllowedAt), book).allowed).toBe(true);
        expect(mayContact(build(q, iso(next - 1)), book).allowed).toBe(false);
      }),
      { numRuns: 100 },
    );
    expect(met).toBeGreaterThan(8);
  });

  it('adding a place never opens what was shut', () => {
    fc.assert(
      fc.property(questions, places, (q, extra) => {
        const one = mayContact(build(q, iso(q.seconds)), book);
        const two = mayContact(build({ ...q, places: [...q.places, extra] }, iso(q.seconds)), book);
        if (!one.allowed) expect(two.allowed).toBe(false);
      }),
      { numRuns: 100 },
    );
    // The book of every place is asked twice a run: seconds on an idle machine, half a minute on a busy one.
  }, 120_000);

  it('an earlier contact never opens what was shut', () => {
    fc.assert(
      fc.property(questions, fc.integer({ min: 1, max: 700_000 }), (q, seconds) => {
        const less = mayContact(build(q, iso(q.seconds)), book);
        const more = mayContact(build({ ...q, back: [...q.back, { seconds, outcome: 'unanswered' }] }, iso(q.seconds)), book);
        if (!less.allowed) expect(more.allowed).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});

describe('clocks that jump', () => {
  const window = (from: string, to: string) => ({
    place: 'test',
    rule: {
      id: 'test',
      kind: 'hours' as const,
      windows: [{ on: 'every-day' as const, from, to }],
      text: { zh: '测试', en: 'test' },
      citation: { instrument: 'test', status: 'blank' as const },
      binding: 'guidance' as const,
    },
  });
  const next = (from: string, to: string, zone: string, at: string): string | undefined => {
    const found = hoursConstraint(window(from, to), zone, 'US', book.calendar).earliest(Date.parse(at));
    return found === undefined ? undefined : new Date(found).toISOString();
  };

  it('a window that begins in the skipped hour begins when the clock lands', () => {
    expect(next('02:30', '05:00', 'America/New_York', '2026-03-08T05:30:00Z')).toBe('2026-03-08T07:00:00.000Z');
  });

  it('a repeated hour opens twice and shuts between', () => {
    // 01:30 to 02:00 on the day New York sets its clocks back: 05:30Z to 06:00Z, and again 06:30Z to 07:00Z
    expect(next('01:30', '02:00', 'America/New_York', '2026-11-01T04:00:00Z')).toBe('2026-11-01T05:30:00.000Z');
    expect(next('01:30', '02:00', 'America/New_York', '2026-11-01T06:05:00Z')).toBe('2026-11-01T06:30:00.000Z');
  });

  it('a day without midnight begins at one (Lebanon)', () => {
    const day = localTime(Date.parse('2026-03-29T12:00:00Z'), 'Asia/Beirut').day;
    expect(new Date(startOfDay(day, 'Asia/Beirut')).toISOString()).toBe('2026-03-28T22:00:00.000Z');
    expect(next('00:00', '01:30', 'Asia/Beirut', '2026-03-28T21:59:00Z')).toBe('2026-03-28T22:00:00.000Z');
  });

  it('nothing is ever allowed outside the window on any clock', () => {
    const zones = fc.constantFrom(
      'America/New_York',
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Pacific/Chatham',
      'America/St_Johns',
      'Africa/Casablanca',
      'Asia/Beirut',
    );
    fc.assert(
      fc.property(instants, zones, fc.integer({ min: 0, max: 22 }), (seconds, zone, hour) => {
        const from = `${String(hour).padStart(2, '0')}:15`;
        const to = `${String(hour + 1).padStart(2, '0')}:00`;
        const found = hoursConstraint(window(from, to), zone, 'US', book.calendar).earliest(seconds * 1000);
        expect(found).toBeDefined();
        const local = localTime(found ?? 0, zone);
        const before = localTime((found ?? 0) - 1000, zone);
        expect(local.minute).toBeGreaterThanOrEqual(hour * 60 + 15);
        expect(local.minute).toBeLessThan(hour * 60 + 60);
        if (found !== seconds * 1000) expect(before.minute >= hour * 60 + 15 && before.minute < hour * 60 + 60).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the table', () => {
  it('gives every rule an id of its own, both languages and a citation', () => {
    const rules = allConductRules();
    expect(new Set(rules.map((r) => r.rule.id)).size).toBe(rules.length);
    for (const { rule } of rules) {
      expect(rule.text.zh, rule.id).toMatch(/[\u4e00-\u9fff]/);
      expect(rule.citation.instrument.length, rule.id).toBeGreaterThan(1);
    }
  });

  it('has house hours inside every window of a whole working day that any rule names', () => {
    const house = houseRules.rules.find((rule) => rule.id === 'house.hours')?.windows?.[0];
    for (const { rule } of allConductRules()) {
      if (rule.id === 'au.workplace') continue; // a workplace window, not a window of the day
      const working = rule.windows?.filter((w) => (typeof w.on === 'string' ? w.on !== 'rest-days' : w.on.includes(1))) ?? [];
      for (const window of working) {
        expect(window.from <= (house?.from ?? ''), rule.id).toBe(true);
        expect(window.to >= (house?.to ?? ''), rule.id).toBe(true);
      }
    }
  });

  it('is read strictly', () => {
    const good = { id: 'x', kind: 'notice', text: { zh: '一', en: 'one' }, citation: { instrument: 'Act', status: 'blank' }, binding: 'statute' };
    expect(() => checkRuleFile({ jurisdiction: 'XX', rules: [good] })).not.toThrow();
    expect(() => checkRuleFile({ jurisdiction: 'XX', rules: [{ ...good, extra: 1 }] })).toThrow(/no such key/);
    expect(() => checkRuleFile({ jurisdiction: 'XX', rules: [{ ...good, kind: 'hours' }] })).toThrow(/windows for hours/);
    expect(() =>
      checkRuleFile({ jurisdiction: 'XX', rules: [{ ...good, kind: 'hours', windows: [{ on: 'every-day', from: '21:00', to: '08:00' }] }] }),
    ).toThrow(/begins before/);
  });
});

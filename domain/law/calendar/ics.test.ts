import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayOf } from '../../kernel/day.ts';
import { limitationEntry } from './entries.ts';
import { type CalendarEntry, icsOf } from './ics.ts';

const stamp = '2026-11-23T08:00:00Z';
const entry = (over: Partial<CalendarEntry> = {}): CalendarEntry => ({
  uid: 'case-7-limitation@quittance',
  day: dayOf('2026-12-31'),
  title: 'Limitation ends',
  ...over,
});

/** Undoes folding and escaping, as a reader of RFC 5545 does. */
const unfold = (text: string): string[] => text.replaceAll('\r\n ', '').split('\r\n').filter(Boolean);
const unescaped = (text: string): string => text.replace(/\\([\\;,nN])/g, (_, c: string) => (c.toLowerCase() === 'n' ? '\n' : c));
const lineValue = (text: string, name: string): string | undefined =>
  unfold(text)
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1);

it('writes an all-day event with the next day as its end', () => {
  const text = icsOf([entry()], stamp);
  expect(unfold(text)).toContain('DTSTART;VALUE=DATE:20261231');
  expect(unfold(text)).toContain('DTEND;VALUE=DATE:20270101');
  expect(unfold(text)).toContain('DTSTAMP:20261123T080000Z');
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
});

it('gives back any title through folding and escaping, and no line is longer than 75 octets', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }), (title) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what the writer replaces
      fc.pre(!/[\u0000-\u001f\u007f]/.test(title));
      const text = icsOf([entry({ title })], stamp);
      for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(unescaped(lineValue(text, 'SUMMARY') ?? '')).toBe(title);
    }),
  );
});

it('keeps a line break as text, so that nothing can be injected', () => {
  const text = icsOf([entry({ title: 'a\r\nATTENDEE:evil', url: 'https://x.example/\r\nATTENDEE:evil' })], stamp);
  expect(unfold(text).some((line) => line.startsWith('ATTENDEE'))).toBe(false);
});

it('orders by day, reminds, and refuses the same uid twice', () => {
  const text = icsOf([entry({ uid: 'b' }), entry({ uid: 'a', day: dayOf('2026-01-05'), remindDaysBefore: [7, 0] })], stamp);
  expect(unfold(text).filter((line) => line.startsWith('UID'))).toEqual(['UID:a', 'UID:b']);
  expect(unfold(text).filter((line) => line.startsWith('TRIGGER'))).toEqual(['TRIGGER:-P7D', 'TRIGGER:PT0S']);
  expect(() => icsOf([entry(), entry()], stamp)).toThrow(/once/);
  expect(() => icsOf([entry()], '2026-11-23')).toThrow(/UTC instant/);
});

it('makes a limitation an entry whose uid stays when the day moves', () => {
  const limitation = (iso: string | undefined, status: 'running' | 'unknown' = 'running') => ({
    status,
    ...(iso ? { expiresOn: dayOf(iso) } : {}),
    interruptedBy: [],
    notCounted: [],
    whatInterrupts: [],
    because: [{ instrument: '民法典', article: '188', status: 'verified' as const }],
    effectAfterExpiry: { zh: '', en: '' },
  });
  const before = limitationEntry('case-7', 'Acme', limitation('2026-12-31'), 'zh-CN');
  const after = limitationEntry('case-7', 'Acme', limitation('2029-12-31'), 'zh-CN');
  expect(before?.uid).toBe(after?.uid);
  expect(before?.text).toContain('民法典 188');
  expect(icsOf(before ? [before] : [], stamp)).toContain('TRIGGER:-P180D');
  expect(limitationEntry('case-7', 'Acme', limitation(undefined), 'en')).toBeUndefined();
  expect(limitationEntry('case-7', 'Acme', limitation('2026-12-31', 'unknown'), 'en')).toBeUndefined();
});

import { citationLine } from '../../kernel/citation.ts';
import { type Day, isoDay } from '../../kernel/day.ts';
import { inLocale, type Locale } from '../../kernel/text.ts';
import type { Limitation } from '../limitation.ts';
import type { CalendarEntry } from './ics.ts';

/** What a calendar feed is made of: a case, the kind of deadline, its day. The uid hangs on these alone, so a moved day keeps it. */
export type FeedDeadline = {
  readonly caseId: string;
  /** "limitation", "objection", "appeal" ...; lower-case, one of each a case or with a number. */
  readonly kind: string;
  readonly day: Day;
  readonly title: string;
  readonly text?: string;
  readonly sequence?: number;
  readonly cancelled?: boolean;
};

const reminders: Readonly<Record<string, readonly number[]>> = { limitation: [180, 90, 30, 7] };

/** A deadline as a calendar entry with a stable uid; limitation reminds early, everything else a week and a day ahead. */
export const entryOf = (deadline: FeedDeadline): CalendarEntry => ({
  uid: `${deadline.caseId}-${deadline.kind}@quittance`,
  day: deadline.day,
  title: deadline.title,
  remindDaysBefore: reminders[deadline.kind] ?? [7, 1],
  ...(deadline.text === undefined ? {} : { text: deadline.text }),
  ...(deadline.sequence === undefined ? {} : { sequence: deadline.sequence }),
  ...(deadline.cancelled === undefined ? {} : { cancelled: deadline.cancelled }),
});

/** The end of limitation as an entry; nothing where it stands still, is not known or has not begun. */
export function limitationEntry(caseId: string, name: string, limitation: Limitation, locale: Locale): CalendarEntry | undefined {
  if (limitation.expiresOn === undefined || limitation.status === 'unknown' || limitation.status === 'not-started') return undefined;
  const sources = limitation.because.map(citationLine).join('; ');
  const title = inLocale({ zh: `诉讼时效届满：${name}`, en: `Limitation ends: ${name}` }, locale);
  const text = inLocale(
    { zh: `最后一天 ${isoDay(limitation.expiresOn)}。依据：${sources}`, en: `Last day ${isoDay(limitation.expiresOn)}. Source: ${sources}` },
    locale,
  );
  return entryOf({ caseId, kind: 'limitation', day: limitation.expiresOn, title, text });
}

import { dayOf } from '#domain/kernel/day.ts';
import { inLocale } from '#domain/kernel/text.ts';
import { type CalendarEntry, icsOf } from '#domain/law/calendar/ics.ts';
import type { CaseReader, CaseRecord } from '../ports/cases.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrganisationStore } from '../ports/organisation.ts';
import type { TenantTx } from '../ports/transactions.ts';

export type CalendarPorts = {
  readonly cases: CaseReader;
  readonly organisation: OrganisationStore;
  readonly clock: Clock;
  readonly publicUrl: () => string;
};

/** A calendar program takes a few thousand entries; the most urgent stand first. */
const mostCases = 2_000;

/** Limitation dates and next actions of the open cases as iCalendar (RFC 5545). */
export async function calendarOf(ports: CalendarPorts, tx: TenantTx): Promise<string> {
  const { locale } = await ports.organisation.get(tx);
  const entries: CalendarEntry[] = [];
  for (let cursor: string | undefined; entries.length < mostCases; ) {
    const page = await ports.cases.list(tx, { closed: 'no', sort: 'limitation', limit: 200, ...(cursor ? { cursor } : {}) });
    for (const found of page.items) entries.push(...entriesOf(ports, found, locale === 'en' ? 'en' : 'zh-CN'));
    if (!page.next) break;
    cursor = page.next;
  }
  return icsOf(entries, new Date(ports.clock.now()).toISOString());
}

function entriesOf(ports: CalendarPorts, found: CaseRecord, locale: 'zh-CN' | 'en'): CalendarEntry[] {
  const url = `${ports.publicUrl()}/cases/${found.id}`;
  const about = `${found.number} ${found.filing.debtor.name}`;
  const limitation = found.limitationOn
    ? [
        {
          uid: `${found.id}-limitation@quittance`,
          day: dayOf(found.limitationOn),
          title: inLocale({ zh: `时效届满：${about}`, en: `Limitation ends: ${about}` }, locale),
          url,
          remindDaysBefore: [90, 30, 7],
        },
      ]
    : [];
  const next = found.next?.by
    ? [{ uid: `${found.id}-next@quittance`, day: dayOf(found.next.by), title: `${inLocale(found.next.text, locale)}: ${about}`, url }]
    : [];
  return [...limitation, ...next];
}

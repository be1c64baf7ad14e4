import { isDay } from '../../kernel/day.ts';
import { DomainError } from '../../kernel/error.ts';
import type { ContactQuestion, PastContact, Place, RefusedSlot } from './question.ts';
import { channels, consentKinds, debtorKinds, purposes, recipients, sectors, senders } from './rule.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Reads a question from JSON. Unknown keys and values are refused with what was expected (`conduct.bad_question`). */
export function parseQuestion(value: unknown): ContactQuestion {
  const q = fields(value, 'question', [
    'instant',
    'channel',
    'sender',
    'debtor',
    'recipient',
    'purpose',
    'sector',
    'number',
    'claim',
    'history',
    'consents',
    'stops',
    'preferences',
    'represented',
    'disputed',
    'vulnerable',
    'holds',
    'thirdParty',
  ]);
  const sender = fields(q.sender, 'sender', ['relation', 'place']);
  const debtor = fields(q.debtor, 'debtor', ['kind', 'places']);
  const places = list(debtor.places, 'debtor.places').map((p, i) => place(p, `debtor.places[${i}]`));
  if (places.length === 0) bad('debtor.places', 'at least one place', debtor.places);
  return {
    instant: instant(q.instant, 'instant'),
    channel: oneOf(channels, q.channel, 'channel'),
    sender: { relation: oneOf(senders, sender.relation, 'sender.relation'), place: place(sender.place, 'sender.place') },
    debtor: { kind: oneOf(debtorKinds, debtor.kind, 'debtor.kind'), places },
    recipient: oneOf(recipients, q.recipient ?? 'debtor', 'recipient'),
    purpose: oneOf(purposes, q.purpose ?? 'demand', 'purpose'),
    ...present('sector', q.sector, (v) => oneOf(sectors, v, 'sector')),
    ...present('number', q.number, (v) => text(v, 'number')),
    ...present('claim', q.claim, (v) => text(v, 'claim')),
    history: list(q.history ?? [], 'history').map(pastContact),
    consents: list(q.consents ?? [], 'consents').map((c, i) => {
      const consent = fields(c, `consents[${i}]`, ['kind', 'channel']);
      return {
        kind: oneOf(consentKinds, consent.kind, `consents[${i}].kind`),
        ...present('channel', consent.channel, (v) => oneOf(channels, v, `consents[${i}].channel`)),
      };
    }),
    stops: list(q.stops ?? [], 'stops').map((s, i) => {
      const stop = fields(s, `stops[${i}]`, ['channel', 'on']);
      return {
        ...present('channel', stop.channel, (v) => oneOf(channels, v, `stops[${i}].channel`)),
        ...present('on', stop.on, (v) => day(v, `stops[${i}].on`)),
      };
    }),
    preferences: preferences(q.preferences ?? {}),
    represented: yesNo(q.represented, 'represented'),
    disputed: yesNo(q.disputed, 'disputed'),
    vulnerable: yesNo(q.vulnerable, 'vulnerable'),
    holds: list(q.holds ?? [], 'holds').map((h, i) => {
      const hold = fields(h, `holds[${i}]`, ['reason', 'until']);
      return { reason: text(hold.reason, `holds[${i}].reason`), ...present('until', hold.until, (v) => day(v, `holds[${i}].until`)) };
    }),
    ...present('thirdParty', q.thirdParty, (v) => {
      const third = fields(v, 'thirdParty', ['debtorLost', 'revealsDebt', 'saidStop']);
      return {
        debtorLost: yesNo(third.debtorLost, 'thirdParty.debtorLost'),
        revealsDebt: yesNo(third.revealsDebt, 'thirdParty.revealsDebt'),
        saidStop: yesNo(third.saidStop, 'thirdParty.saidStop'),
      };
    }),
  };
}

function pastContact(value: unknown, index: number): PastContact {
  const at = `history[${index}]`;
  const past = fields(value, at, ['instant', 'channel', 'outcome', 'by', 'number', 'claim']);
  return {
    instant: instant(past.instant, `${at}.instant`),
    channel: oneOf(channels, past.channel, `${at}.channel`),
    outcome: oneOf(['answered', 'unanswered', 'sent'] as const, past.outcome, `${at}.outcome`),
    ...present('by', past.by, (v) => oneOf(['us', 'debtor'] as const, v, `${at}.by`)),
    ...present('number', past.number, (v) => text(v, `${at}.number`)),
    ...present('claim', past.claim, (v) => text(v, `${at}.claim`)),
  };
}

function place(value: unknown, at: string): Place {
  const p = fields(value, at, ['country', 'region', 'zones']);
  const country = text(p.country, `${at}.country`);
  if (!/^[A-Z]{2}$/.test(country)) bad(`${at}.country`, 'an ISO 3166-1 code like CN', country);
  return {
    country,
    ...present('region', p.region, (v) => {
      const region = text(v, `${at}.region`).replace(new RegExp(`^${country}-`), '');
      if (!/^[A-Z0-9]{1,3}$/.test(region)) bad(`${at}.region`, 'an ISO 3166-2 part like CA', v);
      return region;
    }),
    ...present('zones', p.zones, (v) => list(v, `${at}.zones`).map((zone, i) => zoneName(zone, `${at}.zones[${i}]`))),
  };
}

function zoneName(value: unknown, at: string): string {
  const name = text(value, at);
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) && name;
  } catch {
    return bad(at, 'an IANA time zone like Europe/Berlin', name);
  }
}

function preferences(value: unknown): ContactQuestion['preferences'] {
  const p = fields(value, 'preferences', ['refusedChannels', 'refusedSlots']);
  return {
    ...present('refusedChannels', p.refusedChannels, (v) =>
      list(v, 'preferences.refusedChannels').map((c, i) => oneOf(channels, c, `preferences.refusedChannels[${i}]`)),
    ),
    ...present('refusedSlots', p.refusedSlots, (v) => list(v, 'preferences.refusedSlots').map((s, i) => slot(s, `preferences.refusedSlots[${i}]`))),
  };
}

function slot(value: unknown, at: string): RefusedSlot {
  const s = fields(value, at, ['days', 'from', 'to']);
  const days = list(s.days, `${at}.days`).map((d) =>
    Number.isInteger(d) && (d as number) >= 1 && (d as number) <= 7 ? (d as number) : bad(`${at}.days`, 'weekdays 1 to 7', d),
  );
  const from = clock(s.from, `${at}.from`);
  const to = clock(s.to, `${at}.to`);
  if (from >= to) bad(at, 'a slot that begins before it ends', value);
  return { days, from, to };
}

function bad(at: string, expected: string, got: unknown): never {
  throw new DomainError('conduct.bad_question', `expected ${expected} at ${at}, got ${JSON.stringify(got)?.slice(0, 60) ?? 'nothing'}`, {
    at,
    expected,
  });
}

function fields(value: unknown, at: string, known: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad(at, 'an object', value);
  for (const key of Object.keys(value)) if (!known.includes(key)) bad(`${at}.${key}`, `one of the keys ${known.join(', ')}`, key);
  return value as Fields;
}

const list = (value: unknown, at: string): readonly unknown[] => (Array.isArray(value) ? value : bad(at, 'a list', value));
const text = (value: unknown, at: string): string =>
  typeof value === 'string' && value !== '' && value.length <= 200 ? value : bad(at, 'a short text', value);
const yesNo = (value: unknown, at: string): boolean =>
  value === undefined ? false : typeof value === 'boolean' ? value : bad(at, 'true or false', value);
const day = (value: unknown, at: string): string => (typeof value === 'string' && isDay(value) ? value : bad(at, 'a day like 2026-11-23', value));
const clock = (value: unknown, at: string): string =>
  typeof value === 'string' && /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(value) ? value : bad(at, 'a time like 08:00', value);

function oneOf<T extends string>(names: readonly T[], value: unknown, at: string): T {
  return names.find((name) => name === value) ?? bad(at, `one of ${names.join(', ')}`, value);
}

const present = <K extends string, V>(key: K, value: unknown, read: (value: unknown) => V): { readonly [P in K]?: V } =>
  value === undefined || value === null ? {} : ({ [key]: read(value) } as { readonly [P in K]?: V });

/** An instant without an offset would be somebody's guess, so it is refused. */
function instant(value: unknown, at: string): string {
  const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
  if (typeof value !== 'string' || !form.test(value) || Number.isNaN(Date.parse(value)) || !isDay(value.slice(0, 10))) {
    return bad(at, 'an instant with an offset like 2026-11-23T09:00:00+08:00', value);
  }
  return value;
}

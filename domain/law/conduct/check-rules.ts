import { isDay } from '../../kernel/day.ts';
import { DomainError } from '../../kernel/error.ts';
import { type ConductRuleFile, channels, circumstances, consentKinds, debtorKinds, purposes, recipients, sectors, senders } from './rule.ts';

type Check = (value: unknown, at: string) => void;

/**
 * Reads one rule file strictly: an unknown key, a missing text or a figure out of shape is refused, so that no rule is
 * silently lost (`conduct.bad_rule`).
 */
export function checkRuleFile(value: unknown): ConductRuleFile {
  file(value, '');
  return value as ConductRuleFile;
}

const fail = (at: string, expected: string, got: unknown): never => {
  throw new DomainError('conduct.bad_rule', `expected ${expected} at ${at || 'the top'}, got ${JSON.stringify(got)?.slice(0, 80)}`, { at });
};

const text: Check = (value, at) => {
  if (typeof value !== 'string' || value === '') fail(at, 'a text', value);
};
const oneOf =
  (names: readonly string[]): Check =>
  (value, at) => {
    if (typeof value !== 'string' || !names.includes(value)) fail(at, `one of ${names.join(', ')}`, value);
  };
const listOf =
  (check: Check): Check =>
  (value, at) => {
    if (!Array.isArray(value)) return fail(at, 'a list', value);
    value.forEach((item, index) => {
      check(item, `${at}[${index}]`);
    });
  };
const wholeFrom =
  (least: number, most: number): Check =>
  (value, at) => {
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) fail(at, `a whole number from ${least} to ${most}`, value);
  };
const yesOrNo: Check = (value, at) => {
  if (typeof value !== 'boolean') fail(at, 'true or false', value);
};
const day: Check = (value, at) => {
  if (typeof value !== 'string' || !isDay(value)) fail(at, 'a day like 2026-01-30', value);
};
const clock: Check = (value, at) => {
  if (typeof value !== 'string' || !/^([01]\d|2[0-3]):[0-5]\d$/.test(value)) fail(at, 'a time like 08:00', value);
};

function record(required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check {
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(at, 'an object', value);
    const fields = value as Readonly<Record<string, unknown>>;
    for (const key of Object.keys(fields)) if (!(key in required) && !(key in optional)) fail(`${at}.${key}`, 'no such key', key);
    for (const [key, check] of Object.entries(required)) check(fields[key], `${at}.${key}`);
    for (const [key, check] of Object.entries(optional)) if (fields[key] !== undefined) check(fields[key], `${at}.${key}`);
  };
}

const onDays: Check = (value, at) =>
  Array.isArray(value) ? listOf(wholeFrom(1, 7))(value, at) : oneOf(['every-day', 'working-days', 'rest-days'])(value, at);

const window: Check = (value, at) => {
  record({ on: onDays, from: clock, to: clock }, { notOnHolidays: yesOrNo })(value, at);
  const { from, to } = value as { from: string; to: string };
  if (from >= to) fail(at, 'a window that begins before it ends', value);
};

const rule: Check = (value, at) => {
  record(
    {
      id: text,
      kind: oneOf(['permit', 'hours', 'limit', 'standard', 'forbid', 'notice']),
      text: record({ zh: text, en: text }),
      citation: record({ instrument: text, status: oneOf(['verified', 'unverified', 'blank']) }, { article: text, note: text, url: text }),
      binding: oneOf(['statute', 'regulation', 'recommended-standard', 'self-regulation', 'guidance', 'house-caution']),
    },
    {
      code: text,
      appliesTo: record(
        {},
        {
          debtor: listOf(oneOf(debtorKinds)),
          sender: listOf(oneOf(senders)),
          channel: listOf(oneOf(channels)),
          sector: listOf(oneOf(sectors)),
          recipient: listOf(oneOf(recipients)),
          when: listOf(oneOf(circumstances)),
        },
      ),
      exceptPurpose: listOf(oneOf(purposes)),
      liftedBy: listOf(oneOf(consentKinds)),
      windows: listOf(window),
      limit: record(
        {
          counts: oneOf(['attempts', 'unanswered', 'contacts', 'conversations']),
          per: oneOf(['number', 'claim', 'debtor']),
          max: wholeFrom(1, 1000),
          consecutiveDays: wholeFrom(1, 366),
        },
        { of: listOf(oneOf(channels)) },
      ),
      from: day,
      until: day,
    },
  )(value, at);
  const { kind, windows, limit } = value as { kind: string; windows?: readonly unknown[]; limit?: unknown };
  if ((kind === 'hours') !== Boolean(windows?.length)) fail(`${at}.windows`, 'windows for hours and only there', windows);
  if ((kind === 'limit') !== (limit !== undefined)) fail(`${at}.limit`, 'a limit for limit and only there', limit);
};

const file = record({ jurisdiction: text, rules: listOf(rule) }, { blank: text });

import type { Citation } from '../../kernel/citation.ts';
import type { Bilingual } from '../../kernel/text.ts';

export const debtorKinds = ['consumer', 'business', 'public-body'] as const;
export type DebtorKind = (typeof debtorKinds)[number];
export const senders = ['creditor', 'collector', 'lawyer'] as const;
export type Sender = (typeof senders)[number];
export const channels = ['call', 'sms', 'email', 'post', 'visit', 'chat', 'social-media', 'workplace'] as const;
export type Channel = (typeof channels)[number];
export const recipients = ['debtor', 'guarantor', 'debtor-lawyer', 'third-party'] as const;
export type Recipient = (typeof recipients)[number];
export const sectors = ['bank-consumer-loan', 'online-consumer-loan', 'other'] as const;
/** What kind of debt it is, where a rule binds only one trade. Absent in a question: every sector's limits are kept. */
export type Sector = (typeof sectors)[number];
export const purposes = ['demand', 'legal-notice', 'reply'] as const;
export type Purpose = (typeof purposes)[number];

/** Facts of a question that a rule may hang on. */
export const circumstances = [
  'on-hold',
  'stop-requested',
  'represented',
  'disputed',
  'vulnerable',
  'channel-refused',
  'debtor-lost',
  'reveals-debt',
  'third-party-said-stop',
  'no-third-party-permit',
  'no-workplace-permit',
] as const;
export type Circumstance = (typeof circumstances)[number];

/** What a person may agree to: contact at other hours, more often, by this channel, at work. */
export const consentKinds = ['time', 'frequency', 'channel', 'workplace'] as const;
export type ConsentKind = (typeof consentKinds)[number];

export type Binding = 'statute' | 'regulation' | 'recommended-standard' | 'self-regulation' | 'guidance' | 'house-caution';

/** A span of the local day, `from` included and `to` excluded ("08:00"). `on` says on which days. */
export type ContactWindow = {
  readonly on: 'every-day' | 'working-days' | 'rest-days' | readonly number[];
  readonly notOnHolidays?: boolean;
  readonly from: string;
  readonly to: string;
};

/** At most `max` of `counts` within any `consecutiveDays` local days on end, today included. */
export type ContactLimit = {
  readonly counts: 'attempts' | 'unanswered' | 'contacts' | 'conversations';
  readonly per: 'number' | 'claim' | 'debtor';
  readonly max: number;
  readonly consecutiveDays: number;
  readonly of?: readonly Channel[];
};

export type AppliesTo = {
  readonly debtor?: readonly DebtorKind[];
  readonly sender?: readonly Sender[];
  readonly channel?: readonly Channel[];
  readonly sector?: readonly Sector[];
  readonly recipient?: readonly Recipient[];
  readonly when?: readonly Circumstance[];
};

/**
 * One rule of conduct as data. `permit` opens a channel (without one everything stays shut), `hours` and `limit` bound it,
 * `standard` says "reasonable times" without a number, `forbid` closes it, `notice` says what must accompany it.
 */
export type ConductRule = {
  readonly id: string;
  readonly kind: 'permit' | 'hours' | 'limit' | 'standard' | 'forbid' | 'notice';
  readonly code?: string;
  readonly appliesTo?: AppliesTo;
  readonly exceptPurpose?: readonly Purpose[];
  readonly liftedBy?: readonly ConsentKind[];
  readonly windows?: readonly ContactWindow[];
  readonly limit?: ContactLimit;
  readonly from?: string;
  readonly until?: string;
  readonly text: Bilingual;
  readonly citation: Citation;
  readonly binding: Binding;
};

export type ConductRuleFile = { readonly jurisdiction: string; readonly blank?: string; readonly rules: readonly ConductRule[] };

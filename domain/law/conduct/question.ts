import type { Channel, ConsentKind, DebtorKind, Purpose, Recipient, Sector, Sender } from './rule.ts';

/** Where somebody is or may be. `region` is the ISO 3166-2 part after the country ("CA" of US-CA); `zones` are IANA names. */
export type Place = { readonly country: string; readonly region?: string; readonly zones?: readonly string[] };

/** One earlier contact. `answered` means that a conversation took place; letters and messages are `sent`. */
export type PastContact = {
  readonly instant: string;
  readonly channel: Channel;
  readonly outcome: 'answered' | 'unanswered' | 'sent';
  /** Who began it; absent means us. */
  readonly by?: 'us' | 'debtor';
  readonly number?: string;
  readonly claim?: string;
};

/** Times of the local week at which the person does not want to be reached ("no-contact slots"). */
export type RefusedSlot = { readonly days: readonly number[]; readonly from: string; readonly to: string };

/**
 * "May I contact this person, by this channel, now?" Several places or zones mean that it is not certain which one is
 * right: all of them must be satisfied.
 */
export type ContactQuestion = {
  /** ISO 8601 with Z or an offset. */
  readonly instant: string;
  readonly channel: Channel;
  readonly sender: { readonly relation: Sender; readonly place: Place };
  readonly debtor: { readonly kind: DebtorKind; readonly places: readonly Place[] };
  readonly recipient: Recipient;
  readonly purpose: Purpose;
  readonly sector?: Sector;
  /** The number or address to be used, and the claim it is about: some limits count by them. */
  readonly number?: string;
  readonly claim?: string;
  readonly history: readonly PastContact[];
  readonly consents: readonly { readonly kind: ConsentKind; readonly channel?: Channel }[];
  readonly stops: readonly { readonly channel?: Channel; readonly on?: string }[];
  readonly preferences: { readonly refusedChannels?: readonly Channel[]; readonly refusedSlots?: readonly RefusedSlot[] };
  readonly represented: boolean;
  readonly disputed: boolean;
  readonly vulnerable: boolean;
  /** What stops contact and until which day inclusive; without `until` it stays until somebody lifts it. */
  readonly holds: readonly { readonly reason: string; readonly until?: string }[];
  readonly thirdParty?: { readonly debtorLost?: boolean; readonly revealsDebt?: boolean; readonly saidStop?: boolean };
};

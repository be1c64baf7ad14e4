/** What the form holds, as typed; the question for POST /v1/law/contact is made from it. */
export const channels = ['call', 'sms', 'email', 'post', 'visit', 'chat', 'social-media', 'workplace'] as const;
export const senders = ['creditor', 'collector', 'lawyer'] as const;
export const debtorKinds = ['consumer', 'business', 'public-body'] as const;
export const recipients = ['debtor', 'guarantor', 'debtor-lawyer', 'third-party'] as const;
export const purposes = ['demand', 'legal-notice', 'reply'] as const;
export const sectors = ['bank-consumer-loan', 'online-consumer-loan', 'other'] as const;
export const outcomes = ['answered', 'unanswered', 'sent'] as const;
export const consents = ['time', 'frequency', 'channel', 'workplace'] as const;
export const states = ['stops', 'represented', 'disputed', 'vulnerable'] as const;

export type Past = { readonly at: string; readonly channel: (typeof channels)[number]; readonly outcome: (typeof outcomes)[number] };

export type ContactForm = {
  readonly channel: (typeof channels)[number];
  readonly debtor: (typeof debtorKinds)[number];
  readonly place: string;
  readonly region: string;
  readonly sender: (typeof senders)[number];
  readonly from: string;
  readonly fromRegion: string;
  /** A local time of this browser's clock ("2026-11-23T21:59"); empty: now. */
  readonly at: string;
  readonly recipient: (typeof recipients)[number];
  readonly purpose: (typeof purposes)[number];
  readonly sector: '' | (typeof sectors)[number];
  readonly states: readonly (typeof states)[number][];
  readonly consents: readonly (typeof consents)[number][];
  readonly history: readonly Past[];
};

export const emptyForm = (place: string): ContactForm => ({
  channel: 'call',
  debtor: 'consumer',
  place,
  region: '',
  sender: 'creditor',
  from: 'CN',
  fromRegion: '',
  at: '',
  recipient: 'debtor',
  purpose: 'demand',
  sector: '',
  states: [],
  consents: [],
  history: [],
});

/** The question with its instant in full; `now` answers where no time was given. Times are read on the clock of this browser. */
export function questionFrom(form: ContactForm, now: Date): Record<string, unknown> {
  const has = (state: (typeof states)[number]) => form.states.includes(state);
  return {
    instant: instantOf(form.at) ?? now.toISOString(),
    channel: form.channel,
    sender: { relation: form.sender, place: placeOf(form.from, form.fromRegion) },
    debtor: { kind: form.debtor, places: [placeOf(form.place, form.region)] },
    recipient: form.recipient,
    purpose: form.purpose,
    ...(form.sector ? { sector: form.sector } : {}),
    history: form.history.flatMap((past) => {
      const instant = instantOf(past.at);
      return instant ? [{ instant, channel: past.channel, outcome: past.outcome }] : [];
    }),
    consents: form.consents.map((kind) => ({ kind })),
    stops: has('stops') ? [{}] : [],
    represented: has('represented'),
    disputed: has('disputed'),
    vulnerable: has('vulnerable'),
  };
}

const placeOf = (country: string, region: string) => {
  const part = region.trim().toUpperCase();
  return { country, ...(part ? { region: part } : {}) };
};

function instantOf(local: string): string | undefined {
  const at = new Date(local);
  return local === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

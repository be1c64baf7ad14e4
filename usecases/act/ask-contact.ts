import type { ClaimFiling, PartyFiling } from '#domain/claim/filing.ts';
import type { Overlay } from '#domain/claim/stage.ts';
import type { ContactAnswer } from '#domain/law/conduct/answer.ts';
import { conductBookFor } from '#domain/law/conduct/book.ts';
import { mayContact } from '#domain/law/conduct/may-contact.ts';
import type { ContactQuestion, PastContact, Place } from '#domain/law/conduct/question.ts';
import type { Channel, DebtorKind } from '#domain/law/conduct/rule.ts';

/** Without `outcome` it was sent; without `by` it was ours. */
export type EarlierContact = { readonly at: number; readonly channel: string } & Partial<Pick<PastContact, 'outcome' | 'by'>>;

export type ContactFacts = {
  readonly filing: ClaimFiling;
  readonly overlays: readonly Overlay[];
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly channel: Channel;
  /** Where the creditor sits when the claim does not say. */
  readonly home?: string;
  readonly sent: readonly EarlierContact[];
  readonly claimId: string;
};

export type ContactDecision = { readonly channel: Channel; readonly at: string; readonly answer: ContactAnswer };

/** Asks the contact policy for the creditor itself, writing to the debtor in its own name. */
export async function askContact(facts: ContactFacts): Promise<ContactDecision> {
  const question = questionOf(facts);
  return { channel: facts.channel, at: question.instant, answer: mayContact(question, await conductBookFor([question])) };
}

export function questionOf(facts: ContactFacts): ContactQuestion {
  const { filing, overlays } = facts;
  return {
    instant: new Date(facts.at).toISOString(),
    channel: facts.channel,
    sender: { relation: 'creditor', place: placeOf(filing.creditor, facts.home) },
    debtor: { kind: debtorKind(filing), places: [placeOf(filing.debtor)] },
    recipient: 'debtor',
    purpose: 'demand',
    claim: facts.claimId,
    history: facts.sent.map(
      (past): PastContact => ({
        instant: new Date(past.at).toISOString(),
        channel: past.channel as Channel,
        outcome: past.outcome ?? 'sent',
        by: past.by ?? 'us',
        claim: facts.claimId,
      }),
    ),
    consents: [],
    stops: [],
    preferences: {},
    represented: false,
    disputed: overlays.includes('disputed'),
    vulnerable: overlays.includes('vulnerable'),
    holds:
      overlays.includes('on-hold') || overlays.includes('insolvent') ? [{ reason: overlays.includes('insolvent') ? 'insolvency' : 'on hold' }] : [],
  };
}

/** A natural person is protected like a consumer unless the claim says that the debt is of their trade: the stricter reading. */
function debtorKind(filing: ClaimFiling): DebtorKind {
  if (filing.debtor.kind === 'public-body') return 'public-body';
  return filing.consumer || filing.debtor.kind === 'person' ? 'consumer' : 'business';
}

/** An unknown country is left as ZZ, which no rule covers: the policy fails closed. */
function placeOf(party: PartyFiling, home = 'ZZ'): Place {
  return {
    country: party.address?.country ?? home,
    ...(party.timeZone ? { zones: [party.timeZone] } : {}),
  };
}

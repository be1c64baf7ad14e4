import type { Channel } from '#domain/law/conduct/rule.ts';
import type { CallStore } from '../ports/calls.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Clock } from '../ports/clock.ts';
import type { MessageStore } from '../ports/messages.ts';
import type { OrganisationStore } from '../ports/organisation.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { askContact, type ContactDecision, type EarlierContact } from './ask-contact.ts';

export type ContactPorts = {
  readonly clock: Clock;
  readonly messages: MessageStore;
  readonly calls: Pick<CallStore, 'withDebtor'>;
  readonly organisation: OrganisationStore;
};

/** Sendings older than this play no part in any frequency limit that the tables hold. */
const historyDays = 60;

export const shownChannels: readonly Channel[] = ['post', 'email', 'call', 'sms', 'chat', 'visit'];

/** Another instant than now, and a call that is not to be held against itself. */
export type ContactMoment = { readonly at?: number; readonly exceptCall?: string };

/** May the debtor of this case be contacted now, channel by channel? */
export async function caseContact(
  ports: ContactPorts,
  tx: TenantTx,
  found: CaseRecord,
  channels: readonly Channel[] = shownChannels,
  moment: ContactMoment = {},
): Promise<ContactDecision[]> {
  const at = moment.at ?? ports.clock.now();
  const since = at - historyDays * 86_400_000;
  const { country } = await ports.organisation.get(tx);
  const calls = (await ports.calls.withDebtor(tx, found.debtorKey, since)).filter(({ id }) => id !== moment.exceptCall);
  const sent = [...(await ports.messages.sentTo(tx, found.debtorKey, since)), ...calls.flatMap(asContact)].filter((past) => past.at <= at);
  return Promise.all(
    channels.map((channel) =>
      askContact({
        filing: found.filing,
        overlays: found.overlays,
        at,
        channel,
        sent,
        claimId: found.claimId,
        ...(country ? { home: country } : {}),
      }),
    ),
  );
}

/** A line that was never dialled is no contact; a call whose end is not told yet counts as an attempt. */
function asContact(call: Awaited<ReturnType<CallStore['withDebtor']>>[number]): EarlierContact[] {
  if (call.outcome === 'not-connected') return [];
  return [
    {
      at: call.startedAt,
      channel: 'call',
      outcome: call.outcome === 'answered' ? 'answered' : 'unanswered',
      by: call.direction === 'inbound' ? 'debtor' : 'us',
    },
  ];
}

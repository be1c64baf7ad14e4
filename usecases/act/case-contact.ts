import type { Channel } from '#domain/law/conduct/rule.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Clock } from '../ports/clock.ts';
import type { MessageStore } from '../ports/messages.ts';
import type { OrganisationStore } from '../ports/organisation.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { askContact, type ContactDecision } from './ask-contact.ts';

export type ContactPorts = { readonly clock: Clock; readonly messages: MessageStore; readonly organisation: OrganisationStore };

/** Sendings older than this play no part in any frequency limit that the tables hold. */
const historyDays = 60;

export const shownChannels: readonly Channel[] = ['post', 'email', 'call', 'sms', 'chat', 'visit'];

/** May the debtor of this case be contacted now, channel by channel? */
export async function caseContact(
  ports: ContactPorts,
  tx: TenantTx,
  found: CaseRecord,
  channels: readonly Channel[] = shownChannels,
): Promise<ContactDecision[]> {
  const at = ports.clock.now();
  const { country } = await ports.organisation.get(tx);
  const sent = await ports.messages.sentTo(tx, found.debtorKey, at - historyDays * 86_400_000);
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

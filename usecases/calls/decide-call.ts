import { permission } from '#domain/claim/stage.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { caseContact } from '../act/case-contact.ts';
import type { CallDecision } from '../ports/calls.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { TenantTx } from '../ports/transactions.ts';
import type { CallParts } from './parts.ts';

type DecideParts = Pick<CallParts, 'clock' | 'messages' | 'calls' | 'organisation'>;

/**
 * May the debtor of this case be called at this instant? The case's own stops come first, then the contact policy. Whatever
 * keeps the policy from answering is a no.
 */
export async function decideCall(
  parts: DecideParts,
  tx: TenantTx,
  found: CaseRecord,
  { callId, at, asked }: { readonly callId: string; readonly at: number; readonly asked: CallDecision['asked'] },
): Promise<CallDecision> {
  const stop = permission(found, 'plan-letter');
  if (!stop.allowed) {
    return { ...decision(at, asked), allowed: false, code: 'cases.not_allowed_now', reasons: stop.why ? [{ text: stop.why }] : [] };
  }
  try {
    const [said] = await caseContact(parts, tx, found, ['call'], { at, exceptCall: callId });
    if (!said) return { ...decision(at, asked), allowed: false, code: 'calls.policy_silent', reasons: [] };
    const { answer } = said;
    return {
      ...decision(at, asked),
      allowed: answer.allowed,
      reasons: [...answer.because, ...answer.notices].map(({ text, citation }) => ({ text, citation })),
      ...(answer.allowed ? {} : { code: answer.code, ...(answer.nextAllowedAt ? { nextAllowedAt: answer.nextAllowedAt } : {}) }),
    };
  } catch (cause) {
    // A database that fails ends the transaction and the request with it: that is no yes either.
    if (!(cause instanceof DomainError)) throw cause;
    return { ...decision(at, asked), allowed: false, code: 'calls.policy_silent', reasons: [{ text: { zh: cause.message, en: cause.message } }] };
  }
}

const decision = (at: number, asked: CallDecision['asked']) => ({ channel: 'call', at: new Date(at).toISOString(), asked });

import { DomainError } from '#domain/kernel/error.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { LogSuccession, Logs } from '../ports/logs.ts';
import type { TenantTx } from '../ports/transactions.ts';

export type AskRotationParts = {
  readonly logs: Logs;
  readonly succession: Pick<LogSuccession, 'ask'>;
  readonly audit: Pick<AuditTrail, 'record'>;
  readonly now: () => Date;
  /** How many organisations share the installation; absent where the operator asks, who may do it for all of them. */
  readonly organisations?: () => Promise<number>;
};

/**
 * Asks for a new log, with its reason in the audit trail of whoever asks. Whoever leads the log begins it (rotate-log.ts).
 * The log is the installation's: an organisation that shares it with others may not end it for them.
 */
export async function askForRotation(parts: AskRotationParts, tx: TenantTx, reason: string): Promise<void> {
  const { logs, succession, audit, now } = parts;
  if (reason.trim() === '') throw new DomainError('evidence.bad_rotation', 'expected a reason for the new log, got none');
  const sharing = (await parts.organisations?.()) ?? 1;
  if (sharing > 1) {
    throw new DomainError(
      'evidence.shared_log',
      `${sharing} organisations share this log; its operator begins a new one with "quittance evidence rotate-log"`,
      { organisations: sharing },
    );
  }
  const closing = (await logs()).at(-1);
  await audit.record(tx, {
    action: 'log.rotation_asked',
    subject: { kind: 'log', id: String(closing?.number ?? 1) },
    after: { origin: closing?.origin, reason: reason.trim() },
  });
  // The log is the installation's, not the tenant's: asked for beside the tenant's transaction. Asked twice is asked once.
  await succession.ask(now());
}

import { DomainError } from '#domain/kernel/error.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { Approval, ApprovalRule, Approvals } from '../ports/approvals.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { Clock } from '../ports/clock.ts';
import type { Members } from '../ports/people.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { days } from './parts.ts';
import { scopesOf } from './roles.ts';

// Maker-checker: money or a letter leaves only after a second person has seen exactly what leaves. A person who works
// alone may check own work once the organisation has said so in its settings; that rule is recorded with each approval.

export type ApprovalParts = {
  readonly approvals: Approvals;
  readonly members: Pick<Members, 'list'>;
  readonly audit: AuditTrail;
  readonly clock: Pick<Clock, 'now' | 'newId'>;
  /** The organisation's recorded setting. */
  readonly allowsOwnApproval: (tx: TenantTx) => Promise<boolean>;
};

/** Asks for a yes to `content` (a SHA-256). `maker` is the person who made it, or the owner of the key that did. */
export async function requestApproval(
  parts: ApprovalParts,
  tx: TenantTx,
  asked: {
    readonly kind: string;
    readonly subject: { readonly kind: string; readonly id: string };
    readonly contentDigest: Uint8Array;
    readonly summary: Bilingual;
    readonly maker: string;
  },
): Promise<string> {
  const id = parts.clock.newId();
  await parts.approvals.add(tx, { id, ...asked, expiresAt: parts.clock.now() + days(30) });
  await parts.audit.record(tx, { action: 'approval.requested', subject: asked.subject, after: { approval: id, content: hex(asked.contentDigest) } });
  return id;
}

/** A checker's yes. `seen` is the digest of what the checker was shown: a change since then voids it. */
export async function approve(parts: ApprovalParts, tx: TenantTx, id: string, checker: string, seen: Uint8Array): Promise<Approval> {
  const approval = await open(parts, tx, id);
  sameContent(approval, seen);
  const rule = await ruleFor(parts, tx, approval, checker);
  await parts.approvals.decide(tx, id, { state: 'approved', rule, decidedBy: checker });
  await parts.audit.record(tx, {
    action: 'approval.given',
    subject: approval.subject,
    before: { state: 'pending', maker: approval.maker },
    after: { approval: id, state: 'approved', rule, checker, content: hex(seen) },
  });
  return { ...approval, state: 'approved', rule, decidedBy: checker };
}

/** A checker's no, or the maker's own withdrawal. */
export async function refuseApproval(parts: ApprovalParts, tx: TenantTx, id: string, person: string, reason: string): Promise<void> {
  const approval = await open(parts, tx, id);
  const state = person === approval.maker ? 'withdrawn' : 'refused';
  await parts.approvals.decide(tx, id, { state, decidedBy: person, reason });
  await parts.audit.record(tx, {
    action: `approval.${state}`,
    subject: approval.subject,
    before: { state: 'pending' },
    after: { approval: id, state },
  });
}

/** Spends the yes, in the transaction in which the thing leaves: once, and only for the very content that was approved. */
export async function spendApproval(parts: ApprovalParts, tx: TenantTx, id: string, content: Uint8Array): Promise<void> {
  const approval = await parts.approvals.lock(tx, id);
  if (approval?.state !== 'approved') {
    throw new DomainError('approvals.not_given', `expected an approval, got one that is ${approval?.state ?? 'unknown'}`, {
      id,
      state: approval?.state ?? 'unknown',
    });
  }
  notExpired(parts, approval);
  sameContent(approval, content);
  await parts.approvals.decide(tx, id, { state: 'used' });
  await parts.audit.record(tx, {
    action: 'approval.used',
    subject: approval.subject,
    before: { state: 'approved' },
    after: { approval: id, state: 'used' },
  });
}

async function open(parts: ApprovalParts, tx: TenantTx, id: string): Promise<Approval> {
  const approval = await parts.approvals.lock(tx, id);
  if (!approval) throw new DomainError('approvals.not_found', `there is no approval ${id}`, { id });
  if (approval.state !== 'pending')
    throw new DomainError('approvals.decided', `this was decided already: ${approval.state}`, { id, state: approval.state });
  notExpired(parts, approval);
  return approval;
}

async function ruleFor(parts: ApprovalParts, tx: TenantTx, approval: Approval, checker: string): Promise<ApprovalRule> {
  if (checker !== approval.maker) return 'two-persons';
  const others = (await parts.members.list(tx)).filter((member) => member.id !== checker && scopesOf(member.roles).includes('letters:approve'));
  if (others.length > 0) {
    throw new DomainError('approvals.own_work', `expected another person than the maker; ${others.length} other member(s) may approve`, {
      others: others.length,
    });
  }
  if (!(await parts.allowsOwnApproval(tx))) {
    throw new DomainError(
      'approvals.own_work',
      'expected another person than the maker. Who works alone can allow own approval in the settings, or invite a second person',
    );
  }
  return 'lone-person';
}

function sameContent(approval: Approval, content: Uint8Array): void {
  if (hex(approval.contentDigest) === hex(content)) return;
  throw new DomainError(
    'approvals.content_changed',
    `expected the content that was presented for approval (SHA-256 ${hex(approval.contentDigest)}), got ${hex(content)}`,
  );
}

function notExpired(parts: ApprovalParts, approval: Approval): void {
  if (approval.expiresAt > parts.clock.now()) return;
  throw new DomainError('approvals.expired', 'this approval was asked for more than 30 days ago; ask again', { id: approval.id });
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

import type { LawBook } from '#domain/law/book.ts';
import type { AssessPorts } from '../assess/assess-case.ts';
import type { ApprovalParts } from '../govern/approvals.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { CallStore } from '../ports/calls.ts';
import type { Documents } from '../ports/documents.ts';
import type { JobQueue } from '../ports/jobs.ts';
import type { MessageStore } from '../ports/messages.ts';
import type { SealedObjects } from '../ports/objects.ts';
import type { OrganisationStore } from '../ports/organisation.ts';

export type LetterPorts = AssessPorts & {
  readonly book: LawBook;
  readonly messages: MessageStore;
  readonly calls: Pick<CallStore, 'withDebtor'>;
  readonly organisation: OrganisationStore;
  readonly documents: Documents;
  readonly objects: SealedObjects;
  readonly approval: ApprovalParts;
  readonly jobs: JobQueue;
  readonly audit: AuditTrail;
  readonly publicUrl: () => string;
};

export const sendLetterJob = 'letter.send';

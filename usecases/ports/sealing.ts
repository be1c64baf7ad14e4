import type { Json } from '#domain/evidence/canonical.ts';
import type { RecordKind } from '#domain/evidence/record.ts';
import type { Tx } from './transactions.ts';

/** One thing to seal. The record says what is given here; nothing of it enters the public log in the clear. */
export type SealItem = {
  readonly tenant: string;
  readonly caseId?: string;
  readonly kind: RecordKind;
  /** Lower-case hexadecimal SHA-256 of the content as a person would open it (not of its encrypted form). */
  readonly contentSha256: string;
  /** Bytes. */
  readonly size: number;
  readonly mediaType: string;
  /** File name for people; stands in the record and in a bundle. */
  readonly name?: string;
  readonly sm3?: string;
  readonly chunks?: { readonly size: number; readonly root: string };
  /** Who, how, device, clock source, environment check, consent, purpose. */
  readonly context: { readonly [name: string]: Json | undefined };
  /** The people whose data this is (party ids), so that an erasure finds it. */
  readonly subjects?: readonly string[];
  /** Ids of records this one was made from. */
  readonly parents?: readonly string[];
  /** Small content kept with the record itself, at most `inlineLimit` bytes; must have the hash and size above. */
  readonly content?: Uint8Array;
  /** Larger content, stored before: where it lies in the object store, and its data key when it is encrypted. */
  readonly object?: { readonly sha256: string; readonly size: number; readonly key?: Uint8Array };
};

export const inlineLimit = 65_536;

/** received: committed with your transaction. logged: in a signed tree. witnessed: cosigned by the quorum. anchored: timestamped outside. */
export type Grade = 'received' | 'logged' | 'witnessed' | 'anchored';

export type SealStatus = {
  readonly recordId: string;
  readonly grade: Grade;
  readonly logIndex?: number;
  readonly receivedAt: string;
  /** Only when crypto-shredded: the leaf stays, the record is gone. */
  readonly erasedAt?: string;
};

export interface Sealing {
  /** Accepts items inside the caller's transaction: they are sealed exactly when it commits. Ids come back in order. */
  seal(tx: Tx, items: readonly SealItem[]): Promise<readonly { readonly recordId: string }[]>;
  /** Says of records already sealed whom they are about; who was named before stays named. */
  nameSubjects(tx: Tx, recordIds: readonly string[], subjects: readonly string[]): Promise<void>;
  status(tenant: string, recordIds: readonly string[]): Promise<readonly SealStatus[]>;
}

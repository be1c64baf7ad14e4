import type { ColumnType } from 'kysely';
import type { MaybeJson } from '../tables.ts';

type Instant = ColumnType<Date, Date, Date>;
type MaybeInstant = ColumnType<Date | null, Date | null, Date | null>;
type MaybeBytes = ColumnType<Buffer | null, Uint8Array | null, Uint8Array | null>;

export type CallsTable = {
  tenant: string;
  id: string;
  case_id: string;
  provider_id: string | null;
  external_id: string;
  direction: string;
  numbers_sealed: MaybeBytes;
  numbers_key: MaybeBytes;
  from_masked: string | null;
  to_masked: string | null;
  agent: string | null;
  purpose: string | null;
  consent: MaybeJson;
  contact: MaybeJson;
  breach: string | null;
  started_at: Instant;
  ended_at: MaybeInstant;
  outcome: string | null;
  record_id: string | null;
  made_at: Instant;
};

export type RecordingsTable = {
  tenant: string;
  id: string;
  call_id: string;
  external_id: string;
  name: string;
  media_type: string;
  source: string;
  state: string;
  url_sealed: MaybeBytes;
  url_key: MaybeBytes;
  object_key: MaybeBytes;
  expected_bytes: bigint | null;
  expected_sha256: string | null;
  bytes: bigint | null;
  complete: boolean | null;
  reason: MaybeJson;
  exhibit_id: string | null;
  record_id: string | null;
  made_at: Instant;
  sealed_at: MaybeInstant;
};

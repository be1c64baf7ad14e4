import type { ColumnType } from 'kysely';
import type { Json, MaybeJson } from '../tables.ts';

type Instant = ColumnType<Date, Date, Date>;
type MaybeInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;

export type CasesTable = {
  tenant: string;
  id: string;
  number: string;
  claim_id: string;
  filing: Json;
  duplicate_key: string;
  debtor_key: string;
  stage: string;
  overlays: string[];
  close_code: string | null;
  close_reason: string | null;
  closed_at: MaybeInstant;
  demo: boolean;
  source: string;
  creditor: string;
  debtor: string;
  debtor_country: string | null;
  currency: string;
  principal_minor: bigint;
  paid_minor: bigint;
  total_minor: bigint | null;
  oldest_due_on: string | null;
  limitation_on: string | null;
  claim_verdict: string | null;
  debtor_verdict: string | null;
  ability_verdict: string | null;
  next_action: MaybeJson;
  next_by: string | null;
  next_urgency: number;
  assessment_id: string | null;
  filed_at: Instant;
  updated_at: Instant;
};

export type CaseTables = {
  cases: CasesTable;
  case_payments: {
    tenant: string;
    id: string;
    case_id: string;
    payment: Json;
    amount_minor: bigint;
    paid_on: string;
    recorded_at: Instant;
    recorded_by: string;
  };
  case_events: { tenant: string; id: string; case_id: string; event: Json; recorded_at: Instant; recorded_by: string };
  timeline: {
    tenant: string;
    id: string;
    case_id: string;
    at: Instant;
    kind: string;
    text: Json;
    actor: string;
    record_id: string | null;
    link: MaybeJson;
  };
  assessments: {
    tenant: string;
    id: string;
    case_id: string;
    version: number;
    as_of: string;
    created_at: Instant;
    body: Buffer;
    sha256: string;
    record_id: string | null;
  };
  report_papers: { tenant: string; assessment_id: string; locale: string; sha256: string; bytes: bigint; record_id: string | null; made_at: Instant };
  exhibits: {
    tenant: string;
    id: string;
    case_id: string | null;
    name: string;
    media_type: string;
    bytes: bigint;
    sha256: string;
    kind: string;
    purpose: string | null;
    added_at: Instant;
    added_by: string;
    record_id: string | null;
    reading: MaybeJson;
    facts: MaybeJson;
    facts_by: string | null;
    facts_at: ColumnType<Date | null, Date | null, Date | null>;
  };
};

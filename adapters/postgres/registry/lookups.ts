import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { KeptAnswer, LatestLookup, Lookup, LookupStore } from '#usecases/ports/connectors.ts';
import { present } from '../cases/row.ts';
import { clientOf } from '../transaction.ts';
import { connectorSettings, type SecretVault } from './connector-settings.ts';

const lookupColumns = `id, case_id as "caseId", connector, purpose, legal_basis as "legalBasis", requested_by as "requestedBy", subject_kind as "subjectKind",
  subject_hash as "subjectHash", crosses_border as "crossesBorder", asked_at, retain_until as "retainUntil", outcome, why, fault, cut, from_cache as "fromCache",
  cost_minor as "costMinor", currency, transfer_ground as "transferGround", answer_id as "answerId", record_id as "recordId", erased_at`;

/** The look-ups of a tenant. The connectors' secrets lie sealed under the installation's master key. */
export const lookupStore = (vault: SecretVault): LookupStore => ({
  ...connectorSettings(vault),

  async spent(tx, connector, since) {
    const { rows } = await clientOf(tx).query<{ sum: string }>(
      'select coalesce(sum(cost_minor), 0)::text as sum from lookups where tenant = $1 and connector = $2 and asked_at >= $3',
      [tx.tenant, connector, new Date(since)],
    );
    return BigInt(rows[0]?.sum ?? '0');
  },

  async add(tx, one) {
    await clientOf(tx).query(
      `insert into lookups (tenant, id, case_id, connector, purpose, legal_basis, requested_by, subject_kind, subject_hash, crosses_border, asked_at,
         retain_until, outcome, why, from_cache, cost_minor, currency, fault, transfer_ground)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
      [
        tx.tenant,
        one.id,
        one.caseId,
        one.connector,
        one.purpose,
        one.legalBasis,
        one.requestedBy,
        one.subjectKind,
        one.subjectHash,
        one.crossesBorder,
        new Date(one.askedAt),
        one.retainUntil,
        one.outcome,
        one.why ?? null,
        one.fromCache,
        one.costMinor,
        one.currency ?? null,
        one.fault ?? null,
        one.transferGround ?? null,
      ],
    );
  },

  async addCost(tx, id, minor) {
    await clientOf(tx).query('update lookups set cost_minor = cost_minor + $3 where tenant = $1 and id = $2', [tx.tenant, id, minor]);
  },

  async finish(tx, id, end) {
    await clientOf(tx).query(
      `update lookups set outcome = $3, why = $4, answer_id = $5, record_id = $6, cost_minor = $7, from_cache = $8, fault = $9, cut = $10
       where tenant = $1 and id = $2`,
      [
        tx.tenant,
        id,
        end.outcome,
        end.why ?? null,
        end.answerId ?? null,
        end.recordId ?? null,
        end.costMinor,
        end.fromCache,
        end.fault ?? null,
        end.cut ?? null,
      ],
    );
  },

  async ofCase(tx, caseId) {
    const { rows } = await clientOf(tx).query(
      `select ${lookupColumns} from lookups where tenant = $1 and case_id = $2 order by asked_at desc limit 500`,
      [tx.tenant, caseId],
    );
    return rows.map(lookupOf);
  },

  async latest(tx, caseIds) {
    if (caseIds.length === 0) return [];
    const { rows } = await clientOf(tx).query({
      name: 'lookups-latest',
      text: `select distinct on (l.case_id, l.connector) l.case_id as "caseId", l.connector, l.outcome, l.why, l.asked_at, l.answer_id as "answerId",
          a.fetched_at, a.value
        from lookups l left join lookup_answers a on a.tenant = l.tenant and a.id = l.answer_id
        where l.tenant = $1 and l.case_id = any($2::uuid[]) and l.outcome <> 'asked' and l.erased_at is null
        order by l.case_id, l.connector, l.asked_at desc`,
      values: [tx.tenant, caseIds],
    });
    return rows.map(
      ({ asked_at, fetched_at, ...row }) =>
        present({ ...row, askedAt: asked_at.getTime(), fetchedAt: fetched_at?.getTime() }) as unknown as LatestLookup,
    );
  },

  async ofSubject(tx, subjectHash) {
    const { rows } = await clientOf(tx).query(`select ${lookupColumns} from lookups where tenant = $1 and subject_hash = $2 order by asked_at desc`, [
      tx.tenant,
      subjectHash,
    ]);
    return rows.map(lookupOf);
  },

  async keep(tx, one) {
    await clientOf(tx).query(
      'insert into lookup_answers (tenant, id, connector, question_hash, question, fetched_at, outcome, value, sha256, raw, cut) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
      [
        tx.tenant,
        one.id,
        one.connector,
        one.questionHash,
        JSON.stringify(one.question),
        new Date(one.fetchedAt),
        one.outcome,
        one.value ? JSON.stringify(one.value) : null,
        one.sha256,
        zstdCompressSync(one.raw),
        one.cut ?? null,
      ],
    );
  },

  async again(tx, connector, questionHash, since) {
    const { rows } = await clientOf(tx).query(
      `select * from lookup_answers where tenant = $1 and connector = $2 and question_hash = $3 and fetched_at >= $4 and outcome in ('found', 'not-found')
       order by fetched_at desc limit 1`,
      [tx.tenant, connector, questionHash, new Date(since)],
    );
    return rows[0] && answerOf(rows[0]);
  },

  async answer(tx, id) {
    const { rows } = await clientOf(tx).query('select * from lookup_answers where tenant = $1 and id = $2', [tx.tenant, id]);
    return rows[0] && answerOf(rows[0]);
  },

  async erase(tx, lookupIds, at) {
    if (lookupIds.length === 0) return 0;
    const client = clientOf(tx);
    const { rows } = await client.query<{ answer_id: string | null }>(
      `update lookups l set answer_id = null, erased_at = $3 from lookups before
       where l.tenant = $1 and l.id = any($2::uuid[]) and l.erased_at is null and before.tenant = l.tenant and before.id = l.id returning before.answer_id`,
      [tx.tenant, lookupIds, new Date(at)],
    );
    // A kept answer goes when no other look-up leans on it any more.
    await client.query(
      `delete from lookup_answers a where a.tenant = $1 and a.id = any($2::uuid[])
       and not exists (select from lookups l where l.tenant = $1 and l.answer_id = a.id)`,
      [tx.tenant, rows.flatMap(({ answer_id }) => answer_id ?? [])],
    );
    return rows.length;
  },

  async endInterrupted(tx, before) {
    const { rowCount } = await clientOf(tx).query(
      `update lookups set outcome = 'source-failed', fault = 'interrupted', why = 'the program ended before the answer came'
       where tenant = $1 and outcome = 'asked' and asked_at < $2`,
      [tx.tenant, new Date(before)],
    );
    return rowCount ?? 0;
  },

  async due(tx, today) {
    const { rows } = await clientOf(tx).query<{ id: string }>(
      'select id from lookups where tenant = $1 and retain_until < $2 and answer_id is not null limit 10000',
      [tx.tenant, today],
    );
    return rows.map(({ id }) => id);
  },
});

type Row = Record<string, unknown> & { readonly asked_at: Date; readonly erased_at: Date | null };

function lookupOf({ asked_at, erased_at, ...row }: Row): Lookup {
  return present({ ...row, askedAt: asked_at.getTime(), erasedAt: erased_at?.getTime() }) as unknown as Lookup;
}

type AnswerRow = {
  readonly id: string;
  readonly connector: string;
  readonly question_hash: string;
  readonly question: KeptAnswer['question'];
  readonly fetched_at: Date;
  readonly outcome: KeptAnswer['outcome'];
  readonly value: KeptAnswer['value'] | null;
  readonly sha256: string;
  readonly raw: Buffer;
  readonly cut: string | null;
};

function answerOf(row: AnswerRow): KeptAnswer {
  return {
    id: row.id,
    connector: row.connector,
    questionHash: row.question_hash,
    question: row.question,
    fetchedAt: row.fetched_at.getTime(),
    outcome: row.outcome,
    sha256: row.sha256,
    raw: zstdDecompressSync(row.raw),
    ...(row.value ? { value: row.value } : {}),
    ...(row.cut ? { cut: row.cut } : {}),
  };
}

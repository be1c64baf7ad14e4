import type {
  ImpactAssessment,
  KeptFigure,
  KeptGround,
  LookupFigure,
  PrivacyProfile,
  PrivacyRequest,
  PrivacyStore,
} from '#usecases/ports/privacy.ts';
import { present } from '../cases/row.ts';
import { clientOf } from '../transaction.ts';

export const privacyStore: PrivacyStore = {
  async profile(tx) {
    const { rows } = await clientOf(tx).query('select body, clue_days_after_close from privacy_profiles where tenant = $1', [tx.tenant]);
    return { clueDaysAfterClose: 1095, ...rows[0]?.body, ...(rows[0] ? { clueDaysAfterClose: rows[0].clue_days_after_close } : {}) };
  },

  async putProfile(tx, { clueDaysAfterClose, ...body }: PrivacyProfile) {
    await clientOf(tx).query(
      `insert into privacy_profiles (tenant, body, clue_days_after_close, updated_by) values ($1, $2, $3, $4)
       on conflict (tenant) do update set body = excluded.body, clue_days_after_close = excluded.clue_days_after_close,
         updated_by = excluded.updated_by, updated_at = clock_timestamp()`,
      [tx.tenant, JSON.stringify(body), clueDaysAfterClose, tx.actor.id],
    );
  },

  async assessments(tx) {
    const { rows } = await clientOf(tx).query(
      `select id, activity, triggers, necessity, impact, measures, conclusion, review_by as "reviewBy", made_by as "madeBy", made_at
       from impact_assessments where tenant = $1 order by made_at desc limit 500`,
      [tx.tenant],
    );
    return rows.map(({ made_at, ...row }) => ({ ...row, madeAt: made_at.getTime() }) as ImpactAssessment);
  },

  async addAssessment(tx, made) {
    await clientOf(tx).query(
      `insert into impact_assessments (tenant, id, activity, triggers, necessity, impact, measures, conclusion, review_by, made_by, made_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        tx.tenant,
        made.id,
        made.activity,
        made.triggers,
        made.necessity,
        made.impact,
        made.measures,
        made.conclusion,
        made.reviewBy,
        made.madeBy,
        new Date(made.madeAt),
      ],
    );
  },

  async grounds(tx) {
    const { rows } = await clientOf(tx).query(
      `select id, law, route, to_country as "to", reference, set_by as "setBy", set_at from transfer_grounds
       where tenant = $1 and withdrawn_at is null order by law, to_country`,
      [tx.tenant],
    );
    return rows.map(({ set_at, ...row }) => ({ ...row, setAt: set_at.getTime() }) as KeptGround);
  },

  async setGround(tx, ground) {
    const client = clientOf(tx);
    await client.query(
      `update transfer_grounds set withdrawn_by = $4, withdrawn_at = $5 where tenant = $1 and law = $2 and to_country = $3 and withdrawn_at is null`,
      [tx.tenant, ground.law, ground.to, ground.setBy, new Date(ground.setAt)],
    );
    await client.query(
      'insert into transfer_grounds (tenant, id, law, route, to_country, reference, set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
      [tx.tenant, ground.id, ground.law, ground.route, ground.to, ground.reference, ground.setBy, new Date(ground.setAt)],
    );
  },

  async withdrawGround(tx, id, by, at) {
    const { rowCount } = await clientOf(tx).query(
      'update transfer_grounds set withdrawn_by = $3, withdrawn_at = $4 where tenant = $1 and id = $2 and withdrawn_at is null',
      [tx.tenant, id, by, new Date(at)],
    );
    return rowCount === 1;
  },

  async addRequest(tx, request) {
    await clientOf(tx).query(
      'insert into privacy_requests (tenant, id, kind, subject_hash, made_at, made_by, result) values ($1, $2, $3, $4, $5, $6, $7)',
      [tx.tenant, request.id, request.kind, request.subjectHash, new Date(request.madeAt), request.madeBy, JSON.stringify(request.result)],
    );
  },

  async requests(tx) {
    const { rows } = await clientOf(tx).query(
      `select id, kind, subject_hash as "subjectHash", made_at, made_by as "madeBy", result from privacy_requests
       where tenant = $1 order by made_at desc, id desc limit 200`,
      [tx.tenant],
    );
    return rows.map(({ made_at, ...row }) => ({ ...row, madeAt: made_at.getTime() }) as PrivacyRequest);
  },

  async hasWithdrawn(tx, subjectHash) {
    const { rows } = await clientOf(tx).query(
      `select 1 from privacy_requests where tenant = $1 and kind = 'withdrawal' and (subject_hash = $2 or result->'hashes' ? $2) limit 1`,
      [tx.tenant, subjectHash],
    );
    return rows.length > 0;
  },

  async lookupFigures(tx) {
    const { rows } = await clientOf(tx).query(
      `select connector, purpose, legal_basis as "legalBasis", subject_kind as "subjectKind", crosses_border as "crossesBorder",
         count(*)::integer as count, to_char(max(asked_at) at time zone 'UTC', 'YYYY-MM-DD') as last
       from lookups where tenant = $1 group by 1, 2, 3, 4, 5 order by count(*) desc, 1, 2 limit 500`,
      [tx.tenant],
    );
    return rows as LookupFigure[];
  },

  async keptFigures(tx) {
    const { rows } = await clientOf(tx).query(
      `select 'lookups' as place, count(answer_id)::integer as kept, count(erased_at)::integer as erased,
         (min(retain_until) filter (where answer_id is not null))::text as next from lookups where tenant = $1
       union all
       select 'captures', count(*) filter (where erased_at is null)::integer, count(erased_at)::integer,
         (min(retain_until) filter (where erased_at is null))::text from captures where tenant = $1
       union all
       select 'assets', count(*)::integer, 0, null from asset_nodes where tenant = $1`,
      [tx.tenant],
    );
    return rows.map((row) => present(row) as KeptFigure);
  },
};

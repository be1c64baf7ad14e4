import type { DecidedNames, KeptModel, MatchLearning } from '#usecases/ports/match-learning.ts';
import { clientOf } from '../transaction.ts';

export const matchLearning: MatchLearning = {
  async decided(tx, limit) {
    const { rows } = await clientOf(tx).query<DecidedNames>(
      `select j.id, c.debtor, h.name as entry, coalesce(c.filing->'debtor'->>'kind', '') = 'person' as person, j.verdict
       from registry_judgements j
       join lateral (select name, debtor_key from debtor_hits h
         where h.tenant = $1 and h.pair_left = j.left_key and h.pair_right = j.right_key order by h.id limit 1) h on true
       join lateral (select debtor, filing from cases c
         where c.tenant = $1 and c.debtor_key = h.debtor_key order by c.filed_at desc, c.id limit 1) c on true
       where j.tenant = $1 and j.withdrawn_at is null
       order by j.decided_at desc, j.id limit $2`,
      [tx.tenant, limit],
    );
    return rows;
  },

  async model(tx) {
    const { rows } = await clientOf(tx).query({
      name: 'registry-match-model',
      text: 'select model, report, learned_by, learned_at from registry_match_models where tenant = $1',
      values: [tx.tenant],
    });
    const [row] = rows;
    return row ? ({ model: row.model, report: row.report, learnedBy: row.learned_by, learnedAt: row.learned_at.getTime() } as KeptModel) : undefined;
  },

  async keep(tx, { model, report, learnedBy, learnedAt }) {
    await clientOf(tx).query(
      `insert into registry_match_models (tenant, model, report, learned_by, learned_at) values ($1, $2, $3, $4, $5)
       on conflict (tenant) do update set model = excluded.model, report = excluded.report, learned_by = excluded.learned_by,
         learned_at = excluded.learned_at`,
      [tx.tenant, JSON.stringify(model), JSON.stringify(report), learnedBy, new Date(learnedAt)],
    );
  },

  async reset(tx) {
    const { rowCount } = await clientOf(tx).query('delete from registry_match_models where tenant = $1', [tx.tenant]);
    return rowCount === 1;
  },
};

import type { RegisteredContracts } from '#usecases/ports/registered-contracts.ts';
import type { Grade } from '#usecases/ports/sealing.ts';
import { clientOf } from '../transaction.ts';

export const registeredContracts: RegisteredContracts = {
  async byHash(tx, sha256) {
    const { rows } = await clientOf(tx).query<{
      id: string;
      content_sha256: Buffer;
      name: string;
      received_at: Date;
      case_id: string | null;
      log_index: bigint | null;
      grade: Grade;
    }>(
      `select r.id, r.content_sha256, t.name, r.received_at, r.case_id, l.log_index,
         case when l.log_index < g.anchored_size then 'anchored' when l.log_index < g.witnessed_size then 'witnessed'
              when l.log_index < g.size then 'logged' else 'received' end as grade
       from evidence_record r join tenants t on t.id = r.tenant
       left join evidence_leaf l on (l.tenant, l.record_id) = (r.tenant, r.id) left join evidence_log g on true
       where r.kind = 'contract' and r.content_sha256 = any($1::bytea[]) order by r.received_at, r.id limit 10000`,
      [sha256.map((hash) => Buffer.from(hash, 'hex'))],
    );
    return rows.map((row) => ({
      recordId: row.id,
      sha256: row.content_sha256.toString('hex'),
      registeredBy: row.name,
      registeredAt: row.received_at,
      grade: row.grade,
      ...(row.case_id === null ? {} : { caseId: row.case_id }),
      ...(row.log_index === null ? {} : { logIndex: Number(row.log_index) }),
    }));
  },
};

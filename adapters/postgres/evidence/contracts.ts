import { registrationType } from '#domain/evidence/registration.ts';
import { trialAuthority } from '#domain/evidence/timestamp/trial.ts';
import type { AnchorSighting, ListedRegistration, RegisteredContracts } from '#usecases/ports/registered-contracts.ts';
import type { Grade } from '#usecases/ports/sealing.ts';
import { clientOf } from '../transaction.ts';

type Row = { id: string; name: string; received_at: Date; case_id: string | null; log_index: bigint | null; grade: Grade };

const columns = `r.id, t.name, r.received_at, r.case_id, l.log_index,
  case when l.log_index < g.anchored_size then 'anchored' when l.log_index < g.witnessed_size then 'witnessed'
       when l.log_index < g.size then 'logged' else 'received' end as grade`;
const sources = `evidence_record r join tenants t on t.id = r.tenant
  left join evidence_leaf l on (l.tenant, l.record_id) = (r.tenant, r.id) left join evidence_log g on g.number = l.log`;

const listed = (row: Row): ListedRegistration => ({
  recordId: row.id,
  registeredBy: row.name,
  registeredAt: row.received_at,
  grade: row.grade,
  ...(row.case_id === null ? {} : { caseId: row.case_id }),
  ...(row.log_index === null ? {} : { logIndex: Number(row.log_index) }),
});

const bytesOf = (hashes: readonly string[]): Buffer[] => hashes.map((hash) => Buffer.from(hash, 'hex'));

export const registeredContracts: RegisteredContracts = {
  async byHash(tx, sha256) {
    const { rows } = await clientOf(tx).query<Row & { content_sha256: Buffer }>(
      `select ${columns}, r.content_sha256 from ${sources}
       where r.kind = 'contract' and r.content_sha256 = any($1::bytea[]) order by r.received_at, r.id limit 10000`,
      [bytesOf(sha256)],
    );
    return rows.map((row) => ({ ...listed(row), sha256: row.content_sha256.toString('hex') }));
  },

  async byPage(tx, content, each) {
    const { rows } = await clientOf(tx).query<Row & { content: Buffer; page: number }>(
      `select ${columns}, p.content, p.page
       from (select *, row_number() over (partition by content order by record_id, page) as n from contract_page where content = any($1::bytea[])) p
         join evidence_record r on (r.tenant, r.id) = (p.tenant, p.record_id) join tenants t on t.id = r.tenant
         left join evidence_leaf l on (l.tenant, l.record_id) = (r.tenant, r.id) left join evidence_log g on g.number = l.log
       where p.n <= $2 order by r.received_at, r.id, p.page`,
      [bytesOf(content), each],
    );
    return rows.map((row) => ({ ...listed(row), content: row.content.toString('hex'), page: row.page }));
  },

  async addPages(tx, pages) {
    await clientOf(tx).query(
      `insert into contract_page (tenant, record_id, page, content)
       select $1, record_id, page, content from unnest($2::uuid[], $3::integer[], $4::bytea[]) as given (record_id, page, content)`,
      [tx.tenant, pages.map(({ recordId }) => recordId), pages.map(({ page }) => page), bytesOf(pages.map(({ content }) => content))],
    );
  },

  async registrations(tx, limit, after) {
    const { rows } = await clientOf(tx).query<Row>(
      `select ${columns} from ${sources}
       where r.tenant = $1 and r.kind = 'contract' and r.media_type = $2 and ($3::timestamptz is null or (r.received_at, r.id) < ($3, $4::uuid))
       order by r.received_at desc, r.id desc limit $5`,
      [tx.tenant, registrationType, after?.at ?? null, after?.id ?? null, limit],
    );
    return rows.map(listed);
  },

  async registration(tx, recordId) {
    const { rows } = await clientOf(tx).query<Row>(
      `select ${columns} from ${sources} where r.tenant = $1 and r.id = $2 and r.kind = 'contract' and r.media_type = $3`,
      [tx.tenant, recordId, registrationType],
    );
    return rows[0] && listed(rows[0]);
  },

  async anchors(tx, recordIds) {
    const { rows } = await clientOf(tx).query<AnchorRow>(
      `select l.record_id, a.size, a.kind, a.authority, a.proves_before, case when a.kind = 'evm' then a.bytes end as bytes
       from evidence_leaf l join evidence_log g on g.number = l.log cross join lateral (
         select distinct on (kind, authority) * from evidence_anchor
         where origin = g.origin and state = 'proven' and proves_before is not null and size > l.log_index
         order by kind, authority, size, requested_at) a
       where l.record_id = any($1::uuid[]) order by l.record_id, a.proves_before`,
      [recordIds],
    );
    const found = new Map<string, AnchorSighting[]>();
    for (const row of rows) found.set(row.record_id, [...(found.get(row.record_id) ?? []), sighting(row)]);
    return found;
  },
};

type AnchorRow = {
  record_id: string;
  size: bigint;
  kind: AnchorSighting['kind'];
  authority: string;
  proves_before: Date;
  bytes: Buffer | null;
};

function sighting(row: AnchorRow): AnchorSighting {
  const proof = row.bytes ? (JSON.parse(row.bytes.toString('utf8')) as { chainId: number; contract: string; transaction: string }) : undefined;
  return {
    kind: row.kind,
    authority: row.authority,
    treeSize: Number(row.size),
    provenBefore: row.proves_before,
    trial: row.authority === trialAuthority,
    ...(proof ? { chain: { id: proof.chainId, contract: `0x${proof.contract}`, transaction: `0x${proof.transaction}` } } : {}),
  };
}

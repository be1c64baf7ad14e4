import { maskedName } from '#domain/privacy/mask.ts';
import type { CapturedEntry } from '#domain/registry/capture/parse-page.ts';
import { nameHashes } from '#domain/registry/lookup/name-hash.ts';
import type { LookupStore } from '#usecases/ports/connectors.ts';
import type { DataSubject, PersonalDataPlace, Staying } from '#usecases/ports/personal-data.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { holdMaps } from '../assets/hold.ts';
import { clientOf } from '../transaction.ts';
import { casesOf, folded } from './cases-of.ts';

const instant = (at: Date): string => at.toISOString();

/** GDPR 17(3)(e) lets stay what a claim needs; 个人信息保护法 13(1)2 and 3, 47(2). */
const neededForTheClaim: Staying = {
  why: {
    zh: '为提出、行使或抗辩该债权所必需，且账簿与诉讼时效期间内须保存',
    en: 'needed to establish, exercise or defend the claim, and to be kept while limitation and the duty to keep books run',
  },
  because: [
    { instrument: 'GDPR', article: '17(3)(b), (e)', status: 'unverified' },
    { instrument: '个人信息保护法', article: '13(1)2, 13(1)3, 47(2)', status: 'unverified' },
  ],
};

export const partiesPlace: PersonalDataPlace = {
  place: 'parties',
  find: async (tx, subject) =>
    (await casesOf(tx, subject)).map((one) => ({
      id: one.id,
      caseId: one.id,
      since: instant(one.filedAt),
      purpose: 'claim',
      legalBasis: 'legal-claims',
      source: 'filing',
      data: { case: one.number, role: one.role, closed: one.closed, ...one.party },
    })),
  stays: async () => neededForTheClaim,
};

export const lookupsPlace = (lookups: Pick<LookupStore, 'ofSubject' | 'answer' | 'erase' | 'due'>): PersonalDataPlace => ({
  place: 'lookups',
  async find(tx, subject) {
    const items = [];
    const found = [];
    for (const hash of subject.hashes) found.push(...(await lookups.ofSubject(tx, hash)));
    for (const lookup of found) {
      const kept = lookup.answerId ? await lookups.answer(tx, lookup.answerId) : undefined;
      items.push({
        id: lookup.id,
        caseId: lookup.caseId,
        since: new Date(lookup.askedAt).toISOString(),
        retainUntil: lookup.retainUntil,
        purpose: lookup.purpose,
        legalBasis: lookup.legalBasis,
        source: lookup.connector,
        ...(lookup.recordId ? { recordId: lookup.recordId } : {}),
        data: {
          outcome: lookup.outcome,
          crossesBorder: lookup.crossesBorder,
          erased: lookup.erasedAt !== undefined,
          ...(kept ? { question: kept.question, findings: kept.value ?? [] } : {}),
        },
      });
    }
    return items;
  },
  erase: (tx, ids, at) => lookups.erase(tx, ids, at),
  async due(tx, today) {
    const ids = await lookups.due(tx, today);
    if (ids.length === 0) return [];
    const { rows } = await clientOf(tx).query('select id, case_id as "caseId" from lookups where tenant = $1 and id = any($2::uuid[])', [
      tx.tenant,
      ids,
    ]);
    return rows;
  },
});

type CaptureRow = {
  readonly id: string;
  readonly case_id: string;
  readonly page: string;
  readonly captured_at: Date;
  readonly retain_until: string;
  readonly record_id: string | null;
  readonly purpose: string | null;
  readonly legal_basis: string | null;
  readonly entries: readonly CapturedEntry[];
};

export const capturesPlace: PersonalDataPlace = {
  place: 'captures',
  async find(tx, subject) {
    const { rows } = await clientOf(tx).query<CaptureRow>(
      `select id, case_id, page, captured_at, retain_until, record_id, purpose, legal_basis, entries from captures
       where tenant = $1 and erased_at is null and exists (
         select from jsonb_array_elements(entries) e where lower(normalize(coalesce(e->'fields'->>'name', ''), NFKC)) = $2
           or (e->'identifier'->>'scheme') || ' ' || (e->'identifier'->>'value') = any($3::text[]))
       order by captured_at desc limit 500`,
      [tx.tenant, folded(subject.name), subject.identifiers.map(({ scheme, value }) => `${scheme} ${value}`)],
    );
    return rows.map((row) => ({
      id: row.id,
      caseId: row.case_id,
      since: instant(row.captured_at),
      retainUntil: row.retain_until,
      source: row.page,
      ...(row.record_id ? { recordId: row.record_id } : {}),
      ...(row.purpose ? { purpose: row.purpose } : {}),
      ...(row.legal_basis ? { legalBasis: row.legal_basis } : {}),
      data: { entries: row.entries.map((entry) => (isOf(entry, subject) ? entry : maskedEntry(entry))) },
    }));
  },
  async erase(tx, ids, at) {
    const client = clientOf(tx);
    const { rowCount } = await client.query(
      `update captures set entries = '[]', url = null, outcome = null, erased_at = $3 where tenant = $1 and id = any($2::uuid[]) and erased_at is null`,
      [tx.tenant, ids, new Date(at)],
    );
    // What was read from the page stands in the tenant's own lists as well, under the import of the same id.
    for (const table of ['registry_names', 'registry_identifiers', 'registry_statements'])
      await client.query(
        `delete from ${table} t using registry_entities e where e.tenant = $1 and e.last_import = any($2::uuid[]) and e.source like 'captured.%'
           and t.tenant = e.tenant and t.source = e.source and t.entity_key = e.key`,
        [tx.tenant, ids],
      );
    await client.query(`delete from registry_entities where tenant = $1 and last_import = any($2::uuid[]) and source like 'captured.%'`, [
      tx.tenant,
      ids,
    ]);
    return rowCount ?? 0;
  },
  async due(tx, today) {
    const { rows } = await clientOf(tx).query(
      `select id, case_id as "caseId", record_id as "recordId" from captures where tenant = $1 and retain_until < $2 and erased_at is null limit 10000`,
      [tx.tenant, today],
    );
    return rows.map(({ recordId, ...row }) => ({ ...row, ...(recordId ? { recordId } : {}) }));
  },
};

const isOf = (entry: CapturedEntry, subject: DataSubject): boolean =>
  folded(entry.fields.name ?? '') === folded(subject.name) ||
  subject.identifiers.some(({ scheme, value }) => entry.identifier?.scheme === scheme && entry.identifier.value === value);

const maskedEntry = (entry: CapturedEntry) => ({ fields: { name: maskedName(entry.fields.name ?? '') }, masked: true });

export const assetsPlace: PersonalDataPlace = {
  place: 'assets',
  async find(tx, subject) {
    const client = clientOf(tx);
    const { rows } = await client.query(
      `select case_id as "caseId", id, schema, name, country, source, as_of as "asOf", confidence, status, props, updated_at
       from asset_nodes where tenant = $1 and lower(normalize(name, NFKC)) = $2 limit 500`,
      [tx.tenant, folded(subject.name)],
    );
    const items = [];
    for (const { caseId, id, updated_at, source, ...node } of rows) {
      const links = await client.query(
        `select e.kind, e.share_min as "shareMin", e.share_max as "shareMax", e.since, e.until, e.source, o.schema, o.name
         from asset_edges e join asset_nodes o on o.tenant = e.tenant and o.case_id = e.case_id and o.id = case when e.from_id = $3 then e.to_id else e.from_id end
         where e.tenant = $1 and e.case_id = $2 and (e.from_id = $3 or e.to_id = $3) limit 200`,
        [tx.tenant, caseId, id],
      );
      items.push({
        id: `${caseId} ${id}`,
        caseId,
        since: instant(updated_at),
        source,
        purpose: 'preservation and enforcement',
        legalBasis: 'legal-claims',
        data: { ...node, links: links.rows.map((link) => ({ ...link, name: link.schema === 'Person' ? maskedName(link.name) : link.name })) },
      });
    }
    return items;
  },
  /** Clues serve the enforcement of a claim: while its case is open they are needed for it. */
  async stays(tx, { caseId }) {
    const { rows } = await clientOf(tx).query('select 1 from cases where tenant = $1 and id = $2 and close_code is null', [tx.tenant, caseId]);
    return rows.length > 0 ? neededForTheClaim : undefined;
  },
  async erase(tx, ids) {
    let gone = 0;
    const perCase = grouped(ids);
    await holdMaps(tx, [...perCase.keys()]);
    for (const [caseId, list] of perCase) {
      const { rowCount } = await clientOf(tx).query('delete from asset_nodes where tenant = $1 and case_id = $2 and id = any($3::text[])', [
        tx.tenant,
        caseId,
        list,
      ]);
      gone += rowCount ?? 0;
    }
    return gone;
  },
  /** Clues outlive the end of their case by what the tenant set; three years where it set nothing. */
  async due(tx, today) {
    const { rows } = await clientOf(tx).query(
      `select n.case_id || ' ' || n.id as id, n.case_id as "caseId" from asset_nodes n join cases c on c.tenant = n.tenant and c.id = n.case_id
       where n.tenant = $1 and c.closed_at is not null
         and c.closed_at < $2::date - coalesce((select clue_days_after_close from privacy_profiles p where p.tenant = $1), 1095) limit 10000`,
      [tx.tenant, today],
    );
    return rows;
  },
};

function grouped(ids: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const id of ids) {
    const at = id.indexOf(' ');
    const caseId = id.slice(0, at);
    groups.set(caseId, [...(groups.get(caseId) ?? []), id.slice(at + 1)]);
  }
  return groups;
}

export const judgementsPlace: PersonalDataPlace = {
  place: 'judgements',
  async find(tx, subject) {
    const keys = (await casesOf(tx, subject)).filter(({ role }) => role === 'debtor').map(({ debtorKey }) => `debtor/${debtorKey}`);
    const { rows } = await clientOf(tx).query(
      `select id, left_key, right_key, verdict, why, decided_at from registry_judgements
       where tenant = $1 and withdrawn_at is null and (left_key = any($2::text[]) or right_key = any($2::text[])) limit 500`,
      [tx.tenant, [...new Set(keys)]],
    );
    return rows.map(({ id, left_key, right_key, decided_at, ...data }) => ({
      id,
      since: instant(decided_at),
      purpose: 'identity of the debtor',
      legalBasis: 'legal-claims',
      data: { ...data, entry: keys.includes(left_key) ? right_key : left_key },
    }));
  },
  stays: async () => neededForTheClaim,
};

export const contactsPlace: PersonalDataPlace = {
  place: 'contacts',
  async find(tx, subject) {
    const cases = (await casesOf(tx, subject)).filter(({ role }) => role === 'debtor').map(({ id }) => id);
    const { rows } = await clientOf(tx).query(
      `select id, case_id as "caseId", record_id as "recordId", kind, channel, addressee, address, subject, state, made_at, sent_at
       from messages where tenant = $1 and case_id = any($2::uuid[]) order by made_at desc limit 500`,
      [tx.tenant, cases],
    );
    return rows.map(({ id, caseId, recordId, made_at, sent_at, ...data }) => ({
      id,
      caseId,
      since: instant(made_at),
      purpose: 'demand and negotiation',
      legalBasis: 'legal-claims',
      ...(recordId ? { recordId } : {}),
      data: { ...data, ...(sent_at ? { sentAt: instant(sent_at) } : {}) },
    }));
  },
  stays: async () => neededForTheClaim,
};

/** Entries of imported registers and lists under the very name of the subject. */
export const registersPlace: PersonalDataPlace = {
  place: 'registers',
  async find(tx: TenantTx, subject: DataSubject) {
    const { rows } = await clientOf(tx).query(
      `select distinct e.source, e.key, e.schema, e.name, e.status, e.country, e.props, e.first_seen, e.last_seen, s.name as register, s.licence
       from registry_names n join registry_entities e on e.tenant = n.tenant and e.source = n.source and e.key = n.entity_key
       join registry_sources s on s.tenant = e.tenant and s.id = e.source
       where n.tenant = $1 and n.whole = $2 and lower(normalize(n.name, NFKC)) = $3 and e.source not like 'captured.%' limit 200`,
      [tx.tenant, nameHashes(subject.name).whole, folded(subject.name)],
    );
    return rows.map(({ source, key, register, licence, first_seen, ...data }) => ({
      id: `${source}/${key}`,
      since: first_seen,
      purpose: 'identity and standing of debtors',
      legalBasis: 'public-information',
      source: register,
      data: { ...data, licence, note: 'an entry under the same name; whether it is the same person nobody has said' },
    }));
  },
  stays: async () => ({
    why: {
      zh: '来自公开登记或名单的批量数据，下次导入会再次带来；请向发布机构申请更正或删除',
      en: 'bulk data of a public register or list, which the next import would bring again; ask its publisher to correct or remove it',
    },
    because: [
      { instrument: '个人信息保护法', article: '13(1)6, 27', status: 'unverified' },
      { instrument: 'GDPR', article: '6(1)(f), 17(3)(e)', status: 'unverified' },
    ],
  }),
};

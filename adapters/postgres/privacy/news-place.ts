import type { PersonalDataPlace } from '#usecases/ports/personal-data.ts';
import { clientOf } from '../transaction.ts';
import { casesOf, folded } from './cases-of.ts';

/** Articles about a person: those of its cases, and those that name it. Sealed ones stay under the rules of evidence as records. */
export const newsPlace: PersonalDataPlace = {
  place: 'news',
  async find(tx, subject) {
    const keys = (await casesOf(tx, subject)).filter(({ role }) => role === 'debtor').map(({ debtorKey }) => debtorKey);
    const { rows } = await clientOf(tx).query(
      `select n.id, n.case_id as "caseId", n.found_at, n.retain_until as "retainUntil", n.record_id as "recordId", n.source, n.outlet, n.title, n.text, n.url,
         n.published_on as "publishedOn", n.verdict, n.tone, n.why, l.purpose, l.legal_basis as "legalBasis"
       from news_items n join lookups l on l.tenant = n.tenant and l.id = n.lookup_id
       where n.tenant = $1 and (n.debtor_key = any($2::text[]) or position($3 in lower(normalize(n.title || ' ' || n.text, NFKC))) > 0)
       order by n.found_at desc limit 500`,
      [tx.tenant, keys, folded(subject.name)],
    );
    return rows.map(({ id, caseId, found_at, retainUntil, recordId, source, purpose, legalBasis, ...data }) => ({
      id,
      caseId,
      since: found_at.toISOString(),
      retainUntil,
      source,
      purpose,
      legalBasis,
      ...(recordId ? { recordId } : {}),
      data,
    }));
  },
  async erase(tx, ids) {
    const { rowCount } = await clientOf(tx).query('delete from news_items where tenant = $1 and id = any($2::uuid[])', [tx.tenant, ids]);
    return rowCount ?? 0;
  },
  async due(tx, today) {
    const { rows } = await clientOf(tx).query(
      `select id, case_id as "caseId", record_id as "recordId" from news_items where tenant = $1 and retain_until < $2 limit 10000`,
      [tx.tenant, today],
    );
    return rows.map(({ recordId, ...row }) => ({ ...row, ...(recordId ? { recordId } : {}) }));
  },
};

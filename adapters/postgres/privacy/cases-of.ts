import type { DataSubject } from '#usecases/ports/personal-data.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { clientOf } from '../transaction.ts';

export type CaseOfSubject = {
  readonly id: string;
  readonly number: string;
  readonly debtorKey: string;
  readonly role: 'debtor' | 'creditor';
  readonly closed: boolean;
  readonly filedAt: Date;
  readonly party: Readonly<Record<string, unknown>>;
};

/** Cases in which the subject stands as debtor or creditor: by the same name, or by one of its identifiers as it was written or in normal form. */
export async function casesOf(tx: TenantTx, subject: DataSubject): Promise<readonly CaseOfSubject[]> {
  const { rows } = await clientOf(tx).query(
    `select c.id, c.number, c.debtor_key as "debtorKey", p.role, c.close_code is not null as closed, c.filed_at as "filedAt", c.filing->p.role as party
     from cases c cross join (values ('debtor'), ('creditor')) p (role)
     where c.tenant = $1 and (
       lower(normalize(c.filing->p.role->>'name', NFKC)) = $2
       or exists (select from jsonb_array_elements(case when jsonb_typeof(c.filing->p.role->'otherNames') = 'array' then c.filing->p.role->'otherNames' else '[]' end) o
                  where lower(normalize(o #>> '{}', NFKC)) = $2)
       or exists (select from jsonb_array_elements(case when jsonb_typeof(c.filing->p.role->'identifiers') = 'array' then c.filing->p.role->'identifiers' else '[]' end) i
                  where i->>'scheme' || ' ' || upper(regexp_replace(i->>'value', '[^0-9A-Za-z]', '', 'g')) = any($3::text[])))
     order by c.filed_at desc limit 500`,
    [
      tx.tenant,
      folded(subject.name),
      subject.identifiers.map(({ scheme, value }) => `${scheme} ${value.replace(/[^0-9A-Za-z]/g, '').toUpperCase()}`),
    ],
  );
  return rows as CaseOfSubject[];
}

export const folded = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

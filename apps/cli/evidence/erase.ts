import { parseArgs } from 'node:util';
import { systemClock } from '#adapters/clock/system.ts';
import { caseReader } from '#adapters/postgres/cases/reader.ts';
import { findCase } from '#adapters/postgres/evidence/cases.ts';
import { personalTraces } from '#adapters/postgres/evidence/traces.ts';
import { postgresAudit } from '#adapters/postgres/govern/audit.ts';
import type { RecordScope } from '#usecases/ports/records.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { erase } from '#usecases/seal/erase.ts';
import { planErasure } from '#usecases/seal/plan-erasure.ts';
import { partiesOf } from '#usecases/seal/subjects.ts';
import type { Command } from '../command.ts';
import { withInstallation } from './parts/installation.ts';

export const command: Command = {
  noun: 'evidence',
  verb: 'erase',
  summary: 'Erase the sealed data of a case, or some records or one person of it, for good; the log stays whole',
  examples: [
    'quittance evidence erase CASE --law 个人信息保护法 --article 47 --yes',
    'quittance evidence erase CASE --record RECORD --law GDPR --article "17(1)(b)" --yes',
    'quittance evidence erase CASE --party guarantor --law GDPR --article "17(1)(b)" --reason "debt paid" --yes',
    'quittance evidence erase CASE --party debtor --law 个人信息保护法 --article 47',
  ],
  async run(args, { stdout, stderr }) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        law: { type: 'string' },
        article: { type: 'string' },
        record: { type: 'string', multiple: true },
        subject: { type: 'string' },
        party: { type: 'string' },
        reason: { type: 'string' },
        yes: { type: 'boolean', default: false },
      },
    });
    const [name, ...more] = positionals;
    const { law, article } = values;
    if (name === undefined || more.length > 0 || !law || !article) {
      stderr.write('quittance evidence erase: expected one case, --law and --article: the legal basis is sealed with the erasure\n');
      return 64;
    }
    return withInstallation(stderr, async (evidence, transactions) => {
      const found = await findCase(transactions, name);
      if (!found) {
        stderr.write(`quittance evidence erase: there is no case ${name}\n`);
        return 66;
      }
      const by = (tx: TenantTx) => scopeOf(tx, found.id, values);
      const actor = { kind: 'system', id: 'cli' } as const;
      const scope = await transactions.withTenant(found.tenant, actor, by);
      if (scope === undefined) {
        stderr.write(`quittance evidence erase: nobody living stands as ${values.party} in case ${name}, or several do: name one with --subject\n`);
        return 66;
      }
      if (!values.yes) {
        const plan = await transactions.withTenant(found.tenant, actor, (tx) => planErasure({ ...evidence, traces: personalTraces }, tx, scope));
        const { records, traces, holds } = plan;
        stdout.write(`${JSON.stringify({ kind: 'preview', records: records.map(({ id, kind }) => ({ id, kind })), traces, holds })}\n`);
        stderr.write('quittance evidence erase: nothing was erased; this cannot be taken back, so say --yes\n');
        return 64;
      }
      const done = await erase(
        { ...evidence, traces: personalTraces, objects: evidence.sealed, audit: postgresAudit(systemClock), now: () => new Date() },
        {
          tenant: found.tenant,
          actor,
          scope,
          legalBasis: { instrument: law, article, status: 'unverified' },
          ...(values.reason ? { reason: values.reason } : {}),
        },
      );
      stdout.write(`${JSON.stringify(done)}\n`);
      return done.kind === 'refusal' ? 1 : 0;
    });
  },
};

type Said = { readonly record?: readonly string[]; readonly subject?: string; readonly party?: string };

/** What to erase: records, a person, the one who stands in this role in the case, or the whole case. */
async function scopeOf(tx: TenantTx, caseId: string, { record, subject, party }: Said): Promise<RecordScope | undefined> {
  if (record) return { kind: 'records', ids: record };
  if (subject !== undefined) return { kind: 'subject', id: subject };
  if (party === undefined) return { kind: 'case', id: caseId };
  const found = await caseReader.get(tx, caseId);
  const ids = found ? partiesOf(tx.tenant, found.filing).filter(({ role }) => role === party) : [];
  return ids.length === 1 && ids[0] ? { kind: 'subject', id: ids[0].id } : undefined;
}

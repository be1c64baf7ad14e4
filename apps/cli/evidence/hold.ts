import { parseArgs } from 'node:util';
import { systemClock } from '#adapters/clock/system.ts';
import { findCase } from '#adapters/postgres/evidence/cases.ts';
import { postgresAudit } from '#adapters/postgres/govern/audit.ts';
import { placeHold, releaseHold } from '#usecases/seal/hold.ts';
import type { Command } from '../command.ts';
import { withInstallation } from './parts/installation.ts';

export const command: Command = {
  noun: 'evidence',
  verb: 'hold',
  summary: 'Forbid the erasure of a case, or one record or person of it (保全冻结); list and release holds',
  examples: [
    'quittance evidence hold CASE --reason "suit filed"',
    'quittance evidence hold CASE --record RECORD --reason "suit filed"',
    'quittance evidence hold CASE --subject PERSON --reason "suit filed"',
    'quittance evidence hold CASE --list',
    'quittance evidence hold CASE --release HOLD --reason "judgment final"',
  ],
  async run(args, { stdout, stderr }) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        reason: { type: 'string' },
        record: { type: 'string' },
        subject: { type: 'string' },
        release: { type: 'string' },
        list: { type: 'boolean', default: false },
      },
    });
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0 || (!values.list && values.reason === undefined)) {
      stderr.write('quittance evidence hold: expected one case, by its id or number, and --reason or --list\n');
      return 64;
    }
    const reason = values.reason ?? '';
    return withInstallation(stderr, async (evidence, transactions) => {
      const found = await findCase(transactions, name);
      if (!found) {
        stderr.write(`quittance evidence hold: there is no case ${name}\n`);
        return 66;
      }
      const parts = { records: evidence.records, vault: evidence.vault, audit: postgresAudit(systemClock), now: () => new Date() };
      const said = await transactions.withTenant(found.tenant, { kind: 'system', id: 'cli' }, async (tx) => {
        if (values.list) return { holds: await evidence.records.holds(tx, true) };
        if (values.release !== undefined) {
          await releaseHold(parts, tx, { holdId: values.release, reason });
          return { released: values.release };
        }
        if (values.record !== undefined) return placeHold(parts, tx, { scope: 'record', scopeId: values.record, reason });
        if (values.subject !== undefined) return placeHold(parts, tx, { scope: 'subject', scopeId: values.subject, reason });
        return placeHold(parts, tx, { scope: 'case', scopeId: found.id, reason });
      });
      stdout.write(`${JSON.stringify(said)}\n`);
      return 0;
    });
  },
};

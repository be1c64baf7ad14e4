import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { registeredContracts } from '#adapters/postgres/evidence/contracts.ts';
import type { PageVerdict } from '#domain/evidence/pages/compare.ts';
import type { FileVerdict } from '#domain/evidence/registration.ts';
import type { AnchorSighting, RegisteredContract } from '#usecases/ports/registered-contracts.ts';
import { type ContractCheck, checkContract } from '#usecases/seal/check-contract.ts';
import type { Command } from '../command.ts';
import { withInstallation } from './parts/installation.ts';
import { marksOf } from './parts/marks.ts';
import { tenantFor } from './parts/tenant.ts';

export const command: Command = {
  noun: 'evidence',
  verb: 'check',
  summary: 'Check files, a page or a folder against registered contracts: exit 0 all the same bytes, 3 the same pages in other bytes, 1 not',
  examples: [
    'quittance evidence check contract.pdf',
    'quittance evidence check ./contract-folder --registration RECORD --json   # what is the same, differs page by page, is missing, was added',
  ],
  async run(args, { stdout, stderr }) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        case: { type: 'string' },
        organisation: { type: 'string' },
        registration: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const absent = positionals.find((path) => !existsSync(path));
    if (positionals.length === 0 || absent !== undefined) {
      stderr.write(`quittance evidence check: ${absent === undefined ? 'expected files or folders' : `there is no ${absent}`}\n`);
      return absent === undefined ? 64 : 66;
    }
    const files = await marksOf(positionals);
    return withInstallation(stderr, async (evidence, transactions) => {
      const where = await tenantFor(transactions, values);
      if (!where) {
        stderr.write('quittance evidence check: whose registrations? name a case with --case, or one organisation with --organisation\n');
        return 66;
      }
      const content = { records: evidence.records, vault: evidence.vault, objects: evidence.sealed };
      const checked = await transactions.withTenant(where.tenant, { kind: 'system', id: 'cli' }, (tx) =>
        checkContract({ contracts: registeredContracts, content }, tx, files, values.registration),
      );
      stdout.write(values.json ? `${JSON.stringify(checked)}\n` : forPeople(checked));
      const { comparison } = checked;
      if (!comparison) return checked.files.every(({ registered }) => registered.length > 0) ? 0 : 1;
      if (comparison.every(({ verdict }) => verdict === 'same')) return 0;
      return comparison.every(({ verdict }) => verdict === 'same' || verdict === 'same-content') ? 3 : 1;
    });
  },
};

const short = (sha256: string): string => `${sha256.slice(0, 16)}…`;

function forPeople({ files, comparison }: ContractCheck): string {
  const lines = files.flatMap(({ path, sha256, registered, pages }) => [
    `${registered.length > 0 ? 'registered    ' : 'not registered'}  ${short(sha256)}  ${path}`,
    ...registered.flatMap((each) => [`                ${seen(each)}`, ...each.anchors.map((anchor) => `                  ${anchored(anchor)}`)]),
    ...pages.flatMap(({ page, registered: found }) =>
      found.map((each) => `                page ${page} is drawn like page ${each.page} of a file ${seen(each)}`),
    ),
  ]);
  if (comparison) lines.push('', ...comparison.flatMap(compared));
  return `${lines.join('\n')}\n`;
}

const seen = ({ registeredBy, registeredAt, grade, recordId }: Omit<RegisteredContract, 'sha256'>): string =>
  `registered by ${registeredBy}, ${registeredAt.toISOString()}, ${grade}, record ${recordId}`;

const anchored = ({ kind, authority, treeSize, provenBefore, chain, trial }: AnchorSighting): string =>
  `${trial ? 'trial stamp' : 'anchored'} before ${provenBefore.toISOString()} by ${kind} ${authority}, tree of ${treeSize}${chain ? `, chain ${chain.id} transaction ${chain.transaction}` : ''}`;

function compared(verdict: FileVerdict): readonly string[] {
  const name = `${verdict.verdict.padEnd(14)}  ${verdict.path}${'registeredAs' in verdict && verdict.registeredAs ? ` (registered as ${verdict.registeredAs})` : ''}`;
  return [name, ...('pages' in verdict && verdict.pages ? verdict.pages.map((page) => `                ${pageLine(page)}`) : [])];
}

function pageLine(page: PageVerdict): string {
  if (page.verdict === 'removed') return `registered page ${page.registeredPage}: removed`;
  if (page.verdict === 'added') return `page ${page.page}: added`;
  const from = page.registeredPage === page.page ? '' : ` (registered page ${page.registeredPage})`;
  return `page ${page.page}: ${page.verdict}${from}${'annotations' in page && page.annotations ? ', annotations changed' : ''}`;
}

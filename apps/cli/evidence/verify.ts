import { existsSync, readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { trustFrom } from '#adapters/log/trust-files.ts';
import { fileSource, folderBag } from '#adapters/objects/bundle-file.ts';
import { nodeSignatures } from '#adapters/timestamp/signatures.ts';
import { certificatesIn } from '#domain/evidence/asn1/certificate.ts';
import { bagInZip } from '#domain/evidence/bundle/bag.ts';
import { type ComparedFile, type Comparison, exitCodes, type Verification } from '#domain/evidence/bundle/verdict.ts';
import { verificationText, verifyBundle } from '#domain/evidence/bundle/verify.ts';
import { utf8 } from '#domain/evidence/bytes.ts';
import type { GivenFile } from '#domain/evidence/registration.ts';
import { revocationMaterial } from '#domain/evidence/revocation/check.ts';
import { checkersFrom } from '#domain/evidence/time-trust.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { Command } from '../command.ts';
import { marksOf } from './parts/marks.ts';

export const command: Command = {
  noun: 'evidence',
  verb: 'verify',
  summary: 'Check an evidence bundle offline: exit 0 verified, 1 false, 2 no trust given, 3 quorum not met, 65 no sound bundle',
  examples: [
    'quittance evidence verify bundle.zip --policy trusted-policy.txt',
    'quittance evidence verify bundle.zip --policy trusted-policy.txt --checkpoint kept-last-year.txt --json',
    'quittance evidence verify bundle.zip --policy trusted-policy.txt --time-trust tsa-roots.pem --time-trust bitcoin-headers.txt',
    'quittance evidence verify bundle.zip --policy trusted-policy.txt --signer-root signers-ca.pem   # whose signatures in PDFs and OFDs are trusted',
    'quittance evidence verify bundle.zip --policy trusted-policy.txt --against ./contract-folder   # is it what the bundle proves, page by page?',
    'quittance evidence verify ./unpacked-bundle --policy trusted-policy.txt --lang zh',
  ],
  async run(args, { stdout, stderr }) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        policy: { type: 'string' },
        'report-key': { type: 'string', multiple: true },
        checkpoint: { type: 'string', multiple: true },
        'time-trust': { type: 'string', multiple: true },
        'signer-root': { type: 'string', multiple: true },
        revocation: { type: 'string', multiple: true },
        against: { type: 'string', multiple: true, default: [] },
        lang: { type: 'string', default: 'en' },
        json: { type: 'boolean', default: false },
      },
    });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0 || !['zh', 'en'].includes(values.lang)) {
      stderr.write('quittance evidence verify: expected one bundle (a ZIP file or a folder), and --lang zh or en\n');
      return 64;
    }
    const facts = statSync(path, { throwIfNoEntry: false });
    if (!facts) {
      stderr.write(`quittance evidence verify: there is no ${path}\n`);
      return 66;
    }
    const absent = [...values.against, ...(values['signer-root'] ?? []), ...(values.revocation ?? [])].find((file) => !existsSync(file));
    if (absent !== undefined) {
      stderr.write(`quittance evidence verify: there is no ${absent}\n`);
      return 66;
    }
    const timeTrust = (values['time-trust'] ?? []).map((file) => readFileSync(file, 'utf8')).join('\n');
    const trust = trustFrom({
      ...(values.policy === undefined ? {} : { policyFile: values.policy }),
      reportKeys: values['report-key'] ?? [],
      checkpointFiles: values.checkpoint ?? [],
      anchors: checkersFrom(nodeSignatures, timeTrust),
      papers: {
        checks: nodeSignatures,
        roots: (values['signer-root'] ?? []).flatMap((file) => certificatesIn(readFileSync(file))),
        timeRoots: certificatesIn(utf8(`\n${timeTrust}`)),
        ...(values.revocation ? { revocation: revocationMaterial(values.revocation.map((file) => readFileSync(file))) } : {}),
      },
    });
    const given = await marksOf(values.against);
    const verification = facts.isDirectory()
      ? await verifyBundle(nodeCrypto, () => folderBag(path), trust, given)
      : await verifyFile(path, trust, given);
    stdout.write(values.json ? verificationText(verification) : forPeople(verification, values.lang === 'zh' ? 'zh' : 'en'));
    return exitCodes[verification.verdict];
  },
};

async function verifyFile(path: string, trust: ReturnType<typeof trustFrom>, given: readonly GivenFile[]): Promise<Verification> {
  const source = await fileSource(path);
  try {
    return await verifyBundle(nodeCrypto, () => bagInZip(nodeCrypto, source), trust, given);
  } finally {
    await source.close();
  }
}

const words = {
  proven: { zh: '成立', en: 'proven' },
  false: { zh: '不成立', en: 'FALSE' },
  'not-proven': { zh: '未证明', en: 'not proven' },
  'nothing-claimed': { zh: '无主张', en: 'nothing claimed' },
} as const satisfies Record<string, Bilingual>;

function comparisonLines({ registrations, contents }: Comparison, language: keyof Bilingual): readonly string[] {
  const zh = language === 'zh';
  const line = ({ path, statement }: ComparedFile): string => `  ${path}  ${statement[language]}`;
  return [
    ...registrations.flatMap(({ number, files }) => [
      zh ? `与登记 ${number} 比较：` : `Compared with the registration in record ${number}:`,
      ...files.map(line),
    ]),
    zh ? '与包内全部内容比较：' : 'Compared with all contents of the bundle:',
    ...contents.map(line),
  ];
}

const paperWords = {
  holds: { zh: '成立', en: 'holds' },
  altered: { zh: '已被改动', en: 'ALTERED' },
  'not-judged': { zh: '无法判断', en: 'not judged' },
  unsigned: { zh: '未签名', en: 'unsigned' },
} as const satisfies Record<string, Bilingual>;

function forPeople(verification: Verification, language: keyof Bilingual): string {
  const { statement, log, earlierLogs = [], claims, records, papers = [], comparison, findings, notProven } = verification;
  const lines = [statement[language], ''];
  for (const each of [...earlierLogs, ...(log ? [log] : [])])
    lines.push(`${language === 'zh' ? '日志' : 'log'}  ${each.origin}  ${each.size}  ${each.standing}`);
  if (log) lines.push('');
  for (const claim of claims) lines.push(`  ${words[claim.verdict][language].padEnd(16)} ${claim.claim.padEnd(12)} ${claim.statement[language]}`);
  if (records.length > 0) lines.push('');
  for (const record of records) {
    lines.push(
      `  ${record.number}  ${record.kind.padEnd(10)} ${record.content.padEnd(14)} ${record.inclusion.padEnd(10)} ${record.sha256.slice(0, 16)}…  ${record.name ?? ''}`,
    );
  }
  if (papers.length > 0)
    lines.push('', language === 'zh' ? '文件内的签名（不影响上述结论）：' : 'Signatures in the papers (no part of the verdict above):');
  for (const paper of papers) {
    lines.push(`  ${paperWords[paper.verdict][language].padEnd(16)} ${paper.file}  ${paper.statement[language]}`);
    lines.push(...paper.signatures.map((each) => `    - ${each.statement[language]}`));
  }
  if (comparison) lines.push('', ...comparisonLines(comparison, language));
  if (findings.length > 0) lines.push('', ...findings.map(({ code, message }) => `! ${message} [${code}]`));
  lines.push('', language === 'zh' ? '本次校验不能证明：' : 'What this does not prove:', ...notProven.map((sentence) => `- ${sentence[language]}`));
  return `${lines.join('\n')}\n`;
}

import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { trustFrom } from '#adapters/log/trust-files.ts';
import { clipWav } from '#domain/evidence/recording/clip.ts';
import { type ClipVerification, clipExitCode, clipVerificationText, verifyClipFile } from '#domain/evidence/recording/clip-verification.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { Command } from '../command.ts';

/** 64 chunks of 1 MiB and a head, in base64, with their paths. */
const largestClipBytes = 100 * 1024 * 1024;

export const command: Command = {
  noun: 'evidence',
  verb: 'verify-clip',
  summary: 'Check a clip of a recording offline, without the rest: exit 0 verified, 1 false, 2 no trust given, 3 quorum not met, 65 no clip',
  examples: [
    'quittance evidence verify-clip clip.json --policy trusted-policy.txt',
    'quittance evidence verify-clip clip.json --policy trusted-policy.txt --json',
    'quittance evidence verify-clip clip.json --policy trusted-policy.txt --wav heard.wav',
  ],
  async run(args, { stdout, stderr }) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        policy: { type: 'string' },
        wav: { type: 'string' },
        lang: { type: 'string', default: 'en' },
        json: { type: 'boolean', default: false },
      },
    });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0 || !['zh', 'en'].includes(values.lang)) {
      stderr.write('quittance evidence verify-clip: expected one clip (a JSON file), and --lang zh or en\n');
      return 64;
    }
    const facts = statSync(path, { throwIfNoEntry: false });
    if (!facts?.isFile()) {
      stderr.write(`quittance evidence verify-clip: there is no file ${path}\n`);
      return 66;
    }
    if (facts.size > largestClipBytes) {
      stderr.write(`quittance evidence verify-clip: expected a clip of at most ${largestClipBytes} bytes, got ${facts.size}\n`);
      return 65;
    }
    if (values.wav !== undefined && existsSync(values.wav)) {
      stderr.write(`quittance evidence verify-clip: ${values.wav} is there already; name another file\n`);
      return 73;
    }
    const { policy } = trustFrom(values.policy === undefined ? {} : { policyFile: values.policy });
    const { verification, checked } = verifyClipFile(nodeCrypto, readFileSync(path), policy);
    stdout.write(values.json ? clipVerificationText(verification) : forPeople(verification, values.lang === 'zh' ? 'zh' : 'en'));
    if (values.wav !== undefined && checked?.verdict.bytes === 'same') {
      const wav = clipWav(checked);
      if (wav) writeFileSync(values.wav, wav, { flag: 'wx' });
      else stderr.write('quittance evidence verify-clip: only a PCM WAV can be cut so that it is heard on its own\n');
    }
    return clipExitCode(verification);
  },
};

function forPeople({ statement, clip, finding, notProven }: ClipVerification, language: keyof Bilingual): string {
  const lines = [statement[language]];
  const zh = language === 'zh';
  if (finding) lines.push(`! ${finding.message} [${finding.code}]`);
  if (clip) {
    const { range, sound, context } = clip;
    lines.push('', `  ${clip.name ?? clip.recordId}  ${clip.mediaType}  ${clip.receivedAt}`);
    lines.push(`  ${zh ? '字节' : 'bytes'} ${range.from} - ${range.to} ${zh ? '，共' : 'of'} ${range.size}: ${clip.bytes}`);
    if (sound) lines.push(`  ${zh ? '秒' : 'seconds'} ${sound.fromSeconds} - ${sound.toSeconds} ${zh ? '，共' : 'of'} ${sound.ofSeconds}`);
    lines.push(`  ${zh ? '日志' : 'log'}: ${clip.inclusion}, ${clip.log}, ${zh ? '法定数' : 'quorum'} ${clip.quorum}`);
    if (context.purpose !== undefined) lines.push(`  ${zh ? '目的' : 'purpose'}: ${JSON.stringify(context.purpose)}`);
    if (context.consent !== undefined) lines.push(`  ${zh ? '同意' : 'consent'}: ${JSON.stringify(context.consent)}`);
    lines.push('', zh ? '本次校验不能证明：' : 'What this does not prove:', ...notProven.map((sentence) => `- ${sentence[language]}`));
  }
  return `${lines.join('\n')}\n`;
}

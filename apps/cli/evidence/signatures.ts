import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { nodeSignatures } from '#adapters/timestamp/signatures.ts';
import { certificatesIn } from '#domain/evidence/asn1/certificate.ts';
import { type PdfSignatureVerdict, verifyPdf } from '#domain/evidence/pdf/verify.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  noun: 'evidence',
  verb: 'signatures',
  summary: 'Check the signatures of a PDF: exit 0 all hold, 1 one does not, 2 no signature',
  examples: [
    'quittance evidence signatures contract.pdf --root signers-ca.pem --time-root tsa-ca.pem',
    'quittance evidence signatures contract.pdf --json   # without roots: integrity only, identity unknown',
  ],
  async run(args, { stdout, stderr }) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        root: { type: 'string', multiple: true, default: [] },
        'time-root': { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
      },
    });
    const [path, ...more] = positionals;
    const absent = [...positionals, ...values.root, ...values['time-root']].find((file) => !existsSync(file));
    if (path === undefined || more.length > 0 || absent !== undefined) {
      stderr.write(`quittance evidence signatures: ${absent === undefined ? 'expected one PDF' : `there is no ${absent}`}\n`);
      return absent === undefined ? 64 : 66;
    }
    const certificates = (files: readonly string[]) => files.flatMap((file) => certificatesIn(readFileSync(file)));
    const trust = { roots: certificates(values.root), timeRoots: certificates(values['time-root']), now: Date.now() };
    const signatures = await verifyPdf(nodeSignatures, readFileSync(path), trust);
    stdout.write(values.json ? `${JSON.stringify({ file: path, signatures })}\n` : signatures.map(forPeople).join('') || 'no signature\n');
    if (signatures.length === 0) return 2;
    return signatures.every(({ integrity }) => integrity === 'holds') ? 0 : 1;
  },
};

function forPeople({ kind, integrity, identity, signer, issuer, time, covers, addedAfter, why }: PdfSignatureVerdict): string {
  const when = time.kind === 'none' ? 'no time' : `${time.at} (${time.kind}${time.authority ? ` by ${time.authority}` : ''})`;
  const later =
    covers === 'whole'
      ? 'nothing follows it'
      : `${addedAfter.length} objects were added later: ${addedAfter.map(({ object, type }) => `${object} ${type}`).join(', ')}`;
  return `${kind}: ${integrity}${why ? ` (${why})` : ''}\n  signer ${signer ?? '-'}, certified by ${issuer ?? '-'}: ${identity}\n  ${when}\n  ${later}\n`;
}

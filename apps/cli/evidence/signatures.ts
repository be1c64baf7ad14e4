import { existsSync, readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { largestSignedPaper, readSignedPaper } from '#adapters/signed-files/read.ts';
import { certificatesIn } from '#domain/evidence/asn1/certificate.ts';
import type { OfdSignatureVerdict } from '#domain/evidence/ofd/verify.ts';
import type { PdfSignatureVerdict } from '#domain/evidence/pdf/verify.ts';
import { type RevocationVerdict, revocationMaterial } from '#domain/evidence/revocation/check.ts';
import type { SignedPaper, SignedPaperTrust } from '#domain/evidence/signed-paper.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  noun: 'evidence',
  verb: 'signatures',
  summary: 'Check the signatures and seals of a PDF or OFD: exit 0 all hold, 1 one does not, 2 no signature',
  examples: [
    'quittance evidence signatures contract.pdf --root signers-ca.pem --time-root tsa-ca.pem',
    'quittance evidence signatures invoice.ofd --root sm2-ca.pem   # electronic seals too: GB/T 38540, GM/T 0031, GB/T 35275',
    'quittance evidence signatures contract.pdf --root ca.pem --revocation ca.crl   # CRL or OCSP answers in DER, as many as you like',
    'quittance evidence signatures contract.pdf --json   # without roots: integrity only, identity unknown',
  ],
  async run(args, { stdout, stderr }) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        root: { type: 'string', multiple: true, default: [] },
        'time-root': { type: 'string', multiple: true, default: [] },
        revocation: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
      },
    });
    const [path, ...more] = positionals;
    const absent = [...positionals, ...values.root, ...values['time-root'], ...values.revocation].find((file) => !existsSync(file));
    if (path === undefined || more.length > 0 || absent !== undefined) {
      stderr.write(`quittance evidence signatures: ${absent === undefined ? 'expected one PDF or OFD' : `there is no ${absent}`}\n`);
      return absent === undefined ? 64 : 66;
    }
    const certificates = (files: readonly string[]) => files.flatMap((file) => certificatesIn(readFileSync(file)));
    const trust = {
      roots: certificates(values.root),
      timeRoots: certificates(values['time-root']),
      ...(values.revocation.length > 0 ? { revocation: revocationMaterial(values.revocation.map((file) => readFileSync(file))) } : {}),
      now: Date.now(),
    };
    const { size } = statSync(path);
    if (size > largestSignedPaper) {
      stderr.write(`quittance evidence signatures: expected at most ${largestSignedPaper} bytes, ${path} has ${size}\n`);
      return 65;
    }
    const paper = await readPaper(readFileSync(path), trust, stderr);
    if (!paper) return 65;
    const lines = paper.form === 'pdf' ? paper.signatures.map(pdfLines) : paper.signatures.map(ofdLines);
    stdout.write(values.json ? `${JSON.stringify({ file: path, ...paper })}\n` : lines.join('') || 'no signature\n');
    const { signatures } = paper;
    if (signatures.length === 0) return 2;
    return signatures.every(({ integrity }: { readonly integrity: string }) => integrity === 'holds') ? 0 : 1;
  },
};

async function readPaper(bytes: Uint8Array, trust: SignedPaperTrust, stderr: NodeJS.WritableStream): Promise<SignedPaper | undefined> {
  try {
    const paper = await readSignedPaper(bytes, trust);
    if (!paper) stderr.write('quittance evidence signatures: this is neither a PDF nor an OFD\n');
    return paper;
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    stderr.write(`quittance evidence signatures: ${cause.message} [${cause.code}]\n`);
    return undefined;
  }
}

function head({ kind, format, integrity, identity, signer, issuer, time, why, revocation }: PdfSignatureVerdict | OfdSignatureVerdict): string {
  const when = time.kind === 'none' ? 'no time' : `${time.at} (${time.kind}${time.authority ? ` by ${time.authority}` : ''})`;
  return `${kind} ${format}: ${integrity}${why ? ` (${why})` : ''}\n  signer ${signer ?? '-'}, certified by ${issuer ?? '-'}: ${identity}${revocation ? `, ${revocationWords(revocation)}` : ''}\n  ${when}\n`;
}

function revocationWords(verdict: RevocationVerdict): string {
  if (verdict.kind === 'good')
    return `not revoked then (${verdict.by} of ${verdict.asOf})${verdict.revokedLater ? `, revoked later at ${verdict.revokedLater}` : ''}`;
  return verdict.kind === 'revoked' ? `revoked at ${verdict.at}` : `revocation not known (${verdict.why})`;
}

function pdfLines(verdict: PdfSignatureVerdict): string {
  const { covers, addedAfter } = verdict;
  const later =
    covers === 'whole'
      ? 'nothing follows it'
      : `${addedAfter.length} objects were added later: ${addedAfter.map(({ object, type }) => `${object} ${type}`).join(', ')}`;
  return `${head(verdict)}  ${later}\n`;
}

function ofdLines(verdict: OfdSignatureVerdict): string {
  const { changed, missing, uncovered, covers, seal } = verdict;
  const open = uncovered.map(({ path, signedBy }) => `${path}${signedBy.length > 0 ? ` (under signature ${signedBy.join(', ')})` : ''}`);
  return [
    head(verdict),
    seal
      ? `  seal "${seal.name}" by ${seal.maker ?? '-'}: ${seal.integrity}, maker ${seal.identity}, signer ${seal.signer}, ${seal.inForce ? 'in force' : 'not in force'} (${seal.validFrom} to ${seal.validTo})\n`
      : '',
    changed.length > 0 ? `  changed after signing: ${changed.join(', ')}\n` : '',
    missing.length > 0 ? `  missing: ${missing.join(', ')}\n` : '',
    covers === 'whole' ? '  covers the whole package\n' : `  does not cover: ${open.join(', ') || 'anything'}\n`,
  ].join('');
}

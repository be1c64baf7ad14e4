import { textOf } from '../bytes.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { verifySignature } from '../cosignature.ts';
import type { Crypto } from '../crypto.ts';
import { parseNote, signatureType } from '../note.ts';
import { sha256Hex } from './bag.ts';
import type { Files } from './files.ts';
import { pathOf } from './layout.ts';
import type { Trust } from './trust.ts';
import { type ClaimVerdict, type Finding, finding } from './verdict.ts';

/** bundle.sig: a signed note of the report key over the tag manifest, and so over every file. */
export function checkCover(crypto: Crypto, files: Files, trust: Trust, findings: Finding[]): ClaimVerdict {
  const bytes = files.tags.get(pathOf.signature);
  const expected = coverText(sha256Hex(crypto, files.tags.get('tagmanifest-sha256.txt') as Uint8Array));
  let verdict: ClaimVerdict['verdict'] = 'not-proven';
  let signer: string | null = null;
  if (bytes) {
    const note = parseNote(textOf(bytes));
    signer = note.signatures[0]?.name ?? null;
    if (note.text !== expected) verdict = 'false';
    else {
      const nobody: Checkpoint = { origin: '', size: 0, root: new Uint8Array(32), extensions: [] };
      // Cosignatures sign a checkpoint, not this text: a key of theirs could be shown the signature of another bundle.
      const keys = trust.reportKeys.filter(({ type }) => type === signatureType.ed25519);
      const judged = keys.map((key) => verifySignature(crypto, note, nobody, key).kind);
      // Whoever names report keys expects one of them: another signer is as good as none.
      verdict = trust.reportKeys.length === 0 ? 'not-proven' : judged.includes('valid') && !judged.includes('false') ? 'proven' : 'false';
    }
    if (verdict === 'false')
      findings.push(finding('evidence.false_signature', pathOf.signature, 'does not sign these files with a report key of yours'));
  } else if (trust.reportKeys.length > 0) {
    verdict = 'false';
    findings.push(finding('evidence.missing_file', pathOf.signature, 'expected a signature by your report key, it is not there'));
  }
  return {
    claim: 'signatures',
    verdict,
    statement:
      verdict === 'proven'
        ? { zh: '目录、报告与说明由您信任的报告密钥签名。', en: 'Index, reports and instructions are signed by a report key you trust.' }
        : verdict === 'false'
          ? { zh: '证据包签名不成立。', en: 'The signature of the bundle is false.' }
          : {
              zh: '目录与报告的签名人未知：不影响存证记录，但目录与报告未获证明。',
              en: 'The signer of index and reports is unknown to you: the records stand, index and reports are unproven.',
            },
    detail: { signer },
  };
}

export const coverText = (tagManifestSha256: string): string => `quittance/bundle/v1\n${tagManifestSha256}\n`;

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Certificate, certificatesIn } from '#domain/evidence/asn1/certificate.ts';
import { revocationMaterial } from '#domain/evidence/revocation/check.ts';
import type { SignedPaperTrust } from '#domain/evidence/signed-paper.ts';

/**
 * Whom this installation trusts to certify signers and times: PEM files in the data folder that the operator puts there
 * (docs/evidence-anchors.md), and revocation lists and status answers in its folder `revocation`. Without them signatures are checked, and whose they are stays unknown.
 */
export function signerRoots(dataFolder: string): Pick<SignedPaperTrust, 'roots' | 'timeRoots' | 'revocation'> {
  const read = (name: string): readonly Certificate[] => {
    const file = join(dataFolder, name);
    return existsSync(file) ? certificatesIn(readFileSync(file)) : [];
  };
  const folder = join(dataFolder, 'revocation');
  const lists = existsSync(folder) ? readdirSync(folder).filter((name) => /\.(crl|ocsp|der)$/i.test(name)) : [];
  return {
    roots: read('trusted-signers.pem'),
    timeRoots: read('trusted-time.pem'),
    ...(lists.length > 0 ? { revocation: revocationMaterial(lists.map((name) => readFileSync(join(folder, name)))) } : {}),
  };
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Certificate, certificatesIn } from '#domain/evidence/asn1/certificate.ts';

/**
 * Whom this installation trusts to certify signers and times: PEM files in the data folder that the operator puts there
 * (docs/evidence-anchors.md). Without them signatures are checked, and whose they are stays unknown.
 */
export function signerRoots(dataFolder: string): { readonly roots: readonly Certificate[]; readonly timeRoots: readonly Certificate[] } {
  const read = (name: string): readonly Certificate[] => {
    const file = join(dataFolder, name);
    return existsSync(file) ? certificatesIn(readFileSync(file)) : [];
  };
  return { roots: read('trusted-signers.pem'), timeRoots: read('trusted-time.pem') };
}

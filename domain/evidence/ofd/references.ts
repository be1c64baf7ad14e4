import { type HashName, hashOids, type SignatureChecks } from '../asn1/algorithms.ts';
import { base64 } from '../bytes.ts';
import { badOfd, childOf, childrenOf, locate, type OfdPackage, ofdBounds, textOfChild } from './package.ts';
import type { XmlNode } from './xml.ts';

/** What a signature says of the files of its package, compared with the files that are there (GB/T 33190, clause 18). */
export type References = {
  /** Files whose digest agrees. */
  readonly covered: readonly string[];
  readonly changed: readonly string[];
  readonly missing: readonly string[];
  readonly hash: HashName | undefined;
  /** The name of the digest as the file gives it. */
  readonly method: string;
};

const names: Readonly<Record<string, HashName>> = {
  sm3: 'sm3',
  sha1: 'sha1',
  sha256: 'sha256',
  sha384: 'sha384',
  sha512: 'sha512',
};

/** An object identifier (SM3 with its arcs .1 and .2, as makers write them) or a name; MD5, the standard's default, proves nothing. */
export function digestNamed(method: string): HashName | undefined {
  const clean = method.trim();
  return hashOids[clean] ?? hashOids[clean.replace(/^(1\.2\.156\.10197\.1\.401)\.[12]$/, '$1')] ?? names[clean.toLowerCase().replace(/[-_]/g, '')];
}

/** Digests of files, made once however many signatures ask for them. */
export type Digests = (path: string, hash: HashName) => Promise<string>;

export function digestsOf(checks: SignatureChecks, files: OfdPackage): Digests {
  const made = new Map<string, Promise<string>>();
  return (path, hash) => {
    const key = `${hash} ${path}`;
    const known = made.get(key) ?? checks.digest(hash, files.get(path) ?? new Uint8Array()).then(base64);
    made.set(key, known);
    return known;
  };
}

export async function checkReferences(files: OfdPackage, digest: Digests, path: string, signature: XmlNode): Promise<References> {
  const list = childOf(childOf(signature, 'SignedInfo'), 'References');
  const method = list?.attributes.CheckMethod ?? 'MD5';
  const hash = digestNamed(method);
  const references = childrenOf(list, 'Reference');
  if (references.length === 0) throw badOfd(`${path} names no file that it signs`);
  if (references.length > ofdBounds.references) throw badOfd(`at most ${ofdBounds.references} references are read, ${path} has ${references.length}`);
  const found = { covered: new Set<string>(), changed: new Set<string>(), missing: new Set<string>() };
  for (const reference of references) {
    const said = reference.attributes.FileRef ?? '';
    const file = locate(files, path, said);
    if (file === undefined) found.missing.add(said);
    else if (hash !== undefined) {
      const same = (await digest(file, hash)) === (textOfChild(reference, 'CheckValue') ?? '').replace(/\s/g, '');
      (same ? found.covered : found.changed).add(file);
    }
  }
  // A file named twice is signed only where both digests agree.
  const covered = [...found.covered].filter((file) => !found.changed.has(file));
  return { covered, changed: [...found.changed], missing: [...found.missing], hash, method };
}

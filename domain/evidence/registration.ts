import { DomainError } from '#domain/kernel/error.ts';
import { utf8 } from './bytes.ts';
import { canonicalJson, isObject, type Json, parseCanonical } from './canonical.ts';

/** The files of a contract as they were at signing: what a registration seals, and what is checked against it later. */
export type FileMark = { readonly path: string; readonly sha256: string; readonly size: number };
export type Registration = { readonly format: 'quittance.registration/v1'; readonly files: readonly FileMark[] };

export const registrationType = 'application/vnd.quittance.registration+json';

/** Sorted by path; a path may stand once. */
export function registrationOf(files: readonly FileMark[]): Registration {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const twice = sorted.find(({ path }, i) => sorted[i + 1]?.path === path);
  if (twice) throw new DomainError('evidence.bad_registration', `expected each path once, got "${twice.path}" twice`, { path: twice.path });
  return { format: 'quittance.registration/v1', files: sorted.map(({ path, sha256, size }) => ({ path, sha256, size })) };
}

export const registrationBytes = (registration: Registration): Uint8Array => utf8(canonicalJson(registration as unknown as Json));

export function parseRegistration(bytes: Uint8Array): Registration {
  const value = parseCanonical(bytes);
  const files = isObject(value) && value.format === 'quittance.registration/v1' && Array.isArray(value.files) ? value.files : undefined;
  const sound = files?.every(
    (file) => isObject(file) && typeof file.path === 'string' && /^[0-9a-f]{64}$/.test(String(file.sha256)) && Number.isSafeInteger(file.size),
  );
  if (!sound) throw new DomainError('evidence.bad_registration', 'expected a quittance.registration/v1 with files of path, sha256 and size');
  return value as unknown as Registration;
}

export type FileVerdict =
  | { readonly path: string; readonly verdict: 'same'; readonly registeredAs?: string }
  | { readonly path: string; readonly verdict: 'differs'; readonly expected: string; readonly got: string }
  | { readonly path: string; readonly verdict: 'missing' | 'not-registered' };

/** Compares files with a registration by path, and by content where a file was renamed. */
export function compareFiles(registration: Registration, files: readonly Pick<FileMark, 'path' | 'sha256'>[]): readonly FileVerdict[] {
  const registered = new Map(registration.files.map((file) => [file.path, file]));
  const given = new Set(files.map(({ path }) => path));
  const renamed = new Set<string>();
  const verdicts = files.map(({ path, sha256 }): FileVerdict => {
    const same = registered.get(path);
    if (same) return same.sha256 === sha256 ? { path, verdict: 'same' } : { path, verdict: 'differs', expected: same.sha256, got: sha256 };
    const elsewhere = registration.files.find((file) => file.sha256 === sha256 && !given.has(file.path) && !renamed.has(file.path));
    if (!elsewhere) return { path, verdict: 'not-registered' };
    renamed.add(elsewhere.path);
    return { path, verdict: 'same', registeredAs: elsewhere.path };
  });
  const missing = registration.files.filter(({ path }) => !given.has(path) && !renamed.has(path));
  return [...verdicts, ...missing.map(({ path }): FileVerdict => ({ path, verdict: 'missing' }))];
}

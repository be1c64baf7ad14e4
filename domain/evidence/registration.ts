import { DomainError } from '#domain/kernel/error.ts';
import { utf8 } from './bytes.ts';
import { canonicalJson, isObject, type Json, parseCanonical } from './canonical.ts';
import { comparePages, type PageVerdict } from './pages/compare.ts';
import type { PageMark, PageMarks } from './pages/marks.ts';

/** A file of a contract: its hash, and where its pages can be told apart, what stands for each (domain/evidence/pages). */
export type FileMark = { readonly path: string; readonly sha256: string; readonly size: number; readonly pages?: PageMarks };
/** The files of a contract as they were at signing: what a registration seals, and what is checked against it later. */
export type Registration = { readonly format: 'quittance.registration/v1'; readonly files: readonly FileMark[] };

export const registrationType = 'application/vnd.quittance.registration+json';

/** Sorted by path; a path may stand once. */
export function registrationOf(files: readonly FileMark[]): Registration {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const twice = sorted.find(({ path }, i) => sorted[i + 1]?.path === path);
  if (twice) throw new DomainError('evidence.bad_registration', `expected each path once, got "${twice.path}" twice`, { path: twice.path });
  return {
    format: 'quittance.registration/v1',
    files: sorted.map(({ path, sha256, size, pages }) => ({ path, sha256, size, ...(pages ? { pages } : {}) })),
  };
}

export const registrationBytes = (registration: Registration): Uint8Array => utf8(canonicalJson(registration as unknown as Json));

export function parseRegistration(bytes: Uint8Array): Registration {
  const value = parseCanonical(bytes);
  const files = isObject(value) && value.format === 'quittance.registration/v1' && Array.isArray(value.files) ? value.files : undefined;
  const sound = files?.every(
    (file) =>
      isObject(file) &&
      typeof file.path === 'string' &&
      isDigest(file.sha256) &&
      Number.isSafeInteger(file.size) &&
      (file.pages === undefined || arePages(file.pages)),
  );
  if (!sound) throw new DomainError('evidence.bad_registration', 'expected a quittance.registration/v1 with files of path, sha256, size and pages');
  return value as unknown as Registration;
}

const isDigest = (value: Json | undefined): boolean => /^[0-9a-f]{64}$/.test(String(value));
const arePages = (value: Json): boolean =>
  isObject(value) &&
  (value.method === 'pdf-page/v1' || value.method === 'ofd-page/v1') &&
  Array.isArray(value.pages) &&
  value.pages.every(
    (page) => isObject(page) && isDigest(page.content) && [page.annotations, page.text].every((each) => each === undefined || isDigest(each)),
  );

export type FileVerdict =
  /** The very bytes that were registered. */
  | { readonly path: string; readonly verdict: 'same'; readonly registeredAs?: string }
  /** Other bytes: every page draws the same, or at least has the same words. */
  | ({ readonly path: string; readonly verdict: 'same-content' | 'same-text' } & PagesCompared)
  | ({ readonly path: string; readonly verdict: 'differs' } & PagesCompared)
  | { readonly path: string; readonly verdict: 'missing' | 'not-registered' };
type PagesCompared = { readonly registeredAs?: string; readonly expected: string; readonly got: string; readonly pages?: readonly PageVerdict[] };

/** A file to compare; without `pages` only its bytes are. */
export type GivenFile = Pick<FileMark, 'path' | 'sha256' | 'pages'>;

/**
 * Compares files with a registration: by path, by bytes where a file was renamed, and page by page where bytes differ. A
 * file under another name with other bytes is compared with the registered one with which it shares most pages; two
 * versions of one file are both compared with it.
 */
export function compareFiles(registration: Registration, files: readonly GivenFile[]): readonly FileVerdict[] {
  const registered = new Map(registration.files.map((file) => [file.path, file]));
  const given = new Set(files.map(({ path }) => path));
  const renamed = new Set<string>();
  const free = (file: FileMark): boolean => !given.has(file.path) && !renamed.has(file.path);
  const verdicts = files.map((file): FileVerdict => {
    const { path, sha256 } = file;
    const same = registered.get(path);
    if (same) return same.sha256 === sha256 ? { path, verdict: 'same' } : { path, ...differing(same, file) };
    const elsewhere = registration.files.find((each) => each.sha256 === sha256 && free(each));
    const alike = elsewhere ?? mostPagesShared(registration.files, file);
    if (!alike) return { path, verdict: 'not-registered' };
    renamed.add(alike.path);
    return elsewhere ? { path, verdict: 'same', registeredAs: alike.path } : { path, registeredAs: alike.path, ...differing(alike, file) };
  });
  const missing = registration.files.filter(free);
  return [...verdicts, ...missing.map(({ path }): FileVerdict => ({ path, verdict: 'missing' }))];
}

function differing(
  registered: FileMark,
  given: GivenFile,
): { readonly verdict: 'same-content' | 'same-text' | 'differs' } & Omit<PagesCompared, 'registeredAs'> {
  const bytes = { expected: registered.sha256, got: given.sha256 };
  // Digests of two methods say nothing about each other, but the words of a text are the same words.
  const pages = registered.pages && given.pages && comparePages(comparable(registered.pages, given.pages), given.pages.pages);
  if (!pages) return { verdict: 'differs', ...bytes };
  const all = (...kinds: readonly string[]): boolean =>
    pages.every((page) => kinds.includes(page.verdict) && !('annotations' in page && page.annotations));
  return { verdict: all('same') ? 'same-content' : all('same', 'text-only') ? 'same-text' : 'differs', ...bytes, pages };
}

const comparable = (registered: PageMarks, given: PageMarks): readonly PageMark[] =>
  registered.method === given.method ? registered.pages : registered.pages.map(({ text }) => ({ content: '', ...(text ? { text } : {}) }));

function mostPagesShared(registered: readonly FileMark[], { pages }: GivenFile): FileMark | undefined {
  if (!pages) return undefined;
  const own = new Set(pages.pages.map(({ content }) => content));
  const shared = registered.map((file) => ({
    file,
    count: file.pages?.method === pages.method ? file.pages.pages.filter(({ content }) => own.has(content)).length : 0,
  }));
  const best = shared.reduce((a, b) => (b.count > a.count ? b : a), { file: undefined as FileMark | undefined, count: 0 });
  return best.file;
}

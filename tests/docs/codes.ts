import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where a code is made: an error, a refusal, a finding or a reason. */
const made = /(?:new DomainError\(|refuse(?:<[^>]*>)?\(|Refusal<|\bcode: |\bissue\(|\bfinding\(|\breason\()\s*'([a-z]+(?:\.[a-z0-9_]+)+)'/g;

/** Codes that the sources make, each with one file that does. */
export function codesInSources(root: string, places: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const place of places) {
    for (const file of walk(join(root, place))) {
      for (const [, code = ''] of readFileSync(file, 'utf8').matchAll(made)) found.set(code, file.slice(root.length + 1));
    }
  }
  return found;
}

/** All of the sources' text, to look for a code that is put together elsewhere than where it is thrown. */
export const sourcesText = (root: string, places: readonly string[]): string =>
  places.flatMap((place) => walk(join(root, place)).map((file) => readFileSync(file, 'utf8'))).join('\n');

/** Codes that the pages under docs/errors describe: the first cell of a table row. */
export function codesInDocs(root: string): Map<string, string> {
  const folder = join(root, 'docs', 'errors');
  const found = new Map<string, string>();
  for (const page of readdirSync(folder)) {
    for (const [, code = ''] of readFileSync(join(folder, page), 'utf8').matchAll(/^\| *`?([a-z]+(?:\.[a-z0-9_]+)+)`?/gm)) found.set(code, page);
  }
  return found;
}

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name === 'node_modules' || name.startsWith('dist') || name === 'testing' || name === 'web') return [];
    if (statSync(path).isDirectory()) return walk(path);
    return /\.ts$/.test(name) && !/\.(test|testing)\.ts$/.test(name) ? [path] : [];
  });
}

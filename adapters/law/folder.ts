import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomainError } from '#domain/kernel/error.ts';
import { type LawBook, type LawSource, lawBook } from '#domain/law/book.ts';

/** Files in a jurisdiction's folder that other rooms of the law read, each with its own format. */
const elsewhere = new Set(['contact.json', 'calendar.json', 'profile.json']);

const rulesFolder = fileURLToPath(new URL('../../domain/law/rules/', import.meta.url));

/** The rule files under a folder, read when a jurisdiction is first asked for (about 1 ms each). */
export function lawFolder(root: string = rulesFolder): LawSource {
  return {
    folders: () =>
      readdirSync(root, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && readdirSync(join(root, entry.name)).some((name) => isRuleFile(name)))
        .map((entry) => entry.name),
    read: (folder) =>
      existsSync(join(root, folder))
        ? readdirSync(join(root, folder))
            .filter(isRuleFile)
            .sort()
            .map((name) => ({ name, content: parse(join(root, folder, name), `${folder}/${name}`) }))
        : [],
  };
}

/** The product's own law book. */
export const openLawBook = (root?: string): LawBook => lawBook(lawFolder(root));

const isRuleFile = (name: string): boolean => name.endsWith('.json') && !elsewhere.has(name);

function parse(path: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new DomainError('law.bad_rule_file', `${name}: expected JSON, got ${(cause as Error).message}`, { name }, cause);
  }
}

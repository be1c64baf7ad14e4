import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { allowed, roomOf } from './architecture/arrows.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const places = ['domain', 'usecases', 'adapters', 'contract', 'apps', 'bench'];

describe('architecture', () => {
  it('has no arrow that is not allowed', () => {
    expect(forbidden(sourceFiles())).toEqual([]);
  });

  it('would see a planted arrow', () => {
    const planted = { file: 'domain/kernel/money.ts', text: "import { pool } from '#adapters/postgres/database.ts';" };
    expect(forbidden([planted])).toEqual(['domain/kernel/money.ts -> adapters/postgres/database.ts']);
    expect(forbidden([{ file: 'domain/law/position.ts', text: "export { x } from '../ledger/entry.ts';" }])).toHaveLength(1);
    expect(forbidden([{ file: 'apps/web/main.tsx', text: "const m = await import('#domain/law/position.ts');" }])).toHaveLength(1);
  });

  it('keeps the domain pure: no I/O, clock, randomness or environment', () => {
    const impure =
      /\bfrom 'node:(?!crypto)|\bimport\('node:(?!crypto)|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bcrypto\.getRandomValues|\brandomBytes\(|\brandomUUID\(|\bTemporal\.Now\b/;
    const found = sourceFiles()
      .filter(({ file }) => file.startsWith('domain/'))
      .filter(({ text }) => impure.test(withoutComments(text)))
      .map(({ file }) => file);
    expect(found).toEqual([]);
  });

  it('keeps SQL in adapters/postgres and HTTP statuses at the edge', () => {
    const sql = /\b(?:sql|query|text)\s*(?:<[^>]*>)?[(`'"]+\s*(select|insert into|update|delete from|create table|alter table)\b/i;
    const found = sourceFiles()
      .filter(({ file }) => !file.startsWith('adapters/postgres/') && !file.startsWith('adapters/jobs/') && !file.startsWith('bench/'))
      .filter(({ text }) => sql.test(withoutComments(text)))
      .map(({ file }) => file);
    expect(found).toEqual([]);
    const statuses = sourceFiles()
      .filter(({ file }) => file.startsWith('domain/') || file.startsWith('usecases/'))
      .filter(({ text }) => /\bstatusCode\b|\.status\(\d{3}\)/.test(text))
      .map(({ file }) => file);
    expect(statuses).toEqual([]);
  });
});

type Source = { readonly file: string; readonly text: string };

function forbidden(sources: readonly Source[]): string[] {
  return sources.flatMap(({ file, text }) =>
    imports(text)
      .map((target) => resolveImport(file, target))
      .filter((target): target is string => target !== undefined)
      .filter((target) => roomOf(target) !== roomOf(file) && !allowed(file, target))
      .map((target) => `${file} -> ${target}`),
  );
}

function imports(text: string): string[] {
  return [...withoutComments(text).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}

function resolveImport(file: string, target: string): string | undefined {
  if (target.startsWith('#')) return target.slice(1);
  if (target.startsWith('.')) return relative(root, resolve(root, dirname(file), target));
  return undefined;
}

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/[^\n]*/g, '$1');

function sourceFiles(): Source[] {
  return places
    .flatMap((place) => walk(join(root, place)))
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
    .map((path) => ({ file: relative(root, path), text: readFileSync(path, 'utf8') }));
}

function walk(folder: string): string[] {
  try {
    return readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      if (name === 'node_modules' || name === 'dist') return [];
      return statSync(path).isDirectory() ? walk(path) : [path];
    });
  } catch {
    return [];
  }
}

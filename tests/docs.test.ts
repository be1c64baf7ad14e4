import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codesInDocs, codesInSources, sourcesText } from './docs/codes.ts';

const root = dirname(import.meta.dirname);
const places = ['domain', 'usecases', 'adapters', 'contract', 'apps'];

describe('docs', () => {
  it('describe every code that the sources make', () => {
    const described = codesInDocs(root);
    const silent = [...codesInSources(root, places)].filter(([code]) => !described.has(code)).map(([code, file]) => `${code} (${file})`);
    expect(silent).toEqual([]);
  });

  it('describe no code that the sources do not know', () => {
    const text = sourcesText(root, places);
    // Some codes are put together (`intake.${...}`), so the last part alone counts too when it stands as a word of its own.
    const gone = [...codesInDocs(root)]
      .filter(([code]) => !text.includes(code) && !text.includes(`'${code.split('.').at(-1)}'`))
      .map(([code, page]) => `${code} (${page})`);
    expect(gone).toEqual([]);
  });

  it('link every page of errors from the index, and only pages that exist', () => {
    const index = readFileSync(join(root, 'docs', 'errors.md'), 'utf8');
    const linked = [...index.matchAll(/\]\((errors\/[\w-]+\.md)\)/g)].map(([, path = '']) => path).sort();
    expect(linked).toEqual(
      readdirSync(join(root, 'docs', 'errors'))
        .map((name) => `errors/${name}`)
        .sort(),
    );
  });

  it.each(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'STYLE.md', 'docs/roadmap.md'])(
    '%s names only files that exist',
    (page) => {
      const text = readFileSync(join(root, page), 'utf8');
      const paths = [...text.matchAll(/`((?:domain|usecases|adapters|contract|apps|vectors|bench|tests|docs|bin)\/[\w./-]*[\w/])`/g)].map(
        ([, path = '']) => path,
      );
      const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)].map(([, path = '']) => join(dirname(page), path));
      const lost = [...paths, ...links].filter((path) => !existsSync(join(root, path)));
      expect(lost).toEqual([]);
    },
  );
});

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { spelledOut, unprintableIn } from './hygiene.ts';

const { NodeCompiler } = createRequire(import.meta.url)(
  '@myriaddreamin/typst-ts-node-compiler',
) as typeof import('@myriaddreamin/typst-ts-node-compiler');

/** Typst's memory of earlier layouts: results unused for this many papers are dropped. */
const cacheAge = 12;

/** Distinct characters without a glyph that one paper may hold before it is given up: each round spells out all that Typst names. */
const rounds = 6;

export type Typesetter = { pdf(template: string, data: string): Uint8Array };

/**
 * Typesets `templates/<template>.typ` with JSON `data` (visible as sys.inputs.data) into a tagged PDF/A-2a.
 * PDF/A forbids a glyph that no font has, so such characters are spelled out as [U+20BB7] and the paper is set again.
 */
export function createTypesetter(templates: string, fontPaths: readonly string[]): Typesetter {
  const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: fontPaths.map((path) => readFileSync(path)) }] });
  const attempt = (template: string, data: string): Uint8Array => {
    const compiled = compiler.compile({ mainFilePath: join(templates, `${template}.typ`), inputs: { data } });
    if (!compiled.result) {
      const error = compiled.takeError();
      throw new Error(error ? JSON.stringify(compiler.fetchDiagnostics(error)).slice(0, 2000) : 'no document and no error');
    }
    const pdf = compiler.pdf(compiled.result, { pdfStandard: 'a-2a', pdfTags: true });
    const copy = new Uint8Array(pdf.length);
    copy.set(pdf);
    return copy;
  };
  return {
    pdf(template, data) {
      let text = data;
      try {
        for (let round = 1; ; round += 1) {
          try {
            return attempt(template, text);
          } catch (error) {
            const missing = unprintableIn(error instanceof Error ? error.message : String(error));
            if (missing.length === 0 || round === rounds) throw error;
            text = spelledOut(text, missing);
          }
        }
      } finally {
        compiler.evictCache(cacheAge);
      }
    },
  };
}

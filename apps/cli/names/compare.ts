import type { Bilingual } from '#domain/kernel/text.ts';
import type { Command, Io } from '../command.ts';

const usage = `quittance names compare A B [--schema Person|Organization|Company] [--lang zh|en] [--json]
quittance names compare --batch < pairs.ndjson      lines {id, a, b, schema?} in, {id, score, verdict, reasons} out
`;

export const command: Command = {
  noun: 'names',
  verb: 'compare',
  summary: 'Compare two names of people or organisations and say why they match or not',
  examples: [
    'quittance names compare "华为技术有限公司" "Huawei Technologies Co., Ltd."',
    'quittance names compare "PUTIN, Vladimir" "Владимир Путин" --schema Person',
    'quittance names compare --batch < pairs.ndjson > verdicts.ndjson',
  ],
  run,
};

async function run(args: string[], io: Io): Promise<number> {
  const { parseArgs } = await import('node:util');
  let parsed: ReturnType<typeof parse>;
  const parse = () =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        schema: { type: 'string' },
        lang: { type: 'string' },
        json: { type: 'boolean' },
        batch: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  try {
    parsed = parse();
  } catch (error) {
    io.stderr.write(`names compare: ${(error as Error).message}\n${usage}`);
    return 64;
  }
  const { values, positionals } = parsed;
  if (values.help) {
    io.stdout.write(usage);
    return 0;
  }
  if (values.batch) return (await import('./lines/batch.ts')).compareBatch(io, values.schema, values.lang);
  const [a, b, ...more] = positionals;
  if (a === undefined || b === undefined || more.length > 0) {
    io.stderr.write(`names compare: expected two names, got ${positionals.length}\n${usage}`);
    return 64;
  }
  const { compareNames } = await import('#domain/registry/names/compare.ts');
  const result = compareNames(a, b, values.schema ? { schema: values.schema } : {});
  if (values.json) io.stdout.write(`${JSON.stringify({ a, b, ...result })}\n`);
  else io.stdout.write(inWords(result.score, result.verdict, result.reasons, values.lang));
  return 0;
}

const verdictWords = {
  match: { zh: '匹配', en: 'match' },
  review: { zh: '待人工核对', en: 'review by a person' },
  none: { zh: '不匹配', en: 'no match' },
};

function inWords(score: number, verdict: 'match' | 'review' | 'none', reasons: readonly Bilingual[], lang: string | undefined): string {
  const pick = (text: Bilingual): string => (lang === 'zh' ? text.zh : lang === 'en' ? text.en : `${text.zh} / ${text.en}`);
  return `${score.toFixed(4)}  ${pick(verdictWords[verdict])}\n${reasons.map((reason) => `  - ${pick(reason)}\n`).join('')}`;
}

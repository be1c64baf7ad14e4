import { availableParallelism } from 'node:os';
import { createDocuments } from '#adapters/documents/documents.ts';
import { sampleLetter, sampleReport } from '#adapters/documents/testing/samples.ts';
import { locales } from '#domain/kernel/text.ts';

export type Measured = { readonly name: string; readonly value: number; readonly unit: string; readonly goal: string; readonly met: boolean };

const letters = 60;
const reports = 20;
const warmUps = 6;

/** Letters and reports as PDF/A-2a, every one with its own text, in both languages: one after the other, then as many at once as there are threads. */
export async function run(): Promise<readonly Measured[]> {
  const documents = createDocuments();
  try {
    await documents.ready();
    for (let i = 0; i < warmUps; i += 1) {
      for (const locale of locales)
        await Promise.all([documents.render('demand', sampleLetter(i), locale), documents.render('report', sampleReport(i), locale)]);
    }
    const letter = await times(letters, (i) => documents.render('demand', sampleLetter(100 + i), locales[i % 2] ?? 'en'));
    const report = await times(reports, (i) => documents.render('report', sampleReport(100 + i), locales[i % 2] ?? 'en'));
    const from = performance.now();
    await Promise.all(Array.from({ length: letters }, (_, i) => documents.render('demand', sampleLetter(500 + i), locales[i % 2] ?? 'en')));
    const perSecond = letters / ((performance.now() - from) / 1000);
    return [
      { name: 'demand letter, p50', value: median(letter), unit: 'ms', goal: '<= 35 ms', met: median(letter) <= 35 },
      { name: 'assessment report, p50', value: median(report), unit: 'ms', goal: '<= 200 ms', met: median(report) <= 200 },
      { name: `letters, ${availableParallelism()} cores`, value: perSecond, unit: 'letters/s', goal: '>= 28 letters/s', met: perSecond >= 28 },
    ];
  } finally {
    await documents.close();
  }
}

async function times(count: number, work: (i: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const from = performance.now();
    await work(i);
    taken.push(performance.now() - from);
  }
  return taken.sort((a, b) => a - b);
}

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;

if (import.meta.main) {
  for (const one of await run()) console.log(`${one.met ? 'met ' : 'MISS'} ${one.name}: ${one.value.toFixed(1)} ${one.unit} (${one.goal})`);
}

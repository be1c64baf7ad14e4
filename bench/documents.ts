import { availableParallelism } from 'node:os';
import { createDocuments } from '#adapters/documents/documents.ts';
import { sampleLetter } from '#adapters/documents/testing/letters.ts';
import { sampleReport } from '#adapters/documents/testing/report.ts';
import { locales } from '#domain/kernel/text.ts';
import { atLeast, atMost, quantile, type Row } from './row.ts';

const letters = 60;
const reports = 20;
const warmUps = 6;

/** Letters and reports as PDF/A-2a, every one with its own text, in both languages: one after the other, then as many at once as there are threads. */
export async function run(): Promise<readonly Row[]> {
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
      atMost('demand letter as PDF, p50', quantile(letter, 0.5), 'ms', 35),
      atMost('assessment report as PDF, p50', quantile(report, 0.5), 'ms', 200),
      atLeast(`letters as PDF, ${availableParallelism()} threads`, perSecond, 'letters/s', 28),
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
  return taken;
}

import { claimAt, together } from './claims.ts';
import { type House, withHouse } from './house.ts';
import { atMost, figure, quantile, type Row } from './row.ts';

const locales = ['en', 'zh-CN'] as const;
const filings = 100;
const letters = 120;
const warmUps = 10;

/** One claim after the other through the real server: filed to report as PDF; then demand letters planned, printed and approved. */
export function run(): Promise<readonly Row[]> {
  return withHouse(async (house) => [...(await filingToReport(house)), ...(await demandLetters(house))]);
}

type Filed = { readonly caseId: string; readonly assessmentId: string };

const file = (house: House, i: number): Promise<Filed> => house.json('POST', '/v1/claims', claimAt(i));

async function filingToReport(house: House): Promise<Row[]> {
  const whole: number[] = [];
  const filed: number[] = [];
  for (let i = 0; i < warmUps + filings; i += 1) {
    const begun = performance.now();
    const { assessmentId } = await file(house, i);
    const between = performance.now();
    const pdf = await house.call('GET', `/v1/assessments/${assessmentId}/report.pdf?locale=${locales[i % 2]}`);
    if (pdf.bytes.subarray(0, 5).toString() !== '%PDF-') throw new Error('expected a PDF');
    if (i < warmUps) continue;
    filed.push(between - begun);
    whole.push(performance.now() - begun);
  }
  return [
    atMost('filing by API to finished report as PDF, p50', quantile(whole, 0.5), 'ms', 1_000),
    figure('filing by API to finished report as PDF, p95', quantile(whole, 0.95), 'ms'),
    figure('of it filing, checks, law and report as data, p50', quantile(filed, 0.5), 'ms'),
  ];
}

async function demandLetters(house: House): Promise<Row[]> {
  const cases: string[] = [];
  for (let i = 0; i < letters + 4; i += 1) cases.push((await file(house, 1_000 + i)).caseId);
  const send = async (caseId: string): Promise<string> => {
    const { message } = await house.json<{ message: { id: string } }>('POST', `/v1/cases/${caseId}/letters`, { kind: 'demand', channel: 'post' });
    await house.call('POST', `/v1/messages/${message.id}/approve`, {});
    return message.id;
  };
  for (const caseId of cases.splice(0, 4)) await send(caseId);
  const waiting = new Set<string>();
  const begun = performance.now();
  const seconds = await together(letters, 4, async (i) => waiting.add(await send(cases[i] as string)));
  while (waiting.size > 0) {
    if (performance.now() - begun > 120_000) throw new Error(`${waiting.size} letters did not reach the outbox`);
    for (const id of waiting) {
      if ((await house.json<{ state: string }>('GET', `/v1/messages/${id}`)).state === 'in-outbox') waiting.delete(id);
      else break;
    }
    await new Promise((resume) => setTimeout(resume, 5));
  }
  return [
    figure('demand letters planned, printed, sealed and approved over HTTP, 4 callers', letters / seconds, 'letters/s'),
    figure('the same until the last one lies in the outbox', letters / ((performance.now() - begun) / 1000), 'letters/s'),
  ];
}

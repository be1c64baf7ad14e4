import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { openapiOf } from '#contract/openapi.ts';
import type { Operation } from '#contract/operation.ts';
import { operations } from '#contract/operations/all.ts';
import manifest from '../../package.json' with { type: 'json' };
import { type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});

const ajv = new Ajv2020({ strict: false });
const operation = (id: string): Operation => {
  const found = operations.find((op) => op.id === id);
  if (!found) throw new Error(`no operation ${id}`);
  return found;
};

/** What came must be what the contract says, field by field. */
function conforms(id: string, body: unknown): void {
  const check = ajv.compile(operation(id).response);
  check(body);
  expect({ id, errors: check.errors ?? [] }).toEqual({ id, errors: [] });
}

describe('the contract', () => {
  it('names each operation once, and the server answers every one of them', () => {
    expect(new Set(operations.map((op) => op.id)).size).toBe(operations.length);
    const missing = operations
      .filter((op) => !house.app.hasRoute({ method: op.method, url: op.path.replace(/\{(\w+)\}/g, ':$1') }))
      .map((op) => `${op.method} ${op.path}`);
    expect(missing).toEqual([]);
  });

  it('is committed as openapi.json (npm run openapi writes it)', () => {
    const committed: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'contract', 'openapi.json'), 'utf8'));
    expect(committed).toEqual(JSON.parse(JSON.stringify(openapiOf(operations, manifest.version))));
  });

  it('holds for the answers of the main job', async () => {
    await house.call('POST', '/v1/demo', {});
    const get = async (id: string, url: string) => {
      const answer = await house.call('GET', url);
      expect([id, answer.status]).toEqual([id, 200]);
      conforms(id, answer.body);
      return answer.body as never as Record<string, never>;
    };
    await get('getDesk', '/v1/desk');
    const list = (await get('listCases', '/v1/cases?sort=amount&limit=150')) as never as {
      items: { id: string; debtorCountry: string }[];
      next: string;
    };
    const seen = new Set<string>();
    for (const row of list.items) {
      if (seen.has(row.debtorCountry)) continue;
      seen.add(row.debtorCountry);
      const detail = (await get('getCase', `/v1/cases/${row.id}`)) as never as { assessmentId: string };
      await get('getTimeline', `/v1/cases/${row.id}/timeline`);
      await get('getPosition', `/v1/cases/${row.id}/position`);
      await get('getContact', `/v1/cases/${row.id}/contact`);
      await get('listExhibits', `/v1/cases/${row.id}/exhibits`);
      await get('getAssessment', `/v1/assessments/${detail.assessmentId}`);
    }
    expect(seen.size).toBeGreaterThanOrEqual(4);
    await get('listCases', `/v1/cases?sort=amount&limit=150&cursor=${list.next}`);
    for (const [id, url] of [
      ['listMessages', '/v1/messages'],
      ['listImports', '/v1/imports'],
      ['getSettings', '/v1/settings'],
      ['listAudit', '/v1/audit'],
      ['consultChoices', '/v1/public/choices'],
      ['listRules', '/v1/public/law/rules?jurisdiction=CN'],
      ['getSession', '/v1/session'],
    ] as const) {
      await get(id, url);
    }
    expect((await house.call('GET', '/v1/calendar.ics')).bytes.toString()).toMatch(/^BEGIN:VCALENDAR[\s\S]+BEGIN:VEVENT/);
  });

  it('holds for what anybody may ask', async () => {
    const consult = await house.anonymous('POST', '/v1/public/consult', {
      jurisdiction: 'CN',
      basis: 'sale',
      amount: '485652.75',
      currency: 'CNY',
      dueOn: '2024-03-01',
    });
    conforms('consult', consult.body);
    const nowhere = await house.anonymous('POST', '/v1/public/consult', { jurisdiction: 'ZZ', basis: 'sale', amount: '5.00', currency: 'EUR' });
    conforms('consult', nowhere.body);
    expect(nowhere.body).toMatchObject({ refusal: { code: expect.stringMatching(/^law\./) } });
    const interview = await house.anonymous('POST', '/v1/public/interview', { role: 'creditor', answers: {} });
    conforms('interview', interview.body);
    expect(interview.body).toMatchObject({ question: { id: expect.any(String) } });
    const rate = await house.anonymous('POST', '/v1/law/rate', { series: 'CN.LPR_1Y', on: '2026-09-01' });
    expect([rate.status, JSON.stringify(rate.body)]).toEqual([200, expect.stringMatching(/3(\.0+)?"/)]);
    const pdf = await house.anonymous('POST', '/v1/public/consult.pdf?locale=en', {
      jurisdiction: 'DE',
      basis: 'sale',
      amount: '900.00',
      currency: 'EUR',
      dueOn: '2026-01-15',
    } as never);
    expect([pdf.status, pdf.bytes.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  });

  it('lets whoever holds a paper check its code, and says nothing of the debtor', async () => {
    const { items } = (await house.call('GET', '/v1/cases?limit=1')).body as never as { items: { id: string }[] };
    const { assessmentId } = (await house.call('GET', `/v1/cases/${items[0]?.id}`)).body as never as { assessmentId: string };
    const { sha256 } = (await house.call('GET', `/v1/assessments/${assessmentId}`)).body as never as { sha256: string };
    const code = (sha256.slice(0, 12).toUpperCase().match(/.{4}/g) ?? []).join('-');
    const answer = await house.anonymous('POST', '/v1/public/papers/check', { code });
    conforms('checkPaper', answer.body);
    expect(answer.body).toMatchObject({ genuine: true, papers: [{ kind: 'report', sha256 }] });
    expect((await house.anonymous('POST', '/v1/public/papers/check', { code: '0000-0000-0000' })).body).toEqual({ genuine: false, papers: [] });
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from './house.ts';

// One claim through the whole house, as a stranger would send it: filed, assessed, reported, demanded, paid, closed.

let house: House;
beforeAll(async () => {
  house = await openHouse();
});

const claim = {
  basis: 'sale',
  creditor: { name: 'Hua Xing Trading', address: { lines: ['Haiwan Road 1'], city: 'Ningbo', country: 'CN' } },
  debtor: {
    name: 'Nordhafen Logistik GmbH',
    identifiers: [{ scheme: 'lei', value: '529900T8BM49AURSDO55' }],
    address: { lines: ['Kai 4'], city: 'Hamburg', postcode: '20457', country: 'DE' },
    timeZone: 'Europe/Berlin',
    contacts: [{ channel: 'email', value: 'buchhaltung@nordhafen.invalid' }],
  },
  currency: 'EUR',
  governingLaw: 'DE',
  items: [{ number: 'HX-2026-17', amount: '48000.00', issuedOn: '2026-02-10', deliveredOn: '2026-02-08', dueOn: '2026-03-12' }],
};

type Filed = { caseId: string; assessmentId: string; number: string; duplicates: unknown[] };
const file = async (more: object = {}, key?: string) =>
  (await house.call('POST', '/v1/claims', { ...claim, ...more }, key ? { 'idempotency-key': key } : {})) as unknown as {
    status: number;
    body: Filed;
  };

describe('filing a claim', () => {
  it('opens a case with a report: checks, position with trace, odds with source, routes, next step', async () => {
    const { status, body } = await file();
    expect([status, body.number]).toEqual([201, expect.stringMatching(/^\d\d-\d{6}$/)]);
    const report = (await house.call('GET', `/v1/assessments/${body.assessmentId}`)).body as never as Record<string, never>;
    expect(report).toMatchObject({
      checks: [{ kind: 'claim' }, { kind: 'debtor', verdict: expect.any(String) }, { kind: 'ability' }],
      position: { jurisdiction: 'DE', currency: 'EUR', principal: '48000.00', compensation: '40.00' },
      odds: { strength: 'weak-prior', interval: { low: expect.any(Number), high: expect.any(Number) } },
      nextStep: { action: 'send-demand' },
    });
    const { position } = report as never as {
      position: {
        trace: { citation?: { instrument: string; article: string } }[];
        total: string;
        interest: string;
        limitation: { expiresOn: string };
      };
    };
    expect(position.trace.some((step) => step.citation?.instrument === 'BGB' && step.citation.article.includes('288') === true)).toBe(true);
    expect(Number(position.total)).toBeCloseTo(48000 + Number(position.interest) + 40, 2);
    expect(position.limitation.expiresOn).toBe('2029-12-31');
  });

  it('prints the report as a tagged PDF in both languages, the same bytes again', async () => {
    const { body } = await file({ items: [{ ...claim.items[0], number: 'HX-PDF' }] });
    for (const locale of ['zh-CN', 'en']) {
      const url = `/v1/assessments/${body.assessmentId}/report.pdf?locale=${locale}`;
      const first = await house.call('GET', url);
      expect([first.status, first.headers['content-type'], first.bytes.subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-']);
      expect(first.bytes.includes('/MarkInfo')).toBe(true);
      expect((await house.call('GET', url)).bytes.equals(first.bytes)).toBe(true);
    }
  });

  it('answers the same to the same Idempotency-Key, and files once', async () => {
    const items = [{ ...claim.items[0], number: 'HX-ONCE' }];
    const first = await file({ items }, 'k-1');
    const again = await file({ items }, 'k-1');
    expect(again.body).toEqual(first.body);
    expect(await file({ items: [{ ...items[0], amount: '1.00' }] }, 'k-1')).toMatchObject({ status: 422, body: { code: 'idempotency.key_reused' } });
    const { body } = await house.call('GET', '/v1/cases?q=HX-ONCE');
    expect((body as never as { total: number }).total).toBe(1);
  });

  it('names doubles and does not hide them', async () => {
    const items = [{ ...claim.items[0], number: 'HX-TWICE' }];
    const first = await file({ items });
    const second = await file({ items });
    expect(second.body.duplicates).toEqual([{ caseId: first.body.caseId, number: first.body.number }]);
  });

  it.each([
    [{ currency: 'EURO' }, 400, 'api.bad_request'],
    [{ items: [{ number: 'x', amount: '12.345' }] }, 422, 'claim.bad_value'],
    [{ items: [{ number: 'x', amount: '-5' }] }, 422, 'claim.not_positive'],
    [{ items: [] }, 400, 'api.bad_request'],
    [{ surprise: true }, 400, 'api.bad_request'],
    [{ items: [{ number: 'x', amount: 5 }] }, 400, 'api.bad_request'],
  ])('refuses %j with a problem that says what was wrong', async (more, status, code) => {
    const answer = await house.call('POST', '/v1/claims', { ...claim, ...more });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(String(answer.headers['content-type'])).toContain('application/problem+json');
  });

  it('lets nobody in without a session or key', async () => {
    expect((await house.anonymous('POST', '/v1/claims', claim)).status).toBe(401);
    expect((await house.anonymous('GET', '/v1/cases')).status).toBe(401);
  });
});

describe('the demand letter', () => {
  it('is planned, approved by the lone founder, kept in the outbox as PDF, and counted when posted', async () => {
    const { body: filed } = await file({ items: [{ ...claim.items[0], number: 'HX-LETTER' }] });
    const planned = (await house.call('POST', `/v1/cases/${filed.caseId}/letters`, { kind: 'demand', channel: 'post' })).body as never as {
      message: { id: string; state: string; totalDemanded: string };
      contact: { allowed: boolean; reasons: unknown[] };
    };
    expect(planned).toMatchObject({ message: { state: 'awaiting-approval' }, contact: { allowed: true } });
    const { id } = planned.message;
    expect((await house.call('POST', `/v1/messages/${id}/approve`, {})).status).toBe(200);
    const look = async () => (await house.call('GET', `/v1/messages/${id}`)).body as never as { state: string };
    expect(await house.until(look, (seen) => seen.state !== 'approved')).toMatchObject({ state: 'in-outbox' });
    const pdf = await house.call('GET', `/v1/messages/${id}/letter.pdf`);
    expect([pdf.headers['content-type'], pdf.bytes.subarray(0, 5).toString()]).toEqual(['application/pdf', '%PDF-']);
    const today = (await house.call('GET', '/v1/desk')).body as never as { asOf: string };
    expect(await house.call('POST', `/v1/messages/${id}/dispatched`, { on: today.asOf, how: 'registered mail', tracking: 'RR1' })).toMatchObject({
      status: 200,
      body: { state: 'sent' },
    });
    const detail = (await house.call('GET', `/v1/cases/${filed.caseId}`)).body as never as {
      row: { stage: string; next: { action: string } };
      claim: { events: { kind: string }[] };
    };
    expect(detail.row.stage).toBe('amicable');
    expect(detail.claim.events.map((event) => event.kind)).toContain('demand-sent');
    expect(detail.row.next.action).not.toBe('send-demand');
  });

  it('is not written while the debt is disputed', async () => {
    const { body: filed } = await file({ items: [{ ...claim.items[0], number: 'HX-DISPUTE' }] });
    await house.call('POST', `/v1/cases/${filed.caseId}/overlays`, { overlay: 'disputed', on: true, reason: 'quality' });
    expect(await house.call('POST', `/v1/cases/${filed.caseId}/letters`, { kind: 'demand', channel: 'post' })).toMatchObject({
      status: 409,
      body: { code: 'cases.not_allowed_now' },
    });
  });
});

describe('exhibits', () => {
  it('are streamed in, sealed, given back unchanged, and checked against their seal again at every assessment', async () => {
    const bytes = Buffer.from('signed delivery note\n'.repeat(200));
    const upload = (await house.upload('/v1/uploads?kind=delivery-note', 'note.txt', bytes, 'text/plain')).body as never as {
      id: string;
      sha256: string;
    };
    const { body: filed } = await file({ items: [{ ...claim.items[0], number: 'HX-EXHIBIT' }], exhibits: [upload.id] });
    expect((await house.call('GET', `/v1/exhibits/${upload.id}/content`)).bytes.equals(bytes)).toBe(true);
    const codes = async () =>
      (
        (await house.call('POST', `/v1/cases/${filed.caseId}/assessments`)).body as never as { checks: { reasons: { code: string }[] }[] }
      ).checks[0]?.reasons.map((reason) => reason.code);
    expect(await codes()).toContain('check.exhibit_intact');
    await house.database.query('update exhibits set sha256 = $1 where id = $2', ['ab'.repeat(32), upload.id]);
    expect(await codes()).toContain('check.exhibit_changed');
  });
});

describe('money, events and endings', () => {
  it('a payment lowers what is due the same minute and is sealed', async () => {
    const { body: filed } = await file({ items: [{ ...claim.items[0], number: 'HX-PAY' }] });
    const paid = await house.call('POST', `/v1/cases/${filed.caseId}/payments`, { paidOn: '2026-06-01', amount: '20000.00', reference: 'SEPA 1' });
    expect(paid).toMatchObject({ status: 201, body: { row: { outstanding: '28000.00' } } });
    const { position } = (await house.call('GET', `/v1/cases/${filed.caseId}/position`)).body as never as { position: { paid: string } };
    expect(position.paid).toBe('20000.00');
    const { items } = (await house.call('GET', `/v1/cases/${filed.caseId}/timeline`)).body as never as {
      items: { kind: string; seal?: { recordId: string } }[];
    };
    expect(items.find((entry) => entry.kind === 'payment')?.seal?.recordId).toBeTruthy();
    expect(await house.call('POST', `/v1/cases/${filed.caseId}/payments`, { paidOn: '2999-01-01', amount: '1.00' })).toMatchObject({
      status: 422,
      body: { code: 'account.in_the_future' },
    });
  });

  it('an acknowledgment restarts limitation; closing can be taken back', async () => {
    const { body: filed } = await file({
      items: [{ ...claim.items[0], number: 'HX-ACK', dueOn: '2024-03-12', issuedOn: '2024-02-10', deliveredOn: '2024-02-08' }],
    });
    const limitation = async () =>
      ((await house.call('GET', `/v1/cases/${filed.caseId}/position`)).body as never as { position: { limitation: { expiresOn: string } } }).position
        .limitation.expiresOn;
    const before = await limitation();
    await house.call('POST', `/v1/cases/${filed.caseId}/events`, { on: '2026-05-04', kind: 'acknowledgment', proof: 'e-mail' });
    const after = await limitation();
    expect([before, after]).toEqual(['2027-12-31', '2029-05-04']);
    expect((await house.call('POST', `/v1/cases/${filed.caseId}/close`, { code: 'withdrawn', reason: 'test' })).body).toMatchObject({
      row: { stage: 'closed' },
    });
    expect(await house.call('POST', `/v1/cases/${filed.caseId}/events`, { on: '2026-05-05', kind: 'promise' })).toMatchObject({ status: 409 });
    expect((await house.call('POST', `/v1/cases/${filed.caseId}/reopen`, { reason: 'mistake' })).body).toMatchObject({ row: { stage: 'assessed' } });
  });

  it('every record reaches the signed log', async () => {
    const { body: filed } = await file({ items: [{ ...claim.items[0], number: 'HX-LOG' }] });
    const look = async () =>
      (await house.call('GET', `/v1/cases/${filed.caseId}/timeline`)).body as never as { items: { seal?: { grade: string } }[] };
    const seen = await house.until(look, ({ items }) => items.every((entry) => entry.seal?.grade !== 'received'));
    expect(seen.items.filter((entry) => entry.seal).map((entry) => entry.seal?.grade)).toEqual(['logged']);
  });
});

describe('what a report says of a debtor', () => {
  type Report = { nextStep: { action: string }; checks: { kind: string; reasons: { code: string; severity: string; text: { en: string } }[] }[] };
  const assessed = async (caseId: string) => (await house.call('POST', `/v1/cases/${caseId}/assessments`)).body as never as Report;

  it('counts how earlier debts were really paid: one on time, one twelve days late', async () => {
    const debtor = { ...claim.debtor, name: 'Historia GmbH', identifiers: [] };
    for (const [number, paidOn] of [
      ['HX-H1', '2026-03-10'],
      ['HX-H2', '2026-03-24'],
    ] as const) {
      const { body: earlier } = await file({ debtor, items: [{ ...claim.items[0], number, amount: '100.00' }] });
      await house.call('POST', `/v1/cases/${earlier.caseId}/payments`, { paidOn, amount: '100.00' });
      await house.call('POST', `/v1/cases/${earlier.caseId}/close`, { code: 'paid-in-full', reason: 'paid' });
    }
    const { body: filed } = await file({ debtor, items: [{ ...claim.items[0], number: 'HX-H3' }] });
    const { checks } = await assessed(filed.caseId);
    const said = checks.find((check) => check.kind === 'ability')?.reasons.find((reason) => reason.code === 'check.history');
    expect(said?.severity).toBe('good');
    expect(said?.text.en).toBe('2 earlier invoices: 1 on time, 1 late (12 days on average), 0 unpaid.');
  });

  it('does not advise to demand what is marked disputed', async () => {
    const { body: filed } = await file({ items: [{ ...claim.items[0], number: 'HX-MARKED' }] });
    await house.call('POST', `/v1/cases/${filed.caseId}/overlays`, { overlay: 'disputed', on: true, reason: 'quality' });
    expect((await assessed(filed.caseId)).nextStep.action).not.toBe('send-demand');
    const marked = (await house.call('GET', `/v1/cases/${filed.caseId}`)).body as never as { row: { next: { action: string } } };
    expect(marked.row.next.action).not.toBe('send-demand');
    await house.call('POST', `/v1/cases/${filed.caseId}/overlays`, { overlay: 'disputed', on: false, reason: 'settled' });
    expect((await assessed(filed.caseId)).nextStep.action).toBe('send-demand');
  });

  it('does not put a demand on the worklist of a case on hold', async () => {
    const { body: filed } = await file({ items: [{ ...claim.items[0], number: 'HX-HELD' }] });
    await house.call('POST', `/v1/cases/${filed.caseId}/overlays`, { overlay: 'on-hold', on: true, reason: 'papers' });
    const held = (await house.call('GET', `/v1/cases/${filed.caseId}`)).body as never as { row: { next: { action: string; text: { en: string } } } };
    expect(held.row.next).toMatchObject({ action: 'stopped', text: { en: expect.stringContaining('on hold') } });
  });
});

describe('another organisation', () => {
  it('sees nothing of this one', async () => {
    const { body: filed } = await file({ items: [{ ...claim.items[0], number: 'HX-MINE' }] });
    const other = await house.database.newTenant('Other Ltd');
    const seen = await house.database.withTenant(other.tenant, other.actor, async (tx) => [
      await house.rooms.api.cases.get(tx, filed.caseId),
      await house.rooms.api.cases.assessment(tx, filed.assessmentId),
      (await house.rooms.api.cases.list(tx, { closed: 'all', sort: 'newest', limit: 10 })).total,
    ]);
    expect(seen).toEqual([undefined, undefined, 0]);
  });
});

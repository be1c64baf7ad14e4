import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from './house.ts';

// What papers say, through the whole house: attached, read or entered, held against the claim and the register.

let house: House;
beforeAll(async () => {
  house = await openHouse();
});

const ubl = 'urn:oasis:names:specification:ubl:schema:xsd:';
const despatch = `<DespatchAdvice xmlns="${ubl}DespatchAdvice-2" xmlns:a="${ubl}CommonAggregateComponents-2" xmlns:b="${ubl}CommonBasicComponents-2"><b:ID>D-1</b:ID><b:IssueDate>2026-03-08</b:IssueDate><a:DeliveryCustomerParty><a:Party><a:PartyName><b:Name>Somebody Else GmbH</b:Name></a:PartyName></a:Party></a:DeliveryCustomerParty><a:DespatchLine><b:DeliveredQuantity unitCode="C62">7</b:DeliveredQuantity></a:DespatchLine></DespatchAdvice>`;

const file = async (number: string, more: object = {}): Promise<{ caseId: string; number: string }> => {
  const { status, body } = await house.call('POST', '/v1/claims', {
    basis: 'sale',
    creditor: { name: 'Hua Xing Trading', address: { lines: ['1'], country: 'CN' } },
    debtor: { name: 'Nordhafen Logistik GmbH', address: { lines: ['Kai 4'], country: 'DE' } },
    currency: 'EUR',
    governingLaw: 'DE',
    contractOn: '2026-02-01',
    items: [{ number, amount: '1000.00', issuedOn: '2026-03-10', deliveredOn: '2026-03-08', dueOn: '2026-04-09' }],
    ...more,
  });
  expect(status).toBe(201);
  return body as never;
};
const attach = async (caseId: string, name: string, kind: string, content: string): Promise<{ id: string; read?: { kind: string } }> => {
  const { status, body } = await house.upload(`/v1/cases/${caseId}/exhibits?kind=${kind}`, name, Buffer.from(content));
  expect(status).toBe(201);
  return body as never;
};
const codes = async (caseId: string, kind: string): Promise<string[]> => {
  const report = (await house.call('POST', `/v1/cases/${caseId}/assessments`, {})).body as never as {
    checks: { kind: string; reasons: { code: string }[] }[];
  };
  return report.checks.find((check) => check.kind === kind)?.reasons.map(({ code }) => code) ?? [];
};
const confirm = (exhibitId: string, facts: object) => house.call('PUT', `/v1/exhibits/${exhibitId}/facts`, facts);

describe('papers', () => {
  it('are read where they are structured, entered by a person where not, and held against the claim', async () => {
    const { caseId } = await file('F-100');
    const contract = await attach(caseId, 'contract.txt', 'contract', 'the contract');
    expect(await codes(caseId, 'claim')).toEqual(expect.arrayContaining(['check.delivery_missing', 'check.contract_not_registered']));
    const note = await attach(caseId, 'despatch.xml', 'delivery-note', despatch);
    const listed = (await house.call('GET', `/v1/cases/${caseId}/exhibits`)).body as never as { items: { id: string; read?: object }[] };
    expect(listed.items.find(({ id }) => id === note.id)?.read).toMatchObject({ kind: 'delivery-note', buyer: 'Somebody Else GmbH' });
    const read = await codes(caseId, 'claim');
    expect(read).toEqual(expect.arrayContaining(['check.delivery_party_differs', 'check.delivery_unsigned']));
    expect(read).not.toContain('check.delivery_missing');

    // A person looks and corrects what the file says; the word can be taken back.
    expect((await confirm(note.id, { kind: 'delivery-note', total: 'x' })).status).toBe(400);
    expect((await confirm(note.id, { kind: 'delivery-note', date: '2026-02-30' })).body.code).toBe('intake.bad_fact');
    const facts = { kind: 'delivery-note', buyer: 'Nordhafen Logistik GmbH', date: '2026-03-08', signedBy: 'J. Petersen' };
    expect((await confirm(note.id, facts)).body).toMatchObject({ facts, factsBy: 'Wang Fang' });
    expect(await codes(caseId, 'claim')).toEqual(expect.arrayContaining(['check.delivery_party_agrees', 'check.delivery_signed']));
    await house.call('DELETE', `/v1/exhibits/${note.id}/facts`);
    expect(await codes(caseId, 'claim')).toContain('check.delivery_party_differs');

    await confirm(contract.id, { kind: 'contract', date: '2026-02-01', buyer: 'Nordhafen Logistik GmbH', paymentDays: 60, signedBy: 'Jan Petersen' });
    const told = await codes(caseId, 'claim');
    expect(told).toEqual(expect.arrayContaining(['check.buyer_agrees', 'check.due_too_early']));
    expect(await codes(caseId, 'debtor')).toContain('check.authority_not_covered');
    const power = await attach(caseId, 'power.txt', 'power-of-attorney', 'power');
    await confirm(power.id, { kind: 'power-of-attorney', buyer: 'Nordhafen Logistik GmbH', agent: 'Jan Petersen', date: '2026-01-01' });
    expect(await codes(caseId, 'debtor')).toContain('check.authority_by_power');
  });

  it('tell of a contract that was registered by hash, and of a file that lies in another case', async () => {
    const content = 'a contract as it was signed';
    const sha256 = createHash('sha256').update(content).digest('hex');
    const registered = await house.call('POST', '/v1/contracts', { files: [{ path: 'contract.txt', sha256, size: content.length }] });
    expect(registered.status).toBe(201);
    const { caseId } = await file('F-200', { debtor: { name: 'Westkai Spedition GmbH', address: { lines: ['1'], country: 'DE' } } });
    await attach(caseId, 'signed.txt', 'contract', content);
    expect(await codes(caseId, 'claim')).toContain('check.contract_registered');
    const other = await file('F-O200', { debtor: { name: 'Westkai Spedition GmbH', address: { lines: ['1'], country: 'DE' } } });
    await attach(other.caseId, 'again.txt', 'contract', content);
    expect(await codes(other.caseId, 'claim')).toEqual(expect.arrayContaining(['check.exhibit_elsewhere', 'check.near_duplicate']));
  });

  it('are held against the register, other cases and other files in the first report already', async () => {
    const content = 'a contract that lies in two cases';
    const sha256 = createHash('sha256').update(content).digest('hex');
    await house.call('POST', '/v1/contracts', { files: [{ path: 'contract.txt', sha256, size: content.length }] });
    const debtor = { name: 'Ostkai Handel GmbH', address: { lines: ['1'], country: 'DE' } };
    const first = await file('F-300', { debtor });
    await attach(first.caseId, 'signed.txt', 'contract', content);
    const waiting = (await house.upload('/v1/uploads?kind=contract', 'again.txt', Buffer.from(content))).body as never as { id: string };
    const other = await file('F-3OO', { debtor, exhibits: [waiting.id] });
    const { assessmentId } = (await house.call('GET', `/v1/cases/${other.caseId}`)).body as never as { assessmentId: string };
    const report = (await house.call('GET', `/v1/assessments/${assessmentId}`)).body as never as {
      version: number;
      checks: { kind: string; reasons: { code: string; evidence?: { detail: string } }[] }[];
    };
    const reasons = report.checks.find(({ kind }) => kind === 'claim')?.reasons ?? [];
    expect(report.version).toBe(1);
    expect(reasons.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['check.contract_registered', 'check.exhibit_elsewhere', 'check.near_duplicate']),
    );
    // The case that it is like, never itself.
    expect(reasons.filter(({ code }) => code === 'check.near_duplicate').map(({ evidence }) => evidence?.detail)).toEqual([first.number]);
  });
});

describe('odds', () => {
  it('count the tenant’s own closed cases of the same country, kind and age', async () => {
    const debtor = (n: number) => ({ name: `Own ${n} GmbH`, address: { lines: ['1'], country: 'AT' } });
    const outcomes = ['paid-in-full', 'paid-direct', 'uneconomic', 'withdrawn'];
    for (const [n, code] of outcomes.entries()) {
      const { caseId } = await file(`O-${n}`, { debtor: debtor(n), governingLaw: 'AT' });
      expect((await house.call('POST', `/v1/cases/${caseId}/close`, { code, reason: 'ended' })).status).toBe(200);
    }
    const { caseId } = await file('O-9', { debtor: debtor(9), governingLaw: 'AT' });
    const { assessmentId } = (await house.call('GET', `/v1/cases/${caseId}`)).body as never as { assessmentId: string };
    const { odds } = (await house.call('GET', `/v1/assessments/${assessmentId}`)).body as never as {
      odds: { strength: string; source: { en: string } };
    };
    // A case that was withdrawn says nothing of whether debts like it are paid.
    expect([odds.strength, odds.source.en]).toEqual(['blended', expect.stringContaining('3, of which 2 were collected')]);
  });
});

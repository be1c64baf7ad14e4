import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#adapters/clock/system.ts';
import { registryWriter } from '#adapters/postgres/registry/writer.ts';
import { clientOf } from '#adapters/postgres/transaction.ts';
import { ftm } from '#adapters/registers/ftm/entities.ts';
import type { AssetMapJson } from '#contract/operations/assets.ts';
import { screenAssets } from '#usecases/enforce/screen-assets.ts';
import { systemActor } from '#usecases/ports/transactions.ts';
import { importRegister } from '#usecases/registry/import-register.ts';
import { type House, openHouse } from './house.ts';

// The asset map through the whole house. All names are invented; the forms of the sources are real (a register as FollowTheMoney
// entities, a shareholder list, a register announcement, a warehouse receipt under HGB § 475c).

let house: House;
beforeAll(async () => {
  house = await openHouse();
});

const nordlicht = { name: 'Nordlicht Import GmbH', lei: '5493001KJTIIGC8Y1R12' };
const claim = (number: string, more: object = {}) => ({
  basis: 'sale',
  creditor: { name: 'Hua Xing Trading', address: { lines: ['Haiwan Road 1'], city: 'Ningbo', country: 'CN' } },
  debtor: {
    name: nordlicht.name,
    identifiers: [{ scheme: 'lei', value: nordlicht.lei }],
    address: { lines: ['Kai 4'], postcode: '20457', city: 'Hamburg', country: 'DE' },
  },
  currency: 'EUR',
  governingLaw: 'DE',
  items: [{ number, amount: '86400.00', issuedOn: '2026-06-10', deliveredOn: '2026-06-12', dueOn: '2026-08-10' }],
  ...more,
});
const file = async (number: string, more: object = {}) => {
  const { status, body } = await house.call('POST', '/v1/claims', claim(number, more));
  expect(status).toBe(201);
  return (body as never as { caseId: string }).caseId;
};
const mapOf = async (caseId: string) => (await house.call('GET', `/v1/cases/${caseId}/assets`)).body as never as AssetMapJson;
const drawn = (caseId: string, seen: (map: AssetMapJson) => boolean = (map) => map.screening !== undefined) => house.until(() => mapOf(caseId), seen);
const entity = (id: string, schema: string, properties: object) => JSON.stringify({ id, schema, properties });
const register = [
  entity('nordlicht', 'Company', {
    name: [nordlicht.name],
    country: ['de'],
    leiCode: [nordlicht.lei],
    registrationNumber: ['HRB 900001'],
    addressEntity: ['kai'],
  }),
  entity('kai', 'Address', { full: ['Kai 4, 20457 Hamburg'], country: ['de'] }),
  entity('lager', 'Company', { name: ['Nordlicht Lager GmbH'], country: ['de'], registrationNumber: ['HRB 900002'] }),
  entity('keeper', 'Company', { name: ['Hafenlager Betriebs GmbH'], country: ['de'] }),
  entity('jan', 'Person', { name: ['Jan Mustermann'], country: ['de'] }),
  entity('own', 'Ownership', { owner: ['nordlicht'], asset: ['lager'], percentage: ['90'], startDate: ['2021-01-01'] }),
  entity('dir-1', 'Directorship', { director: ['jan'], organization: ['nordlicht'] }),
  entity('dir-2', 'Directorship', { director: ['jan'], organization: ['lager'] }),
].join('\n');
const bring = (text: string, asOf: string) =>
  importRegister(
    { transactions: house.database, clock: systemClock, registry: registryWriter, drawAgain: house.rooms.drawAgain },
    house.tenant,
    systemActor('test'),
    {
      source: { ...ftm.source, id: 'handelsregister', name: 'Handelsregister', licence: 'CC-BY-4.0', exportable: true, asOf } as never,
      fileName: 'register.ftm.json',
      fingerprint: `${asOf}-${text.length}`,
      format: 'ftm',
      records: ftm.records(
        (async function* () {
          yield Buffer.from(text);
        })(),
        { sourceId: 'handelsregister' },
      ),
      whole: false,
    },
  );
async function words(pdf: Buffer): Promise<string> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const doc = await task.promise;
  let text = '';
  for (let n = 1; n <= doc.numPages; n += 1) {
    const content = await (await doc.getPage(n)).getTextContent();
    text += content.items.map((item) => ('str' in item ? item.str : '')).join('');
  }
  await task.destroy();
  return text.normalize('NFKC').replace(/[\s\u200b\u00ad-]+/g, '');
}

describe('a Chinese seller, a German buyer, a filing, and goods in a port warehouse', () => {
  it('goes from the filing of the claim to the annex of an application', async () => {
    // 1. The register is at hand before the claim comes in: its surroundings are drawn without being asked.
    await bring(register, '2026-11-01');
    const caseId = await file('NL-1');
    const first = await drawn(caseId);
    const id = (name: string) => first.nodes.find((node) => node.name === name)?.id ?? '';
    const debtor = first.roots[0] ?? '';
    expect(first.controlled).toMatchObject([{ id: id('Nordlicht Lager GmbH'), certainty: 'surely', chain: [debtor, id('Nordlicht Lager GmbH')] }]);
    expect(first.holdings).toEqual([{ id: id('Nordlicht Lager GmbH'), min: 90, max: 90 }]);
    expect(first.rings).toMatchObject([{ kind: 'officer', by: id('Jan Mustermann'), hub: false }]);
    expect(first.steps).toEqual([]);

    // 2. A register announcement names a branch in the port; a visit brings a warehouse receipt. Both are sealed as exhibits.
    const exhibit = async (name: string, text: string) =>
      (await house.upload(`/v1/cases/${caseId}/exhibits?kind=other`, name, Buffer.from(text), 'text/plain')).body as never as {
        sha256: string;
        seal: { recordId: string };
      };
    const filing = await exhibit('bekanntmachung.txt', 'HRB 900001: Zweigniederlassung Hamburg, Schuppen 52');
    const receipt = await exhibit('lagerschein.txt', 'Lagerschein LS-0052-14, Einlagerer Nordlicht Import GmbH');
    const add = async (body: object) => {
      const answer = await house.call('POST', `/v1/cases/${caseId}/assets`, { asOf: '2026-11-20', links: [], ...body });
      expect([answer.status, answer.body]).toEqual([201, { id: expect.any(String) }]);
      return (answer.body as never as { id: string }).id;
    };
    const shed = await add({
      schema: 'Warehouse',
      name: 'Schuppen 52, Hafen Hamburg',
      country: 'DE',
      latitude: 53.53,
      longitude: 9.96,
      source: 'Bekanntmachung HRB 900001',
      recordId: filing.seal.recordId,
      links: [{ kind: 'UnknownLink', from: debtor }],
    });
    const goods = await add({
      schema: 'Goods',
      name: '14 pallets of LED lamps',
      country: 'DE',
      value: { amount: '71500.00', currency: 'EUR' },
      source: 'Lagerschein LS-0052-14',
      confidence: 95,
      recordId: receipt.seal.recordId,
      links: [
        { kind: 'Holds', from: debtor },
        { kind: 'StoredAt', to: shed },
      ],
    });
    await add({
      schema: 'Goods',
      name: 'packing machines',
      country: 'DE',
      value: { amount: '80000.00', currency: 'EUR' },
      source: 'visit',
      links: [{ kind: 'Holds', from: id('Nordlicht Lager GmbH') }],
    });
    await add({
      schema: 'BankAccount',
      name: 'Musterbank Hamburg',
      country: 'DE',
      source: 'remittance slip',
      links: [{ kind: 'Holds', from: debtor }],
    });
    await add({
      schema: 'Goods',
      name: 'samples in Shanghai',
      country: 'CN',
      value: { amount: '96000.00', currency: 'CNY' },
      source: 'carrier',
      links: [{ kind: 'Holds', from: debtor }],
    });
    const other = await house.call('POST', `/v1/cases/${caseId}/assets`, {
      schema: 'Goods',
      name: 'x',
      source: 'y',
      asOf: '2026-11-20',
      links: [],
      recordId: '01923f00-0000-7000-8000-00000000000a',
    });
    expect([other.status, other.body.code]).toEqual([422, 'registry.unknown_record']);

    // 3. People move the status, with the reason; back again too.
    const move = async (what: string, status: string, why: string) =>
      expect((await house.call('POST', `/v1/cases/${caseId}/assets/status`, { id: what, status, why })).status).toBe(200);
    await move(goods, 'checked', 'compared with the keeper by telephone');
    await move(goods, 'usable', 'number matches the bill of lading');
    await move(`${debtor}>Holds>${goods}`, 'checked', 'the receipt names the debtor as depositor');
    await move(`${goods}>StoredAt>${shed}`, 'checked', 'the receipt names the place');
    await move(shed, 'usable', 'by mistake');
    await move(shed, 'clue', 'taken back');

    // 4. The warehouse goods are the first thing to do; the subsidiary's are not the debtor's; what has no rate is not compared.
    const map = await mapOf(caseId);
    const names = new Map(map.nodes.map((node) => [node.id, node.name]));
    expect(map.steps.map((step) => [names.get(step.node), step.hold, step.score !== undefined])).toEqual([
      ['14 pallets of LED lamps', 'own', true],
      ['packing machines', 'controlled', true],
      ['Musterbank Hamburg', 'own', false],
      ['samples in Shanghai', 'own', false],
      ['Schuppen 52, Hafen Hamburg', 'unknown', false],
    ]);
    expect(map.steps[0]).toMatchObject({ place: { grade: 'home' }, because: { value: { perMille: 827 } } });
    expect(map.nodes.find((node) => node.id === goods)?.evidence).toEqual({
      recordId: receipt.seal.recordId,
      sha256: receipt.sha256,
      name: 'lagerschein.txt',
    });
    expect(map.changes.filter((change) => change.asset === shed).map(({ before, after, by }) => [before, after, by])).toEqual([
      ['usable', 'clue', 'Wang Fang'],
      ['clue', 'usable', 'Wang Fang'],
    ]);

    // 5. Drawn again, what people added and checked stays as it is.
    await house.call('POST', `/v1/cases/${caseId}/assets/screen`, {});
    const again = await drawn(caseId, (seen) => seen.screening?.at !== map.screening?.at);
    expect(again.nodes.find((node) => node.id === goods)).toMatchObject({ status: 'usable', origin: 'person' });

    // 6. The annex: the proved goods with receipt and hash, clues only when asked for and apart, in both languages.
    const paper = await house.call('GET', `/v1/cases/${caseId}/assets/annex.pdf?purpose=preservation&locale=zh-CN`);
    expect([paper.status, paper.headers['content-type']]).toEqual([200, 'application/pdf']);
    const zh = await words(paper.bytes);
    for (const said of [
      '财产保全申请书附件',
      '申请保全人',
      nordlicht.name,
      '14palletsofLEDlamps',
      receipt.sha256,
      '由债务人自己持有',
      '可用于执行',
      '4项仅为线索',
    ])
      expect(zh).toContain(said.replace(/[\s-]/g, ''));
    expect(zh).not.toContain('packingmachines');
    const wide = await words((await house.call('GET', `/v1/cases/${caseId}/assets/annex.pdf?purpose=enforcement&locale=en&clues=true`)).bytes);
    expect(wide.indexOf('packingmachines')).toBeGreaterThan(wide.indexOf('mustnotbereliedonasfacts'));
    expect(wide).toContain('notthedebtor');
    const accounts = await words((await house.call('GET', `/v1/cases/${caseId}/assets/annex.pdf?purpose=eapo&locale=en&clues=true`)).bytes);
    expect([accounts.includes('MusterbankHamburg'), accounts.includes('14pallets')]).toEqual([true, false]);
    const csv = (await house.call('GET', `/v1/cases/${caseId}/assets/annex.csv?locale=en`)).bytes.toString();
    expect(csv.trim().split('\n')).toHaveLength(2);
    expect(csv).toContain(receipt.sha256);
  });
});

describe('drawing by itself', () => {
  const later = { name: 'Südlicht Handel GmbH', lei: '5493000IBP32UQZ0KL24' };
  const other = (number: string) => ({
    debtor: { name: later.name, identifiers: [{ scheme: 'lei', value: later.lei }], address: { lines: ['Weg 1'], city: 'Bremen', country: 'DE' } },
    items: [{ number, amount: '1000.00', dueOn: '2026-08-10' }],
  });

  it('starts with every claim, however it came in, exactly once committed', async () => {
    const one = await file('SL-1', other('SL-1'));
    expect((await mapOf(one)).drawing.state).toMatch(/asked|drawing|drawn/);
    const rows = ['SL-2', 'SL-3'].map((number) => `${number},${later.name},DE,10.00,EUR,2026-02-01,2026-03-01,Hua Xing Trading`);
    const table = `Invoice No,Customer,Country,Amount,Currency,Invoice Date,Due Date,Creditor\n${rows.join('\n')}\n`;
    const made = (await house.upload('/v1/imports', 'batch.csv', Buffer.from(table), 'text/csv')).body as never as { id: string; mapping: object };
    await house.call('POST', `/v1/imports/${made.id}/start`, { mapping: made.mapping });
    await house.until(
      () => house.call('GET', `/v1/imports/${made.id}`),
      ({ body }) => (body as never as { state: string }).state === 'done',
    );
    const list = (await house.call('GET', `/v1/cases?q=${encodeURIComponent(later.name)}`)).body as never as { items: { id: string }[] };
    const ids = list.items.map(({ id }) => id);
    expect(ids).toContain(one);
    expect(ids).toHaveLength(3);
    for (const caseId of ids) expect((await drawn(caseId)).nodes.map(({ name }) => name)).toContain(later.name);
    const row = await house.database.query('select count(*)::int as n from asset_screenings where screened_at is not null and case_id = any($1)', [
      ids,
    ]);
    expect(row).toEqual([{ n: 3 }]);
    // A refused claim leaves neither case nor drawing behind.
    const before = await house.database.query('select count(*)::int as n from asset_screenings');
    expect((await house.call('POST', '/v1/claims', claim('SL-4', { items: [] }))).status).toBeGreaterThanOrEqual(400);
    expect(await house.database.query('select count(*)::int as n from asset_screenings')).toEqual(before);
  });

  it('is taken up again after an attempt that broke off, and says so meanwhile', async () => {
    const room = house.rooms.api.registry.screening as {
      -readonly [K in keyof typeof house.rooms.api.registry.screening]: (typeof house.rooms.api.registry.screening)[K];
    };
    const { registry } = room;
    let broken = 0;
    room.registry = {
      ...registry,
      sources: async () => {
        broken += 1;
        throw new Error('the worker died here');
      },
    };
    const caseId = await file('SL-5', other('SL-5'));
    await house.until(
      () => mapOf(caseId),
      (map) => map.drawing.state === 'failed',
    );
    room.registry = registry;
    const map = await drawn(caseId);
    expect([broken > 0, map.drawing.state, map.nodes.filter(({ name }) => name === later.name)]).toEqual([true, 'drawn', [expect.anything()]]);
  });

  it('waits for an erasure under way, and draws the claim as that left it', async () => {
    const caseId = await file('SL-9', other('SL-9'));
    await drawn(caseId);
    const erased = 'erased by law';
    const within = <T>(work: Parameters<typeof house.database.withTenant<T>>[2]) =>
      house.database.withTenant(house.tenant, systemActor('test'), work);
    const order: string[] = [];
    let drawing: Promise<unknown> = Promise.resolve();
    await within(async (tx) => {
      await house.rooms.api.registry.assets.hold(tx, [caseId]);
      drawing = within((own) => screenAssets(house.rooms.api.registry.screening, own, caseId)).then(() => order.push('drawn'));
      // The drawing has come as far as it can when somebody waits for a row.
      await house.until(
        () => house.database.query("select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"),
        (waiting) => waiting.length > 0,
      );
      await clientOf(tx).query(`update cases set filing = jsonb_set(filing, '{debtor,name}', to_jsonb($2::text)) where id = $1`, [caseId, erased]);
      order.push('erased');
    });
    await drawing;
    expect(order).toEqual(['erased', 'drawn']);
    const names = (await mapOf(caseId)).nodes.map(({ name }) => name);
    expect([names.includes(erased), names.includes(later.name)]).toEqual([true, false]);
  });

  it('draws the maps concerned again when a register brings something new, and only those', async () => {
    const caseId = await file('SL-6', other('SL-6'));
    const untouched = await file('SL-7', { debtor: { name: 'Ganz Andere Firma GmbH', address: { lines: [], country: 'DE' } } });
    const [before, far] = [await drawn(caseId), await drawn(untouched)];
    expect(before.nodes.map(({ name }) => name)).not.toContain('Südlicht Yacht UG');
    const text = [
      register,
      entity('sued', 'Company', { name: [later.name], country: ['de'], leiCode: [later.lei] }),
      entity('yacht', 'Company', { name: ['Südlicht Yacht UG'], country: ['de'] }),
      entity('own-2', 'Ownership', { owner: ['sued'], asset: ['yacht'], percentage: ['60'] }),
    ].join('\n');
    await bring(text, '2026-11-20');
    const after = await drawn(caseId, (map) => map.nodes.some(({ name }) => name === 'Südlicht Yacht UG'));
    expect(after.controlled).toMatchObject([{ certainty: 'surely' }]);
    expect((await mapOf(untouched)).screening?.at).toBe(far.screening?.at);
    // The same file again changes nothing, so nothing is drawn.
    const settled = await drawn(caseId, (map) => map.drawing.state === 'drawn');
    await bring(text, '2026-11-20');
    expect((await mapOf(caseId)).screening?.at).toBe(settled.screening?.at);
  });

  it('draws again when a person says that an entry is not the debtor', async () => {
    const caseId = await file('SL-8', other('SL-8'));
    const before = await drawn(caseId);
    expect(before.nodes.map(({ name }) => name)).toContain('Südlicht Yacht UG');
    const word = await house.call('POST', `/v1/cases/${caseId}/entity-judgements`, {
      source: 'handelsregister',
      key: ((await house.database.query("select key from registry_entities where name = 'Südlicht Handel GmbH'")) as { key: string }[])[0]?.key,
      verdict: 'negative',
      why: 'another company of this name',
    });
    expect(word.status).toBe(201);
    await drawn(caseId, (map) => map.drawing.state === 'drawn' && !map.nodes.some(({ name }) => name === 'Südlicht Yacht UG'));
    await house.call('DELETE', `/v1/entity-judgements/${(word.body as never as { id: string }).id}`);
    await drawn(caseId, (map) => map.nodes.some(({ name }) => name === 'Südlicht Yacht UG'));
  });
});

describe('the demo', () => {
  it('shows a newcomer a worked map, and takes it away again', async () => {
    await house.call('POST', '/v1/demo', {});
    const { items } = (await house.call('GET', '/v1/cases?q=Nordlicht%20Import&closed=all')).body as never as {
      items: { id: string; demo: boolean }[];
    };
    const caseId = items.find(({ demo }) => demo)?.id ?? '';
    const map = await mapOf(caseId);
    const names = new Map(map.nodes.map((node) => [node.id, node.name]));
    expect(names.get(map.steps[0]?.node ?? '')).toContain('LED');
    expect(map.transfers.map(({ to }) => names.get(to))).toEqual(expect.arrayContaining(['Muster Hanse Leuchten GmbH', 'Sattelzug HH-XX 0000']));
    expect(map.controlled.map(({ id }) => names.get(id))).toEqual(
      expect.arrayContaining(['Muster Nordlicht Lager GmbH', 'Muster Nordlicht Benelux B.V.']),
    );
    const { evidence } = map.nodes.find(({ id }) => id === 'demo:lamps') ?? {};
    const exhibits = (await house.call('GET', `/v1/cases/${caseId}/exhibits`)).body as never as { items: { id: string; sha256: string }[] };
    expect(exhibits.items[0]?.sha256).toBe(evidence?.sha256);
    expect((await house.call('GET', `/v1/exhibits/${exhibits.items[0]?.id}/content`)).bytes.toString()).toContain('LAGERSCHEIN');
    expect((await house.call('DELETE', '/v1/demo')).status).toBe(200);
    expect(await house.database.query("select 1 from asset_nodes where id like 'demo:%'")).toEqual([]);
  });
});

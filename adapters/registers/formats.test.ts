import { createReadStream, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { SourceRecord } from '#usecases/ports/registry.ts';
import { formatNamed, formats } from './formats.ts';
import { jsonTexts } from './json-records.ts';
import { openRegisterFile } from './open-file.ts';

const bytesOf = async function* (text: string, size = 64 * 1024) {
  const all = Buffer.from(text);
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
};
const read = async (format: string, text: string, options: object = {}, size?: number): Promise<SourceRecord[]> => {
  const records: SourceRecord[] = [];
  for await (const record of formatNamed(format).records(bytesOf(text, size), { sourceId: 's', ...options })) records.push(record);
  return records;
};

const lei = '5493001KJTIIGC8Y1R12';
const parent = '21380068P1DRHMJ8KU70';
const leiXml = `<?xml version="1.0"?><lei:LEIData xmlns:lei="x"><lei:LEIHeader><lei:RecordCount>1</lei:RecordCount></lei:LEIHeader><lei:LEIRecords>
<lei:LEIRecord><lei:LEI>${lei}</lei:LEI><lei:Entity><lei:LegalName xml:lang="de">Müller &amp; Söhne GmbH</lei:LegalName>
<lei:OtherEntityNames><lei:OtherEntityName type="PREVIOUS_LEGAL_NAME">Müller KG</lei:OtherEntityName></lei:OtherEntityNames>
<lei:LegalAddress><lei:City>Hamburg</lei:City><lei:Country>DE</lei:Country></lei:LegalAddress><lei:EntityStatus>ACTIVE</lei:EntityStatus>
<lei:LegalEntityEvents><lei:LegalEntityEvent><lei:LegalEntityEventType>INSOLVENCY</lei:LegalEntityEventType></lei:LegalEntityEvent></lei:LegalEntityEvents></lei:Entity></lei:LEIRecord>
<lei:LEIRecord><lei:LEI>NOTALEI</lei:LEI><lei:Entity><lei:LegalName>X</lei:LegalName></lei:Entity></lei:LEIRecord></lei:LEIRecords></lei:LEIData>`;

describe('GLEIF', () => {
  it('reads level 1 XML whatever the chunks, and rejects a wrong LEI alone', async () => {
    for (const size of [7, 64, 100_000]) {
      const [first, second, ...none] = await read('gleif-xml', leiXml, {}, size);
      expect(none).toEqual([]);
      expect(first?.entities[0]).toMatchObject({
        key: `lei:${lei}`,
        name: 'Müller & Söhne GmbH',
        names: [{ name: 'Müller KG', kind: 'former' }],
        country: 'DE',
        status: 'insolvent',
      });
      expect(second?.rejected).toMatch(/NOTALEI/);
    }
  });

  it('reads level 1 CSV', async () => {
    const text = `LEI,Entity.LegalName,Entity.OtherEntityNames.OtherEntityName.1,Entity.OtherEntityNames.OtherEntityName.1.type,Entity.LegalAddress.Country,Entity.RegistrationAuthority.RegistrationAuthorityID,Entity.RegistrationAuthority.RegistrationAuthorityEntityID,Entity.EntityStatus,Entity.EntityExpirationDate\n${lei},"Acme, Ltd",ACME OLD,PREVIOUS_LEGAL_NAME,GB,RA000585,01234567,INACTIVE,2020-05-01T00:00:00Z\n`;
    expect((await read('gleif-csv', text))[0]?.entities[0]).toMatchObject({
      name: 'Acme, Ltd',
      status: 'dissolved',
      ended: '2020-05-01',
      identifiers: [
        { scheme: 'lei', value: lei },
        { scheme: 'gb-company', value: '01234567' },
      ],
    });
    await expect(read('gleif-csv', 'a,b\n1,2')).rejects.toMatchObject({ code: 'registry.missing_columns' });
    await expect(read('gleif-xml', 'PK not xml')).rejects.toMatchObject({ code: 'registry.bad_file' });
  });

  it('turns relations so that the parent comes first and takes the relationship’s own period', async () => {
    const text = `Relationship.StartNode.NodeID,Relationship.StartNode.NodeIDType,Relationship.EndNode.NodeID,Relationship.EndNode.NodeIDType,Relationship.RelationshipType,Relationship.RelationshipStatus,Relationship.Period.1.startDate,Relationship.Period.1.periodType,Relationship.Period.2.startDate,Relationship.Period.2.periodType\n${lei},LEI,${parent},LEI,IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE,2022-01-01T00:00:00Z,ACCOUNTING_PERIOD,2015-03-04T00:00:00Z,RELATIONSHIP_PERIOD\n`;
    expect((await read('gleif-rr-csv', text))[0]?.edges[0]).toMatchObject({
      kind: 'Ownership',
      from: `lei:${parent}`,
      to: `lei:${lei}`,
      since: '2015-03-04',
      open: true,
    });
  });
});

describe('Companies House persons with significant control', () => {
  it('keeps share ranges, knows a corporate owner by its number, and says when nobody is named', async () => {
    const lines = [
      {
        company_number: '07687209',
        data: {
          kind: 'corporate-entity-person-with-significant-control',
          name: 'Holdco Ltd',
          natures_of_control: ['voting-rights-25-to-50-percent', 'ownership-of-shares-75-to-100-percent'],
          notified_on: '2016-04-06',
          identification: { registration_number: '1234567', country_registered: 'England' },
          links: { self: '/company/07687209/psc/1' },
        },
      },
      {
        company_number: '07687209',
        data: {
          kind: 'persons-with-significant-control-statement',
          statement: 'no-individual-or-entity-with-signficant-control',
          notified_on: '2017-01-01',
        },
      },
      { data: { kind: 'totals#persons-of-significant-control-snapshot' } },
    ];
    const [owner, statement, totals] = await read('companies-house-psc', lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(owner?.edges[0]).toMatchObject({
      kind: 'Ownership',
      from: 'gb-company:01234567',
      to: 'gb-company:07687209',
      shareMin: '75',
      shareMax: '100',
      since: '2016-04-06',
    });
    expect(statement?.edges[0]?.kind).toBe('ReportingException');
    expect(totals).toMatchObject({ entities: [], edges: [] });
  });
});

describe('FollowTheMoney and BODS', () => {
  it('reads things, relations and addresses of FollowTheMoney', async () => {
    const lines = [
      { id: 'c', schema: 'Company', properties: { name: ['Acme AG'], leiCode: [lei], country: ['de'], addressEntity: ['a'], topics: ['sanction'] } },
      { id: 'o', schema: 'Ownership', properties: { owner: ['p'], asset: ['c'], percentage: ['51.5%'], startDate: ['2019'] } },
      { id: 'v', schema: 'Vessel', properties: { name: ['MV Aurora'], imoNumber: ['9074729'] } },
      { id: 'x', schema: 'Person', properties: {} },
    ];
    const [company, owned, vessel, nameless] = await read('ftm', lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(company?.entities[0]).toMatchObject({ key: 's:c', country: 'DE', identifiers: [{ scheme: 'lei', value: lei }] });
    expect(company?.edges[0]).toMatchObject({ kind: 'Address', to: 's:a' });
    expect(owned?.edges[0]).toMatchObject({ from: 's:p', to: 's:c', shareMin: '51.5', since: '2019' });
    expect(vessel?.entities[0]?.schema).toBe('Vessel');
    expect(nameless?.rejected).toBeDefined();
  });

  it('reads BODS as an array and as lines alike', async () => {
    const statements = [
      {
        recordId: 'e',
        recordType: 'entity',
        recordStatus: 'new',
        recordDetails: { name: 'Tecido Ltda', entityType: { type: 'registeredEntity' }, identifiers: [{ scheme: 'GB-COH', id: '7687209' }] },
      },
      {
        recordId: 'p',
        recordType: 'person',
        recordStatus: 'new',
        recordDetails: { personType: 'knownPerson', names: [{ fullName: 'Ana {"Braces}' }] },
      },
      {
        recordId: 'r',
        recordType: 'relationship',
        recordStatus: 'closed',
        recordDetails: { subject: 'e', interestedParty: 'p', interests: [{ type: 'shareholding', share: { minimum: 25, exclusiveMaximum: 50 } }] },
      },
      {
        recordId: 'u',
        recordType: 'relationship',
        recordStatus: 'new',
        recordDetails: { subject: 'e', interestedParty: { reason: 'subjectExempt' } },
      },
    ];
    const pretty = await read('bods', JSON.stringify(statements, undefined, 2), {}, 11);
    const lines = await read('bods', statements.map((one) => JSON.stringify(one)).join('\n'));
    for (const records of [pretty, lines]) {
      expect(records.map(({ rejected }) => rejected)).toEqual([undefined, undefined, undefined, undefined]);
      expect(records[2]?.edges[0]).toMatchObject({ from: 's:p', to: 's:e', shareMin: '25', shareMax: '50', open: false });
      expect(records[3]?.edges[0]).toMatchObject({ kind: 'ReportingException', props: { reason: 'subjectExempt' } });
    }
  });

  it('reads BODS 0.2 and 0.3 statements', async () => {
    const statements = [
      {
        statementID: 'e1',
        statementType: 'entityStatement',
        name: 'Acme PLC',
        entityType: 'registeredEntity',
        incorporatedInJurisdiction: { code: 'GB' },
        identifiers: [{ scheme: 'GB-COH', id: '07687209' }],
      },
      {
        statementID: 'p1',
        statementType: 'personStatement',
        personType: 'knownPerson',
        names: [{ fullName: 'Ana Lima' }],
        nationalities: [{ code: 'BR' }],
      },
      {
        statementID: 'o1',
        statementType: 'ownershipOrControlStatement',
        subject: { describedByEntityStatement: 'e1' },
        interestedParty: { describedByPersonStatement: 'p1' },
        interests: [{ type: 'shareholding', interestLevel: 'direct', share: { exact: 40 }, startDate: '2020-01-01' }],
      },
      {
        statementID: 'o2',
        statementType: 'ownershipOrControlStatement',
        subject: { describedByEntityStatement: 'e1' },
        interestedParty: { unspecified: { reason: 'no-beneficial-owners' } },
      },
      { statementID: 'x', statementType: 'weather' },
    ];
    const [entity, person, owned, nobody, other] = await read('bods', JSON.stringify(statements));
    expect(entity?.entities[0]).toMatchObject({
      key: 's:e1',
      name: 'Acme PLC',
      country: 'GB',
      identifiers: [{ scheme: 'gb-company', value: '07687209' }],
    });
    expect(person?.entities[0]).toMatchObject({ schema: 'Person', name: 'Ana Lima', props: { nationality: ['BR'] } });
    expect(owned?.edges[0]).toMatchObject({
      kind: 'Ownership',
      from: 's:p1',
      to: 's:e1',
      shareMin: '40',
      shareMax: '40',
      since: '2020-01-01',
      props: { directOrIndirect: 'direct' },
    });
    expect(nobody?.edges[0]).toMatchObject({ kind: 'ReportingException', props: { reason: 'no-beneficial-owners' } });
    expect(other?.rejected).toContain('weather');
  });

  it('cuts any sequence of JSON objects at the right places, in any chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.dictionary(fc.string(), fc.string())))), { minLength: 1 }),
        fc.integer({ min: 1, max: 50 }),
        fc.boolean(),
        async (objects, size, array) => {
          const text = array ? JSON.stringify(objects) : objects.map((one) => JSON.stringify(one)).join('\n');
          const found = [];
          for await (const one of jsonTexts(bytesOf(text, size))) found.push(JSON.parse(one));
          expect(found).toEqual(JSON.parse(JSON.stringify(objects)));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a table of any kind', () => {
  it('knows the columns of the defaulter list, masks personal numbers and keeps companies’ ones', async () => {
    const text =
      '失信被执行人,身份证号码/组织机构代码,执行法院,案号,立案时间,失信被执行人行为具体情形,发布时间,执行标的\n上海华兴贸易有限公司,91310000MA1FL0X14Y,上海市浦东新区人民法院,(2025)沪0115执100号,2025年3月4日,有履行能力而拒不履行,2025年05月01日,120000\n张三,110105199003078812,北京市朝阳区人民法院,(2025)京0105执7号,2025-01-02,违反财产报告制度,2025-02-03,\n';
    const [company, person] = await read('csv', text, { list: 'dishonest-judgment-debtor', country: 'CN' });
    expect(company?.entities[0]).toMatchObject({
      name: '上海华兴贸易有限公司',
      props: { court: '上海市浦东新区人民法院', filedOn: '2025-03-04', amount: '120000' },
    });
    expect(person?.entities[0]?.identifiers).toEqual([]);
    expect(JSON.stringify(person)).not.toContain('110105199003078812');
    expect(person?.entities[0]?.schema).toBe('Person');
  });

  it('takes a mapping, and says what is wrong with one', async () => {
    const text = 'Firma;USt\nAcme GmbH;DE136695976\n';
    const [found] = await read('csv', text, { mapping: { name: 'Firma', 'eu-vat': 'USt' }, country: 'DE' });
    expect(found?.entities[0]).toMatchObject({ key: 'eu-vat:DE136695976', name: 'Acme GmbH', country: 'DE' });
    await expect(read('csv', text)).rejects.toMatchObject({ code: 'registry.bad_mapping' });
    await expect(read('csv', text, { mapping: { name: 'Nope' } })).rejects.toMatchObject({ code: 'registry.bad_mapping' });
    await expect(read('csv', text, { mapping: { colour: 'Firma' } })).rejects.toMatchObject({ code: 'registry.bad_mapping' });
  });
});

describe('bulk files with slips in them', () => {
  const good = (n: number) => `"ACME ${n} LIMITED","0768720${n}","Active"`;
  const head = 'CompanyName, CompanyNumber,CompanyStatus';
  it('a quote that never closes, a short row and a wrong byte spoil their own row only', async () => {
    const wrongByte = Buffer.concat([Buffer.from('"CAF'), Buffer.from([0xe9]), Buffer.from(' LIMITED","07687208","Active"\n')]);
    // Over the first megabyte, so that the encoding is settled by clean rows.
    const many = Array.from({ length: 1_000 }, (_, i) => good(i % 8).replace('ACME', `ACME ${'long '.repeat(220)}`)).join('\n');
    const bytes = Buffer.concat([
      Buffer.from(`${head}\n${many}\n${good(1)}\n"STRAY LIMITED,07687203,Active\n${good(2)}\nSHORT,07687204\n`),
      wrongByte,
      Buffer.from(`${many}\n"ANOTHER STRAY\n`),
    ]);
    const records: SourceRecord[] = [];
    const chunks = (async function* () {
      for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000);
    })();
    for await (const record of formatNamed('companies-house').records(chunks, { sourceId: 's' })) records.push(record);
    const rejected = records.flatMap(({ rejected: why }, i) => (why === undefined ? [] : [[i - 1_000, why]]));
    expect(rejected).toEqual([
      // It closes at the next quote, so it takes the next line along.
      [1, expect.stringContaining('does not close')],
      [2, 'expected 3 cells, got 2'],
      [3, 'a byte that the encoding does not have'],
      [1_004, 'expected 3 cells, got 1'],
    ]);
    expect(records).toHaveLength(2_005);
  });

  it.each(['gz', 'zst', 'zip', 'plain'] as const)('streams a %s file and knows it again', async (kind) => {
    const folder = mkdtempSync(join(tmpdir(), 'q-register-'));
    const text = `${head}\n${Array.from({ length: 5000 }, (_, i) => good(i % 8)).join('\n')}\n`;
    const path = join(folder, 'file');
    if (kind === 'zip') {
      writeFileSync(path, zipSync({ 'BasicCompanyData.csv': Buffer.from(text) }));
    } else writeFileSync(path, kind === 'gz' ? gzipSync(text) : kind === 'zst' ? zstdCompressSync(text) : text);
    const [one, two] = [await openRegisterFile(path), await openRegisterFile(path)];
    const seen: SourceRecord[] = [];
    for await (const record of formatNamed('companies-house').records(one.bytes, { sourceId: 's' })) seen.push(record);
    expect([seen.length, seen.filter(({ rejected }) => rejected).length, one.fingerprint === two.fingerprint]).toEqual([5000, 0, true]);
    rmSync(folder, { recursive: true });
  });

  it.each(['gz', 'zip'] as const)('says that a %s file is cut short', async (kind) => {
    const folder = mkdtempSync(join(tmpdir(), 'q-register-'));
    const path = join(folder, 'file');
    const whole = kind === 'gz' ? gzipSync(`${head}\n${good(1).repeat(5000)}`) : Buffer.from(`PK\u0003\u0004 and then nothing${' '.repeat(40)}`);
    writeFileSync(path, whole.subarray(0, whole.length - 20));
    const work = (async () => {
      for await (const record of formatNamed('companies-house').records((await openRegisterFile(path)).bytes, { sourceId: 's' })) void record;
    })();
    await expect(work).rejects.toMatchObject({ code: 'registry.bad_archive' });
    rmSync(folder, { recursive: true });
  });
});

describe('any bytes', () => {
  const begun: Readonly<Record<string, string>> = {
    csv: 'name,caseNumber\n',
    'companies-house': 'CompanyName,CompanyNumber,CompanyStatus\n',
    'gleif-csv': 'LEI,Entity.LegalName,Entity.EntityStatus\n',
    'gleif-xml': '<lei:LEIRecord><lei:LEI>',
    ftm: '{"id": "x", "schema": "Company", "properties": ',
    bods: '[{"statementID": "x", "statementType": ',
    'companies-house-psc': '{"company_number": "07687209", "data": ',
  };
  it.each(formats.map(({ id }) => id))('%s reads them to the end, or refuses them in words', async (id) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), fc.integer({ min: 1, max: 90 }), async (bytes, headed, size) => {
        const all = Buffer.concat([Buffer.from(headed ? (begun[id] ?? '') : ''), bytes]);
        const chunks = (async function* () {
          for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
        })();
        try {
          for await (const record of formatNamed(id).records(chunks, { sourceId: 's' }))
            expect(record.rejected === undefined || record.rejected.length > 0).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^(registry|intake)\./) });
        }
      }),
      { numRuns: 60 },
    );
  });
});

const samples = resolve(import.meta.dirname, '../../../shared/data/registry');
const files: readonly (readonly [format: string, path: string])[] = [
  ['companies-house', 'companieshouse/BasicCompanyData_sample.csv'],
  ['gleif-xml', 'gleif/cdf/lei-data.xml'],
  ['gleif-xml', 'gleif/cdf/lei-updates-data2-new.xml'],
  ['gleif-rr-xml', 'gleif/cdf/rr-data.xml'],
  ['gleif-rr-xml', 'gleif/cdf/rr-updates-data2-new.xml'],
  ['gleif-repex-xml', 'gleif/cdf/repex-data.xml'],
  ['ftm', 'ftm/parteispenden.entities.ftm.json'],
  ['ftm', 'ftm/nomenklatura-donations.ijson'],
];

const here = existsSync(samples);
if (!here) console.warn('published samples of registers are not here: their tests are skipped, the vectors above still hold');

describe.skipIf(!here)('published samples', () => {
  const bodsFiles = here ? readdirSync(join(samples, 'bods/examples')).map((name) => ['bods', join('bods/examples', name)] as const) : [];
  it.each([...files, ...bodsFiles])('%s reads %s without a rejected record', async (format, path) => {
    const records: SourceRecord[] = [];
    for await (const record of formatNamed(format).records(createReadStream(join(samples, path)), { sourceId: 's' })) records.push(record);
    expect(records.length).toBeGreaterThan(0);
    expect(records.filter(({ rejected }) => rejected !== undefined).map(({ raw, rejected }) => [rejected, raw.slice(0, 200)])).toEqual([]);
    expect(records.reduce((sum, { entities, edges }) => sum + entities.length + edges.length, 0)).toBeGreaterThan(0);
  });
});

it('gives every format a licence', () => {
  expect(formats.filter(({ source }) => source.licence === '')).toEqual([]);
});

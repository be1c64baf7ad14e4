import { checkIdentifier } from '#domain/registry/identifiers/check.ts';
import { entityKey } from '#domain/registry/lookup/normal-identifier.ts';
import type { EntityStatus, NameKind, SourceEntity, SourceRecord } from '#usecases/ports/registry.ts';
import { type BulkFormat, filled, rejectedRecord } from '../format.ts';
import { namedRows } from '../table/rows.ts';
import { csvFields, type Fields } from './fields.ts';
import { xmlRecords } from './xml-records.ts';

const source: BulkFormat['source'] = {
  id: 'gleif',
  kind: 'register',
  name: 'GLEIF LEI index',
  licence: 'CC0-1.0',
  exportable: true,
  countries: [],
  // Nobody must have an LEI who does not trade in reportable instruments.
  reach: 'voluntary',
};

/** GLEIF Golden Copy level 1 (LEI-CDF 3.1), who is who. */
export const gleifCsv: BulkFormat = {
  id: 'gleif-csv',
  title: 'GLEIF Golden Copy level 1, CSV (LEI-CDF 3.1)',
  source,
  async *records(bytes) {
    for await (const { row, raw, wrong } of namedRows(bytes, ['LEI', 'Entity.LegalName', 'Entity.EntityStatus']))
      yield wrong === undefined ? recordOf(csvFields(row), raw) : rejectedRecord(raw, wrong);
  },
};

export const gleifXml: BulkFormat = {
  id: 'gleif-xml',
  title: 'GLEIF Golden Copy level 1, XML (LEI-CDF 3.1)',
  source,
  async *records(bytes) {
    for await (const { raw, fields } of xmlRecords(bytes, 'LEIRecord'))
      yield typeof fields === 'string' ? rejectedRecord(raw, fields) : recordOf(fields, raw);
  },
};

/** Registration authorities whose entity numbers we know under a scheme of their own (GLEIF RA list). */
const authorities: Readonly<Record<string, string>> = {
  RA000585: 'gb-company',
  RA000586: 'gb-company',
  RA000587: 'gb-company',
  RA000189: 'fr-siren',
  RA000192: 'fr-siren',
  RA000463: 'nl-kvk',
  RA000472: 'no-org',
  RA000544: 'se-org',
  RA000170: 'dk-cvr',
  RA000412: 'jp-corporate',
};

function recordOf(fields: Fields, raw: string): SourceRecord {
  const lei = checkIdentifier('lei', fields.one('LEI'));
  if (lei.valid === false) return rejectedRecord(raw, `LEI "${fields.one('LEI').slice(0, 30)}": ${lei.reason.en}`);
  const name = fields.one('Entity.LegalName');
  if (name === '') return rejectedRecord(raw, `LEI ${lei.normal} has no Entity.LegalName`);
  return { raw, entities: [entityOf(fields, lei.normal, name)], edges: [] };
}

export function entityOf(fields: Fields, lei: string, name: string): SourceEntity {
  const authority = fields.one('Entity.RegistrationAuthority.RegistrationAuthorityID');
  const number =
    fields.one('Entity.RegistrationAuthority.RegistrationAuthorityEntityID') ||
    fields.one('Entity.RegistrationAuthority.OtherRegistrationAuthorityID');
  const scheme = schemeOf(authority, number);
  const names = ['Entity.OtherEntityNames.OtherEntityName', 'Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName'].flatMap((path) =>
    fields.all(path).map(({ text, type }) => ({ name: text, kind: (/PREVIOUS/.test(type) ? 'former' : 'other') as NameKind })),
  );
  return {
    key: entityKey('lei', lei),
    schema: fields.one('Entity.EntityCategory') === 'SOLE_PROPRIETOR' ? 'LegalEntity' : 'Company',
    name,
    names,
    identifiers: [{ scheme: 'lei', value: lei }, ...(scheme && number ? [{ scheme, value: number }] : [])],
    status: statusOf(fields),
    open: fields.one('Entity.EntityStatus') !== 'INACTIVE',
    ...filled({
      country: (fields.one('Entity.LegalAddress.Country') || fields.one('Entity.LegalJurisdiction')).slice(0, 2),
      since: fields.one('Entity.EntityCreationDate').slice(0, 10),
      ended: fields.one('Entity.EntityExpirationDate').slice(0, 10),
    }),
    props: filled({
      address: addressOf(fields, 'Entity.LegalAddress'),
      headquarters: addressOf(fields, 'Entity.HeadquartersAddress'),
      jurisdiction: fields.one('Entity.LegalJurisdiction'),
      legalForm: fields.one('Entity.LegalForm.EntityLegalFormCode'),
      category: fields.one('Entity.EntityCategory'),
      authority,
      registerNumber: number,
      registration: fields.one('Registration.RegistrationStatus'),
      renewalDue: fields.one('Registration.NextRenewalDate').slice(0, 10),
      updatedOn: fields.one('Registration.LastUpdateDate').slice(0, 10),
      validation: fields.one('Registration.ValidationSources'),
    }) as Record<string, string>,
  };
}

/** A Chinese register number of 18 characters is a credit code whichever local office is the authority. */
function schemeOf(authority: string, number: string): string | undefined {
  const known = authorities[authority];
  if (known) return known;
  if (/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(number) && checkIdentifier('uscc', number).valid === true) return 'uscc';
  return authority === '' || authority === 'RA999999' || authority === 'RA888888' ? undefined : authority.toLowerCase();
}

/** The legal person's state, not the LEI's: a lapsed LEI says nothing of the company. */
function statusOf(fields: Fields): EntityStatus {
  const state = fields.one('Entity.EntityStatus');
  const events = [
    ...fields.all('Entity.LegalEntityEvents.LegalEntityEvent.LegalEntityEventType'),
    ...[1, 2, 3, 4, 5].map((n) => ({
      text:
        fields.one(`Entity.LegalEntityEvents.LegalEntityEvent.${n}.LegalEntityEventType`) ||
        fields.one(`Entity.LegalEntityEvents.${n}.LegalEntityEventType`),
    })),
  ].map(({ text }) => text);
  if (state === 'INACTIVE') return 'dissolved';
  if (events.some((event) => /^(INSOLVENCY|BANKRUPTCY|LIQUIDATION|VOLUNTARY_ARRANGEMENT)$/.test(event))) return 'insolvent';
  return state === 'ACTIVE' ? 'active' : 'unknown';
}

function addressOf(fields: Fields, path: string): string {
  const lines = [
    'FirstAddressLine',
    'AdditionalAddressLine',
    'AdditionalAddressLine.1',
    'AdditionalAddressLine.2',
    'City',
    'Region',
    'PostalCode',
    'Country',
  ];
  return [...new Set(lines.map((line) => fields.one(`${path}.${line}`)))].filter((text) => text !== '').join(', ');
}

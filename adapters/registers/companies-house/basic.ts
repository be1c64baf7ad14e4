import { checkIdentifier } from '#domain/registry/identifiers/check.ts';
import { entityKey } from '#domain/registry/lookup/normal-identifier.ts';
import type { EntityStatus, SourceRecord } from '#usecases/ports/registry.ts';
import { type BulkFormat, filled, rejectedRecord } from '../format.ts';
import { namedRows } from '../table/rows.ts';

/** BasicCompanyData of UK Companies House: live companies, monthly, CSV (Free Company Data Product). */
export const companiesHouseBasic: BulkFormat = {
  id: 'companies-house',
  title: 'UK Companies House BasicCompanyData CSV',
  source: {
    id: 'gb-companies-house',
    kind: 'register',
    name: 'UK Companies House',
    licence: 'OGL-UK-3.0',
    exportable: true,
    countries: ['GB'],
    reach: 'complete',
  },
  async *records(bytes) {
    for await (const { row, raw, wrong } of namedRows(bytes, ['CompanyName', 'CompanyNumber', 'CompanyStatus'])) {
      yield wrong === undefined ? company(row, raw) : rejectedRecord(raw, wrong);
    }
  },
};

const formerColumns = Array.from({ length: 10 }, (_, i) => `PreviousName_${i + 1}.CompanyName`);
const addressColumns = ['CareOf', 'POBox', 'AddressLine1', 'AddressLine2', 'PostTown', 'County', 'Country', 'PostCode'].map(
  (part) => `RegAddress.${part}`,
);
const sicColumns = [1, 2, 3, 4].map((i) => `SICCode.SicText_${i}`);

function company(row: (column: string) => string, raw: string): SourceRecord {
  const number = checkIdentifier('gb-company', row('CompanyNumber'));
  const name = row('CompanyName');
  if (number.valid === false) return rejectedRecord(raw, `CompanyNumber "${row('CompanyNumber').slice(0, 30)}": ${number.reason.en}`);
  // A quote that did not close takes the next line along; a company's name has no line break.
  if (/[\r\n]/.test(name)) return rejectedRecord(raw, `CompanyName of ${number.normal} runs over a line: a quote before it does not close`);
  if (name === '') return rejectedRecord(raw, `CompanyName of ${number.normal} is empty`);
  const former = formerColumns.map(row).filter((text) => text !== '');
  const charges = row('Mortgages.NumMortOutstanding');
  const ended = isoDate(row('DissolutionDate'));
  const status = companyStatus(row('CompanyStatus'));
  const address = addressColumns
    .map(row)
    .filter((text) => text !== '')
    .join(', ')
    .replace(/\s+/g, ' ');
  return {
    raw,
    edges: [],
    entities: [
      {
        key: entityKey('gb-company', number.normal),
        schema: 'Company',
        name,
        names: former.map((text) => ({ name: text, kind: 'former' as const })),
        identifiers: [{ scheme: 'gb-company', value: number.normal }],
        status,
        country: 'GB',
        open: status !== 'dissolved',
        ...filled({ since: isoDate(row('IncorporationDate')), ended }),
        props: filled({
          registerStatus: row('CompanyStatus'),
          category: row('CompanyCategory'),
          address,
          sic: sicColumns.map(row).filter((text) => text !== ''),
          chargesOutstanding: charges === '0' ? undefined : charges,
          accountsMadeUp: isoDate(row('Accounts.LastMadeUpDate')),
          accountsDue: isoDate(row('Accounts.NextDueDate')),
          countryOfOrigin: row('CountryOfOrigin'),
          url: row('URI'),
        }) as Record<string, string | string[]>,
      },
    ],
  };
}

/** "29/06/2011" as ISO; undefined when blank or another form. */
export function isoDate(text: string): string | undefined {
  const match = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text);
  return match ? `${match[3]}-${match[2]}-${match[1]}` : undefined;
}

/** Companies House's words for a status, in bulk files ("Active - Proposal to Strike off") and in the API ("liquidation"). */
export function companyStatus(text: string): EntityStatus {
  const word = text.trim().toLowerCase().replace(/-/g, ' ');
  if (/liquidation|administration|receiver|insolvency|voluntary arrangement|bankrupt/.test(word)) return 'insolvent';
  if (/dissolved|struck off|closed|converted|removed/.test(word)) return 'dissolved';
  if (/dormant/.test(word)) return 'active';
  if (/^active|^open|^registered/.test(word)) return /strike off/.test(word) ? 'suspended' : 'active';
  return 'unknown';
}

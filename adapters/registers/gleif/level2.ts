import { checkIdentifier } from '#domain/registry/identifiers/check.ts';
import { entityKey } from '#domain/registry/lookup/normal-identifier.ts';
import type { SourceRecord } from '#usecases/ports/registry.ts';
import { type BulkFormat, filled, rejectedRecord } from '../format.ts';
import { namedRows } from '../table/rows.ts';
import { csvFields, type Fields } from './fields.ts';
import { xmlRecords } from './xml-records.ts';

const source: BulkFormat['source'] = {
  id: 'gleif-relations',
  kind: 'relations',
  name: 'GLEIF who owns whom',
  licence: 'CC0-1.0',
  exportable: true,
  countries: [],
};

/** GLEIF Golden Copy level 2 (RR-CDF 2.1), relationship records. */
export const gleifRelationsCsv: BulkFormat = {
  id: 'gleif-rr-csv',
  title: 'GLEIF Golden Copy level 2, CSV (RR-CDF 2.1)',
  source,
  async *records(bytes) {
    for await (const { row, raw, wrong } of namedRows(bytes, [
      'Relationship.StartNode.NodeID',
      'Relationship.EndNode.NodeID',
      'Relationship.RelationshipType',
    ]))
      yield wrong === undefined ? relation(csvFields(row), raw) : rejectedRecord(raw, wrong);
  },
};

export const gleifRelationsXml: BulkFormat = {
  id: 'gleif-rr-xml',
  title: 'GLEIF Golden Copy level 2, XML (RR-CDF 2.1)',
  source,
  async *records(bytes) {
    for await (const { raw, fields } of xmlRecords(bytes, 'RelationshipRecord'))
      yield typeof fields === 'string' ? rejectedRecord(raw, fields) : relation(fields, raw);
  },
};

const exceptions: BulkFormat['source'] = { ...source, id: 'gleif-exceptions', name: 'GLEIF reporting exceptions' };

export const gleifExceptionsCsv: BulkFormat = {
  id: 'gleif-repex-csv',
  title: 'GLEIF reporting exceptions, CSV',
  source: exceptions,
  async *records(bytes) {
    for await (const { row, raw, wrong } of namedRows(bytes, ['LEI']))
      yield wrong === undefined ? exception(csvFields(row), raw) : rejectedRecord(raw, wrong);
  },
};

export const gleifExceptionsXml: BulkFormat = {
  id: 'gleif-repex-xml',
  title: 'GLEIF reporting exceptions, XML',
  source: exceptions,
  async *records(bytes) {
    for await (const { raw, fields } of xmlRecords(bytes, 'Exception'))
      yield typeof fields === 'string' ? rejectedRecord(raw, fields) : exception(fields, raw);
  },
};

/** Relationship types by what they mean to us, the parent always first. Consolidation shows control, not a share: none is invented. */
const kinds: Readonly<Record<string, string>> = {
  IS_DIRECTLY_CONSOLIDATED_BY: 'Ownership',
  IS_ULTIMATELY_CONSOLIDATED_BY: 'UltimateOwnership',
  IS_INTERNATIONAL_BRANCH_OF: 'Branch',
  'IS_FUND-MANAGED_BY': 'Management',
  IS_SUBFUND_OF: 'Membership',
  IS_FEEDER_TO: 'Membership',
};

function relation(fields: Fields, raw: string): SourceRecord {
  const child = nodeKey(fields.one('Relationship.StartNode.NodeID'), fields.one('Relationship.StartNode.NodeIDType'));
  const parent = nodeKey(fields.one('Relationship.EndNode.NodeID'), fields.one('Relationship.EndNode.NodeIDType'));
  const type = fields.one('Relationship.RelationshipType');
  if (!child || !parent) return rejectedRecord(raw, 'StartNode or EndNode has no valid LEI');
  if (type === '') return rejectedRecord(raw, 'RelationshipType is empty');
  const period = periodOf(fields);
  const quantity =
    fields.one('Relationship.RelationshipQuantifiers.RelationshipQuantifier.QuantifierAmount') ||
    fields.one('Relationship.Quantifiers.1.QuantifierAmount');
  const units =
    fields.one('Relationship.RelationshipQuantifiers.RelationshipQuantifier.QuantifierUnits') ||
    fields.one('Relationship.Quantifiers.1.QuantifierUnits');
  const share = units === 'PERCENTAGE' && /^\d{1,3}(\.\d{1,10})?$/.test(quantity) ? quantity : undefined;
  return {
    raw,
    entities: [],
    edges: [
      {
        key: `${child}>${type}>${parent}`,
        kind: kinds[type] ?? 'UnknownLink',
        from: parent,
        to: child,
        open: fields.one('Relationship.RelationshipStatus') === 'ACTIVE' && period.until === undefined,
        ...filled({ ...period, shareMin: share, shareMax: share }),
        props: filled({
          relationshipType: type,
          registration: fields.one('Registration.RegistrationStatus'),
          updatedOn: fields.one('Registration.LastUpdateDate').slice(0, 10),
          reference: fields.one('Registration.ValidationReference'),
        }) as Record<string, string>,
      },
    ],
  };
}

function nodeKey(id: string, type: string): string | undefined {
  if (type !== 'LEI' && type !== '') return id === '' ? undefined : `${type.toLowerCase()}:${id}`;
  const lei = checkIdentifier('lei', id);
  return lei.valid === false ? undefined : entityKey('lei', lei.normal);
}

/** The relationship's own period, not the accounting period or the papers' filing period that stand beside it. */
function periodOf(fields: Fields): { since?: string; until?: string } {
  for (let n = 1; n <= 5; n++) {
    if (fields.one(`Relationship.Period.${n}.periodType`) !== 'RELATIONSHIP_PERIOD') continue;
    return filled({
      since: fields.one(`Relationship.Period.${n}.startDate`).slice(0, 10),
      until: fields.one(`Relationship.Period.${n}.endDate`).slice(0, 10),
    });
  }
  const path = 'Relationship.RelationshipPeriods.RelationshipPeriod';
  const types = fields.all(`${path}.PeriodType`);
  const starts = fields.all(`${path}.StartDate`);
  const at = types.findIndex(({ text }) => text === 'RELATIONSHIP_PERIOD');
  if (at < 0) return {};
  // End dates are optional, so that only a period list with an end for each can be paired by place.
  const ends = fields.all(`${path}.EndDate`);
  return filled({ since: starts[at]?.text.slice(0, 10), until: ends.length === types.length ? ends[at]?.text.slice(0, 10) : undefined });
}

function exception(fields: Fields, raw: string): SourceRecord {
  const lei = checkIdentifier('lei', fields.one('LEI'));
  if (lei.valid === false) return rejectedRecord(raw, `LEI: ${lei.reason.en}`);
  const category = fields.one('ExceptionCategory') || fields.one('Exception.Category');
  const reasons = [...fields.all('ExceptionReason'), ...fields.all('Exception.Reason')].map(({ text }) => text);
  if (category === '') return rejectedRecord(raw, 'the exception has no category');
  const key = entityKey('lei', lei.normal);
  return {
    raw,
    entities: [],
    edges: [{ key: `${key}>${category}`, kind: 'ReportingException', from: key, to: key, open: true, props: { category, reason: reasons } }],
  };
}

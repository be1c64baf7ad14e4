import type { SourceEdge, SourceRecord } from '#usecases/ports/registry.ts';
import { type BulkFormat, filled, rejectedRecord } from '../format.ts';
import { type JsonObject, jsonTexts, listOf, objectOf, parsedObject, textOf } from '../json-records.ts';
import { earlierStatement, notBods } from './earlier.ts';

/** Beneficial Ownership Data Standard 0.2 to 0.4: statements about entities, persons and relationships, as an array or NDJSON. */
export const bods: BulkFormat = {
  id: 'bods',
  title: 'Beneficial Ownership Data Standard 0.2 to 0.4, JSON or NDJSON',
  source: { id: 'bods', kind: 'relations', name: 'Beneficial ownership statements', licence: 'unspecified', exportable: false, countries: [] },
  async *records(bytes, { sourceId }) {
    for await (const raw of jsonTexts(bytes)) {
      const record = parsedObject(raw);
      yield record ? statement(record, raw, sourceId) : rejectedRecord(raw, 'expected a JSON object, the text is cut or broken');
    }
  },
};

function statement(given: JsonObject, raw: string, sourceId: string): SourceRecord {
  const record = earlierStatement(given) ?? given;
  const details = objectOf(record.recordDetails);
  const id = textOf(record.recordId);
  const type = textOf(record.recordType);
  if (id === '' || !['entity', 'person', 'relationship'].includes(type)) return notBods(given, raw);
  const closed = textOf(record.recordStatus) === 'closed';
  const key = (other: string) => `${sourceId}:${other}`;
  if (type === 'relationship') return { raw, entities: [], edges: relationships(details, id, key, closed) };
  const names = listOf(details.names).map((name) => textOf(objectOf(name).fullName));
  const alternate = listOf(details.alternateNames).map(textOf);
  const name = textOf(details.name) || names.find(Boolean) || unnamed(details) || id;
  const jurisdiction = textOf(objectOf(details.jurisdiction).code).slice(0, 2);
  const ended = textOf(details.dissolutionDate) || textOf(details.deathDate);
  return {
    raw,
    edges: [],
    entities: [
      {
        key: key(id),
        schema: type === 'person' ? 'Person' : 'Company',
        name,
        names: [...names, ...alternate].filter(Boolean).map((text) => ({ name: text, kind: 'other' as const })),
        identifiers: listOf(details.identifiers).flatMap((one) => {
          const { scheme, schemeName, id: value } = objectOf(one);
          return textOf(value) === '' ? [] : [{ scheme: bodsScheme(textOf(scheme) || textOf(schemeName)), value: textOf(value) }];
        }),
        status: ended ? 'dissolved' : 'unknown',
        open: !closed,
        ...filled({ country: jurisdiction.toUpperCase(), since: textOf(details.foundingDate), ended }),
        props: filled({
          entityType: textOf(objectOf(details.entityType).type) || textOf(details.personType),
          birthDate: textOf(details.birthDate),
          nationality: listOf(details.nationalities).map((one) => textOf(objectOf(one).code) || textOf(objectOf(one).name)),
          address: listOf(details.addresses)
            .map((one) => textOf(objectOf(one).address))
            .filter(Boolean),
          politicalExposure: textOf(objectOf(details.politicalExposure).status),
          declaredOn: textOf(record.statementDate),
        }) as Record<string, string | string[]>,
      },
    ],
  };
}

const unnamed = (details: JsonObject): string => {
  const reason =
    textOf(objectOf(details.entityType).details) ||
    textOf(objectOf(details.unspecifiedEntityDetails).reason) ||
    textOf(objectOf(details.unspecifiedPersonDetails).reason);
  return reason === '' ? '' : `(${reason})`;
};

/** org-id.guide codes that we know by another name. */
const bodsScheme = (scheme: string): string =>
  ({ 'GB-COH': 'gb-company', 'XI-LEI': 'lei', 'CN-SAIC': 'uscc', 'NO-BRC': 'no-org', 'DK-CVR': 'dk-cvr' })[scheme] ?? (scheme || 'number-any');

function relationships(details: JsonObject, id: string, key: (id: string) => string, closed: boolean): SourceEdge[] {
  const subject = end(details.subject);
  const party = end(details.interestedParty);
  if (subject === undefined) return [];
  if (party === undefined)
    return [
      {
        key: id,
        kind: 'ReportingException',
        from: key(subject),
        to: key(subject),
        open: !closed,
        props: filled({ reason: textOf(objectOf(details.interestedParty).reason) }) as Record<string, string>,
      },
    ];
  const interests = listOf(details.interests).map(objectOf);
  return (interests.length > 0 ? interests : [{}]).map((interest, n) => {
    const type = textOf(interest.type);
    const share = objectOf(interest.share);
    const until = textOf(interest.endDate);
    const exact = textOf(share.exact);
    return {
      key: `${id}#${n}`,
      kind: /shareholding|voting|rightsToSurplus|rightsToProfit|ownership|enjoyment/i.test(type)
        ? 'Ownership'
        : /board|director|officer/i.test(type)
          ? 'Directorship'
          : 'Control',
      from: key(party),
      to: key(subject),
      open: !closed && until === '',
      ...filled({
        since: textOf(interest.startDate),
        until,
        shareMin: exact || textOf(share.minimum) || textOf(share.exclusiveMinimum),
        shareMax: exact || textOf(share.maximum) || textOf(share.exclusiveMaximum),
      }),
      props: filled({ interest: type, directOrIndirect: textOf(interest.directOrIndirect), details: textOf(interest.details) }) as Record<
        string,
        string
      >,
    };
  });
}

/** A record id as text or inside a describing object; undefined where the party is not specified. */
function end(value: unknown): string | undefined {
  const text = textOf(value);
  if (text !== '') return text;
  const { describedByEntityStatement, describedByPersonStatement } = objectOf(value);
  return textOf(describedByEntityStatement) || textOf(describedByPersonStatement) || undefined;
}

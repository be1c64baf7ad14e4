import type { SourceRecord } from '#usecases/ports/registry.ts';
import { filled, rejectedRecord } from '../format.ts';
import { type JsonObject, listOf, objectOf, textOf } from '../json-records.ts';

/**
 * A statement of BODS 0.2 or 0.3 in the shape of 0.4: there a statement described one thing itself, where 0.4 has a record
 * that statements tell of. Its id is the statement's, which later statements replace. undefined: it is none of these.
 */
export function earlierStatement(record: JsonObject): JsonObject | undefined {
  const type = textOf(record.statementType);
  const statementId = textOf(record.statementID);
  if (statementId === '') return undefined;
  const about = { recordId: statementId, recordStatus: 'new', statementDate: record.statementDate };
  switch (type) {
    case 'entityStatement': {
      const jurisdiction = objectOf(record.incorporatedInJurisdiction ?? record.jurisdiction);
      return {
        ...about,
        recordType: 'entity',
        recordDetails: {
          ...record,
          jurisdiction,
          entityType: typeof record.entityType === 'string' ? { type: record.entityType } : record.entityType,
        },
      };
    }
    case 'personStatement':
      return { ...about, recordType: 'person', recordDetails: record };
    case 'ownershipOrControlStatement': {
      const { unspecified, ...party } = objectOf(record.interestedParty);
      return {
        ...about,
        recordType: 'relationship',
        recordDetails: {
          ...record,
          interestedParty: Object.keys(party).length > 0 ? party : { reason: textOf(objectOf(unspecified).reason) || 'unspecified' },
          interests: listOf(record.interests).map((interest) => ({
            ...objectOf(interest),
            directOrIndirect: textOf(objectOf(interest).interestLevel) || textOf(objectOf(interest).directOrIndirect),
          })),
        },
      };
    }
    default:
      return undefined;
  }
}

export const notBods = (record: JsonObject, raw: string): SourceRecord =>
  rejectedRecord(
    raw,
    `expected a statement of BODS 0.2 to 0.4, got ${JSON.stringify(filled({ recordType: textOf(record.recordType), statementType: textOf(record.statementType) }))}`,
  );

import { DomainError } from '#domain/kernel/error.ts';
import { bods } from './bods/statements.ts';
import { companiesHouseBasic } from './companies-house/basic.ts';
import { companiesHousePsc } from './companies-house/psc.ts';
import type { BulkFormat } from './format.ts';
import { ftm } from './ftm/entities.ts';
import { gleifCsv, gleifXml } from './gleif/level1.ts';
import { gleifExceptionsCsv, gleifExceptionsXml, gleifRelationsCsv, gleifRelationsXml } from './gleif/level2.ts';
import { table } from './table/entries.ts';

/** Every bulk format that can be imported. */
export const formats: readonly BulkFormat[] = [
  companiesHouseBasic,
  companiesHousePsc,
  gleifCsv,
  gleifXml,
  gleifRelationsCsv,
  gleifRelationsXml,
  gleifExceptionsCsv,
  gleifExceptionsXml,
  ftm,
  bods,
  table,
];

export function formatNamed(id: string): BulkFormat {
  const found = formats.find((format) => format.id === id);
  if (!found)
    throw new DomainError('registry.unknown_format', `expected a format out of ${formats.map((format) => format.id).join(', ')}, got "${id}"`, {
      id,
    });
  return found;
}

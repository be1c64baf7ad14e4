import { DomainError } from '#domain/kernel/error.ts';
import { companiesHouseBasic } from './companies-house/basic.ts';
import type { BulkFormat } from './format.ts';

/** Every bulk format that can be imported. */
export const formats: readonly BulkFormat[] = [companiesHouseBasic];

export function formatNamed(id: string): BulkFormat {
  const found = formats.find((format) => format.id === id);
  if (!found)
    throw new DomainError('registry.unknown_format', `expected a format out of ${formats.map((format) => format.id).join(', ')}, got "${id}"`, {
      id,
    });
  return found;
}

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { bigintArray, byteaArray, instantArray, textArray, uuidArray } from './binary-array.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});

/** As PostgreSQL itself writes what it was given. */
async function read(type: string, array: Buffer): Promise<unknown[]> {
  const rows = await database.query<{ value: unknown }>(`select u as value from unnest($1::${type}[]) with ordinality as t (u, n) order by n`, [
    array,
  ]);
  return rows.map(({ value }) => value);
}

describe('an array in binary form', () => {
  const cases = [
    ['bytea', byteaArray, fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes))],
    ['text', textArray, fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => !text.includes('\0'))],
    ['uuid', uuidArray, fc.uuid()],
    ['bigint', bigintArray, fc.maxSafeInteger()],
    ['timestamptz', instantArray, fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })],
  ] as const;
  for (const [type, arrayOf, values] of cases)
    it(`of ${type} arrives as it was given, nulls among it`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.option(values as fc.Arbitrary<unknown>), { maxLength: 20 }), async (given) => {
          const seen = await read(type, arrayOf(given as never));
          // This database's own client reads a bigint as text.
          expect(seen).toEqual(type === 'bigint' ? given.map((one) => (one === null ? null : String(one))) : given);
        }),
        { numRuns: 40 },
      );
    });
});

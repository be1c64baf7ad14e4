import { describe, expect, it } from 'vitest';
import { mutated, seeded, syntheticHanCompanies, syntheticNames } from '../../../bench/names-synthetic.ts';
import { compareNames } from '../names/compare.ts';
import { readDescribed } from './described.ts';
import { compareEntities } from './entities.ts';
import { NameMatcher } from './match-names.ts';
import { buildNameIndex, nameAt, readIndex, serialisedIndex } from './name-index.ts';

const joined = (chunks: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(chunks));

describe('sisters under one alias', () => {
  const group = (town: string) =>
    readDescribed({ schema: 'Organization', properties: { name: [`Northstar Relief ${town}`], alias: ['Northstar Relief'] } });
  it('are not one party because they share it', () => {
    const { verdict, reasons, features } = compareEntities(group('Almere'), group('Zwolle'));
    expect(features.mainNamesApart).toBe(1);
    expect(verdict).not.toBe('match');
    expect(reasons.map(({ en }) => en).join()).toContain('sisters under one alias');
  });
  it('and one of them is still itself', () => {
    expect(compareEntities(group('Almere'), group('Almere')).verdict).toBe('match');
  });
});

describe('the name index', () => {
  const names = [...syntheticHanCompanies(5000, 21)];

  it('finds mutated Han names first', () => {
    const random = seeded(22);
    const matcher = new NameMatcher(buildNameIndex(names));
    let first = 0;
    for (let i = 0; i < 300; i++) {
      const original = names[i * 7] as string;
      const found = matcher.match(mutated(original, random).text, { least: 0 });
      if (found.some((match) => match.name === original && match.comparison.score === found[0]?.comparison.score)) first++;
    }
    expect(first / 300).toBeGreaterThanOrEqual(0.98);
  });

  it('reads back what it wrote, and refuses a file cut short or another', () => {
    const index = buildNameIndex(names.slice(0, 50));
    const bytes = joined(serialisedIndex(index));
    const again = readIndex(bytes);
    expect(nameAt(again, 7)).toBe(names[7]);
    expect([...again.postings]).toEqual([...index.postings]);
    expect(() => readIndex(bytes.subarray(0, bytes.length - 4))).toThrow(/cut short/);
    expect(() => readIndex(new Uint8Array(64))).toThrow(/no name index/);
  });

  it('answers nothing from an empty index and from names without letters', () => {
    expect(new NameMatcher(buildNameIndex([])).match('Acme')).toEqual([]);
    expect(new NameMatcher(buildNameIndex(['', '***', 'Acme Ltd'])).match('Acme Limited').map((match) => match.position)).toEqual([2]);
  });
});

it('takes no more than 0.5 % of random pairs for the same', () => {
  const pool = [...syntheticNames(8000, 23)];
  let wrong = 0;
  for (let i = 0; i < 4000; i++)
    if (pool[i] !== pool[i + 4000] && compareNames(pool[i] as string, pool[i + 4000] as string).verdict === 'match') wrong++;
  expect(wrong / 4000).toBeLessThanOrEqual(0.005);
});

describe('entities', () => {
  const company = (name: string, more: Record<string, unknown> = {}) => readDescribed({ name, ...more }, 'Company');

  it('match by identifier though the names differ', () => {
    const identifiers = [{ scheme: 'lei', value: '5493001KJTIIGC8Y1R12' }];
    expect(compareEntities(company('Alpha Ltd', { identifiers }), company('Alpha Holdings Group', { identifiers })).verdict).toBe('match');
  });

  it('do not match under different identifiers of one scheme', () => {
    const a = company('Alpha Trading Ltd', { identifiers: [{ scheme: 'ru-inn', value: '7707083893' }] });
    const b = company('Alpha Trading Ltd', { identifiers: [{ scheme: 'ru-inn', value: '7710140679' }] });
    expect(compareEntities(a, b).verdict).not.toBe('match');
  });

  it('of one name in two countries go to a person', () => {
    expect(compareEntities(company('Al-Noor Trading', { country: 'ae' }), company('Al-Noor Trading', { country: 'eg' })).verdict).not.toBe('match');
  });

  it('read FollowTheMoney and say what is missing', () => {
    expect(readDescribed({ schema: 'Person', properties: { name: ['Jane Roe'], birthDate: ['1970-01-02'], nationality: ['GB'] } })).toMatchObject({
      schema: 'Person',
      countries: ['gb'],
      dates: ['1970-01-02'],
    });
    expect(() => readDescribed({ schema: 'Person', properties: {} })).toThrow(/at least one name/);
    expect(() => readDescribed(7)).toThrow(/expected a name/);
  });

  it('of persons part by birth date', () => {
    const born = (birthDate: string) => readDescribed({ name: 'Ahmed Hassan', birthDate }, 'Person');
    expect(compareEntities(born('1970-05-06'), born('1970-06-05')).verdict).toBe('match');
    expect(compareEntities(born('1970-05-06'), born('1951-11-30')).verdict).not.toBe('match');
  });
});

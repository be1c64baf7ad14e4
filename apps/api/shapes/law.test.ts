import { expect, test } from 'vitest';
import { rational } from '#domain/kernel/rational.ts';
import { lawBook } from '#domain/law/book.ts';
import { figure, jurisdictionShape } from './law.ts';

test.each([
  [rational(7n, 400n), '0.0175'],
  [rational(-88n, 100n), '-0.88'],
  [rational(30n), '30'],
  [rational(0n), '0'],
  [rational(1n, 3n), '1/3'],
])('a figure is the shortest exact text', (value, text) => expect(figure(value)).toBe(text));

const citation = { instrument: 'Toy Act', article: 's.2', status: 'unverified' };
const head = { code: 'XT', name: { zh: '示例国', en: 'Toyland' } };

test('a rule leaves as it was written, with its exceptions, conditions and days', () => {
  const exception = {
    id: 'XT.interest.late.consumer',
    when: { parties: ['b2c'], contractFrom: '2024-01-01' },
    values: [{ value: { kind: 'rate', percent: '4.5' } }],
    citation,
    source: 'Toy Gazette',
    confidence: 'low',
  };
  const rule = {
    id: 'XT.interest.late',
    topic: 'interest.late',
    values: [
      { to: '2023-12-31', value: { kind: 'rate', percent: '6' } },
      { from: '2024-01-01', value: { kind: 'reference', series: 'XT.BASE', plus: '8', fixing: 'daily' } },
    ],
    citation,
    source: 'Toy Gazette',
    confidence: 'high',
    exceptions: [exception],
  };
  const series = {
    id: 'XT.BASE',
    title: { zh: '基准', en: 'base' },
    unit: 'percent per year',
    points: [
      ['2024-01-01', '3.00'],
      ['2025-01-01', null],
    ],
    lastPublication: '2025-01-02',
    validThrough: '2025-06-30',
    citation,
    source: 'Toy Gazette',
    confidence: 'medium',
  };
  const book = lawBook({
    folders: () => ['XT'],
    read: () => [{ name: 'law.json', content: { jurisdiction: head, rules: [rule], series: [series] } }],
  });
  const law = book.jurisdiction('XT');
  if (!law) throw new Error('expected the toy law to load');
  expect(jurisdictionShape(law)).toMatchObject({
    jurisdiction: 'XT',
    rules: [{ id: 'XT.interest.late', title: { en: 'XT.interest.late' }, values: rule.values, exceptions: [exception] }],
    series: [
      {
        points: [
          { from: '2024-01-01', value: '3' },
          { from: '2025-01-01', value: '' },
        ],
        validThrough: '2025-06-30',
        confidence: 'medium',
      },
    ],
  });
});

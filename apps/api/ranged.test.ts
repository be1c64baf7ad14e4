import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rangeIn } from './ranged.ts';

describe('a Range header', () => {
  it.each([
    ['bytes=0-0', { from: 0, to: 1 }],
    ['bytes=0-', { from: 0, to: 1000 }],
    ['bytes=990-5000', { from: 990, to: 1000 }],
    ['bytes=-100', { from: 900, to: 1000 }],
    ['bytes=-5000', { from: 0, to: 1000 }],
    ['bytes=1000-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-4', undefined],
    ['bytes=0-1,5-6', undefined],
    ['items=0-1', undefined],
    ['bytes=-', undefined],
    [undefined, undefined],
  ])('%s of 1000 bytes', (header, range) => {
    expect(rangeIn(header, 1000)).toEqual(range);
  });

  it('never reaches outside the bytes that are there', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^bytes=\d{0,17}-\d{0,17}$/)), fc.nat(), (header, size) => {
        const range = rangeIn(header, size);
        return typeof range !== 'object' || (range.from >= 0 && range.from < range.to && range.to <= size);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskedName } from './mask.ts';
import { groundFor, type TransferGround, transferOf, transferRoutes } from './transfer.ts';

describe('personal data that leaves the country', () => {
  it.each([
    ['CN', 'CN', 'person', false, true, 'pipl'],
    ['CN', 'US', 'person', true, false, 'pipl'],
    ['CN', 'HK', 'person', true, false, 'pipl'],
    ['CN', 'US', 'organisation', true, true, 'pipl'],
    ['DE', 'BE', 'person', false, true, 'gdpr'],
    ['DE', 'NO', 'person', false, true, 'gdpr'],
    ['DE', 'GB', 'person', true, true, 'gdpr'],
    ['DE', 'US', 'person', true, false, 'gdpr'],
    ['DE', 'CN', 'person', true, false, 'gdpr'],
    ['GB', 'DE', 'person', true, true, 'uk-gdpr'],
    ['GB', 'KZ', 'person', true, false, 'uk-gdpr'],
    ['KZ', 'US', 'person', true, false, 'other'],
    [undefined, 'US', 'person', true, false, 'other'],
    [undefined, 'US', 'organisation', true, true, 'other'],
  ] as const)('%s to %s about a %s', (from, to, subject, crosses, free, law) => {
    expect(transferOf({ to, subject, ...(from ? { from } : {}) })).toMatchObject({ crosses, free, law });
  });

  it('takes the ground for the very country before the one for all, and none of another law', () => {
    const ground = (to: string, law: TransferGround['law'] = 'pipl'): TransferGround => ({ law, route: 'standard-contract', to, reference: to });
    const transfer = transferOf({ from: 'CN', to: 'US', subject: 'person' });
    expect(groundFor(transfer, [ground('*'), ground('US')])?.reference).toBe('US');
    expect(groundFor(transfer, [ground('*'), ground('GB')])?.reference).toBe('*');
    expect(groundFor(transfer, [ground('US', 'gdpr'), ground('GB')])).toBeUndefined();
  });

  it('cites an article for every route but the one that only counsel knows', () => {
    for (const [law, routes] of Object.entries(transferRoutes))
      for (const { because } of routes) expect([law, because.article !== undefined || because.status === 'blank']).toEqual([law, true]);
  });
});

describe('other people’s names', () => {
  it.each([
    ['王小明', '王**'],
    ['王', '*'],
    ['欧阳 娜娜', '欧****'],
    ['John Doe', 'J*** D***'],
    ['Þór', 'Þ***'],
  ])('%s is shown as %s', (name, shown) => expect(maskedName(name)).toBe(shown));

  it('tells no more than the first sign of each word', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[A-Za-z]{2,12}$/), { minLength: 1, maxLength: 4 }), (words) => {
        for (const [i, shown] of maskedName(words.join(' ')).split(' ').entries()) expect(shown).toBe(`${words[i]?.[0]}***`);
      }),
    );
  });
});

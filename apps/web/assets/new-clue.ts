import type { Input } from '#contract/operation.ts';
import type { addAsset } from '#contract/operations/assets.ts';
import { plainDecimal } from '../filing/draft.ts';

/** How a new thing hangs on one that is there: the kind of relation, and whether the thing is its end or its beginning. */
export const linkWays = {
  Holds: { kind: 'Holds', from: 'other' },
  Ownership: { kind: 'Ownership', from: 'other' },
  StoredAt: { kind: 'StoredAt', from: 'thing' },
  Address: { kind: 'Address', from: 'thing' },
  Owes: { kind: 'Owes', from: 'other' },
  Charge: { kind: 'Charge', from: 'thing' },
  Directorship: { kind: 'Directorship', from: 'thing' },
  Party: { kind: 'Party', from: 'other' },
} as const;

export type NewLink = { readonly way: keyof typeof linkWays; readonly other: string; readonly share: string };
export type NewClue = {
  readonly schema: string;
  readonly name: string;
  readonly country: string;
  readonly amount: string;
  readonly currency: string;
  readonly source: string;
  readonly asOf: string;
  readonly confidence: string;
  readonly recordId: string;
  readonly note: string;
  readonly latitude: string;
  readonly longitude: string;
  readonly links: readonly NewLink[];
};

export const emptyClue = (today: string, debtor: string | undefined): NewClue => ({
  schema: 'Goods',
  name: '',
  country: '',
  amount: '',
  currency: '',
  source: '',
  asOf: today,
  confidence: '60',
  recordId: '',
  note: '',
  latitude: '',
  longitude: '',
  links: debtor ? [{ way: 'Holds', other: debtor, share: '' }] : [],
});

type Wrong = 'missing' | 'number' | 'currency' | 'range';

/** What a person has to mend, by field; the server checks again. */
export function problemsOf(clue: NewClue): Partial<Record<'name' | 'source' | 'asOf' | 'amount' | 'currency' | 'latitude' | 'longitude', Wrong>> {
  const amount = clue.amount.trim() === '' ? undefined : plainDecimal(clue.amount);
  return {
    ...(clue.name.trim() === '' ? { name: 'missing' as const } : {}),
    ...(clue.source.trim() === '' ? { source: 'missing' as const } : {}),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(clue.asOf) ? {} : { asOf: 'missing' as const }),
    ...(clue.amount.trim() !== '' && (amount === undefined || amount.startsWith('-')) ? { amount: 'number' as const } : {}),
    ...(clue.amount.trim() !== '' && clue.currency === '' ? { currency: 'currency' as const } : {}),
    ...(degrees(clue.latitude, 90) === 'wrong' || (clue.latitude === '') !== (clue.longitude === '') ? { latitude: 'range' as const } : {}),
    ...(degrees(clue.longitude, 180) === 'wrong' ? { longitude: 'range' as const } : {}),
  };
}

function degrees(text: string, most: number): number | 'wrong' | undefined {
  if (text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) && Math.abs(value) <= most ? value : 'wrong';
}

export function bodyOf(clue: NewClue): Input<typeof addAsset>['body'] {
  const amount = clue.amount.trim() === '' ? undefined : plainDecimal(clue.amount);
  const [latitude, longitude] = [degrees(clue.latitude, 90), degrees(clue.longitude, 180)];
  return {
    schema: clue.schema,
    name: clue.name.trim(),
    source: clue.source.trim(),
    asOf: clue.asOf,
    confidence: Number(clue.confidence),
    ...(clue.country ? { country: clue.country } : {}),
    ...(amount ? { value: { amount, currency: clue.currency } } : {}),
    ...(typeof latitude === 'number' && typeof longitude === 'number' ? { latitude, longitude } : {}),
    ...(clue.recordId ? { recordId: clue.recordId } : {}),
    ...(clue.note.trim() ? { note: clue.note.trim() } : {}),
    links: clue.links
      .filter(({ other }) => other !== '')
      .map(({ way, other, share }) => {
        const { kind, from } = linkWays[way];
        const percent = share.trim().replace('%', '');
        return {
          kind,
          ...(from === 'other' ? { from: other } : { to: other }),
          ...(way === 'Ownership' && /^\d{1,3}(\.\d{1,10})?$/.test(percent) ? { shareMin: percent, shareMax: percent } : {}),
        };
      }),
  };
}

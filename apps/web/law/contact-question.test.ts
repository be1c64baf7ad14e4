import { expect, test } from 'vitest';
import { emptyForm, questionFrom } from './contact-question.ts';

const now = new Date('2026-11-23T13:00:00Z');

test('an untouched form asks about now, with nothing known against it', () => {
  expect(questionFrom(emptyForm('CN'), now)).toEqual({
    instant: '2026-11-23T13:00:00.000Z',
    channel: 'call',
    sender: { relation: 'creditor', place: { country: 'CN' } },
    debtor: { kind: 'consumer', places: [{ country: 'CN' }] },
    recipient: 'debtor',
    purpose: 'demand',
    history: [],
    consents: [],
    stops: [],
    represented: false,
    disputed: false,
    vulnerable: false,
  });
});

test('regions, states, consents and earlier contacts go along; an earlier contact without a time does not', () => {
  const question = questionFrom(
    {
      ...emptyForm('US'),
      region: ' ny ',
      sector: 'other',
      states: ['stops', 'represented'],
      consents: ['time'],
      history: [
        { at: '2026-11-23T10:00', channel: 'call', outcome: 'unanswered' },
        { at: '', channel: 'call', outcome: 'sent' },
      ],
    },
    now,
  );
  expect(question).toMatchObject({
    debtor: { places: [{ country: 'US', region: 'NY' }] },
    sector: 'other',
    stops: [{}],
    represented: true,
    consents: [{ kind: 'time' }],
    history: [{ instant: new Date('2026-11-23T10:00').toISOString(), channel: 'call', outcome: 'unanswered' }],
  });
});

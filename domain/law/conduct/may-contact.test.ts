import { describe, expect, it } from 'vitest';
import { conductBookFor } from './book.ts';
import { mayContact } from './may-contact.ts';
import { parseQuestion } from './parse-question.ts';
import type { PastContact } from './question.ts';

const ask = async (over: Record<string, unknown>) => {
  const question = parseQuestion({
    instant: '2026-11-23T10:00:00+08:00',
    channel: 'call',
    sender: { relation: 'creditor', place: { country: 'CN' } },
    debtor: { kind: 'consumer', places: [{ country: 'CN' }] },
    sector: 'bank-consumer-loan',
    ...over,
  });
  return mayContact(question, await conductBookFor([question]));
};
const debtor = (kind: string, country: string, region?: string, zones?: string[]) => ({ debtor: { kind, places: [{ country, region, zones }] } });
const sender = (relation: string, country: string, region?: string) => ({ sender: { relation, place: { country, region } } });
const past = (instant: string, over: Partial<PastContact> = {}): PastContact => ({ instant, channel: 'call', outcome: 'unanswered', ...over });

describe('China', () => {
  it('allows a bank to call its borrower by day and says by which rule', async () => {
    const answer = await ask({});
    expect(answer).toMatchObject({ allowed: true, limitsLeft: [{ ruleId: 'cn.cba.dials', used: 0, left: 6 }] });
    expect(answer.because.map((r) => r.ruleId)).toEqual(expect.arrayContaining(['cn.permit.creditor', 'cn.cba.hours']));
    expect(answer.notices.map((r) => r.ruleId)).toContain('cn.50');
  });

  it.each([
    ['2026-11-23T07:59:59+08:00', '2026-11-23T00:00:00Z'],
    ['2026-11-23T22:00:00+08:00', '2026-11-24T00:00:00Z'],
    ['2026-11-24T03:00:00+08:00', '2026-11-24T00:00:00Z'],
  ])('refuses at %s until %s', async (instant, next) => {
    expect(await ask({ instant })).toMatchObject({ allowed: false, code: 'conduct.outside_hours', nextAllowedAt: next });
  });

  it('counts six unanswered dials per number and day, and no more', async () => {
    const dials = (n: number, number = '13800000000') => Array.from({ length: n }, (_, i) => past(`2026-11-23T09:0${i}:00+08:00`, { number }));
    expect(await ask({ number: '13800000000', history: dials(5) })).toMatchObject({ allowed: true, limitsLeft: [{ left: 1 }] });
    expect(await ask({ number: '13800000000', history: dials(6) })).toMatchObject({
      allowed: false,
      code: 'conduct.too_often',
      nextAllowedAt: '2026-11-24T00:00:00Z',
    });
    expect(await ask({ number: '13900000000', history: dials(6) })).toMatchObject({ allowed: true });
  });

  it('bars a third-party collector outside a bank’s mandate, and allows a lawyer', async () => {
    expect(await ask({ ...sender('collector', 'CN'), ...debtor('business', 'CN'), sector: 'other' })).toMatchObject({
      allowed: false,
      code: 'conduct.not_covered',
    });
    const barred = await ask({ ...sender('collector', 'CN'), ...debtor('business', 'CN'), sector: 'other' });
    expect(barred.because.map((r) => r.code)).toContain('conduct.sender_barred');
    expect(barred).not.toHaveProperty('nextAllowedAt');
    expect(await ask({ ...sender('lawyer', 'CN'), ...debtor('business', 'CN'), sector: 'other' })).toMatchObject({ allowed: true });
    expect(await ask(sender('collector', 'CN'))).toMatchObject({ allowed: true });
  });

  it('keeps every sector’s limits when nobody says what kind of debt it is', async () => {
    const answer = await ask({ sector: undefined, instant: '2026-11-23T23:00:00+08:00' });
    expect(answer.because.map((r) => r.ruleId)).toEqual(expect.arrayContaining(['cn.cba.hours', 'cn.gbt.hours', 'cn.caution.hours']));
  });

  it('reaches third parties only when the debtor is lost and nothing is revealed', async () => {
    const third = (thirdParty: object) => ask({ recipient: 'third-party', thirdParty });
    expect(await third({})).toMatchObject({ allowed: false, code: 'conduct.not_covered' });
    expect(await third({ debtorLost: true })).toMatchObject({ allowed: true });
    expect(await third({ debtorLost: true, revealsDebt: true })).toMatchObject({ allowed: false, code: 'conduct.third_party' });
    expect(await third({ debtorLost: true, saidStop: true })).toMatchObject({ allowed: false, code: 'conduct.third_party' });
  });

  it('disturbs no business at night by call, but an e-mail may wait in its box', async () => {
    const night = { ...debtor('business', 'CN'), sector: 'other', instant: '2026-11-23T23:30:00+08:00' };
    expect(await ask(night)).toMatchObject({ allowed: false, nextAllowedAt: '2026-11-24T00:00:00Z' });
    expect(await ask({ ...night, channel: 'email' })).toMatchObject({ allowed: true });
    expect(await ask({ ...night, ...debtor('consumer', 'CN'), channel: 'email' })).toMatchObject({ allowed: false });
  });

  it('lets the debtor agree to another hour', async () => {
    expect(await ask({ instant: '2026-11-23T22:30:00+08:00', consents: [{ kind: 'time' }] })).toMatchObject({ allowed: true });
  });
});

describe('United States', () => {
  const us = (over: Record<string, unknown>) =>
    ask({ ...sender('collector', 'US', 'NY'), ...debtor('consumer', 'US', 'NY'), sector: 'other', ...over });

  it('counts seven calls in seven days for each debt', async () => {
    const calls = (n: number, claim = 'A') => Array.from({ length: n }, (_, i) => past(`2026-03-0${i + 1}T15:00:00-05:00`, { claim }));
    expect(await us({ instant: '2026-03-07T16:00:00-05:00', claim: 'A', history: calls(6) })).toMatchObject({ allowed: true });
    const seven = await us({ instant: '2026-03-07T16:00:00-05:00', claim: 'A', history: calls(7) });
    // the next day is the change to summer time: 08:00 is 12:00 UTC, not 13:00
    expect(seven).toMatchObject({ allowed: false, code: 'conduct.too_often', nextAllowedAt: '2026-03-08T12:00:00Z' });
    expect(await us({ instant: '2026-03-07T16:00:00-05:00', claim: 'B', history: calls(7) })).toMatchObject({ allowed: true });
  });

  it('waits seven days after a conversation, its day being the first', async () => {
    const history = [past('2026-11-01T15:00:00-05:00', { outcome: 'answered' })];
    expect(await us({ instant: '2026-11-07T15:00:00-05:00', history })).toMatchObject({ allowed: false, nextAllowedAt: '2026-11-08T13:00:00Z' });
    expect(await us({ instant: '2026-11-08T09:00:00-05:00', history })).toMatchObject({ allowed: true });
    expect(await us({ instant: '2026-11-07T15:00:00-05:00', channel: 'post', history })).toMatchObject({ allowed: true });
  });

  it('satisfies every place of a debtor who moved', async () => {
    const places = {
      debtor: {
        kind: 'consumer',
        places: [
          { country: 'US', region: 'NY' },
          { country: 'US', region: 'CA' },
        ],
      },
    };
    // 09:00 in New York is 06:00 in Los Angeles
    expect(await us({ ...places, instant: '2026-11-23T09:00:00-05:00' })).toMatchObject({ allowed: false, nextAllowedAt: '2026-11-23T16:00:00Z' });
    // 18:30 in Los Angeles is 21:30 in New York
    expect(await us({ ...places, instant: '2026-11-23T18:30:00-08:00' })).toMatchObject({ allowed: false, nextAllowedAt: '2026-11-24T16:00:00Z' });
  });

  it('asks consent for texts, minds the lawyer, the cease request and the dispute', async () => {
    const noon = { instant: '2026-11-23T12:00:00-05:00' };
    expect(await us({ ...noon, channel: 'sms' })).toMatchObject({ allowed: false, code: 'conduct.consent_needed' });
    const text = await us({ ...noon, channel: 'sms', consents: [{ kind: 'channel', channel: 'sms' }] });
    expect(text.allowed).toBe(true);
    expect(text.notices.map((n) => n.ruleId)).toContain('us.optout');
    expect(await us({ ...noon, represented: true })).toMatchObject({ allowed: false, code: 'conduct.represented' });
    expect(await us({ ...noon, represented: true, recipient: 'debtor-lawyer' })).toMatchObject({ allowed: true });
    expect(await us({ ...noon, stops: [{}] })).toMatchObject({ allowed: false, code: 'conduct.stop_requested' });
    expect(await us({ ...noon, stops: [{}], channel: 'post', purpose: 'legal-notice' })).toMatchObject({ allowed: true });
    expect(await us({ ...noon, disputed: true })).toMatchObject({ allowed: false, code: 'conduct.disputed' });
  });

  it('keeps the narrower state rules', async () => {
    const two = [past('2026-11-20T12:00:00-05:00'), past('2026-11-21T12:00:00-05:00')];
    expect(await us({ ...debtor('consumer', 'US', 'MA'), instant: '2026-11-23T12:00:00-05:00', history: two })).toMatchObject({
      code: 'conduct.too_often',
    });
  });
});

describe('elsewhere', () => {
  it.each([
    [
      'KR 21:00 ends the day',
      { ...debtor('consumer', 'KR'), ...sender('collector', 'KR'), instant: '2026-11-23T21:00:00+09:00' },
      '2026-11-23T23:00:00Z',
    ],
    [
      'ID has no Sunday',
      { ...debtor('consumer', 'ID', undefined, ['Asia/Jakarta']), ...sender('creditor', 'ID'), instant: '2026-11-22T10:00:00+07:00' },
      '2026-11-23T01:00:00Z',
    ],
    [
      'KZ keeps to working days',
      { ...debtor('consumer', 'KZ', undefined, ['Asia/Almaty']), ...sender('collector', 'KZ'), instant: '2026-12-16T10:00:00+05:00' },
      '2026-12-17T03:00:00Z',
    ],
    [
      'AU starts at nine on Saturdays',
      { ...debtor('consumer', 'AU', 'QLD'), ...sender('collector', 'AU'), instant: '2026-11-21T08:00:00+10:00' },
      '2026-11-20T23:00:00Z',
    ],
    [
      'AU rests on Christmas and Boxing Day',
      { ...debtor('consumer', 'AU', 'QLD'), ...sender('collector', 'AU'), instant: '2026-12-25T10:00:00+10:00' },
      '2026-12-26T23:00:00Z',
    ],
    [
      'RU rests longer on Sundays',
      { ...debtor('consumer', 'RU', undefined, ['Europe/Moscow']), ...sender('collector', 'RU'), instant: '2026-11-22T21:00:00+03:00' },
      '2026-11-23T05:00:00Z',
    ],
    [
      'Ontario has a short Sunday',
      { ...debtor('consumer', 'CA', 'ON', ['America/Toronto']), ...sender('collector', 'CA', 'ON'), instant: '2026-11-22T10:00:00-05:00' },
      '2026-11-22T18:00:00Z',
    ],
    [
      'IN stops at seven',
      { ...debtor('consumer', 'IN'), ...sender('collector', 'IN'), instant: '2026-11-23T19:30:00+05:30' },
      '2026-11-24T02:30:00Z',
    ],
    ['JP', { ...debtor('consumer', 'JP'), ...sender('collector', 'JP'), instant: '2026-11-23T21:30:00+09:00' }, '2026-11-23T23:00:00Z'],
    ['VN opens at seven', { ...debtor('consumer', 'VN'), ...sender('creditor', 'VN'), instant: '2026-11-23T06:00:00+07:00' }, '2026-11-23T00:00:00Z'],
    [
      'MX opens at seven',
      { ...debtor('consumer', 'MX', undefined, ['America/Mexico_City']), ...sender('collector', 'MX'), instant: '2026-11-23T06:00:00-06:00' },
      '2026-11-23T13:00:00Z',
    ],
    [
      'GB has no number, so the house keeps working hours',
      { ...debtor('consumer', 'GB'), ...sender('creditor', 'GB'), instant: '2026-11-21T10:00:00Z' },
      '2026-11-23T09:00:00Z',
    ],
  ])('%s', async (_, over, next) => {
    expect(await ask({ sector: 'other', ...over })).toMatchObject({ allowed: false, code: 'conduct.outside_hours', nextAllowedAt: next });
    expect(await ask({ sector: 'other', ...over, instant: next })).toMatchObject({ allowed: true });
  });

  it('fails closed where the table is blank', async () => {
    for (const [kind, country, relation] of [
      ['consumer', 'TR', 'creditor'],
      ['consumer', 'ZA', 'collector'],
      ['consumer', 'AR', 'creditor'],
      ['business', 'EG', 'creditor'],
      ['consumer', 'SG', 'collector'],
    ] as const) {
      const answer = await ask({ ...debtor(kind, country), ...sender(relation, country), sector: 'other' });
      expect(answer, country).toMatchObject({ allowed: false, code: 'conduct.not_covered' });
      expect(answer).not.toHaveProperty('nextAllowedAt');
    }
  });

  it('lets a creditor write to a business where the law gives a demand its effect, and cites it', async () => {
    const letter = await ask({ ...debtor('business', 'PT'), ...sender('creditor', 'CN'), sector: 'other', channel: 'post' });
    expect(letter).toMatchObject({ allowed: true });
    expect(letter.because[0]?.citation.instrument).toBe('Directive 2011/7/EU');
    expect(await ask({ ...debtor('business', 'PT'), sector: 'other', channel: 'call' })).toMatchObject({
      allowed: false,
      code: 'conduct.not_covered',
    });
  });

  it('keeps the stricter of the two places', async () => {
    // 21:30 in Shanghai is open for CN but the sender's Korean rule ends at 21:00
    expect(await ask({ ...sender('creditor', 'KR'), instant: '2026-11-23T21:30:00+08:00' })).toMatchObject({
      allowed: false,
      code: 'conduct.outside_hours',
    });
    expect(await ask({ ...sender('creditor', 'AR') })).toMatchObject({ allowed: false, code: 'conduct.sender_place_unknown' });
  });

  it('bars debt collection as a business in Viet Nam', async () => {
    const answer = await ask({ ...debtor('consumer', 'VN'), ...sender('collector', 'SG'), sector: 'other' });
    expect(answer.because.map((r) => r.code)).toContain('conduct.sender_barred');
  });

  it('waits for the end of a hold, and of a refused slot', async () => {
    const held = { ...debtor('consumer', 'GB'), ...sender('creditor', 'GB'), sector: 'other', instant: '2026-11-23T10:00:00Z' };
    expect(await ask({ ...held, holds: [{ reason: 'breathing space', until: '2027-01-21' }] })).toMatchObject({
      code: 'conduct.on_hold',
      nextAllowedAt: '2027-01-22T09:00:00Z',
    });
    expect(await ask({ ...held, holds: [{ reason: 'court' }] })).not.toHaveProperty('nextAllowedAt');
    const slots = { preferences: { refusedSlots: [{ days: [1, 2, 3, 4, 5], from: '00:00', to: '14:00' }] } };
    expect(await ask({ ...held, ...slots })).toMatchObject({ code: 'conduct.preference', nextAllowedAt: '2026-11-23T14:00:00Z' });
  });
});

describe('bad questions are refused with what was expected', () => {
  it.each([
    [{ instant: '2026-11-23 10:00' }, /instant with an offset/],
    [{ channel: 'pigeon' }, /one of call, sms/],
    [{ debtor: { kind: 'consumer', places: [] } }, /at least one place/],
    [{ debtor: { kind: 'consumer', places: [{ country: 'CN', zones: ['Mars/Base'] }] } }, /IANA time zone/],
    [{ colour: 'blue' }, /one of the keys/],
    [{ history: [{ instant: '2026-01-01T00:00:00Z', channel: 'call', outcome: 'perhaps' }] }, /answered, unanswered, sent/],
  ])('%j', async (over, message) => {
    await expect(ask(over)).rejects.toThrow(message);
  });
});

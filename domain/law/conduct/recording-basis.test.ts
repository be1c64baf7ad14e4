import { describe, expect, it } from 'vitest';
import { mayRecord, type RecordingConsent } from './recording-basis.ts';

const consent: RecordingConsent = { how: 'spoken', at: '2026-11-20T09:00:00Z', by: 'debtor' };
const law = { instrument: '个人信息保护法', article: '13' };

describe('may a call be recorded', () => {
  it('needs a purpose and a consent, wherever people speak', () => {
    for (const countries of [['CN'], ['DE'], ['US'], ['CN', 'DE'], []]) {
      expect(mayRecord({ consent }, countries)).toMatchObject({ kind: 'refusal', code: 'calls.no_purpose' });
      expect(mayRecord({ purpose: '  ', consent }, countries)).toMatchObject({ kind: 'refusal', code: 'calls.no_purpose' });
      expect(mayRecord({ purpose: 'proof' }, countries)).toMatchObject({ kind: 'refusal', code: 'calls.no_consent' });
      expect(mayRecord({ purpose: 'proof', consent }, countries)).toMatchObject({ kind: 'allowed' });
    }
  });

  it('takes "not needed" only with the law that says so', () => {
    const claimed = { how: 'not-needed', at: consent.at, by: 'Li Wei' } as const;
    expect(mayRecord({ purpose: 'proof', consent: claimed }, ['CN'])).toMatchObject({ code: 'calls.no_consent', data: { got: 'not-needed' } });
    expect(mayRecord({ purpose: 'proof', consent: { ...claimed, law } }, ['CN'])).toMatchObject({ kind: 'allowed' });
  });

  it('cites what it knows and says blank where it knows nothing', () => {
    const said = mayRecord({ purpose: 'proof' }, ['CN', 'FR', 'US']);
    expect(said.because.map(({ instrument, article, status }) => [instrument, article, status])).toEqual([
      ['个人信息保护法', '13, 14', 'verified'],
      ['Regulation (EU) 2016/679', 'art. 6(1)', 'unverified'],
      ['Quittance recording policy', undefined, 'blank'],
    ]);
  });
});

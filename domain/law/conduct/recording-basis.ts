import type { Citation } from '../../kernel/citation.ts';
import { type Refusal, refuse } from '../../kernel/refusal.ts';
import { memberStates } from '../profiles/union.ts';

/** How the persons of a call came to agree to its being recorded; `not-needed` names the law that says so. */
export const consentForms = ['announced', 'spoken', 'written', 'not-needed'] as const;
export type ConsentForm = (typeof consentForms)[number];

export type RecordingConsent = {
  readonly how: ConsentForm;
  /** ISO 8601 with Z or an offset. */
  readonly at: string;
  /** Who gave it, or who says that none is needed. */
  readonly by: string;
  /** The law under which none is needed, as the person who relies on it named it: kept, never judged here. */
  readonly law?: { readonly instrument: string; readonly article?: string };
};

export type RecordingBasis = { readonly consent?: RecordingConsent; readonly purpose?: string };

/** May a call be recorded and kept: `because` says which laws ask, `blank` for places whose rules the table does not hold. */
export type MayRecord = { readonly kind: 'allowed'; readonly because: readonly Citation[] };

const pipl = (article: string, note: string): Citation => ({ instrument: '个人信息保护法', article, status: 'verified', note });
const gdpr = (article: string, note: string): Citation => ({ instrument: 'Regulation (EU) 2016/679', article, status: 'unverified', note });

/**
 * A recording is kept only with a purpose and a consent, or the law that needs none, on record. Voices are personal data:
 * PIPL 6, 13 and 14, GDPR 5(1)(b) and 6(1). Elsewhere the same is asked out of caution and cited as blank: the contact
 * tables hold no one-party or two-party rule, so none is guessed. `countries` are ISO 3166-1 alpha-2 of all who speak.
 */
export function mayRecord(
  { consent, purpose }: RecordingBasis,
  countries: readonly string[],
): MayRecord | Refusal<'calls.no_purpose' | 'calls.no_consent'> {
  if (!purpose?.trim()) return refuse('calls.no_purpose', asking(countries, 'purpose'), { countries });
  if (!consent || (consent.how === 'not-needed' && !consent.law?.instrument.trim())) {
    return refuse('calls.no_consent', asking(countries, 'consent'), { countries, got: consent?.how ?? 'none' });
  }
  return { kind: 'allowed', because: asking(countries, 'consent') };
}

function asking(countries: readonly string[], what: 'consent' | 'purpose'): Citation[] {
  return [...new Set(countries)].map((country): Citation => {
    if (country === 'CN') return what === 'consent' ? pipl('13, 14', '取得个人同意，或者有其他法定情形') : pipl('6', '明确、合理的目的');
    if (memberStates.has(country)) return what === 'consent' ? gdpr('art. 6(1)', 'a lawful basis') : gdpr('art. 5(1)(b)', 'a specified purpose');
    return {
      instrument: 'Quittance recording policy',
      status: 'blank',
      note: `no rule on recording calls is loaded for ${country}: ask local counsel`,
    };
  });
}

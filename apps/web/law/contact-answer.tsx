import type { BilingualJson, CitationJson } from '#contract/schemas/basics.ts';
import { Cite } from '../pieces/citation.tsx';
import { Mark } from '../pieces/mark.tsx';
import { useWords } from '../words/words.tsx';

type Reason = {
  readonly ruleId: string;
  readonly place: string;
  readonly text: BilingualJson;
  readonly citation: CitationJson;
  readonly binding: string;
};

/** The answer of POST /v1/law/contact. */
export type ContactAnswer = {
  readonly allowed: boolean;
  readonly code?: string;
  readonly because: readonly Reason[];
  readonly notices: readonly Reason[];
  readonly limitsLeft: readonly {
    readonly ruleId: string;
    readonly max: number;
    readonly used: number;
    readonly left: number;
    readonly consecutiveDays: number;
  }[];
  readonly nextAllowedAt?: string;
  readonly clocks: readonly string[];
};

const bindings = ['statute', 'regulation', 'recommended-standard', 'self-regulation', 'guidance', 'house-caution'] as const;

/** Yes or not now, by which rule, and when next, on the clock of the person who would be reached. */
export function ContactVerdict(props: { readonly of: ContactAnswer; readonly instant: string }) {
  const { t, moment } = useWords();
  const { of, instant } = props;
  const rule = new Map([...of.because, ...of.notices].map((reason) => [reason.ruleId, reason.text]));
  const { say } = useWords();
  return (
    <div className="stack-3">
      <div className={of.allowed ? 'verdict yes' : 'verdict no'} role="status">
        <p className="verdict-word">
          <Mark shape={of.allowed ? 'tick' : 'cross'} tone={of.allowed ? 'jade' : 'cinnabar'}>
            {of.allowed ? t('may.yes') : of.nextAllowedAt ? t('may.notNow') : t('may.no')}
          </Mark>
        </p>
        <ul>
          {of.clocks.length === 0 && <li>{t('may.noClock')}</li>}
          {of.clocks.map((zone) => (
            <li key={zone}>
              {t('may.there', { time: moment(instant, zone), zone })}
              {of.nextAllowedAt && (
                <>
                  {' '}
                  <strong>{t('may.next', { time: moment(of.nextAllowedAt, zone) })}</strong>
                </>
              )}
            </li>
          ))}
        </ul>
        {!of.allowed && !of.nextAllowedAt && <p>{t('may.noTime')}</p>}
      </div>
      <Reasons title={of.allowed ? t('may.because.yes') : t('may.because.no')} of={of.because} />
      {of.limitsLeft.length > 0 && (
        <section className="section">
          <header>
            <h2>{t('may.limits')}</h2>
          </header>
          <ul className="law-lines">
            {of.limitsLeft.map((limit) => {
              const text = rule.get(limit.ruleId);
              return (
                <li key={limit.ruleId}>
                  {t(limit.consecutiveDays === 1 ? 'may.left.day' : 'may.left', { left: limit.left, max: limit.max, days: limit.consecutiveDays })}{' '}
                  <span className="small quiet">{text ? say(text) : limit.ruleId}</span>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {of.notices.length > 0 && <Reasons title={t('may.notices')} of={of.notices} />}
    </div>
  );
}

function Reasons(props: { readonly title: string; readonly of: readonly Reason[] }) {
  const { t, say } = useWords();
  return (
    <section className="section">
      <header>
        <h2>{props.title}</h2>
      </header>
      <ul className="law-routes">
        {props.of.map((reason) => {
          const binding = bindings.find((one) => one === reason.binding);
          return (
            <li key={`${reason.ruleId}${reason.place}${reason.text.en}`}>
              <p>{say(reason.text)}</p>
              <p className="small quiet">
                <Cite of={reason.citation} /> · {binding ? t(`binding.${binding}`) : reason.binding} · {reason.place} · <code>{reason.ruleId}</code>
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

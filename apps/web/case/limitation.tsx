import type { PositionJson } from '#contract/schemas/law.ts';
import { Day } from '../pieces/amount.tsx';
import { Cites } from '../pieces/citation.tsx';
import { useWords } from '../words/words.tsx';

/** Until when it can be claimed, what moved that day, what would move it again. Light: the consultation shows it too. */
export function LimitationFacts(props: { readonly of: PositionJson['limitation'] }) {
  const { t, say } = useWords();
  const { of } = props;
  return (
    <div className="stack-2">
      <dl className="pairs">
        <dt>{t('limitation.status')}</dt>
        <dd>{t(`limitation.${of.status}`)}</dd>
        {of.expiresOn && (
          <>
            <dt>{t('limitation.expiresOn')}</dt>
            <dd>
              <Day on={of.expiresOn} />
            </dd>
          </>
        )}
        {of.longStopOn && (
          <>
            <dt>{t('limitation.longStop')}</dt>
            <dd>
              <Day on={of.longStopOn} />
            </dd>
          </>
        )}
        {of.interruptedBy.map((one) => (
          <div key={`${one.on}${one.kind}`} className="pair">
            <dt>{t('limitation.interruptedBy')}</dt>
            <dd>
              <Day on={one.on} /> · {eventWord(one.kind, t)}
            </dd>
          </div>
        ))}
      </dl>
      {of.effectAfterExpiry && (
        <div className="notice">
          <p>{say(of.effectAfterExpiry)}</p>
        </div>
      )}
      {of.whatInterrupts.length > 0 && (
        <div>
          <h3>{t('limitation.whatInterrupts')}</h3>
          <ul className="dots">
            {of.whatInterrupts.map((one) => (
              <li key={one.en}>{say(one)}</li>
            ))}
          </ul>
        </div>
      )}
      <Cites of={of.because} />
    </div>
  );
}

export const eventKinds = [
  'demand-sent',
  'demand-received',
  'acknowledgment',
  'partial-payment',
  'promise',
  'suit-filed',
  'arbitration-filed',
  'payment-order-filed',
  'mediation-filed',
  'judgment',
  'insolvency-opened',
  'dispute-raised',
  'negotiation-started',
  'negotiation-ended',
  'obstacle-started',
  'obstacle-ended',
  'enforcement-filed',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** The server may know kinds that this page does not; their own name is better than nothing. */
export const eventWord = (kind: string, t: (key: `event.${EventKind}`) => string): string => {
  const known = eventKinds.find((one) => one === kind);
  return known ? t(`event.${known}`) : kind;
};

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getContact, getPosition } from '#contract/operations/cases.ts';
import type { ContactDecisionJson, PositionJson } from '#contract/schemas/law.ts';
import { Amount, Moment } from '../pieces/amount.tsx';
import { Cite, Cites, Standing } from '../pieces/citation.tsx';
import { DayInput } from '../pieces/field.tsx';
import { Mark } from '../pieces/mark.tsx';
import { SumTable, TraceList } from '../pieces/trace.tsx';
import { Answer } from '../server/answer.tsx';
import { ask } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import { LimitationFacts } from './limitation.tsx';
import type { CaseRoom } from './page.tsx';

/** The law's position at a chosen day, other readings of it, the limitation, and who may be contacted now. */
export function LawRoom(props: CaseRoom) {
  const { t } = useWords();
  const caseId = props.detail.row.id;
  const [asOf, setAsOf] = useState<string>();
  const position = useQuery(ask(getPosition, { params: { caseId }, query: asOf ? { asOf } : {} }));
  const contact = useQuery(ask(getContact, { params: { caseId } }));
  return (
    <div className="room">
      <section className="section" aria-labelledby="position-head">
        <div className="section-head">
          <h2 id="position-head">{t('law.position')}</h2>
          <div className="row small">
            <span>{t('law.asOf')}</span>
            <DayInput value={asOf} onChange={setAsOf} label={t('law.asOf')} />
          </div>
        </div>
        <Answer of={position} lines={6}>
          {(value) => (value.position ? <Position of={value.position} /> : <Refused refusal={value.refusal} />)}
        </Answer>
      </section>
      <section className="section" aria-labelledby="contact-head">
        <div className="section-head">
          <h2 id="contact-head">{t('contact.title')}</h2>
          <span className="small quiet">{t('contact.how')}</span>
        </div>
        <Answer of={contact}>
          {(value) => (
            <ul className="contact">
              {value.channels.map((one) => (
                <Channel key={one.channel} of={one} />
              ))}
            </ul>
          )}
        </Answer>
      </section>
    </div>
  );
}

function Refused(props: { readonly refusal: { readonly text: { zh: string; en: string }; readonly code: string } | undefined }) {
  const { t, say } = useWords();
  return (
    <div className="notice warn">
      <div className="stack">
        <strong>{t('law.refused')}</strong>
        <p>{props.refusal ? say(props.refusal.text) : t('law.blank')}</p>
      </div>
    </div>
  );
}

function Position(props: { readonly of: PositionJson }) {
  const { t, say } = useWords();
  const { of } = props;
  return (
    <div className="stack-3">
      <div className="room-two">
        <div className="stack-2">
          <SumTable position={of} />
          {of.notices.map((notice) => (
            <div key={notice.text.en} className="notice">
              <div>
                <p>{say(notice.text)}</p>
                {notice.citation && <Cite of={notice.citation} />} <Standing status={notice.citation ? undefined : notice.status} />
              </div>
            </div>
          ))}
        </div>
        <div>
          <h3>{t('limitation.title')}</h3>
          <LimitationFacts of={of.limitation} />
        </div>
      </div>
      {of.alternatives.length > 0 && (
        <div>
          <h3>{t('law.alternatives')}</h3>
          <ul className="alternatives">
            {of.alternatives.map((one) => (
              <li key={one.label.en}>
                <div className="between">
                  <strong>{say(one.label)}</strong>
                  <Amount amount={one.total} currency={of.currency} strong />
                </div>
                {one.explanation && <p className="quiet">{say(one.explanation)}</p>}
                <Cites of={one.because} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <div>
        <h3>{t('trace.title')}</h3>
        <details className="law-trace" open={of.trace.length <= 12}>
          <summary>{t('law.steps', { n: of.trace.length })}</summary>
          <TraceList steps={of.trace} />
        </details>
      </div>
    </div>
  );
}

export function Channel(props: { readonly of: ContactDecisionJson }) {
  const { t, say } = useWords();
  const { of } = props;
  return (
    <li>
      <div className="between">
        <Mark shape={of.allowed ? 'tick' : 'cross'} tone={of.allowed ? 'jade' : 'cinnabar'}>
          <strong>{channelWord(of.channel, t)}</strong> {of.allowed ? t('contact.allowed') : t('contact.refused')}
        </Mark>
        <span className="small quiet">
          {of.localTime && t('contact.local', { time: of.localTime })}
          {of.nextAllowedAt && (
            <>
              {' '}
              {t('contact.next')} <Moment at={of.nextAllowedAt} />
            </>
          )}
        </span>
      </div>
      <ul className="dots small">
        {of.reasons.map((reason) => (
          <li key={reason.text.en}>
            {say(reason.text)} {reason.citation && <Cite of={reason.citation} />}
          </li>
        ))}
      </ul>
    </li>
  );
}

const channels = ['call', 'chat', 'email', 'post', 'phone', 'mobile', 'sms', 'wechat', 'fax', 'visit', 'hand'] as const;
type ChannelName = (typeof channels)[number];
export const channelWord = (channel: string, t: (key: `channel.${ChannelName}`) => string): string => {
  const known = channels.find((one) => one === channel);
  return known ? t(`channel.${known}`) : channel;
};

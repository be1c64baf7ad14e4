import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { listMessages, planLetter } from '#contract/operations/letters.ts';
import type { ContactDecisionJson } from '#contract/schemas/law.ts';
import { MessageRow } from '../outbox/message.tsx';
import { Field } from '../pieces/field.tsx';
import { Gate } from '../pieces/gate.tsx';
import { Answer, Empty, Failed } from '../server/answer.tsx';
import { ask, useAct } from '../server/client.ts';
import { useOnce } from '../server/once.ts';
import { type Locale, useWords } from '../words/words.tsx';
import { Channel } from './law.tsx';
import type { CaseRoom } from './page.tsx';

/** Letters of this case, and a new demand: written, checked against the contact policy, put up for approval. */
export function Letters(props: CaseRoom) {
  const { t } = useWords();
  const caseId = props.detail.row.id;
  const letters = useQuery(ask(listMessages, { query: { caseId, limit: 100 } }));
  return (
    <div className="room-two">
      <section className="section" aria-labelledby="letters-head">
        <div className="section-head">
          <h2 id="letters-head">{t('case.tab.letters')}</h2>
          <Link to="/outbox" className="small">
            {t('letters.outbox')}
          </Link>
        </div>
        <Answer of={letters}>
          {(value) =>
            value.items.length === 0 ? (
              <Empty title={t('letters.none')}>
                <p>{t('letters.none.how')}</p>
              </Empty>
            ) : (
              <ul className="messages">
                {value.items.map((message) => (
                  <MessageRow key={message.id} of={message} inCase />
                ))}
              </ul>
            )
          }
        </Answer>
      </section>
      <PlanLetter {...props} />
    </div>
  );
}

function PlanLetter(props: CaseRoom) {
  const { t, locale: own } = useWords();
  const { message } = App.useApp();
  const { row, claim, actions } = props.detail;
  const hasEmail = claim.debtor.contacts?.some((one) => one.channel === 'email') ?? false;
  const [channel, setChannel] = useState<'email' | 'post'>(hasEmail ? 'email' : 'post');
  const [locale, setLocale] = useState<Locale>(claim.debtor.language?.startsWith('zh') || row.debtorCountry === 'CN' ? 'zh-CN' : 'en');
  const [days, setDays] = useState<number | null>(14);
  const [contact, setContact] = useState<ContactDecisionJson>();
  const keyFor = useOnce();
  const plan = useAct(planLetter, (done) => {
    setContact(done.contact);
    if (done.message.state !== 'blocked') void message.success(t('letters.planned'));
  });
  const send = () => {
    const body = { kind: 'demand' as const, channel, locale, ...(days ? { payWithinDays: days } : {}) };
    plan.mutate({ params: { caseId: row.id }, body, idempotencyKey: keyFor({ body, at: Math.floor(Date.now() / 60_000) }) });
  };
  return (
    <section className="section" aria-labelledby="plan-head">
      <div className="section-head">
        <h2 id="plan-head">{t('letters.plan')}</h2>
      </div>
      <div className="stack-2">
        <p className="quiet">{t('letters.plan.how')}</p>
        <p className="group-label">{t('letters.channel')}</p>
        <Radio.Group
          aria-label={t('letters.channel')}
          value={channel}
          onChange={(event) => setChannel(event.target.value === 'email' ? 'email' : 'post')}
          options={[
            { value: 'email', label: t('channel.email') },
            { value: 'post', label: t('channel.post') },
          ]}
        />
        {channel === 'email' && !hasEmail && <p className="notice warn small">{t('letters.noEmail')}</p>}
        <p className="group-label">{t('letters.language')}</p>
        <Radio.Group
          aria-label={t('letters.language')}
          value={locale}
          onChange={(event) => setLocale(event.target.value === 'en' ? 'en' : 'zh-CN')}
          options={[
            { value: 'zh-CN', label: t('letters.zh') },
            { value: 'en', label: t('letters.en') },
          ]}
        />
        {own !== locale && <p className="small quiet">{t('letters.otherLanguage')}</p>}
        <Field label={t('letters.payWithin')} hint={t('letters.payWithin.how')}>
          <InputNumber min={3} max={60} value={days} onChange={setDays} />
        </Field>
        {plan.isError && <Failed error={plan.error} retry={send} />}
        {contact && (
          <ul className="contact">
            <Channel of={contact} />
          </ul>
        )}
        <Gate actions={actions} action="plan-letter" type="primary" loading={plan.isPending} onClick={send}>
          {t('letters.write')}
        </Gate>
      </div>
    </section>
  );
}

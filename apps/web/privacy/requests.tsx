import { useQuery } from '@tanstack/react-query';
import { App, Button, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import type { Output } from '#contract/operation.ts';
import { eraseSubjectData, exportSubjectData, listPrivacyRequests, withdrawConsent } from '#contract/operations/privacy.ts';
import { Moment } from '../pieces/amount.tsx';
import { Cites } from '../pieces/citation.tsx';
import { Field } from '../pieces/field.tsx';
import { Answer, Failed } from '../server/answer.tsx';
import { ask, useAct } from '../server/client.ts';
import { useWords } from '../words/words.tsx';

/** Access, erasure and withdrawal for one person, and what was asked before. */
export function Requests() {
  const { t } = useWords();
  const { message } = App.useApp();
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const past = useQuery(ask(listPrivacyRequests, {}));
  const give = useAct(exportSubjectData, (told) => save(told));
  const erase = useAct(eraseSubjectData);
  const withdraw = useAct(withdrawConsent, () => void message.success(t('privacy.withdrawn')));
  const at = number.indexOf(':');
  const wrongNumber = number.trim() !== '' && (at < 1 || at === number.trim().length - 1);
  const ready = name.trim() !== '' && !wrongNumber;
  const body = {
    name: name.trim(),
    ...(number.trim() === '' ? {} : { identifiers: [{ scheme: number.slice(0, at).trim(), value: number.slice(at + 1).trim() }] }),
  };
  const error = give.error ?? erase.error ?? withdraw.error;
  return (
    <section className="section" aria-labelledby="requests-head">
      <div className="section-head">
        <h2 id="requests-head">{t('privacy.requests')}</h2>
      </div>
      <p className="quiet">{t('privacy.requests.how')}</p>
      <div className="fields">
        <Field label={t('privacy.name')}>
          <Input value={name} maxLength={300} autoComplete="off" onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t('privacy.number')} optional hint={t('privacy.number.how')} error={wrongNumber ? t('privacy.number.bad') : undefined}>
          <Input value={number} maxLength={180} autoComplete="off" onChange={(event) => setNumber(event.target.value)} />
        </Field>
      </div>
      <div className="row privacy-acts">
        <Button type="primary" disabled={!ready} loading={give.isPending} onClick={() => give.mutate({ body })}>
          {t('privacy.give')}
        </Button>
        <Popconfirm
          title={t('privacy.erase.sure')}
          description={t('privacy.erase.how')}
          okText={t('privacy.erase')}
          cancelText={t('do.cancel')}
          disabled={!ready}
          onConfirm={() => erase.mutate({ body })}
        >
          <Button disabled={!ready} loading={erase.isPending}>
            {t('privacy.erase')}
          </Button>
        </Popconfirm>
        <Popconfirm
          title={t('privacy.withdraw.sure')}
          okText={t('privacy.withdraw')}
          cancelText={t('do.cancel')}
          disabled={!ready}
          onConfirm={() => withdraw.mutate({ body })}
        >
          <Button disabled={!ready} loading={withdraw.isPending}>
            {t('privacy.withdraw')}
          </Button>
        </Popconfirm>
        {!ready && <span className="small quiet">{t('privacy.need')}</span>}
      </div>
      {error && <Failed error={error} />}
      {give.data && <Given of={give.data} />}
      {erase.data && <Erased of={erase.data} />}
      <h3 className="privacy-sub">{t('privacy.past')}</h3>
      <Answer of={past} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{t('privacy.past.none')}</p>
          ) : (
            <ul>
              {items.slice(0, 20).map((one) => (
                <li key={one.id} className="entry between">
                  <span>{t(`privacy.kind.${one.kind}`)}</span>
                  <span className="small quiet">
                    <Moment at={one.madeAt} /> · {one.madeBy}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </section>
  );
}

/** The answer goes into a file at once: it is the person's, and stays on no page. */
function save(told: Output<typeof exportSubjectData>): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(told, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `personal-data-${told.requestId}.json`;
  link.click();
  URL.revokeObjectURL(url);
}

function Given(props: { readonly of: Output<typeof exportSubjectData> }) {
  const { t } = useWords();
  const found = props.of.places.filter(({ items }) => items.length > 0);
  return (
    <div className="notice good">
      <div className="grow stack">
        <p>{found.length === 0 ? t('privacy.nothing') : t('privacy.given')}</p>
        {found.length > 0 && (
          <ul className="small">
            {found.map(({ place, items }) => (
              <li key={place}>
                {t(`privacy.place.${place as 'parties'}`)}: {items.length}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function Erased(props: { readonly of: Output<typeof eraseSubjectData> }) {
  const { t, say } = useWords();
  const { erased, kept } = props.of;
  return (
    <div className="notice">
      <div className="grow stack">
        {erased.length + kept.length === 0 && <p>{t('privacy.nothing')}</p>}
        {erased.map(({ place, count }) => (
          <p key={place}>{t('privacy.gone', { place: t(`privacy.place.${place as 'parties'}`), count })}</p>
        ))}
        {kept.map(({ place, count, why, because }) => (
          <div key={`${place}${why.en}`}>
            <p>{t('privacy.stays', { place: t(`privacy.place.${place as 'parties'}`), count, why: say(why) })}</p>
            <Cites of={because} />
          </div>
        ))}
      </div>
    </div>
  );
}

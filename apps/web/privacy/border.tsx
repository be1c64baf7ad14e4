import { Button, Input, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { setTransferGround, withdrawTransferGround } from '#contract/operations/privacy.ts';
import { Moment } from '../pieces/amount.tsx';
import { Cite } from '../pieces/citation.tsx';
import { Field } from '../pieces/field.tsx';
import { Mark } from '../pieces/mark.tsx';
import { Failed } from '../server/answer.tsx';
import { useAct } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import type { Records } from './page.tsx';

type Transfer = Records['transfers'][number];

/** Sources that take questions about people: does the data leave the country, and on what ground. */
export function Border(props: { readonly of: Records }) {
  const { t, say } = useWords();
  const { transfers, grounds, controller } = props.of;
  const abroad = transfers.filter(({ crosses }) => crosses);
  return (
    <section className="section" aria-labelledby="border-head">
      <div className="section-head">
        <h2 id="border-head">{t('privacy.border')}</h2>
      </div>
      <p className="quiet">{controller.country ? t('privacy.border.how', { country: controller.country }) : t('privacy.border.nowhere')}</p>
      {transfers.length === 0 && <p className="quiet">{t('privacy.border.none')}</p>}
      <ul>
        {transfers.map((one) => (
          <li key={one.connector} className="entry between">
            <span>
              {say(one.title)} <span className="quiet">· {one.to}</span>
            </span>
            <State of={one} />
          </li>
        ))}
      </ul>
      {grounds.length > 0 && <Grounds of={props.of} />}
      {abroad.some(({ free }) => !free) && <SetGround of={abroad.filter(({ free }) => !free)} />}
    </section>
  );
}

function State(props: { readonly of: Transfer }) {
  const { t } = useWords();
  const { of } = props;
  if (!of.crosses) return <Mark shape="tick">{t('privacy.inside')}</Mark>;
  if (of.free) return <Mark shape="tick">{t('privacy.free')}</Mark>;
  if (of.ground) return <Mark shape="half">{t('privacy.grounded')}</Mark>;
  return (
    <Mark shape="bang" tone="ochre">
      {t('privacy.blocked')}
    </Mark>
  );
}

function Grounds(props: { readonly of: Records }) {
  const { t, say } = useWords();
  const withdraw = useAct(withdrawTransferGround);
  const nameOf = (id: string) => props.of.transfers.flatMap(({ routes }) => routes).find((route) => route.id === id)?.name;
  return (
    <>
      <h3 className="privacy-sub">{t('privacy.grounds')}</h3>
      <ul>
        {props.of.grounds.map((one) => {
          const name = nameOf(one.route);
          return (
            <li key={one.id} className="entry between">
              <span className="stack">
                <span>
                  {one.to === '*' ? t('privacy.everywhere') : one.to} · {name ? say(name) : one.route}
                </span>
                <br />
                <span className="small quiet">
                  {one.reference} · {one.setBy} · <Moment at={one.setAt} />
                </span>
              </span>
              <Popconfirm
                title={t('privacy.ground.sure')}
                okText={t('privacy.ground.withdraw')}
                cancelText={t('do.cancel')}
                onConfirm={() => withdraw.mutate({ params: { groundId: one.id } })}
              >
                <button type="button" className="press-plain small">
                  {t('privacy.ground.withdraw')}
                </button>
              </Popconfirm>
            </li>
          );
        })}
      </ul>
      {withdraw.isError && <Failed error={withdraw.error} />}
    </>
  );
}

function SetGround(props: { readonly of: readonly Transfer[] }) {
  const { t, say } = useWords();
  const [first] = props.of;
  const [to, setTo] = useState<string>('*');
  const [route, setRoute] = useState<string | undefined>();
  const [reference, setReference] = useState('');
  const set = useAct(setTransferGround, () => {
    setReference('');
    setRoute(undefined);
  });
  if (!first) return null;
  const chosen = first.routes.find(({ id }) => id === route);
  const ready = route !== undefined && reference.trim().length >= 3;
  const countries = [...new Set(props.of.map((one) => one.to))];
  return (
    <div className="privacy-form">
      <h3 className="privacy-sub">{t('privacy.ground.new')}</h3>
      <div className="fields">
        <Field label={t('privacy.ground.to')}>
          <Select
            value={to}
            onChange={setTo}
            options={[{ value: '*', label: t('privacy.everywhere') }, ...countries.map((value) => ({ value, label: value }))]}
          />
        </Field>
        <Field label={t('privacy.ground.route')} wide hint={chosen ? <Cite of={chosen.because} /> : undefined}>
          <Select
            value={route ?? null}
            placeholder={t('privacy.ground.choose')}
            onChange={(value: string | null) => setRoute(value ?? undefined)}
            options={first.routes.map(({ id, name }) => ({ value: id, label: say(name) }))}
          />
        </Field>
        <Field label={t('privacy.ground.reference')} wide hint={t('privacy.ground.reference.how')}>
          <Input value={reference} maxLength={500} onChange={(event) => setReference(event.target.value)} />
        </Field>
      </div>
      <div className="row">
        <Button
          disabled={!ready}
          loading={set.isPending}
          onClick={() => route && set.mutate({ body: { law: first.law, route, to, reference: reference.trim() } })}
        >
          {t('privacy.ground.set')}
        </Button>
        <span className="small quiet">{ready ? t('privacy.ground.answer') : t('privacy.ground.need')}</span>
      </div>
      {set.isError && <Failed error={set.error} />}
    </div>
  );
}

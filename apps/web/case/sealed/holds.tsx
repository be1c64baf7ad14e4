import { useQuery } from '@tanstack/react-query';
import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { Output } from '#contract/operation.ts';
import { listHolds, placeHold, releaseHold } from '#contract/operations/evidence.ts';
import { Moment } from '../../pieces/amount.tsx';
import { Field } from '../../pieces/field.tsx';
import { Mark } from '../../pieces/mark.tsx';
import { CardDialog } from '../../pieces/sheet.tsx';
import { Answer, Failed } from '../../server/answer.tsx';
import { ask, useAct } from '../../server/client.ts';
import { useMay } from '../../server/may.ts';
import { useOnce } from '../../server/once.ts';
import { useWords } from '../../words/words.tsx';
import { type CaseParty, useNamed, useParties } from './people.ts';

type Hold = Output<typeof listHolds>['items'][number];

/** What forbids erasing anything of this case, and the way to say so. */
export function Holds(props: { readonly caseId: string }) {
  const { t } = useWords();
  const may = useMay('evidence:hold');
  const holds = useQuery(ask(listHolds, { query: { live: true } }));
  const parties = useParties(props.caseId);
  const named = useNamed(parties.data?.items);
  const [open, setOpen] = useState<'place' | Hold>();
  const mine = ({ scope, scopeId }: Hold): boolean =>
    scope === 'record' || scopeId === props.caseId || (parties.data?.items.some(({ id }) => id === scopeId) ?? false);
  const on = ({ scope, scopeId }: Hold): string => (scope === 'case' ? t('hold.on.case') : scope === 'record' ? t('hold.on.record') : named(scopeId));
  return (
    <section className="section tight" aria-labelledby="holds-head">
      <div className="section-head">
        <h2 id="holds-head">{t('hold.title')}</h2>
        <Button size="small" disabled={!may} onClick={() => setOpen('place')}>
          {t('hold.place')}
        </Button>
      </div>
      <p className="quiet">{may ? t('hold.how') : t('hold.may')}</p>
      <Answer of={holds}>
        {({ items }) => {
          const live = items.filter(mine);
          if (live.length === 0) return <p>{t('hold.none')}</p>;
          return (
            <ul className="holds">
              {live.map((hold) => (
                <li key={hold.id}>
                  <div className="grow">
                    <p className="row">
                      <Mark shape="bar" tone="ochre">
                        {on(hold)}
                      </Mark>
                      <strong>{hold.reason}</strong>
                    </p>
                    <p className="small quiet">
                      <Moment at={hold.placedAt} />
                    </p>
                  </div>
                  <Button size="small" disabled={!may} onClick={() => setOpen(hold)}>
                    {t('hold.release')}
                  </Button>
                </li>
              ))}
            </ul>
          );
        }}
      </Answer>
      {open === 'place' && <PlaceDialog caseId={props.caseId} parties={parties.data?.items ?? []} onClose={() => setOpen(undefined)} />}
      {open !== undefined && open !== 'place' && <ReleaseDialog hold={open} on={on(open)} onClose={() => setOpen(undefined)} />}
    </section>
  );
}

function PlaceDialog(props: { readonly caseId: string; readonly parties: readonly CaseParty[]; readonly onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const named = useNamed(props.parties);
  const [on, setOn] = useState('case');
  const [reason, setReason] = useState('');
  const keyFor = useOnce();
  const act = useAct(placeHold, () => {
    void message.success(t('hold.placed'));
    props.onClose();
  });
  const place = () => {
    const body = {
      ...(on === 'case' ? { scope: 'case' as const, scopeId: props.caseId } : { scope: 'subject' as const, scopeId: on }),
      reason: reason.trim(),
    };
    act.mutate({ body, idempotencyKey: keyFor(body) });
  };
  return (
    <CardDialog
      title={t('hold.place')}
      onClose={props.onClose}
      foot={
        <>
          {reason.trim() === '' && <span className="small quiet grow">{t('hold.need')}</span>}
          <Button onClick={props.onClose}>{t('do.cancel')}</Button>
          <Button type="primary" disabled={reason.trim() === ''} loading={act.isPending} onClick={place}>
            {t('hold.place')}
          </Button>
        </>
      }
    >
      <div className="stack-2">
        <p className="quiet">{t('hold.how')}</p>
        <Field label={t('hold.on')}>
          <Select
            value={on}
            onChange={setOn}
            options={[{ value: 'case', label: t('hold.on.case') }, ...props.parties.map(({ id }) => ({ value: id, label: named(id) }))]}
          />
        </Field>
        <Field label={t('hold.reason')} hint={t('hold.reason.how')}>
          <Input.TextArea value={reason} maxLength={1_000} rows={2} onChange={(event) => setReason(event.target.value)} />
        </Field>
        {act.isError && <Failed error={act.error} />}
      </div>
    </CardDialog>
  );
}

function ReleaseDialog(props: { readonly hold: Hold; readonly on: string; readonly onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const act = useAct(releaseHold, () => {
    void message.success(t('hold.released'));
    props.onClose();
  });
  const ready = reason.trim() !== '';
  return (
    <CardDialog
      title={t('hold.release.title')}
      onClose={props.onClose}
      foot={
        <>
          {!ready && <span className="small quiet grow">{t('hold.need')}</span>}
          <Button onClick={props.onClose}>{t('do.cancel')}</Button>
          <Button
            type="primary"
            disabled={!ready}
            loading={act.isPending}
            onClick={() => act.mutate({ params: { holdId: props.hold.id }, body: { reason: reason.trim() } })}
          >
            {t('hold.release')}
          </Button>
        </>
      }
    >
      <div className="stack-2">
        <p>
          {props.on}: {props.hold.reason}
        </p>
        <p className="quiet">{t('hold.release.how')}</p>
        <Field label={t('hold.reason')}>
          <Input.TextArea value={reason} maxLength={1_000} rows={2} onChange={(event) => setReason(event.target.value)} />
        </Field>
        {act.isError && <Failed error={act.error} />}
      </div>
    </CardDialog>
  );
}

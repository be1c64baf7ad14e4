import { useQuery } from '@tanstack/react-query';
import { App, Button, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Output } from '#contract/operation.ts';
import { eraseRecords, previewErasure } from '#contract/operations/evidence.ts';
import { Field } from '../../pieces/field.tsx';
import { Mark } from '../../pieces/mark.tsx';
import { Sheet } from '../../pieces/sheet.tsx';
import { Answer, Failed } from '../../server/answer.tsx';
import { client, keyOf, useAct } from '../../server/client.ts';
import { useMay } from '../../server/may.ts';
import { useWords } from '../../words/words.tsx';
import { useParties } from './people.ts';

type Preview = Output<typeof previewErasure>;

/** Instruments and articles that ask for erasure most often; anything else is typed. */
const laws = [
  { instrument: '中华人民共和国个人信息保护法', article: '47' },
  { instrument: 'GDPR', article: '17(1)(a)' },
  { instrument: 'GDPR', article: '17(1)(b)' },
  { instrument: 'GDPR', article: '17(1)(e)' },
] as const;

/** The way to an erasure: whose data and on which legal basis first, then what would be destroyed, then the deed. */
export function Erase(props: { readonly caseId: string; readonly number: string }) {
  const { t } = useWords();
  const may = useMay('evidence:erase');
  const [open, setOpen] = useState(false);
  return (
    <section className="section tight" aria-labelledby="erase-head">
      <div className="section-head">
        <h2 id="erase-head">{t('erase.title')}</h2>
        <Button size="small" danger disabled={!may} onClick={() => setOpen(true)}>
          {t('erase.open')}
        </Button>
      </div>
      <p className="quiet">{may ? t('erase.how') : t('erase.may')}</p>
      {open && <EraseSheet caseId={props.caseId} number={props.number} onClose={() => setOpen(false)} />}
    </section>
  );
}

function EraseSheet(props: { readonly caseId: string; readonly number: string; readonly onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const parties = useParties(props.caseId);
  const [whose, setWhose] = useState<string>();
  const [law, setLaw] = useState(0);
  const [other, setOther] = useState({ instrument: '', article: '' });
  const [reason, setReason] = useState('');
  const [looked, setLooked] = useState(false);
  const [typed, setTyped] = useState('');
  const people = parties.data?.items ?? [];
  const chosen = whose ?? people.find(({ role }) => role === 'debtor')?.id ?? 'case';
  const scope = chosen === 'case' ? { kind: 'case' as const, id: props.caseId } : { kind: 'subject' as const, id: chosen };
  const legalBasis = laws[law] ?? { instrument: other.instrument.trim(), article: other.article.trim() };
  const preview = useQuery({
    queryKey: keyOf(previewErasure, { scope }),
    queryFn: ({ signal }) => client.call(previewErasure, { body: { scope } }, { signal }),
    enabled: looked,
    staleTime: 0,
  });
  const act = useAct(eraseRecords, ({ erased, erasureRecordId }) => {
    void message.success({ content: t('erase.done', { n: String(erased.length), id: erasureRecordId }), duration: 12 });
    props.onClose();
  });
  const said = legalBasis.instrument.length > 1 && legalBasis.article !== '' && reason.trim() !== '';
  const free = preview.data !== undefined && preview.data.holds.length === 0 && preview.data.records.length + preview.data.traces.length > 0;
  const sure = typed.trim() === props.number;
  const foot: ReactNode = looked ? (
    <>
      {free && !sure && <span className="small quiet grow">{t('erase.confirm.need')}</span>}
      <Button onClick={() => setLooked(false)}>{t('erase.back')}</Button>
      <Button
        type="primary"
        danger
        disabled={!free || !sure}
        loading={act.isPending}
        onClick={() => act.mutate({ body: { scope, legalBasis, reason: reason.trim() } })}
      >
        {t('erase.do')}
      </Button>
    </>
  ) : (
    <>
      {!said && <span className="small quiet grow">{t('erase.need')}</span>}
      <Button onClick={props.onClose}>{t('do.cancel')}</Button>
      <Button type="primary" disabled={!said} onClick={() => setLooked(true)}>
        {t('erase.look')}
      </Button>
    </>
  );
  return (
    <Sheet title={t('erase.title')} onClose={props.onClose} foot={foot}>
      <div className="stack-2">
        <p className="small quiet">{t('erase.step', { n: looked ? '2' : '1' })}</p>
        {looked ? (
          <>
            <Answer of={preview}>{(value) => <Destroyed of={value} />}</Answer>
            {free && (
              <Field label={t('erase.confirm', { number: props.number })}>
                <Input value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
              </Field>
            )}
            {act.isError && <Failed error={act.error} />}
          </>
        ) : (
          <>
            <Field label={t('erase.whose')}>
              <Select
                value={chosen}
                onChange={setWhose}
                options={[
                  ...people.map(({ id, name, role }) => ({ value: id, label: t('erase.whose.person', { name, role: t(`party.${role}`) }) })),
                  { value: 'case', label: t('erase.whose.case') },
                ]}
              />
            </Field>
            <Field label={t('erase.law')}>
              <Select
                value={law}
                onChange={setLaw}
                options={[
                  ...laws.map(({ instrument, article }, value) => ({ value, label: `${instrument} ${article}` })),
                  { value: laws.length, label: t('erase.law.other') },
                ]}
              />
            </Field>
            {law === laws.length && (
              <>
                <Field label={t('erase.law.name')}>
                  <Input value={other.instrument} maxLength={200} onChange={(event) => setOther({ ...other, instrument: event.target.value })} />
                </Field>
                <Field label={t('erase.law.article')}>
                  <Input value={other.article} maxLength={60} onChange={(event) => setOther({ ...other, article: event.target.value })} />
                </Field>
              </>
            )}
            <Field label={t('erase.reason')} hint={t('erase.reason.how')}>
              <Input.TextArea value={reason} maxLength={1_000} rows={2} onChange={(event) => setReason(event.target.value)} />
            </Field>
          </>
        )}
      </div>
    </Sheet>
  );
}

const mostListed = 12;

function Destroyed(props: { readonly of: Preview }) {
  const { t, count } = useWords();
  const { records, traces, holds } = props.of;
  if (records.length + traces.length === 0) return <p>{t('erase.nothing')}</p>;
  return (
    <>
      {holds.length > 0 && (
        <>
          <p className="forbidden">
            <Mark shape="bar" tone="cinnabar" />
            <span>{t('erase.held')}</span>
          </p>
          <ul className="destroyed">
            {holds.map(({ id, reason }) => (
              <li key={id}>{reason}</li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('erase.will')}</h3>
      <p>{t('erase.records', { n: count(records.length) })}</p>
      <ul className="destroyed">
        {records.slice(0, mostListed).map(({ recordId, kind, name }) => (
          <li key={recordId}>
            <span>{name ?? t(`sealed.kind.${kind}` as 'sealed.kind.exhibit')}</span>
            <span className="quiet">{t(`sealed.kind.${kind}` as 'sealed.kind.exhibit')}</span>
          </li>
        ))}
        {records.length > mostListed && <li className="quiet">{t('erase.records.more', { n: count(records.length - mostListed) })}</li>}
      </ul>
      {traces.length > 0 && (
        <>
          <p>{t('erase.traces')}</p>
          <ul className="destroyed">
            {summed(traces).map(([kind, n]) => (
              <li key={kind}>
                <span>{t(`erase.trace.${kind}`)}</span>
                <span className="num">{count(n)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="small quiet">{t('erase.stays')}</p>
    </>
  );
}

function summed(traces: Preview['traces']): [Preview['traces'][number]['kind'], number][] {
  const sums = new Map<Preview['traces'][number]['kind'], number>();
  for (const { kind, count } of traces) sums.set(kind, (sums.get(kind) ?? 0) + count);
  return [...sums];
}

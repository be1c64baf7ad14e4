import { useQuery } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { type AssetMapJson, addAsset } from '#contract/operations/assets.ts';
import { listExhibits } from '#contract/operations/claims.ts';
import { useChoices } from '../pieces/choices.ts';
import { Field } from '../pieces/field.tsx';
import { Sheet } from '../pieces/sheet.tsx';
import { Failed } from '../server/answer.tsx';
import { ask, useAct } from '../server/client.ts';
import { useOnce } from '../server/once.ts';
import { useWords } from '../words/words.tsx';
import { bodyOf, emptyClue, linkWays, type NewClue, type NewLink, problemsOf } from './new-clue.ts';

const kinds = [
  'Goods',
  'Warehouse',
  'BankAccount',
  'Receivable',
  'RealEstate',
  'Vehicle',
  'Vessel',
  'Security',
  'Trademark',
  'Patent',
  'Company',
  'Person',
  'Address',
  'Charge',
  'CourtCase',
  'EnforcementAction',
  'Event',
] as const;

/** A clue added by hand: what it is, where it was seen, and what it hangs on. */
export function AddSheet(props: {
  readonly caseId: string;
  readonly map: AssetMapJson;
  readonly today: string;
  readonly onClose: () => void;
  readonly onAdded: (id: string) => void;
}) {
  const { t } = useWords();
  const { message } = App.useApp();
  const { map, caseId } = props;
  const choices = useChoices();
  const exhibits = useQuery(ask(listExhibits, { params: { caseId } }));
  const [clue, setClue] = useState<NewClue>(() => emptyClue(props.today, map.roots[0]));
  const [tried, setTried] = useState(false);
  const keyFor = useOnce();
  const act = useAct(addAsset, ({ id }) => {
    void message.success(t('asset.add.done'));
    props.onAdded(id);
  });
  const put = (part: Partial<NewClue>) => setClue((now) => ({ ...now, ...part }));
  const wrong = problemsOf(clue);
  const error = (name: keyof typeof wrong) => (tried && wrong[name] ? t(`asset.add.wrong.${wrong[name]}`) : undefined);
  const send = () => {
    setTried(true);
    if (Object.keys(wrong).length > 0) return;
    const body = bodyOf(clue);
    act.mutate({ params: { caseId }, body, idempotencyKey: keyFor(body) });
  };
  const sealed = (exhibits.data?.items ?? []).filter(({ seal }) => seal !== undefined);
  return (
    <Sheet
      title={t('asset.add')}
      onClose={props.onClose}
      foot={
        <>
          {tried && Object.keys(wrong).length > 0 && <span className="small pressing grow">{t('asset.add.mend')}</span>}
          <Button onClick={props.onClose}>{t('do.cancel')}</Button>
          <Button type="primary" loading={act.isPending} onClick={send}>
            {t('do.save')}
          </Button>
        </>
      }
    >
      <div className="stack-3">
        <p className="quiet">{t('asset.add.how')}</p>
        <div className="fields">
          <Field label={t('asset.add.kind')}>
            <Native value={clue.schema} onPick={(schema) => put({ schema })} options={kinds.map((kind) => [kind, t(`asset.kind.${kind}`)])} />
          </Field>
          <Field label={t('asset.add.name')} error={error('name')} wide>
            <Input value={clue.name} maxLength={300} placeholder={t('asset.add.name.like')} onChange={(event) => put({ name: event.target.value })} />
          </Field>
          <Field label={t('asset.filter.country')} optional>
            <Native
              value={clue.country}
              onPick={(country) => put({ country })}
              options={[['', t('form.choose')], ...choices.countries.map(({ value, label }) => [value, label] as const)]}
            />
          </Field>
          <Field label={t('asset.add.value')} optional error={error('amount')} hint={t('asset.add.value.how')}>
            <Input value={clue.amount} inputMode="decimal" maxLength={24} onChange={(event) => put({ amount: event.target.value })} />
          </Field>
          <Field label={t('asset.add.currency')} optional error={error('currency')}>
            <Native
              value={clue.currency}
              onPick={(currency) => put({ currency })}
              options={[['', t('form.choose')], ...choices.currencies.map(({ value, label }) => [value, label] as const)]}
            />
          </Field>
        </div>
        <fieldset className="asset-links">
          <legend>{t('asset.add.links')}</legend>
          {clue.links.map((link, i) => (
            <LinkRow
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and only the last is removed or added
              key={i}
              link={link}
              map={map}
              number={i + 1}
              onChange={(next) => put({ links: clue.links.map((one, j) => (j === i ? next : one)) })}
              onRemove={() => put({ links: clue.links.filter((_, j) => j !== i) })}
            />
          ))}
          <Button size="small" onClick={() => put({ links: [...clue.links, { way: 'StoredAt', other: '', share: '' }] })}>
            {t('asset.add.link')}
          </Button>
        </fieldset>
        <div className="fields">
          <Field label={t('asset.fact.source')} error={error('source')} hint={t('asset.add.source.how')} wide>
            <Input
              value={clue.source}
              maxLength={300}
              placeholder={t('asset.add.source.like')}
              onChange={(event) => put({ source: event.target.value })}
            />
          </Field>
          <Field label={t('asset.fact.asOf')} error={error('asOf')}>
            <input className="box" type="date" max={props.today} value={clue.asOf} onChange={(event) => put({ asOf: event.target.value })} />
          </Field>
          <Field label={t('asset.fact.confidence')} hint={t('asset.add.confidence.how')}>
            <Native
              value={clue.confidence}
              onPick={(confidence) => put({ confidence })}
              options={['30', '60', '80', '95'].map((value) => [value, t(`asset.sure.${value as '30'}`)])}
            />
          </Field>
          <Field
            label={t('asset.fact.evidence')}
            optional
            hint={sealed.length === 0 ? t('asset.add.evidence.none') : t('asset.add.evidence.how')}
            wide
          >
            <Native
              value={clue.recordId}
              onPick={(recordId) => put({ recordId })}
              options={[['', t('asset.evidence.none')], ...sealed.map((one) => [one.seal?.recordId ?? '', one.name] as const)]}
            />
          </Field>
          <Field label={t('asset.add.note')} optional wide>
            <Input.TextArea rows={2} value={clue.note} maxLength={2000} onChange={(event) => put({ note: event.target.value })} />
          </Field>
        </div>
        <details>
          <summary>{t('asset.add.point')}</summary>
          <div className="fields">
            <Field label={t('asset.add.latitude')} optional error={error('latitude')}>
              <Input value={clue.latitude} inputMode="decimal" onChange={(event) => put({ latitude: event.target.value })} />
            </Field>
            <Field label={t('asset.add.longitude')} optional error={error('longitude')}>
              <Input value={clue.longitude} inputMode="decimal" onChange={(event) => put({ longitude: event.target.value })} />
            </Field>
          </div>
        </details>
        {act.isError && <Failed error={act.error} retry={send} />}
      </div>
    </Sheet>
  );
}

function LinkRow(props: {
  readonly link: NewLink;
  readonly map: AssetMapJson;
  readonly number: number;
  readonly onChange: (link: NewLink) => void;
  readonly onRemove: () => void;
}) {
  const { t } = useWords();
  const { link, number } = props;
  const things = [...props.map.nodes].sort((a, b) => (a.name < b.name ? -1 : 1));
  return (
    <div className="link-row">
      <Native
        label={t('asset.add.link.way', { n: number })}
        value={link.way}
        onPick={(way) => props.onChange({ ...link, way: way as NewLink['way'] })}
        options={(Object.keys(linkWays) as NewLink['way'][]).map((way) => [way, t(`asset.way.${way}`)])}
      />
      <Native
        label={t('asset.add.link.other', { n: number })}
        value={link.other}
        onPick={(other) => props.onChange({ ...link, other })}
        options={[['', t('form.choose')], ...things.map(({ id, name }) => [id, name] as const)]}
      />
      {link.way === 'Ownership' && (
        <Input
          value={link.share}
          suffix="%"
          inputMode="decimal"
          aria-label={t('asset.add.link.share', { n: number })}
          placeholder={t('asset.add.share')}
          onChange={(event) => props.onChange({ ...link, share: event.target.value })}
        />
      )}
      <button type="button" className="close-x" aria-label={t('asset.add.link.remove', { n: number })} onClick={props.onRemove}>
        ×
      </button>
    </div>
  );
}

/** The browser's own list: a native dialog lies above every pop-up drawn by the page. */
function Native(props: {
  readonly id?: string;
  readonly label?: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onPick: (value: string) => void;
}) {
  return (
    <select
      id={props.id}
      className="box"
      value={props.value}
      {...(props.label ? { 'aria-label': props.label } : {})}
      onChange={(event) => props.onPick(event.target.value)}
    >
      {props.options.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

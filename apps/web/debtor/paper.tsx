import { Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { confirmExhibitFacts, withdrawExhibitFacts } from '#contract/operations/claims.ts';
import type { Exhibit, PaperFactsJson } from '#contract/schemas/case.ts';
import { DayInput, Field } from '../pieces/field.tsx';
import { Sheet } from '../pieces/sheet.tsx';
import { Failed } from '../server/answer.tsx';
import { useAct } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import './debtor.css';

type Kind = PaperFactsJson['kind'];
type TextField = 'number' | 'seller' | 'buyer' | 'orderNumber' | 'contractNumber' | 'invoiceNumber' | 'account' | 'signedBy' | 'agent';
type FieldName = TextField | 'date' | 'dueOn' | 'validUntil' | 'currency' | 'total' | 'paymentDays' | 'quantity';

/** What is asked of each kind of paper: what the checks compare. */
const asked: Readonly<Record<Kind, readonly FieldName[]>> = {
  contract: ['number', 'date', 'seller', 'buyer', 'currency', 'total', 'paymentDays', 'account', 'signedBy'],
  order: ['number', 'date', 'seller', 'buyer', 'currency', 'total', 'paymentDays', 'contractNumber', 'quantity'],
  invoice: ['number', 'date', 'dueOn', 'seller', 'buyer', 'currency', 'total', 'account', 'orderNumber', 'contractNumber', 'quantity'],
  'delivery-note': ['number', 'date', 'buyer', 'signedBy', 'quantity', 'orderNumber', 'invoiceNumber'],
  acceptance: ['number', 'date', 'buyer', 'signedBy', 'quantity', 'orderNumber', 'invoiceNumber'],
  'transport-document': ['number', 'date', 'buyer', 'signedBy', 'quantity', 'invoiceNumber'],
  'service-report': ['number', 'date', 'buyer', 'signedBy', 'invoiceNumber'],
  statement: ['date', 'seller', 'buyer', 'currency', 'total', 'account'],
  'power-of-attorney': ['number', 'date', 'validUntil', 'buyer', 'agent'],
};
const kinds = Object.keys(asked) as Kind[];

/** The line under an exhibit: what it says and who vouches for it, and the way to enter it. */
export function PaperFactsLine(props: { readonly of: Exhibit }) {
  const { t } = useWords();
  const { of } = props;
  const [open, setOpen] = useState(false);
  const facts = of.facts ?? of.read;
  if (!facts && !kinds.includes(of.kind as Kind)) return null;
  return (
    <p className="small row-2">
      {facts && (
        <span className="quiet">
          {[t(`exhibit.kind.${facts.kind}`), facts.number, facts.date, facts.total && `${facts.currency ?? ''} ${facts.total}`, facts.signedBy]
            .filter(Boolean)
            .join(' · ')}{' '}
          · {of.facts ? t('paper.confirmed', { name: of.factsBy ?? '' }) : t('paper.read')}
        </span>
      )}
      <button type="button" className="press-plain" onClick={() => setOpen(true)}>
        {facts ? t('paper.says') : t('paper.enter')}
      </button>
      {open && <PaperSheet of={of} onClose={() => setOpen(false)} />}
    </p>
  );
}

function PaperSheet(props: { readonly of: Exhibit; readonly onClose: () => void }) {
  const { t } = useWords();
  const { of } = props;
  const kind = kinds.includes(of.kind as Kind) ? (of.kind as Kind) : 'contract';
  const [facts, setFacts] = useState<PaperFactsJson>(of.facts ?? of.read ?? { kind });
  const confirm = useAct(confirmExhibitFacts, props.onClose);
  const withdraw = useAct(withdrawExhibitFacts, props.onClose);
  const params = { exhibitId: of.id };
  const set = <K extends keyof PaperFactsJson>(key: K, value: PaperFactsJson[K] | undefined) =>
    setFacts((before) => {
      const { [key]: _, ...rest } = before;
      return (value === undefined || value === '' ? rest : { ...rest, [key]: value }) as PaperFactsJson;
    });
  const control = (name: FieldName) => {
    if (name === 'quantity') return null;
    const label = name === 'buyer' && facts.kind === 'power-of-attorney' ? t('paper.field.buyer.power') : t(`paper.field.${name}`);
    return (
      <Field key={name} label={label} optional>
        {name === 'date' || name === 'dueOn' || name === 'validUntil' ? (
          <DayInput value={facts[name]} onChange={(value) => set(name, value)} />
        ) : name === 'paymentDays' ? (
          <InputNumber
            min={0}
            max={3650}
            precision={0}
            value={facts.paymentDays ?? null}
            onChange={(value) => set('paymentDays', value ?? undefined)}
          />
        ) : (
          <Input value={facts[name] ?? ''} maxLength={300} onChange={(event) => set(name, event.target.value.trimStart())} />
        )}
      </Field>
    );
  };
  return (
    <Sheet
      title={t('paper.title', { name: of.name })}
      onClose={props.onClose}
      foot={
        <>
          {of.facts && (
            <Button type="text" loading={withdraw.isPending} onClick={() => withdraw.mutate({ params })}>
              {t('paper.withdraw')}
            </Button>
          )}
          <Button onClick={props.onClose}>{t('do.cancel')}</Button>
          <Button type="primary" loading={confirm.isPending} onClick={() => confirm.mutate({ params, body: facts })}>
            {t('paper.confirm')}
          </Button>
        </>
      }
    >
      <div className="stack-2">
        <p className="quiet">{t('paper.how')}</p>
        <div className="fields ask-fields">
          <Field label={t('paper.kind')}>
            <Select
              value={facts.kind}
              onChange={(value) => set('kind', value)}
              options={kinds.map((value) => ({ value, label: t(`exhibit.kind.${value}`) }))}
            />
          </Field>
          {asked[facts.kind].map(control)}
          {asked[facts.kind].includes('quantity') && <Quantity of={facts} onChange={(value) => set('quantities', value)} />}
        </div>
        {confirm.isError && <Failed error={confirm.error} />}
        {withdraw.isError && <Failed error={withdraw.error} />}
      </div>
    </Sheet>
  );
}

/** One quantity by hand; a paper that was read keeps all of its lines. */
function Quantity(props: { readonly of: PaperFactsJson; readonly onChange: (value: PaperFactsJson['quantities']) => void }) {
  const { t } = useWords();
  const list = props.of.quantities ?? [];
  const [first] = list;
  if (list.length > 1) return <p className="quiet">{list.map(({ amount, unit }) => `${amount} ${unit ?? ''}`.trim()).join(', ')}</p>;
  const change = (amount: string, unit: string) => props.onChange(amount === '' ? undefined : [{ amount, ...(unit ? { unit } : {}) }]);
  return (
    <>
      <Field label={t('paper.field.quantity')} optional>
        <Input inputMode="decimal" value={first?.amount ?? ''} onChange={(event) => change(event.target.value.trim(), first?.unit ?? '')} />
      </Field>
      <Field label={t('paper.field.unit')} optional>
        <Input value={first?.unit ?? ''} maxLength={40} onChange={(event) => change(first?.amount ?? '', event.target.value)} />
      </Field>
    </>
  );
}

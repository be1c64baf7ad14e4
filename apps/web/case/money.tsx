import { useQuery } from '@tanstack/react-query';
import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { getPosition, recordPayment } from '#contract/operations/cases.ts';
import type { PositionJson } from '#contract/schemas/law.ts';
import { plainDecimal } from '../filing/draft.ts';
import { Amount, Day } from '../pieces/amount.tsx';
import { DayInput, Field } from '../pieces/field.tsx';
import { Gate } from '../pieces/gate.tsx';
import { SumTable, TraceSheet } from '../pieces/trace.tsx';
import { Answer, Failed } from '../server/answer.tsx';
import { ask, useAct } from '../server/client.ts';
import { useOnce } from '../server/once.ts';
import { useWords } from '../words/words.tsx';
import type { CaseRoom } from './page.tsx';

/** What is owed item by item, what came in, and a place to record more. */
export function MoneyRoom(props: CaseRoom) {
  const { t } = useWords();
  const { claim, row } = props.detail;
  const position = useQuery(ask(getPosition, { params: { caseId: row.id } }));
  const payments = claim.payments ?? [];
  return (
    <div className="room">
      <div className="room-two">
        <section className="section" aria-labelledby="items-head">
          <div className="section-head">
            <h2 id="items-head">{t('money.items')}</h2>
          </div>
          <Items detail={props.detail} position={position.data?.position} />
        </section>
        <section className="section" aria-labelledby="sum-head">
          <div className="section-head">
            <h2 id="sum-head">{t('money.sum')}</h2>
          </div>
          <Answer of={position}>
            {(value) => (value.position ? <Summed position={value.position} /> : <p className="quiet">{t('law.refused')}</p>)}
          </Answer>
        </section>
      </div>
      <div className="room-two">
        <section className="section" aria-labelledby="in-head">
          <div className="section-head">
            <h2 id="in-head">{t('money.in')}</h2>
          </div>
          {payments.length === 0 ? (
            <p className="quiet">{t('money.in.none')}</p>
          ) : (
            <table className="list plain">
              <thead>
                <tr>
                  <th scope="col">{t('payment.on')}</th>
                  <th scope="col">{t('payment.reference')}</th>
                  <th scope="col">{t('payment.towards')}</th>
                  <th scope="col" className="right">
                    {t('payment.amount')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {payments.map((payment) => (
                  <tr key={`${payment.paidOn}${payment.amount}${payment.reference ?? ''}`}>
                    <td data-label={t('payment.on')}>
                      <Day on={payment.paidOn} />
                    </td>
                    <td data-label={t('payment.reference')}>{payment.reference ?? '—'}</td>
                    <td data-label={t('payment.towards')}>{payment.towards ?? '—'}</td>
                    <td className="right" data-label={t('payment.amount')}>
                      <Amount amount={payment.amount} currency={row.currency} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
        <PaymentForm {...props} />
      </div>
    </div>
  );
}

function Summed(props: { readonly position: PositionJson }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <div className="stack">
      <SumTable position={props.position} />
      <Button size="small" onClick={() => setOpen(true)}>
        {t('trace.open')}
      </Button>
      {open && <TraceSheet position={props.position} onClose={() => setOpen(false)} />}
    </div>
  );
}

function Items(props: { readonly detail: CaseRoom['detail']; readonly position: PositionJson | undefined }) {
  const { t, count } = useWords();
  const { claim, row } = props.detail;
  return (
    <div className="scroll-x">
      <table className="list plain">
        <thead>
          <tr>
            <th scope="col">{t('item.number')}</th>
            <th scope="col">{t('item.dueOn')}</th>
            <th scope="col" className="right">
              {t('item.amount')}
            </th>
            <th scope="col" className="right">
              {t('item.outstanding')}
            </th>
            <th scope="col" className="right">
              {t('sum.interest')}
            </th>
          </tr>
        </thead>
        <tbody>
          {claim.items.map((item) => {
            const computed = props.position?.items.find((one) => one.number === item.number);
            return (
              <tr key={item.number}>
                <td data-label={t('item.number')}>
                  {item.number}
                  {item.description && <p className="small quiet">{item.description}</p>}
                </td>
                <td data-label={t('item.dueOn')}>
                  <Day on={item.dueOn} none={t('item.noDue')} />
                  {computed?.lateDays !== undefined && computed.lateDays > 0 && (
                    <p className="small quiet">{t('item.late', { n: count(computed.lateDays) })}</p>
                  )}
                </td>
                <td className="right" data-label={t('item.amount')}>
                  <Amount amount={item.amount} currency={row.currency} />
                </td>
                <td className="right" data-label={t('item.outstanding')}>
                  {computed ? <Amount amount={computed.outstanding} currency={row.currency} /> : '—'}
                </td>
                <td className="right" data-label={t('sum.interest')}>
                  {computed ? <Amount amount={computed.interest} currency={row.currency} /> : '—'}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function PaymentForm(props: CaseRoom) {
  const { t } = useWords();
  const { message } = App.useApp();
  const { row, claim, actions } = props.detail;
  const [paidOn, setPaidOn] = useState<string>();
  const [amount, setAmount] = useState('');
  const [reference, setReference] = useState('');
  const [towards, setTowards] = useState<string>();
  const [tried, setTried] = useState(false);
  const keyFor = useOnce();
  const record = useAct(recordPayment, () => {
    void message.success(t('payment.recorded'));
    setAmount('');
    setReference('');
    setTried(false);
  });
  const amountBad = !/^\d{1,18}(\.\d{1,8})?$/.test(plainDecimal(amount));
  const submit = () => {
    setTried(true);
    if (!paidOn || amountBad) return;
    const body = {
      paidOn,
      amount: plainDecimal(amount),
      ...(reference.trim() ? { reference: reference.trim() } : {}),
      ...(towards ? { towards } : {}),
    };
    record.mutate({ params: { caseId: row.id }, body, idempotencyKey: keyFor(body) });
  };
  return (
    <section className="section" aria-labelledby="pay-head">
      <div className="section-head">
        <h2 id="pay-head">{t('payment.record')}</h2>
        <span className="small quiet">{t('payment.how')}</span>
      </div>
      <form
        className="stack-2"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="fields">
          <Field label={t('payment.on')} error={tried && !paidOn ? t('gap.needed') : undefined}>
            <DayInput value={paidOn} onChange={setPaidOn} />
          </Field>
          <Field label={`${t('payment.amount')} (${row.currency})`} error={tried && amountBad ? t('gap.amount') : undefined}>
            <Input inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} />
          </Field>
          <Field label={t('payment.reference')} optional>
            <Input value={reference} maxLength={200} onChange={(event) => setReference(event.target.value)} />
          </Field>
          <Field label={t('payment.towards')} optional>
            <Select
              allowClear
              value={towards ?? null}
              onChange={(value: string | null | undefined) => setTowards(value ?? undefined)}
              options={claim.items.map((item) => ({ value: item.number, label: item.number }))}
            />
          </Field>
        </div>
        {record.isError && <Failed error={record.error} retry={submit} />}
        <Gate actions={actions} action="record-payment" type="primary" htmlType="submit" loading={record.isPending}>
          {t('payment.record')}
        </Gate>
      </form>
    </section>
  );
}

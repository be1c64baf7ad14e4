import { type ReactNode, useId } from 'react';
import { useChoices } from '../pieces/choices.ts';
import { useWords } from '../words/words.tsx';
import type { Answers, Role, Step } from './questions.ts';

type ControlProps = {
  readonly step: Step;
  readonly role: Role;
  readonly answers: Answers;
  readonly onAnswer: (change: Partial<Answers>) => void;
  /** A choice that answers the whole question goes on by itself. */
  readonly onPick: (change: Partial<Answers>) => void;
};

const bases = ['sale', 'service', 'loan', 'rent', 'construction', 'judgment', 'other'] as const;
const debtorKinds = ['organisation', 'person', 'public-body'] as const;
const sizes = ['micro', 'small', 'medium', 'large'] as const;
const events = ['demand-received', 'acknowledgment', 'partial-payment', 'suit-filed', 'judgment'] as const;
const nearest = ['CN', 'DE', 'GB-EAW', 'GB', 'US-NY', 'FR'];

/** The control for each question: native, thumb-sized, one at a time. */
export function Control(props: ControlProps) {
  const { t } = useWords();
  const { step, answers, onAnswer, onPick } = props;
  switch (step) {
    case 'place':
      return <Place {...props} />;
    case 'basis':
      return <Picks chosen={answers.basis} options={bases.map((value) => [value, t(`basis.${value}`)])} onPick={(basis) => onPick({ basis })} />;
    case 'amount':
      return <AmountControl {...props} />;
    case 'due':
      return <DayControl label={t('item.dueOn')} value={answers.dueOn} onChange={(dueOn) => onAnswer({ dueOn })} />;
    case 'delivered':
      return <DayControl label={t('item.deliveredOn')} value={answers.deliveredOn} onChange={(deliveredOn) => onAnswer({ deliveredOn })} />;
    case 'who':
      return (
        <div className="stack-2">
          <Picks
            legend={t('ask.who.debtor-kind')}
            chosen={answers.debtorKind}
            options={debtorKinds.map((value) => [value, t(`kind.${value}`)])}
            onPick={(debtorKind) => onAnswer({ debtorKind })}
          />
          <Picks
            legend={t('ask.who.creditor-kind')}
            chosen={answers.creditorKind}
            options={(['organisation', 'person'] as const).map((value) => [value, t(`kind.${value}`)])}
            onPick={(creditorKind) => onAnswer({ creditorKind })}
          />
        </div>
      );
    case 'consumer':
      return (
        <Picks
          chosen={answers.consumer === undefined ? undefined : answers.consumer ? 'yes' : 'no'}
          options={[
            ['yes', t('consult.yes')],
            ['no', t('consult.no')],
          ]}
          onPick={(value) => onPick({ consumer: value === 'yes' })}
        />
      );
    case 'size':
      return (
        <div className="stack-2">
          <Picks
            legend={t('ask.size.creditor')}
            chosen={answers.creditorSize}
            options={sizes.map((value) => [value, t(`size.${value}`)])}
            onPick={(creditorSize) => onAnswer({ creditorSize })}
          />
          <Picks
            legend={t('ask.size.debtor-size')}
            chosen={answers.debtorSize}
            options={sizes.map((value) => [value, t(`size.${value}`)])}
            onPick={(debtorSize) => onAnswer({ debtorSize })}
          />
        </div>
      );
    case 'contract':
      return <DayControl label={t('claim.contractOn')} value={answers.contractOn} onChange={(contractOn) => onAnswer({ contractOn })} />;
    case 'interest':
      return <Interest {...props} />;
    case 'paid':
      return <Paid {...props} />;
    case 'events':
      return (
        <div className="stack-2">
          <Picks chosen={answers.event} options={events.map((value) => [value, t(`event.${value}`)])} onPick={(event) => onAnswer({ event })} />
          {answers.event && <DayControl label={t('event.on')} value={answers.eventOn} onChange={(eventOn) => onAnswer({ eventOn })} />}
        </div>
      );
  }
}

function Place(props: ControlProps) {
  const { t } = useWords();
  const { jurisdictions } = useChoices();
  const id = useId();
  const quick = jurisdictions.filter((one) => nearest.includes(one.value)).sort((a, b) => nearest.indexOf(a.value) - nearest.indexOf(b.value));
  return (
    <div className="stack-2">
      <Picks
        chosen={props.answers.jurisdiction}
        options={quick.map((one) => [one.value, one.label])}
        onPick={(jurisdiction) => props.onPick({ jurisdiction })}
      />
      <div>
        <label className="label" htmlFor={id}>
          {t('ask.place.other')}
        </label>
        <select
          id={id}
          className="box"
          value={props.answers.jurisdiction ?? ''}
          onChange={(event) => event.target.value && props.onAnswer({ jurisdiction: event.target.value })}
        >
          <option value="">{t('ask.place.choose')}</option>
          {jurisdictions.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}

const currencyOf: Record<string, string> = {
  CN: 'CNY',
  GB: 'GBP',
  US: 'USD',
  HK: 'HKD',
  SG: 'SGD',
  JP: 'JPY',
  KR: 'KRW',
  IN: 'INR',
  AE: 'AED',
  PL: 'PLN',
};
export const usualCurrency = (jurisdiction: string | undefined): string => currencyOf[jurisdiction?.slice(0, 2) ?? ''] ?? 'EUR';

function AmountControl(props: ControlProps) {
  const { t } = useWords();
  const { currencies } = useChoices();
  const id = useId();
  const usual = usualCurrency(props.answers.jurisdiction);
  const set = (amount: string) => props.onAnswer({ amount, currency: props.answers.currency ?? usual });
  return (
    <div className="amount-control">
      <div className="grow">
        <label className="label" htmlFor={id}>
          {t('item.amount')}
        </label>
        <input
          id={id}
          className="box big-figure"
          inputMode="decimal"
          autoComplete="off"
          placeholder="120000.00"
          value={props.answers.amount ?? ''}
          onChange={(event) => set(event.target.value)}
        />
      </div>
      <div>
        <label className="label" htmlFor={`${id}c`}>
          {t('claim.currency')}
        </label>
        <select
          id={`${id}c`}
          className="box"
          value={props.answers.currency ?? usual}
          onChange={(event) => props.onAnswer({ currency: event.target.value })}
        >
          {[...new Set([usual, 'CNY', 'EUR', 'GBP', 'USD', ...currencies.map((one) => one.value)])].map((code) => (
            <option key={code}>{code}</option>
          ))}
        </select>
      </div>
    </div>
  );
}

function DayControl(props: { readonly label: string; readonly value: string | undefined; readonly onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div>
      <label className="label" htmlFor={id}>
        {props.label}
      </label>
      <input
        id={id}
        className="box day-box"
        type="date"
        max="2100-12-31"
        value={props.value ?? ''}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </div>
  );
}

function Interest(props: ControlProps) {
  const { t } = useWords();
  const { answers } = props;
  const id = useId();
  return (
    <div className="stack-2">
      <Picks
        chosen={answers.interest}
        options={(['none-agreed', 'yearly', 'daily', 'fixed-penalty'] as const).map((value) => [value, t(`interest.${value}`)])}
        onPick={(value) => props.onAnswer({ interest: value as NonNullable<Answers['interest']> })}
      />
      {answers.interest && answers.interest !== 'none-agreed' && (
        <div>
          <label className="label" htmlFor={id}>
            {t(`interest.${answers.interest}.value`)}
          </label>
          <input
            id={id}
            className="box day-box"
            inputMode="decimal"
            value={answers.interestValue ?? ''}
            onChange={(event) => props.onAnswer({ interestValue: event.target.value })}
          />
        </div>
      )}
    </div>
  );
}

function Paid(props: ControlProps) {
  const { t } = useWords();
  const payments = props.answers.payments ?? [];
  const set = (next: typeof payments) => props.onAnswer({ payments: next });
  return (
    <div className="stack-2">
      {payments.map((payment, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: payments are told by their place while they are written
        <div key={at} className="amount-control">
          <label className="grow">
            <span className="label">{t('payment.amount')}</span>
            <input
              className="box"
              inputMode="decimal"
              value={payment.amount}
              onChange={(event) => set(payments.map((one, index) => (index === at ? { ...one, amount: event.target.value } : one)))}
            />
          </label>
          <label>
            <span className="label">{t('payment.on')}</span>
            <input
              className="box"
              type="date"
              value={payment.paidOn}
              onChange={(event) => set(payments.map((one, index) => (index === at ? { ...one, paidOn: event.target.value } : one)))}
            />
          </label>
          <button type="button" className="press-plain" onClick={() => set(payments.filter((_, index) => index !== at))}>
            {t('do.remove')}
          </button>
        </div>
      ))}
      <button type="button" className="press" onClick={() => set([...payments, { paidOn: '', amount: '' }])}>
        {t('ask.paid.add')}
      </button>
    </div>
  );
}

function Picks(props: {
  readonly legend?: ReactNode;
  readonly chosen: string | undefined;
  readonly options: readonly (readonly [string, string])[];
  readonly onPick: (value: string) => void;
}) {
  const { t } = useWords();
  return (
    <fieldset className="picks">
      <legend className={props.legend ? 'label' : 'sr-only'}>{props.legend ?? t('consult.choices')}</legend>
      {props.options.map(([value, label]) => (
        <button key={value} type="button" aria-pressed={props.chosen === value} onClick={() => props.onPick(value)}>
          {label}
        </button>
      ))}
    </fieldset>
  );
}

import { useId } from 'react';
import { plainDecimal } from '../filing/draft.ts';
import { useChoices } from '../pieces/choices.ts';
import { useWords } from '../words/words.tsx';
import type { Answer, Question } from './answers.ts';

type ControlProps = {
  readonly question: Question;
  readonly value: Answer | undefined;
  readonly country: string;
  readonly onChange: (value: Answer) => void;
  /** A choice that answers the whole question goes on by itself. */
  readonly onPick: (value: Answer) => void;
};

const isDecimal = (text: string) => /^\d{1,18}(\.\d{1,8})?$/.test(plainDecimal(text));

/** The value as the interview reads it; undefined while it cannot be read. */
export function readable(question: Question, value: Answer | undefined): Answer | undefined {
  if (value === undefined || value === null) return undefined;
  switch (question.input) {
    case 'money':
      if (typeof value !== 'object' || !isDecimal(value.amount)) return undefined;
      return { ...value, amount: plainDecimal(value.amount) };
    case 'number':
      return typeof value === 'string' && isDecimal(value) ? plainDecimal(value) : undefined;
    case 'yes-no':
      return typeof value === 'boolean' ? value : undefined;
    case 'choice':
    case 'country':
    case 'date':
    case 'text':
      return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  }
}

/** The control for each kind of answer: native, thumb-sized. */
export function Control(props: ControlProps) {
  const { t, say } = useWords();
  const { question, value } = props;
  const id = useId();
  const text = typeof value === 'string' ? value : '';
  switch (question.input) {
    case 'choice':
      return <Picks chosen={value} options={(question.choices ?? []).map((choice) => [choice.value, say(choice.label)])} onPick={props.onPick} />;
    case 'yes-no':
      return (
        <Picks
          chosen={value}
          options={[
            [true, t('consult.yes')],
            [false, t('consult.no')],
          ]}
          onPick={props.onPick}
        />
      );
    case 'country':
      return <Country {...props} />;
    case 'money':
      return <MoneyControl {...props} />;
    case 'date':
      return (
        <div>
          <label className="label" htmlFor={id}>
            {t('consult.day')}
          </label>
          <input id={id} className="box day-box" type="date" max="2100-12-31" value={text} onChange={(event) => props.onChange(event.target.value)} />
        </div>
      );
    case 'number':
    case 'text':
      return (
        <div>
          <label className="label" htmlFor={id}>
            {t('consult.answer')}
          </label>
          <input
            id={id}
            className="box day-box"
            inputMode={question.input === 'number' ? 'decimal' : 'text'}
            maxLength={500}
            value={text}
            onChange={(event) => props.onChange(event.target.value)}
          />
        </div>
      );
  }
}

const nearest = ['CN', 'DE', 'GB', 'US', 'FR', 'HK', 'NL', 'SG'];

function Country(props: ControlProps) {
  const { t, country } = useWords();
  const { countries } = useChoices();
  const id = useId();
  return (
    <div className="stack-2">
      <Picks chosen={props.value} options={nearest.map((code) => [code, country(code)])} onPick={props.onPick} />
      <div>
        <label className="label" htmlFor={id}>
          {t('consult.otherPlace')}
        </label>
        <select
          id={id}
          className="box"
          value={typeof props.value === 'string' ? props.value : ''}
          onChange={(event) => props.onChange(event.target.value)}
        >
          <option value="">{t('form.choose')}</option>
          {countries.map((one) => (
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

function MoneyControl(props: ControlProps) {
  const { t } = useWords();
  const { currencies } = useChoices();
  const id = useId();
  const usual = currencyOf[props.country] ?? 'EUR';
  const value = typeof props.value === 'object' && props.value !== null ? props.value : { amount: '', currency: usual };
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
          value={value.amount}
          onChange={(event) => props.onChange({ ...value, amount: event.target.value })}
        />
      </div>
      <div>
        <label className="label" htmlFor={`${id}c`}>
          {t('claim.currency')}
        </label>
        <select id={`${id}c`} className="box" value={value.currency} onChange={(event) => props.onChange({ ...value, currency: event.target.value })}>
          {[...new Set([usual, 'CNY', 'EUR', 'GBP', 'USD', ...currencies.map((one) => one.value)])].map((code) => (
            <option key={code}>{code}</option>
          ))}
        </select>
      </div>
    </div>
  );
}

function Picks<T extends string | boolean>(props: {
  readonly chosen: Answer | undefined;
  readonly options: readonly (readonly [T, string])[];
  readonly onPick: (value: T) => void;
}) {
  const { t } = useWords();
  return (
    <fieldset className="picks">
      <legend className="sr-only">{t('consult.choices')}</legend>
      {props.options.map(([value, label]) => (
        <button key={String(value)} type="button" aria-pressed={props.chosen === value} onClick={() => props.onPick(value)}>
          {label}
        </button>
      ))}
    </fieldset>
  );
}

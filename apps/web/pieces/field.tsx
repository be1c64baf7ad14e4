import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { cloneElement, type ReactElement, type ReactNode, useId } from 'react';
import { useWords } from '../words/words.tsx';
import './field.css';

type Control = ReactElement<{ id?: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean; status?: 'error' | '' }>;

/** A label, a control, a hint, and what is wrong with it; tied together for a screen reader. */
export function Field(props: {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly optional?: boolean;
  readonly wide?: boolean;
  readonly children: Control;
}) {
  const { t } = useWords();
  const id = useId();
  const noteId = `${id}note`;
  const described = props.hint || props.error ? { 'aria-describedby': noteId } : {};
  return (
    <div className={props.wide ? 'field wide' : 'field'}>
      <label htmlFor={id}>
        {props.label}
        {props.optional && <span className="faint small"> · {t('form.optional')}</span>}
      </label>
      {cloneElement(props.children, { id, ...described, ...(props.error ? { 'aria-invalid': true, status: 'error' as const } : {}) })}
      {(props.error || props.hint) && (
        <p id={noteId} className={props.error ? 'field-note bad' : 'field-note'}>
          {props.error ? `✕ ${props.error}` : props.hint}
        </p>
      )}
    </div>
  );
}

/** A legal day as YYYY-MM-DD, picked or typed. */
export function DayInput(props: {
  readonly id?: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly label?: string;
  readonly status?: 'error' | '';
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: boolean;
}) {
  const { locale } = useWords();
  const { value, onChange, label, ...rest } = props;
  return (
    <DatePicker
      {...rest}
      className="day-input"
      value={value ? dayjs(value) : null}
      format={['YYYY-MM-DD', 'YYYYMMDD', locale === 'en' ? 'DD/MM/YYYY' : 'YYYY/M/D']}
      placeholder="YYYY-MM-DD"
      onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : undefined)}
      {...(label ? { 'aria-label': label } : {})}
    />
  );
}

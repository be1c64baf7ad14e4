import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Brand } from '../pieces/brand.tsx';
import { Mark } from '../pieces/mark.tsx';
import { TongueSwitch } from '../pieces/tongue.tsx';
import { useWords } from '../words/words.tsx';
import './entry.css';

/** Sign-in and welcome share a door: the form on one side, what anyone may ask without an account on the other. */
export function Door(props: { readonly children: ReactNode }) {
  const { t } = useWords();
  return (
    <main className="door">
      <div className="door-left">
        <div className="door-top">
          <span className="brand">
            <Brand />
          </span>
          <TongueSwitch />
        </div>
        <div className="door-form">{props.children}</div>
      </div>
      <aside className="door-right" aria-label={t('door.aside')}>
        <h2>{t('door.question')}</h2>
        <p>{t('door.answer')}</p>
        <p>
          <Link to="/consult" className="press main big">
            {t('door.ask')}
          </Link>
        </p>
        <ul className="door-promises small quiet">
          {(['door.promise1', 'door.promise2', 'door.promise3'] as const).map((word) => (
            <li key={word}>
              <Mark shape="tick" tone="jade" />
              <span>{t(word)}</span>
            </li>
          ))}
        </ul>
      </aside>
    </main>
  );
}

/** A labelled plain input of the light pages. */
export function PlainField(props: {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: string;
  readonly autoComplete?: string;
  readonly hint?: string;
  readonly required?: boolean;
}) {
  return (
    <label className="plain-field">
      <span className="label">{props.label}</span>
      <input
        className="box"
        name={props.name}
        type={props.type ?? 'text'}
        autoComplete={props.autoComplete}
        required={props.required ?? true}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
      {props.hint && <span className="small quiet">{props.hint}</span>}
    </label>
  );
}

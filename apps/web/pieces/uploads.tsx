import { Button, Progress } from 'antd';
import { type ReactNode, useId, useRef, useState } from 'react';
import { Problem } from '#contract/client.ts';
import { useWords } from '../words/words.tsx';
import { Mark } from './mark.tsx';
import './uploads.css';

export type Sending = {
  readonly key: string;
  readonly file: File;
  readonly progress: number;
  readonly state: 'sending' | 'done' | 'failed';
  readonly error?: Error;
};

/** Where files are dropped or chosen; works by keyboard through its button. */
export function DropPlace(props: {
  readonly title: ReactNode;
  readonly hint: ReactNode;
  readonly accept?: string;
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly aside?: ReactNode;
  readonly primary?: boolean;
}) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const inputId = useId();
  const [over, setOver] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a pointer shortcut; the button inside does the same
    <div
      className={over ? 'drop-place over' : 'drop-place'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (event.dataTransfer.files.length > 0) props.onFiles([...event.dataTransfer.files]);
      }}
    >
      <strong>{props.title}</strong>
      <p className="quiet">{props.hint}</p>
      <div className="row">
        <Button type={props.primary ? 'primary' : 'default'} onClick={() => input.current?.click()}>
          {t('files.choose')}
        </Button>
        {props.aside}
      </div>
      <label htmlFor={inputId} className="sr-only">
        {t('files.choose')}
      </label>
      <input
        id={inputId}
        ref={input}
        type="file"
        className="sr-only"
        tabIndex={-1}
        accept={props.accept}
        multiple={props.multiple ?? true}
        onChange={(event) => {
          if (event.target.files) props.onFiles([...event.target.files]);
          event.target.value = '';
        }}
      />
    </div>
  );
}

/** Files on their way, with how far they are and what went wrong. */
export function SendingList(props: {
  readonly of: readonly Sending[];
  readonly retry?: (one: Sending) => void;
  readonly remove?: (one: Sending) => void;
  readonly aside?: (one: Sending) => ReactNode;
}) {
  const { t, bytes } = useWords();
  if (props.of.length === 0) return null;
  return (
    <ul className="sending" aria-live="polite">
      {props.of.map((one) => (
        <li key={one.key}>
          <div className="between">
            <span className="row">
              <Mark
                shape={one.state === 'done' ? 'tick' : one.state === 'failed' ? 'cross' : 'half'}
                tone={one.state === 'done' ? 'jade' : one.state === 'failed' ? 'cinnabar' : 'quiet'}
              >
                <span className="sr-only">{t(`files.${one.state}`)}</span>
              </Mark>
              <span>{one.file.name}</span>
              <span className="faint small num">{bytes(one.file.size)}</span>
            </span>
            <span className="row small">
              {props.aside?.(one)}
              {one.state === 'failed' && props.retry && (
                <button type="button" className="press-plain" onClick={() => props.retry?.(one)}>
                  {t('state.retry')}
                </button>
              )}
              {one.state !== 'sending' && props.remove && (
                <button type="button" className="press-plain" onClick={() => props.remove?.(one)}>
                  {t('do.remove')}
                </button>
              )}
            </span>
          </div>
          {one.state === 'sending' && (
            <Progress percent={Math.round(one.progress * 100)} size="small" aria-label={t('files.progress', { name: one.file.name })} />
          )}
          {one.error && (
            <p className="field-note bad">
              {one.error.message} {one.error instanceof Problem && <code>{one.error.body.code}</code>}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

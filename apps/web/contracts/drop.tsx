import { useEffect, useId, useRef, useState } from 'react';
import { Mark } from '../pieces/mark.tsx';
import '../pieces/uploads.css';
import './contracts.css';
import { useWords } from '../words/words.tsx';
import { type Chosen, droppedFiles, type Mark as FileMark, fingerprint, pickedFiles, type Reading } from './fingerprint.ts';

/**
 * Files or a folder, hashed in this browser. `onMarks` is told when all of them are read; until then each shows how far
 * it is. Plain elements only: the public page uses it too.
 */
export function HashPlace(props: { readonly title: string; readonly hint: string; readonly onMarks: (marks: readonly FileMark[]) => void }) {
  const { t, bytes, count } = useWords();
  const [over, setOver] = useState(false);
  const [readings, setReadings] = useState<readonly Reading[]>([]);
  const stop = useRef<() => void>(() => {});
  useEffect(() => () => stop.current(), []);

  const take = (chosen: readonly Chosen[]) => {
    if (chosen.length === 0) return;
    stop.current();
    stop.current = fingerprint(chosen, (all) => {
      setReadings(all);
      if (all.every(({ mark, failed }) => mark || failed)) props.onMarks(all.flatMap(({ mark }) => mark ?? []));
    });
  };
  const reading = readings.some(({ mark, failed }) => !mark && !failed);
  return (
    <div className="hash-place">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a pointer shortcut; the buttons inside do the same */}
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
          void droppedFiles(event.dataTransfer).then(take);
        }}
      >
        <strong>{props.title}</strong>
        <p className="quiet">{props.hint}</p>
        <div className="row">
          <Picker word={t('contracts.files')} onPick={take} />
          <Picker word={t('contracts.folder')} folder onPick={take} />
        </div>
        <p className="small">
          <Mark shape="bar" tone="jade">
            {t('contracts.local')}
          </Mark>
        </p>
      </div>
      {reading && (
        <p className="row-2 small" role="status">
          {t('contracts.reading', { done: count(readings.filter(({ mark }) => mark).length), all: count(readings.length) })}
          <button
            type="button"
            className="press-plain"
            onClick={() => {
              stop.current();
              setReadings([]);
            }}
          >
            {t('contracts.stop')}
          </button>
        </p>
      )}
      {readings.length > 0 && (
        <ul className="hashed">
          {readings.map((one) => (
            <li key={one.path}>
              <span className="hashed-name">{one.path}</span>
              <span className="small quiet row">
                <span className="num">{bytes(one.size)}</span>
                {one.mark ? (
                  <span>{one.mark.pages ? t('contracts.pages', { n: count(one.mark.pages.pages.length) }) : t('contracts.noPages')}</span>
                ) : one.failed ? (
                  <Mark shape="cross" tone="cinnabar">
                    {t('contracts.unread')}
                  </Mark>
                ) : (
                  <progress max={1} value={one.done} aria-label={t('files.progress', { name: one.path })} />
                )}
              </span>
              {one.mark && (
                <code className="hashed-sha" title="SHA-256">
                  {one.mark.sha256}
                </code>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Picker(props: { readonly word: string; readonly folder?: boolean; readonly onPick: (chosen: readonly Chosen[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <>
      <button type="button" className="press" onClick={() => input.current?.click()}>
        {props.word}
      </button>
      <label htmlFor={id} className="sr-only">
        {props.word}
      </label>
      <input
        id={id}
        ref={input}
        type="file"
        className="sr-only"
        tabIndex={-1}
        multiple
        {...(props.folder ? { webkitdirectory: '' } : {})}
        onChange={(event) => {
          if (event.target.files) props.onPick(pickedFiles(event.target.files));
          event.target.value = '';
        }}
      />
    </>
  );
}

declare module 'react' {
  interface InputHTMLAttributes<T> {
    webkitdirectory?: string;
  }
}

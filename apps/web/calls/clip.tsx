import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { getClip } from '#contract/operations/recordings.ts';
import { Field } from '../pieces/field.tsx';
import { Failed } from '../server/answer.tsx';
import { client } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import type { Span } from './wave.tsx';

/** A part of the recording as a file that proves itself; by seconds where the server knows them, else by bytes, and says so. */
export function ClipForm(props: {
  readonly exhibitId: string;
  readonly size: number;
  readonly seconds: number;
  readonly exact: boolean;
  readonly logged: boolean;
  readonly clip: Span;
  readonly onChange: (clip: Span) => void;
  readonly onPlay: (clip: Span) => void;
}) {
  const { t, count } = useWords();
  const { exhibitId, size, seconds, exact, logged, clip, onChange, onPlay } = props;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const sound = clip.from >= 0 && clip.from < clip.to && clip.to <= seconds + 0.001;
  const inBytes = { from: Math.floor((clip.from / seconds) * size), to: Math.min(size, Math.ceil((clip.to / seconds) * size)) };
  const range = exact ? { unit: 'seconds' as const, from: clip.from, to: Math.min(clip.to, seconds) } : { unit: 'bytes' as const, ...inBytes };

  const download = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const answer = await client.request(getClip, { params: { exhibitId }, query: range });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await answer.blob());
      link.download = `clip-${Math.floor(clip.from)}-${Math.ceil(clip.to)}.json`;
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (cause) {
      setError(cause as Error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <details className="clip">
      <summary>
        {t('clip.title')} <span className="num small">{t('clip.length', { n: count(Math.round((clip.to - clip.from) * 10) / 10) })}</span>
      </summary>
      <div className="fields clip-fields">
        <Field label={t('clip.from')}>
          <InputNumber value={rounded(clip.from)} min={0} max={seconds} step={1} onChange={(from) => onChange({ ...clip, from: from ?? 0 })} />
        </Field>
        <Field label={t('clip.to')}>
          <InputNumber value={rounded(clip.to)} min={0} max={seconds} step={1} onChange={(to) => onChange({ ...clip, to: to ?? seconds })} />
        </Field>
      </div>
      <p className="small quiet">{exact ? t('clip.how') : t('clip.bytes', { from: count(inBytes.from), to: count(inBytes.to) })}</p>
      {!sound && <p className="field-note bad">{t('clip.bad', { of: count(Math.floor(seconds)) })}</p>}
      {!logged && <p className="small quiet">{t('clip.notYet')}</p>}
      <div className="row">
        <Button disabled={!sound} onClick={() => onPlay(clip)}>
          {t('clip.play')}
        </Button>
        <Button disabled={!sound || !logged} loading={busy} onClick={() => void download()}>
          {t('clip.download')}
        </Button>
      </div>
      {error && <Failed error={error} />}
    </details>
  );
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

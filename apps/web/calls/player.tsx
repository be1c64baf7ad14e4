import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { urlOf } from '#contract/client.ts';
import { downloadExhibit } from '#contract/operations/claims.ts';
import { getWaveform, playRecording } from '#contract/operations/recordings.ts';
import { ask } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import { ClipForm } from './clip.tsx';
import { type Drawing, decodedPeaks, largestDecodedBytes } from './decode.ts';
import { clock, type Span, Wave } from './wave.tsx';

const clipSeconds = 30;

/** A recording to be heard, seen and cut. The server draws PCM WAV; of other formats the browser draws what it can decode. */
export function Player(props: { readonly exhibitId: string; readonly name: string; readonly size: number; readonly logged: boolean }) {
  const { t, bytes } = useWords();
  const { exhibitId, name, size, logged } = props;
  const audio = useRef<HTMLAudioElement>(null);
  const [state, setState] = useState<'idle' | 'playing' | 'failed'>('idle');
  const [at, setAt] = useState(0);
  const [heard, setHeard] = useState<number>();
  const [clip, setClip] = useState<Span>();
  const [stopAt, setStopAt] = useState<number>();
  const [own, setOwn] = useState<Drawing | 'drawing' | 'failed'>();
  const drawn = useQuery(ask(getWaveform, { params: { exhibitId }, query: { points: 600 } }, { staleTime: Number.POSITIVE_INFINITY }));
  const server = drawn.data?.state === 'drawn' ? drawn.data : undefined;
  const seconds = server?.seconds ?? (typeof own === 'object' ? own.seconds : heard);
  const peaks = server?.peaks ?? (typeof own === 'object' ? own.peaks : undefined);
  const source = urlOf('', playRecording, { params: { exhibitId } });

  const seek = (to: number) => {
    const bounded = Math.min(Math.max(0, to), seconds ?? 0);
    setAt(bounded);
    if (audio.current) audio.current.currentTime = bounded;
  };
  const turn = () => {
    const sound = audio.current;
    if (!sound) return;
    setStopAt(undefined);
    if (sound.paused) void sound.play().catch(() => setState('failed'));
    else sound.pause();
  };
  const playClip = (span: Span) => {
    seek(span.from);
    setStopAt(span.to);
    void audio.current?.play().catch(() => setState('failed'));
  };
  const mark = (from: number) => seconds !== undefined && setClip({ from, to: Math.min(seconds, from + clipSeconds) });
  const draw = async () => {
    setOwn('drawing');
    setOwn(await decodedPeaks(source, 600));
  };

  return (
    <div className="player">
      {/* biome-ignore lint/a11y/useMediaCaption: a recording of a call has no captions */}
      <audio
        ref={audio}
        src={source}
        preload="metadata"
        onLoadedMetadata={(event) => Number.isFinite(event.currentTarget.duration) && setHeard(event.currentTarget.duration)}
        onPlay={() => setState('playing')}
        onPause={() => setState('idle')}
        onError={() => setState('failed')}
        onTimeUpdate={(event) => {
          const now = event.currentTarget.currentTime;
          setAt(now);
          if (stopAt !== undefined && now >= stopAt) {
            event.currentTarget.pause();
            setStopAt(undefined);
          }
        }}
      />
      <div className="row">
        <Button onClick={turn} disabled={state === 'failed'}>
          {state === 'playing' ? t('recording.pause') : t('recording.play')}
        </Button>
        {seconds !== undefined && <span className="num small">{t('recording.at', { at: clock(at), of: clock(seconds) })}</span>}
        <a href={urlOf('', downloadExhibit, { params: { exhibitId } })} download={name} className="small">
          {t('do.download')}
        </a>
      </div>
      {state === 'failed' && <p className="small quiet">{t('recording.play.failed')}</p>}
      {seconds !== undefined && peaks && (
        <Wave peaks={peaks} seconds={seconds} at={at} clip={clip} onSeek={seek} onTurn={turn} onMark={mark} onClip={setClip} />
      )}
      {drawn.isPending && <p className="small quiet">{t('recording.drawing')}</p>}
      {drawn.data?.state === 'not-drawn' && typeof own !== 'object' && (
        <p className="small quiet row">
          {own === 'failed'
            ? t('recording.draw.failed')
            : own === 'drawing'
              ? t('recording.drawing')
              : size > largestDecodedBytes
                ? t('recording.draw.large', { limit: bytes(largestDecodedBytes) })
                : t(`recording.notDrawn.${drawn.data.why}`)}
          {own === undefined && size <= largestDecodedBytes && drawn.data.why !== 'broken-header' && (
            <Button size="small" onClick={() => void draw()}>
              {t('recording.draw')}
            </Button>
          )}
        </p>
      )}
      {seconds !== undefined && (
        <ClipForm
          exhibitId={exhibitId}
          size={size}
          seconds={seconds}
          exact={server !== undefined}
          logged={logged}
          clip={clip ?? { from: 0, to: Math.min(seconds, clipSeconds) }}
          onChange={setClip}
          onPlay={playClip}
        />
      )}
    </div>
  );
}

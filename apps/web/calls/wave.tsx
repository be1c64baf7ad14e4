import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useWords } from '../words/words.tsx';

export type Span = { readonly from: number; readonly to: number };

/** 75.3 -> "1:15", 3700 -> "1:01:40". */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n: number): string => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** A drag shorter than this is a press: it moves the needle and marks nothing. */
const leastDrag = 0.006;

type Move = (at: number, end: number) => number;

/** Keys that move the needle, in seconds. */
const moves: ReadonlyMap<string, Move> = new Map<string, Move>([
  ['ArrowLeft', (at) => at - 5],
  ['ArrowRight', (at) => at + 5],
  ['PageDown', (at) => at - 30],
  ['PageUp', (at) => at + 30],
  ['Home', () => 0],
  ['End', (_, end) => end],
]);

/**
 * The waveform as a slider: press to move, drag to mark a clip; by keyboard arrows move, space plays, C marks thirty seconds
 * from where it stands.
 */
export function Wave(props: {
  readonly peaks: readonly number[];
  readonly seconds: number;
  readonly at: number;
  readonly clip: Span | undefined;
  readonly onSeek: (to: number) => void;
  readonly onTurn: () => void;
  readonly onMark: (from: number) => void;
  readonly onClip: (clip: Span) => void;
}) {
  const { t } = useWords();
  const { peaks, seconds, at, clip, onSeek, onTurn, onMark, onClip } = props;
  const place = useRef<HTMLDivElement>(null);
  const [begun, setBegun] = useState<number>();
  const fractionOf = (event: PointerEvent): number => {
    const box = place.current?.getBoundingClientRect();
    return box ? Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) : 0;
  };
  const drag = (event: PointerEvent) => {
    if (begun === undefined) return;
    const now = fractionOf(event);
    if (Math.abs(now - begun) >= leastDrag) onClip({ from: Math.min(begun, now) * seconds, to: Math.max(begun, now) * seconds });
  };
  const keys = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moves.get(event.key);
    if (move) onSeek(move(at, seconds));
    else if (event.key === ' ') onTurn();
    else if (event.key === 'c') onMark(at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const share = (second: number): string => `${(second / seconds) * 100}%`;
  return (
    <div
      ref={place}
      className="wave"
      role="slider"
      tabIndex={0}
      aria-label={t('recording.wave', { of: clock(seconds) })}
      aria-valuemin={0}
      aria-valuemax={Math.round(seconds)}
      aria-valuenow={Math.round(at)}
      aria-valuetext={t('recording.at', { at: clock(at), of: clock(seconds) })}
      onKeyDown={keys}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setBegun(fractionOf(event));
      }}
      onPointerMove={drag}
      onPointerUp={(event) => {
        if (begun !== undefined && Math.abs(fractionOf(event) - begun) < leastDrag) onSeek(begun * seconds);
        setBegun(undefined);
      }}
      onPointerCancel={() => setBegun(undefined)}
    >
      {clip && <span className="wave-clip" style={{ left: share(clip.from), width: share(clip.to - clip.from) }} />}
      <svg viewBox={`0 0 ${peaks.length} 100`} preserveAspectRatio="none" aria-hidden="true">
        <path d={peaks.map((peak, i) => `M${i + 0.5} ${50 - Math.max(0.6, peak * 48)}V${50 + Math.max(0.6, peak * 48)}`).join('')} />
      </svg>
      <span className="wave-needle" style={{ left: share(Math.min(at, seconds)) }} />
    </div>
  );
}

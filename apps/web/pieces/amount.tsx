import { useWords } from '../words/words.tsx';

/** An exact amount, right-aligned by its surroundings, tabular figures. */
export function Amount(props: { readonly amount: string; readonly currency: string; readonly strong?: boolean }) {
  const { money } = useWords();
  const text = money(props.amount, props.currency);
  return props.strong ? <strong className="num">{text}</strong> : <span className="num">{text}</span>;
}

/** A legal day. */
export function Day(props: { readonly on: string | undefined; readonly none?: string }) {
  const { day } = useWords();
  if (!props.on) return <span className="faint">{props.none ?? '—'}</span>;
  return (
    <time className="num" dateTime={props.on}>
      {day(props.on)}
    </time>
  );
}

/** A moment, always with its zone. */
export function Moment(props: { readonly at: string | undefined }) {
  const { moment } = useWords();
  if (!props.at) return <span className="faint">—</span>;
  return (
    <time className="num" dateTime={props.at}>
      {moment(props.at)}
    </time>
  );
}

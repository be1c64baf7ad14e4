import type { CitationJson } from '#contract/schemas/basics.ts';
import { useWords } from '../words/words.tsx';
import { Mark } from './mark.tsx';

/** Instrument and article; a rule that nobody has checked yet says so. */
export function Cite(props: { readonly of: CitationJson }) {
  const { of } = props;
  const text = of.article ? `${of.instrument}, ${of.article}` : of.instrument;
  return (
    <span className="cite">
      {of.url ? (
        <a href={of.url} rel="noreferrer" target="_blank">
          {text}
        </a>
      ) : (
        text
      )}
      {of.note ? ` · ${of.note}` : ''} <Standing status={of.status} />
    </span>
  );
}

/** verified, unverified or blank: shown wherever it is not verified. */
export function Standing(props: { readonly status: string | undefined }) {
  const { t } = useWords();
  if (!props.status || props.status === 'verified') return null;
  return (
    <span className="flag unverified">
      <Mark shape="half" tone="ochre" />
      {props.status === 'blank' ? t('law.blank') : t('law.unverified')}
    </span>
  );
}

export function Cites(props: { readonly of: readonly CitationJson[] }) {
  if (props.of.length === 0) return null;
  return (
    <ul className="small">
      {props.of.map((one) => (
        <li key={`${one.instrument}${one.article ?? ''}`}>
          <Cite of={one} />
        </li>
      ))}
    </ul>
  );
}

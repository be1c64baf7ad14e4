import type { HitJson } from '#contract/operations/debtor.ts';
import { useWords } from '../words/words.tsx';
import { useSchemes } from './schemes.ts';

type Facts = NonNullable<HitJson['facts']>;

/** Properties that people look for, in the order in which they look. What has no word of ours stays in the raw answer. */
const told = [
  'legalRepresentative',
  'director',
  'capital',
  'address',
  'registerStatus',
  'caseNumber',
  'court',
  'filedOn',
  'publishedOn',
  'amount',
  'basis',
  'duty',
  'performance',
  'conduct',
  'program',
  'topics',
  'datasets',
  'cause',
  'reason',
] as const;

/** An entry's own words, line by line. */
export function FactLines(props: { readonly of: Facts; readonly whole?: boolean }) {
  const { t, country } = useWords();
  const scheme = useSchemes();
  const { of } = props;
  const lines = told.flatMap((key) => {
    const value = of.props[key];
    const text = typeof value === 'string' ? value : value?.join(', ');
    return text ? [{ key, text }] : [];
  });
  return (
    <dl className="debtor-facts">
      {of.status !== 'unknown' && <Line word={t('fact.status')}>{t(`fact.status.${of.status}`)}</Line>}
      {props.whole && of.identifiers.length > 0 && (
        <Line word={t('fact.numbers')}>{of.identifiers.map((one) => `${scheme.word(one.scheme)} ${one.value}`).join(', ')}</Line>
      )}
      {props.whole && of.country && <Line word={t('fact.country')}>{country(of.country)}</Line>}
      {of.otherNames.length > 0 && <Line word={t('fact.otherNames')}>{of.otherNames.slice(0, 6).join(', ')}</Line>}
      {props.whole && of.since && <Line word={t('fact.since')}>{of.since}</Line>}
      {of.ended && <Line word={t('fact.ended')}>{of.ended}</Line>}
      {lines.map(({ key, text }) => (
        <Line key={key} word={t(`fact.${key}`)}>
          {text}
        </Line>
      ))}
      {of.url && (
        <Line word={t('fact.at')}>
          <a href={of.url} target="_blank" rel="noreferrer noopener">
            {hostOf(of.url)}
          </a>
        </Line>
      )}
    </dl>
  );
}

function Line(props: { readonly word: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{props.word}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url.slice(0, 60);
  }
}

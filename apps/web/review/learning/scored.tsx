import type { MatchWordJson } from '#contract/operations/matching.ts';
import { Mark, type Shape, type Tone } from '../../pieces/mark.tsx';
import { useWords } from '../../words/words.tsx';

type Judged = MatchWordJson['inForce'];
type Verdict = MatchWordJson['verdict'];

const saidLook: Record<Verdict, [Shape, Tone]> = { positive: ['full', 'ink'], negative: ['cross', 'ink'], unsure: ['half', 'ochre'] };

/** The person's word. */
export function Said(props: { readonly verdict: Verdict }) {
  const { t } = useWords();
  const [shape, tone] = saidLook[props.verdict];
  return (
    <Mark shape={shape} tone={tone}>
      <strong>{t(`hit.said.${props.verdict}`)}</strong>
    </Mark>
  );
}

/** What the matcher says of two names, and whether that contradicts the person; two figures where they differ. */
export function Scored(props: { readonly before: Judged; readonly after: Judged; readonly said: Verdict }) {
  const { t } = useWords();
  const { before, after, said } = props;
  const told = ({ score, verdict }: Judged): string => t(`matching.band.${verdict}`, { score: score.toFixed(2) });
  const same = before.score === after.score && before.verdict === after.verdict;
  const apart = (said === 'positive' && after.verdict === 'none') || (said === 'negative' && after.verdict === 'match');
  return (
    <span className="quiet">
      {t('matching.matcher')} {same ? told(after) : t('matching.moved', { before: told(before), after: told(after) })}
      {apart && (
        <>
          {' '}
          <span className="flag quiet">{t('matching.apart')}</span>
        </>
      )}
    </span>
  );
}

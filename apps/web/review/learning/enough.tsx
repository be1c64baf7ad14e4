import type { LearningJson } from '#contract/operations/matching.ts';
import { Mark } from '../../pieces/mark.tsx';
import { useWords } from '../../words/words.tsx';

/** How many decisions are still missing, of which kind; nothing when there are enough. Words that could not tell teach nothing. */
export function missing({ decisions, needed }: LearningJson): { readonly positive: number; readonly negative: number; readonly any: number } {
  const { positive, negative } = decisions;
  const [morePositive, moreNegative] = [Math.max(0, needed.ofEach - positive), Math.max(0, needed.ofEach - negative)];
  const any = Math.max(0, needed.decisions - positive - negative - morePositive - moreNegative);
  return { positive: morePositive, negative: moreNegative, any };
}

/** The words so far, and what is missing before anything can be learned. */
export function Enough(props: { readonly of: LearningJson }) {
  const { t, count } = useWords();
  const { decisions, needed } = props.of;
  const lacking = missing(props.of);
  const lacks = (['positive', 'negative', 'any'] as const).filter((kind) => lacking[kind] > 0);
  return (
    <section className="section" aria-labelledby="enough-head">
      <div className="section-head">
        <h2 id="enough-head">{t('matching.enough')}</h2>
      </div>
      <dl className="learning-counts">
        {(['positive', 'negative', 'unsure'] as const).map((verdict) => (
          <div key={verdict}>
            <dt>{t(`hit.judge.${verdict}`)}</dt>
            <dd className="num">{count(decisions[verdict])}</dd>
          </div>
        ))}
      </dl>
      <p className="learning-needed">
        {lacks.length === 0 ? (
          <Mark shape="tick" tone="jade">
            {t('matching.enough.yes')}
          </Mark>
        ) : (
          <Mark shape="half" tone="ochre">
            <span>
              {t('matching.enough.no', {
                what: lacks.map((kind) => t(`matching.lacks.${kind}`, { n: count(lacking[kind]) })).join(t('matching.and')),
              })}
            </span>
          </Mark>
        )}
      </p>
      <p className="small quiet">{t('matching.enough.how', { n: count(needed.decisions), each: count(needed.ofEach) })}</p>
    </section>
  );
}

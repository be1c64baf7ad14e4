import type { LearningJson } from '#contract/operations/matching.ts';
import type { WordKey } from '../../locales/en.ts';
import { useWords } from '../../words/words.tsx';

type Learned = NonNullable<LearningJson['learned']>;

/** How the decisions that the fit did not see are judged, before and after: fewer is better in every line. */
export function HeldOut(props: Pick<Learned, 'heldOut' | 'before' | 'after'>) {
  const { t, count } = useWords();
  const lines = [
    ['wrong', count(props.before.wrongMatches), count(props.after.wrongMatches)],
    ['missed', count(props.before.missed), count(props.after.missed)],
    ['loss', props.before.logLoss.toFixed(3), props.after.logLoss.toFixed(3)],
  ] as const;
  return (
    <table className="learning-table" aria-label={t('matching.heldOut', { n: count(props.heldOut) })}>
      <caption className="small quiet">{t('matching.heldOut', { n: count(props.heldOut) })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('matching.measure')}</th>
          <th scope="col">{t('matching.before')}</th>
          <th scope="col">{t('matching.after')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(([line, before, after]) => (
          <tr key={line}>
            <th scope="row">{t(`matching.measure.${line}`)}</th>
            <td className="num">{before}</td>
            <td className="num">{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Features that have words of ours; a newer one is shown by its own name. */
const spoken: ReadonlySet<string> = new Set<string>([
  ...(
    'intercept core coreMost all whole swapped tradeSwapped tradeMore daughter sibling number legal place branch thin exact'.split(' ') as string[]
  ).map((feature) => `organisation.${feature}`),
  ...'intercept least most swapped doubt thin generation missing child exact'.split(' ').map((feature) => `person.${feature}`),
]);

/** What each coefficient was and is, in words: above nought speaks for one party, below against. */
export function Coefficients(props: { readonly of: Learned['changes'] }) {
  const { t, count } = useWords();
  return (
    <details>
      <summary>{t('matching.coefficients', { n: count(props.of.length) })}</summary>
      <p className="small quiet learning-note">{t('matching.coefficients.how')}</p>
      <table className="learning-table">
        <thead>
          <tr>
            <th scope="col">{t('matching.feature')}</th>
            <th scope="col">{t('matching.shipped')}</th>
            <th scope="col">{t('matching.learned')}</th>
          </tr>
        </thead>
        <tbody>
          {props.of.map(({ kind, feature, shipped, learned }) => {
            const name = `${kind}.${feature}`;
            return (
              <tr key={name}>
                <th scope="row">
                  {spoken.has(name) ? t(`matching.feature.${name}` as WordKey) : <code>{feature}</code>}{' '}
                  <span className="small quiet">{t(`debtor.kind.${kind}`)}</span>
                </th>
                <td className="num">{shipped.toFixed(2)}</td>
                <td className="num">{learned.toFixed(2)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}

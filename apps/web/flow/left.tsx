import type { FlowJson } from '#contract/operations/flow.ts';
import { useWords } from '../words/words.tsx';

/** What is not drawn, and why: an entry that is silently missing would be a lie. */
export function LeftOut(props: { readonly of: FlowJson }) {
  const { t, count } = useWords();
  const { left, unreadable, statements } = props.of;
  const nameOf = new Map(statements.map(({ recordId, name }) => [recordId, name]));
  return (
    <>
      {left.length > 0 && (
        <section className="section tight" aria-labelledby="flow-left-head">
          <div className="section-head">
            <h2 id="flow-left-head">{t('flow.left')}</h2>
          </div>
          <ul className="dots">
            {left.map(({ source, why }) => (
              <li key={`${source.recordId} ${source.account} ${source.entry}`}>
                {nameOf.get(source.recordId)}, {t('flow.cite.place', { account: count(source.account + 1), entry: count(source.entry + 1) })}:{' '}
                {t(`flow.left.${why}`)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {unreadable.length > 0 && (
        <section className="section tight" aria-labelledby="flow-unreadable-head">
          <div className="section-head">
            <h2 id="flow-unreadable-head">{t('flow.unreadable')}</h2>
          </div>
          <ul className="dots">
            {unreadable.map(({ exhibitId, name, code }) => (
              <li key={exhibitId}>
                {name} <code>{code}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

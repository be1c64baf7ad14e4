import type { LogStandingJson } from '#contract/operations/evidence.ts';
import { Mark } from '../pieces/mark.tsx';
import { useWords } from '../words/words.tsx';

/** Who besides this installation vouches for the log. */
export function Witnesses(props: { readonly of: LogStandingJson }) {
  const { t } = useWords();
  const { witnesses, selfAsserted } = props.of;
  return (
    <section className="section" aria-labelledby="witnesses-head">
      <div className="section-head">
        <h2 id="witnesses-head">{t('log.vouched')}</h2>
      </div>
      <div className="stack">
        <p>
          <Mark shape={selfAsserted ? 'half' : 'full'} tone={selfAsserted ? 'ochre' : 'jade'}>
            <strong>{t(selfAsserted ? 'log.selfAsserted' : 'log.witnessedBy')}</strong>
          </Mark>
        </p>
        <p className="quiet">{t(selfAsserted ? 'log.selfAsserted.how' : 'log.witnessedBy.how')}</p>
        {witnesses.length > 0 && (
          <ul className="log-keys">
            {witnesses.map(({ name, fingerprint }) => (
              <li key={fingerprint}>
                <span>{name}</span>
                <Fingerprint of={fingerprint} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

/** Sixteen groups of four, to be read out over the telephone. */
export function Fingerprint(props: { readonly of: string }) {
  return <code className="fingerprint">{props.of.match(/.{1,4}/g)?.join(' ')}</code>;
}

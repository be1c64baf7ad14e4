import type { LogStandingJson } from '#contract/operations/evidence.ts';
import { Moment } from '../pieces/amount.tsx';
import { Mark } from '../pieces/mark.tsx';
import { useWords } from '../words/words.tsx';
import { Fingerprint } from './witnesses.tsx';

type OneLog = LogStandingJson['logs'][number];

/** One log: its name, state, size, last checkpoint, who witnessed it, and its keys. */
export function LogOf(props: { readonly of: OneLog; readonly before: OneLog | undefined; readonly selfAsserted: boolean }) {
  const { t, count } = useWords();
  const { of, before } = props;
  const closed = of.closedAt !== undefined;
  const asked = of.rotationAskedAt !== undefined;
  return (
    <li aria-label={of.origin}>
      <div className="between">
        <h3 className="log-origin">{of.origin}</h3>
        <Mark shape={closed ? 'bar' : asked ? 'half' : 'full'} tone={closed ? 'quiet' : asked ? 'ochre' : 'jade'}>
          {t(closed ? 'log.closed' : asked ? 'log.closing' : 'log.open')}
        </Mark>
      </div>
      <dl className="log-facts">
        <div>
          <dt>{t('log.size')}</dt>
          <dd className="num">{count(of.size)}</dd>
        </div>
        <div>
          <dt>{t('log.lastCheckpoint')}</dt>
          <dd>{of.lastSignedAt ? <Moment at={of.lastSignedAt} /> : t('log.noCheckpoint')}</dd>
        </div>
        <div>
          <dt>{t('log.witnessed')}</dt>
          <dd>
            {of.witnessedSize > 0
              ? t('log.witnessed.of', { n: count(of.witnessedSize), of: count(of.size) })
              : t(props.selfAsserted ? 'log.witnessed.none' : 'log.witnessed.notYet')}
            {of.witnessedAt && (
              <>
                {' '}
                <span className="small quiet">
                  <Moment at={of.witnessedAt} />
                </span>
              </>
            )}
          </dd>
        </div>
        {of.closedAt && (
          <div>
            <dt>{t('log.closedAt')}</dt>
            <dd>
              <Moment at={of.closedAt} />
            </dd>
          </div>
        )}
        {before && (
          <div className="wide">
            <dt>{t('log.follows')}</dt>
            <dd className="log-origin">{t('log.follows.of', { origin: before.origin, n: count(before.size) })}</dd>
          </div>
        )}
      </dl>
      <ul className="log-keys">
        {of.keys.map(({ vkey, algorithm, fingerprint }) => (
          <li key={vkey}>
            <span>
              {algorithm} <span className="small quiet">{t('log.fingerprint')}</span>
            </span>
            <Fingerprint of={fingerprint} />
          </li>
        ))}
      </ul>
      <p className="row-2 small">
        <a href={`${of.path}checkpoint`}>{t('log.checkpoint')}</a>
      </p>
    </li>
  );
}

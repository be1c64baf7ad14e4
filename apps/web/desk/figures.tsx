import { Link } from '@tanstack/react-router';
import { useWords } from '../words/words.tsx';
import type { Desk } from './page.tsx';

type MoneyRow = Desk['atRisk'][number];

/** The four figures of the desk. Currencies stay apart: no exchange rate is invented. */
export function Figures(props: { readonly desk: Desk }) {
  const { t, count } = useWords();
  const { desk } = props;
  return (
    <dl className="figures">
      <div>
        <dt>{t('desk.atRisk')}</dt>
        <MoneyFigures rows={desk.atRisk} none={t('desk.atRisk.none')} />
      </div>
      <div>
        <dt>{t('desk.dueThisWeek')}</dt>
        <dd>
          <strong className="figure">{count(desk.dueThisWeek)}</strong>
          <Link to="/outbox" search={{ state: 'awaiting-approval' }} className="small">
            {t('desk.awaiting', { n: desk.awaitingApproval })}
          </Link>
        </dd>
      </div>
      <div>
        <dt>
          <abbr title={t('desk.dso.long')}>{t('desk.dso')}</abbr>
        </dt>
        <dd>
          {desk.dso.length === 0 ? (
            <>
              <span className="quiet">{t('desk.dso.absent')}</span>
              <Link to="/settings" search={{ part: 'sales' }} className="small">
                {t('desk.dso.tell')}
              </Link>
            </>
          ) : (
            desk.dso.map((row, at) => (
              <span key={row.currency} className={at === 0 ? '' : 'small'}>
                {at === 0 ? <strong className="figure">{count(Math.round(row.days))}</strong> : <b className="num">{count(Math.round(row.days))}</b>}{' '}
                <span className="small quiet">
                  {row.currency} · {t('desk.dso.best', { n: Math.round(row.bestPossible) })}
                </span>
              </span>
            ))
          )}
          {desk.averageDaysLate !== undefined && (
            <span className="small quiet">{t('desk.averageLate', { n: Math.round(desk.averageDaysLate) })}</span>
          )}
        </dd>
      </div>
      <div>
        <dt>{t('desk.recovered')}</dt>
        <MoneyFigures rows={desk.recovered90d} none={t('desk.recovered.none')} />
      </div>
    </dl>
  );
}

function MoneyFigures(props: { readonly rows: readonly MoneyRow[]; readonly none: string }) {
  const { roughly, money, t } = useWords();
  const [first, ...rest] = props.rows;
  if (!first) {
    return (
      <dd>
        <span className="quiet">{props.none}</span>
      </dd>
    );
  }
  return (
    <dd>
      <strong className="figure" title={money(first.amount, first.currency)}>
        {roughly(first.amount, first.currency)}
      </strong>
      <span className="small quiet">{t('desk.cases', { n: first.cases })}</span>
      {rest.length > 0 && (
        <span className="others small">
          {rest.map((row) => (
            <span key={row.currency} className="num" title={`${money(row.amount, row.currency)} · ${t('desk.cases', { n: row.cases })}`}>
              {roughly(row.amount, row.currency)}
            </span>
          ))}
        </span>
      )}
    </dd>
  );
}

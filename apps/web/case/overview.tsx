import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense } from 'react';
import type { AssessmentJson } from '#contract/schemas/assessment.ts';
import { Empty, Waiting } from '../server/answer.tsx';
import { useWords } from '../words/words.tsx';
import { Checks } from './checks.tsx';
import type { CaseRoom } from './page.tsx';
import { RouteTable } from './routes.tsx';

const OddsFan = lazy(() => import('./odds.tsx').then((m) => ({ default: m.OddsFan })));

/** Three checks, the odds, the routes, and what is missing. */
export function Overview(props: CaseRoom) {
  const { t, day } = useWords();
  const { assessment } = props;
  if (!assessment) {
    return props.detail.assessmentId ? (
      <Waiting lines={8} />
    ) : (
      <Empty title={t('overview.none')}>
        <p>{t('overview.none.how')}</p>
      </Empty>
    );
  }
  return (
    <div className="room">
      <section className="section" aria-labelledby="checks-head">
        <div className="section-head">
          <h2 id="checks-head">{t('overview.checks')}</h2>
          <span className="small quiet">
            {t('overview.asOf', { day: day(assessment.asOf), n: assessment.version })} ·{' '}
            <Link to="/reports/$assessmentId" params={{ assessmentId: assessment.id }}>
              {t('report.open')}
            </Link>
          </span>
        </div>
        <Checks of={assessment.checks} />
      </section>
      <div className="room-two">
        <section className="section" aria-labelledby="odds-head">
          <div className="section-head">
            <h2 id="odds-head">{t('odds.title')}</h2>
          </div>
          <Suspense fallback={<Waiting lines={5} />}>
            <OddsFan of={assessment.odds} />
          </Suspense>
        </section>
        <Willing assessment={assessment} />
      </div>
      <section className="section" aria-labelledby="routes-head">
        <div className="section-head">
          <h2 id="routes-head">{t('routes.title')}</h2>
          <span className="small quiet">{t('routes.how')}</span>
        </div>
        <RouteTable routes={assessment.routes} currency={assessment.currency} />
      </section>
      <Missing assessment={assessment} caseId={props.detail.row.id} />
    </div>
  );
}

export function Willing(props: { readonly assessment: AssessmentJson; readonly bare?: boolean }) {
  const { t, say } = useWords();
  const { willingness } = props.assessment;
  const cells = ['cant-will', 'can-will', 'cant-wont', 'can-wont'] as const;
  const content = (
    <>
      <div className="quadrant" aria-hidden="true">
        {cells.map((cell) => (
          <span key={cell} className={cell === willingness.quadrant ? 'here' : ''}>
            {t(`willing.${cell}`)}
          </span>
        ))}
      </div>
      <p className="willing-text">
        <strong>{t(`willing.${willingness.quadrant}`)}</strong> · {say(willingness.text)}
      </p>
      <ul className="dots small quiet">
        {willingness.reasons.map((reason) => (
          <li key={reason.en}>{say(reason)}</li>
        ))}
      </ul>
    </>
  );
  if (props.bare) return content;
  return (
    <section className="section" aria-labelledby="willing-head">
      <div className="section-head">
        <h2 id="willing-head">{t('willing.title')}</h2>
      </div>
      {content}
    </section>
  );
}

/** What a person could still add; `bare` where the page has its own heading. */
export function Missing(props: { readonly assessment: AssessmentJson; readonly caseId?: string; readonly bare?: boolean }) {
  const { t, say } = useWords();
  const { missing } = props.assessment;
  const list =
    missing.length === 0 ? (
      <p className="kept">✓ {t('missing.none')}</p>
    ) : (
      <ul className="dots">
        {missing.map((one) => (
          <li key={one.en}>{say(one)}</li>
        ))}
      </ul>
    );
  if (props.bare) return list;
  return (
    <section className="section" aria-labelledby="missing-head">
      <div className="section-head">
        <h2 id="missing-head">{t('missing.title')}</h2>
        {props.caseId && missing.length > 0 && (
          <Link to="/cases/$caseId" params={{ caseId: props.caseId }} search={{ tab: 'evidence' }}>
            <Button size="small" tabIndex={-1}>
              {t('evidence.add')}
            </Button>
          </Link>
        )}
      </div>
      {list}
    </section>
  );
}

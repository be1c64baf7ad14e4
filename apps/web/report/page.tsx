import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, type ReactNode, Suspense } from 'react';
import { urlOf } from '#contract/client.ts';
import { getAssessment, getCase, getReportPdf } from '#contract/operations/cases.ts';
import type { AssessmentJson } from '#contract/schemas/assessment.ts';
import '../case/case.css';
import { Checks } from '../case/checks.tsx';
import { LimitationFacts } from '../case/limitation.tsx';
import { Missing, Willing } from '../case/overview.tsx';
import { RouteTable } from '../case/routes.tsx';
import { Moment } from '../pieces/amount.tsx';
import { Cites } from '../pieces/citation.tsx';
import { SumTable, TraceList } from '../pieces/trace.tsx';
import { Answer, Waiting } from '../server/answer.tsx';
import { ask } from '../server/client.ts';
import { useTitle, useWords } from '../words/words.tsx';
import './report.css';

const OddsFan = lazy(() => import('../case/odds.tsx').then((m) => ({ default: m.OddsFan })));
const here = getRouteApi('/frame/reports/$assessmentId');

/** The assessment report as a page: the paper itself, with its PDF in both languages. */
export function ReportPage() {
  const { t } = useWords();
  useTitle(t('report.open'));
  const { assessmentId } = here.useParams();
  const assessment = useQuery(ask(getAssessment, { params: { assessmentId } }, { staleTime: Number.POSITIVE_INFINITY }));
  return (
    <div className="page">
      <Answer of={assessment} lines={8}>
        {(value) => <Report of={value} />}
      </Answer>
    </div>
  );
}

function Report(props: { readonly of: AssessmentJson }) {
  const { t, say, day } = useWords();
  const { of } = props;
  const one = useQuery(ask(getCase, { params: { caseId: of.caseId } }));
  const pdf = (locale: 'zh-CN' | 'en') => urlOf('', getReportPdf, { params: { assessmentId: of.id }, query: { locale } });
  const row = one.data?.row;
  return (
    <>
      <div className="between report-bar">
        <Link to="/cases/$caseId" params={{ caseId: of.caseId }}>
          ← {row?.number ?? t('filing.openCase')}
        </Link>
        <div className="row">
          <Button href={pdf('zh-CN')} target="_blank" rel="noreferrer">
            {t('report.pdfZh')}
          </Button>
          <Button href={pdf('en')} target="_blank" rel="noreferrer">
            {t('report.pdfEn')}
          </Button>
        </div>
      </div>
      <article className="paper">
        <header>
          <p className="paper-kind">{t('report.kind')}</p>
          <h1>{row ? `${row.creditor} ./. ${row.debtor}` : t('report.open')}</h1>
          <p className="small quiet">
            {t('report.asOf', { day: day(of.asOf), n: of.version })} · <Moment at={of.createdAt} />
          </p>
        </header>
        <ol className="paper-body">
          <Part title={t('report.summary')}>
            <p className="paper-summary">{say(of.summary)}</p>
          </Part>
          <Part title={t('money.sum')}>
            {of.position ? (
              <>
                <SumTable position={of.position} />
                <details>
                  <summary>{t('trace.steps')}</summary>
                  <TraceList steps={of.position.trace} />
                </details>
              </>
            ) : (
              <p>{of.positionRefusal ? say(of.positionRefusal.text) : t('law.blank')}</p>
            )}
          </Part>
          {of.position && (
            <Part title={t('limitation.title')}>
              <LimitationFacts of={of.position.limitation} />
            </Part>
          )}
          <Part title={t('overview.checks')}>
            <Checks of={of.checks} />
          </Part>
          <Part title={t('willing.title')}>
            <Willing assessment={of} bare />
          </Part>
          <Part title={t('odds.title')}>
            <Suspense fallback={<Waiting lines={5} />}>
              <OddsFan of={of.odds} />
            </Suspense>
          </Part>
          <Part title={t('routes.title')}>
            <RouteTable routes={of.routes} currency={of.currency} />
          </Part>
          <Part title={t('case.next')}>
            <p className="paper-summary">{say(of.nextStep.text)}</p>
            <ul className="dots">
              {of.nextStep.reasons.map((reason) => (
                <li key={reason.en}>{say(reason)}</li>
              ))}
            </ul>
            <Cites of={of.nextStep.because} />
          </Part>
          <Part title={t('missing.title')}>
            <Missing assessment={of} bare />
          </Part>
        </ol>
        {of.sha256 && (
          <footer className="seal-block small">
            <span className="seal-stamp" aria-hidden="true">
              清偿
              <br />
              存证
            </span>
            <span>
              {t('report.sealed')}
              <br />
              <code>SHA-256 {of.sha256}</code>
              {of.recordId && (
                <>
                  <br />
                  <code>
                    {t('report.record')} {of.recordId}
                  </code>
                </>
              )}
            </span>
          </footer>
        )}
      </article>
    </>
  );
}

function Part(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <li>
      <h2>{props.title}</h2>
      {props.children}
    </li>
  );
}

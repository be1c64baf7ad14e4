import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense } from 'react';
import type { Output } from '#contract/operation.ts';
import { getDesk } from '#contract/operations/cases.ts';
import { Answer, Empty, Waiting } from '../server/answer.tsx';
import { ask } from '../server/client.ts';
import { useTitle, useWords } from '../words/words.tsx';
import { DemoBanner, LoadDemo } from './demo.tsx';
import './desk.css';
import { Figures } from './figures.tsx';
import { Worklist } from './worklist.tsx';

const Ageing = lazy(() => import('./ageing.tsx').then((m) => ({ default: m.Ageing })));

export type Desk = Output<typeof getDesk>;

export function DeskPage() {
  const { t, day } = useWords();
  useTitle(t('nav.desk'));
  const desk = useQuery(ask(getDesk, {}));
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.desk')}</h1>
        {desk.data && <p className="small">{t('desk.asOf', { day: day(desk.data.asOf) })}</p>}
      </div>
      <Answer of={desk} lines={8}>
        {(value) => (value.caseCount === 0 ? <FirstDesk /> : <FullDesk desk={value} />)}
      </Answer>
    </div>
  );
}

function FullDesk(props: { readonly desk: Desk }) {
  const { t, say } = useWords();
  const { desk } = props;
  return (
    <div className="desk">
      {desk.demo.loaded && <DemoBanner cases={desk.demo.cases} />}
      <Figures desk={desk} />
      <div className="desk-two">
        <section className="section" aria-labelledby="ageing-head">
          <div className="section-head">
            <h2 id="ageing-head">{t('desk.ageing')}</h2>
            <span className="small quiet">{t('desk.ageing.how')}</span>
          </div>
          <Suspense fallback={<Waiting lines={6} />}>
            <Ageing rows={desk.ageing} />
          </Suspense>
        </section>
        <Worklist rows={desk.worklist} caseCount={desk.caseCount} />
      </div>
      {desk.notes.length > 0 && (
        <ul className="small quiet stack">
          {desk.notes.map((note) => (
            <li key={note.en}>{say(note)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The first minute: nothing is here yet, and three ways to begin. */
function FirstDesk() {
  const { t } = useWords();
  return (
    <Empty
      title={t('desk.first.title')}
      actions={
        <>
          <Link to="/claims/new">
            <Button type="primary" tabIndex={-1}>
              {t('nav.new')}
            </Button>
          </Link>
          <Link to="/imports">
            <Button tabIndex={-1}>{t('nav.imports')}</Button>
          </Link>
          <LoadDemo />
        </>
      }
    >
      <p>{t('desk.first.how')}</p>
    </Empty>
  );
}

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { getAssessment, getCase, getPosition, getTimeline } from '#contract/operations/cases.ts';
import type { AssessmentJson } from '#contract/schemas/assessment.ts';
import type { CaseDetail } from '#contract/schemas/case.ts';
import { neighbours } from '../cases/trail.ts';
import { useKeys } from '../pieces/keys.ts';
import { caseTabs } from '../router.tsx';
import { Answer, Waiting } from '../server/answer.tsx';
import { ask } from '../server/client.ts';
import { useTitle } from '../words/words.tsx';
import './case.css';
import { CaseHeader } from './header.tsx';
import { CaseTabs } from './tabs.tsx';

const here = getRouteApi('/frame/cases/$caseId');
const rooms = {
  overview: lazy(() => import('./overview.tsx').then((m) => ({ default: m.Overview }))),
  timeline: lazy(() => import('./timeline.tsx').then((m) => ({ default: m.Timeline }))),
  money: lazy(() => import('./money.tsx').then((m) => ({ default: m.MoneyRoom }))),
  evidence: lazy(() => import('./evidence.tsx').then((m) => ({ default: m.Evidence }))),
  calls: lazy(() => import('../calls/room.tsx').then((m) => ({ default: m.CallsRoom }))),
  flow: lazy(() => import('../flow/room.tsx').then((m) => ({ default: m.FlowRoom }))),
  debtor: lazy(() => import('../debtor/room.tsx').then((m) => ({ default: m.DebtorRoom }))),
  assets: lazy(() => import('../assets/page.tsx').then((m) => ({ default: m.AssetRoom }))),
  law: lazy(() => import('./law.tsx').then((m) => ({ default: m.LawRoom }))),
  letters: lazy(() => import('./letters.tsx').then((m) => ({ default: m.Letters }))),
};

/** What every room of a case is given. */
export type CaseRoom = { readonly detail: CaseDetail; readonly assessment: AssessmentJson | undefined };

export function CasePage() {
  const { caseId } = here.useParams();
  const detail = useQuery(ask(getCase, { params: { caseId } }));
  return (
    <div className="page">
      <Answer of={detail} lines={8}>
        {(value) => <OneCase key={caseId} detail={value} />}
      </Answer>
    </div>
  );
}

function OneCase(props: { readonly detail: CaseDetail }) {
  const { detail } = props;
  const caseId = detail.row.id;
  const navigate = useNavigate();
  const tab = here.useSearch().tab ?? 'overview';
  useTitle(`${detail.row.number} · ${detail.row.debtor}`);
  const position = useQuery(ask(getPosition, { params: { caseId } }));
  const timeline = useQuery(ask(getTimeline, { params: { caseId } }));
  const assessment = useQuery({
    ...ask(getAssessment, { params: { assessmentId: detail.assessmentId ?? '' } }),
    enabled: detail.assessmentId !== undefined,
  });
  const { before, after } = neighbours(caseId);
  const keys = useMemo(() => {
    const go = (to: string | undefined) => to && void navigate({ to: '/cases/$caseId', params: { caseId: to } });
    const turn = (step: number) => {
      const next = caseTabs[(caseTabs.indexOf(tab) + step + caseTabs.length) % caseTabs.length];
      void navigate({ to: '/cases/$caseId', params: { caseId }, search: next && next !== 'overview' ? { tab: next } : {} });
    };
    return { j: () => go(after), k: () => go(before), ']': () => turn(1), '[': () => turn(-1) };
  }, [before, after, caseId, navigate, tab]);
  useKeys(keys);

  return (
    <>
      <CaseHeader detail={detail} position={position} assessment={assessment.data} timeline={timeline.data?.items} />
      <CaseTabs
        tab={tab}
        onTab={(key) => void navigate({ to: '/cases/$caseId', params: { caseId }, search: key === 'overview' ? {} : { tab: key } })}
        room={(key) => {
          const Room = rooms[key];
          return (
            <Suspense fallback={<Waiting lines={6} />}>
              <Room detail={detail} assessment={assessment.data} />
            </Suspense>
          );
        }}
      />
    </>
  );
}

import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { Output } from '#contract/operation.ts';
import type { getPosition } from '#contract/operations/cases.ts';
import type { AssessmentJson } from '#contract/schemas/assessment.ts';
import type { CaseDetail, TimelineEntry } from '#contract/schemas/case.ts';
import { DemoFlag, OverlayMarks, StageMark, urgencyShape } from '../cases/standing.tsx';
import { neighbours } from '../cases/trail.ts';
import { Day } from '../pieces/amount.tsx';
import { Cites } from '../pieces/citation.tsx';
import { Mark } from '../pieces/mark.tsx';
import { SealMark } from '../pieces/seal.tsx';
import { Sheet } from '../pieces/sheet.tsx';
import { TraceSheet } from '../pieces/trace.tsx';
import { Answer } from '../server/answer.tsx';
import { useWords } from '../words/words.tsx';
import { CaseActions } from './actions.tsx';
import { LimitationFacts } from './limitation.tsx';
import { NextStep } from './next-step.tsx';

type Position = Output<typeof getPosition>;

/** Due today, what it grows by, until when; what is next; how well it is sealed. */
export function CaseHeader(props: {
  readonly detail: CaseDetail;
  readonly position: UseQueryResult<Position, Error>;
  readonly assessment: AssessmentJson | undefined;
  readonly timeline: readonly TimelineEntry[] | undefined;
}) {
  const { t } = useWords();
  const { detail } = props;
  const { row } = detail;
  const seal = latestSeal(props.timeline);
  const place = neighbours(row.id);
  return (
    <header className="case-head">
      <div className="between">
        <p className="row-2 small">
          <span className="num quiet">{row.number}</span>
          <StageMark row={row} />
          {row.overlays.length === 0 ? (
            <Mark shape="open" tone="quiet">
              {t('overlay.undisputed')}
            </Mark>
          ) : (
            <OverlayMarks of={row.overlays} />
          )}
          <SealMark seal={seal} />
          <DemoFlag demo={row.demo} />
        </p>
        {place.of > 0 && (
          <nav className="row small" aria-label={t('case.walk')}>
            <WalkLink id={place.before} word={t('case.before')} sign="←" />
            <span className="num quiet">
              {place.at} / {place.of}
            </span>
            <WalkLink id={place.after} word={t('case.after')} sign="→" />
          </nav>
        )}
      </div>
      <h1 className="case-name">
        <span className="case-side">{row.creditor}</span> <span className="versus">./.</span> <span className="case-side">{row.debtor}</span>
      </h1>
      <div className="case-sum">
        <Answer of={props.position} lines={3}>
          {(value) => <Sum answer={value} />}
        </Answer>
        <div className="case-next">
          {row.next && (
            <p className="row">
              <Mark shape={urgencyShape[row.next.urgency][0]} tone={urgencyShape[row.next.urgency][1]}>
                {t('case.next')}
              </Mark>
              {row.next.by && (
                <span className="small quiet">
                  {t('case.by')} <Day on={row.next.by} />
                </span>
              )}
            </p>
          )}
          {row.stage === 'closed' ? <p className="next-text">{t('case.isClosed')}</p> : <NextStep detail={detail} assessment={props.assessment} />}
          <CaseActions detail={detail} />
        </div>
      </div>
    </header>
  );
}

function WalkLink(props: { readonly id: string | undefined; readonly word: string; readonly sign: string }) {
  if (!props.id) return <span className="walk faint">{props.sign}</span>;
  return (
    <Link to="/cases/$caseId" params={{ caseId: props.id }} className="walk" aria-label={props.word} title={props.word}>
      {props.sign}
    </Link>
  );
}

function Sum(props: { readonly answer: Position }) {
  const { t, say, money } = useWords();
  const [open, setOpen] = useState<'trace' | 'limitation'>();
  const { position, refusal } = props.answer;
  if (!position) {
    return (
      <div className="notice warn">
        <div className="stack">
          <strong>{t('law.refused')}</strong>
          <p>{refusal ? say(refusal.text) : t('law.blank')}</p>
          {refusal && <Cites of={refusal.because} />}
          {refusal && <code className="small">{refusal.code}</code>}
        </div>
      </div>
    );
  }
  const { limitation } = position;
  return (
    <dl className="case-figures">
      <div>
        <dt>{t('case.dueToday')}</dt>
        <dd>
          <strong className="figure-big">{money(position.total, position.currency)}</strong>
          <Button size="small" onClick={() => setOpen('trace')}>
            {t('trace.open')}
          </Button>
        </dd>
      </div>
      <div>
        <dt>{t('case.perDay')}</dt>
        <dd className="figure-mid">{t('case.aDay', { amount: money(position.perDay, position.currency) })}</dd>
        {position.notices.some((notice) => notice.status === 'blank') && (
          <dd className="small">
            <Mark shape="bar" tone="quiet">
              {t('case.rateBlank')}
            </Mark>
          </dd>
        )}
      </div>
      <div>
        <dt>{t('case.barredFrom')}</dt>
        <dd className="figure-mid">
          {limitation.status === 'expired' ? (
            <Mark shape="cross" tone="cinnabar">
              {limitation.expiresOn ? <Day on={limitation.expiresOn} /> : t('limitation.expired')}
            </Mark>
          ) : limitation.expiresOn ? (
            <Day on={limitation.expiresOn} />
          ) : (
            t(`limitation.${limitation.status}`)
          )}{' '}
          <button type="button" className="press-plain small" onClick={() => setOpen('limitation')}>
            {t('case.why')}
          </button>
        </dd>
      </div>
      {open === 'trace' && <TraceSheet position={position} onClose={() => setOpen(undefined)} />}
      {open === 'limitation' && (
        <Sheet title={t('limitation.title')} onClose={() => setOpen(undefined)}>
          <LimitationFacts of={limitation} />
        </Sheet>
      )}
    </dl>
  );
}

/** The newest entry's seal speaks for the log; entries come newest first. */
const latestSeal = (entries: readonly TimelineEntry[] | undefined) => entries?.find((entry) => entry.seal)?.seal;

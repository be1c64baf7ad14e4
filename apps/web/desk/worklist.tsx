import { Link, useNavigate } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { CaseRow } from '#contract/schemas/case.ts';
import { DemoFlag, OverlayMarks, urgencyShape } from '../cases/standing.tsx';
import { layTrail } from '../cases/trail.ts';
import { Amount } from '../pieces/amount.tsx';
import { useKeys } from '../pieces/keys.ts';
import { Mark } from '../pieces/mark.tsx';
import { useWords } from '../words/words.tsx';

/** As many as fit beside the ageing; the rest is one press away. */
const atFirst = 8;

type Pick = 'all' | 'pressing' | 'due' | 'open';

/** What to do next, most pressing first. j and k move, enter opens. */
export function Worklist(props: { readonly rows: readonly CaseRow[]; readonly caseCount: number }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [pick, setPick] = useState<Pick>('all');
  const [at, setAt] = useState(-1);
  const [whole, setWhole] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const found = useMemo(() => props.rows.filter((row) => pick === 'all' || row.next?.urgency === pick), [props.rows, pick]);
  const rows = whole ? found : found.slice(0, atFirst);
  const counted = (urgency: Pick) => props.rows.filter((row) => row.next?.urgency === urgency).length;

  useEffect(() => {
    if (at >= 0) list.current?.querySelectorAll('a')[at]?.focus();
  }, [at]);
  const keys = useMemo(
    () => ({
      j: () => setAt((now) => Math.min(rows.length - 1, now + 1)),
      k: () => setAt((now) => Math.max(0, now - 1)),
      n: () => void navigate({ to: '/claims/new' }),
    }),
    [rows.length, navigate],
  );
  useKeys(keys);

  return (
    <section className="section" aria-labelledby="work-head">
      <div className="section-head">
        <h2 id="work-head">{t('desk.next')}</h2>
        <span className="small quiet keys-hint">
          <kbd>j</kbd> <kbd>k</kbd> {t('desk.keys')}
        </span>
      </div>
      <Segmented<Pick>
        className="work-pick"
        aria-label={t('desk.next.filter')}
        value={pick}
        onChange={(value) => {
          setPick(value);
          setAt(-1);
        }}
        options={(['all', 'pressing', 'due', 'open'] as const).map((value) => ({
          value,
          label: `${t(`urgency.${value}`)} ${value === 'all' ? props.rows.length : counted(value)}`,
        }))}
      />
      {rows.length === 0 ? (
        <p className="quiet work-none">{t('desk.next.none')}</p>
      ) : (
        <ul className="work" ref={list}>
          {rows.map((row) => (
            <li key={row.id}>
              <WorkRow row={row} onOpen={() => layTrail(rows.map((one) => one.id))} />
            </li>
          ))}
        </ul>
      )}
      <p className="work-all row-2">
        {rows.length < found.length && (
          <button type="button" className="press-plain" onClick={() => setWhole(true)}>
            {t('desk.next.more', { n: found.length - rows.length })}
          </button>
        )}
        <Link to="/cases">{t('desk.allCases', { n: props.caseCount })}</Link>
      </p>
    </section>
  );
}

function WorkRow(props: { readonly row: CaseRow; readonly onOpen: () => void }) {
  const { t, say, day } = useWords();
  const { row } = props;
  const [shape, tone] = urgencyShape[row.next?.urgency ?? 'open'];
  return (
    <Link to="/cases/$caseId" params={{ caseId: row.id }} className="work-row" onClick={props.onOpen}>
      <span className="work-what">
        <Mark shape={shape} tone={tone}>
          <span className="sr-only">{t(`urgency.${row.next?.urgency ?? 'open'}`)}: </span>
        </Mark>
        <span>{row.next ? say(row.next.text) : t('desk.next.open')}</span>
      </span>
      <span className="work-by small num">{row.next?.by ? day(row.next.by) : ''}</span>
      <span className="work-who small">
        <span>
          {row.creditor} ./. {row.debtor}
        </span>
        <span className="work-marks">
          <OverlayMarks of={row.overlays} />
          <DemoFlag demo={row.demo} />
        </span>
      </span>
      <span className="work-sum small">
        <Amount amount={row.total ?? row.outstanding} currency={row.currency} />
      </span>
    </Link>
  );
}

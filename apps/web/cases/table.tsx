import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { CaseRow } from '#contract/schemas/case.ts';
import { Amount, Day } from '../pieces/amount.tsx';
import { useKeys } from '../pieces/keys.ts';
import { Mark } from '../pieces/mark.tsx';
import { useWords } from '../words/words.tsx';
import type { Column } from './columns.tsx';
import { DemoFlag, OverlayMarks, StageMark, urgencyShape, VerdictMark } from './standing.tsx';
import { layTrail } from './trail.ts';

const figures: readonly Column[] = ['total', 'late'];

/** The worklist as a table; on a phone each row folds to a card. */
export function CaseTable(props: { readonly rows: readonly CaseRow[]; readonly columns: readonly Column[] }) {
  const { t } = useWords();
  const [at, setAt] = useState(-1);
  const body = useRef<HTMLTableSectionElement>(null);
  const last = props.rows.length - 1;
  const keys = useMemo(() => ({ j: () => setAt((now) => Math.min(last, now + 1)), k: () => setAt((now) => Math.max(0, now - 1)) }), [last]);
  useKeys(keys);
  useEffect(() => {
    if (at >= 0) body.current?.querySelectorAll<HTMLAnchorElement>('a[data-case]')[at]?.focus();
  }, [at]);
  const open = () => layTrail(props.rows.map((row) => row.id));
  return (
    <table className="list">
      <thead>
        <tr>
          {props.columns.map((column) => (
            <th key={column} scope="col" className={figures.includes(column) ? 'right' : undefined}>
              {t(`column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {props.rows.map((row) => (
          <tr key={row.id}>
            {props.columns.map((column) => (
              <td key={column} data-label={t(`column.${column}`)} data-column={column} className={figures.includes(column) ? 'right' : undefined}>
                <Cell row={row} column={column} onOpen={open} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell(props: { readonly row: CaseRow; readonly column: Column; readonly onOpen: () => void }) {
  const { t, say, country, count, day } = useWords();
  const { row } = props;
  switch (props.column) {
    case 'number':
      return (
        <span className="num quiet">
          {row.number} <DemoFlag demo={row.demo} />
        </span>
      );
    case 'debtor':
      return (
        <span className="list-debtor">
          <Link to="/cases/$caseId" params={{ caseId: row.id }} onClick={props.onOpen} data-case>
            {row.debtor}
          </Link>
          <span className="row small">
            <OverlayMarks of={row.overlays} />
          </span>
        </span>
      );
    case 'creditor':
      return <span className="quiet">{row.creditor}</span>;
    case 'country':
      return <span>{row.debtorCountry ? country(row.debtorCountry) : '—'}</span>;
    case 'total':
      return <Amount amount={row.total ?? row.outstanding} currency={row.currency} strong />;
    case 'late':
      return <span className="num">{row.lateDays === undefined || row.lateDays <= 0 ? '—' : t('cases.days', { n: count(row.lateDays) })}</span>;
    case 'stage':
      return <StageMark row={row} />;
    case 'limitation':
      return <Day on={row.limitationOn} />;
    case 'verdicts':
      return (
        <span className="small verdicts">
          <VerdictMark verdict={row.verdicts.claim} label={t('check.claim')} />
          <VerdictMark verdict={row.verdicts.debtor} label={t('check.debtor')} />
          <VerdictMark verdict={row.verdicts.ability} label={t('check.ability')} />
        </span>
      );
    case 'next': {
      if (!row.next) return <span className="faint">—</span>;
      const [shape, tone] = urgencyShape[row.next.urgency];
      return (
        <span className="list-next">
          <Mark shape={shape} tone={tone}>
            <span className="sr-only">{t(`urgency.${row.next.urgency}`)}</span>
          </Mark>
          <span>
            {say(row.next.text)}
            {row.next.by && <span className="quiet num"> · {day(row.next.by)}</span>}
          </span>
        </span>
      );
    }
  }
}

import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { Output } from '#contract/operation.ts';
import type { createClaim } from '#contract/operations/claims.ts';
import { Mark } from '../pieces/mark.tsx';
import { useWords } from '../words/words.tsx';

export type FiledCase = Output<typeof createClaim> & { readonly debtor: string };

export function Filed(props: { readonly cases: readonly FiledCase[] }) {
  const { t } = useWords();
  return (
    <ul className="stack" aria-live="polite">
      {props.cases.map((one) => (
        <li key={one.caseId} className="notice good">
          <div className="grow">
            <Mark shape="tick" tone="jade">
              <strong>{t('filing.done', { number: one.number, debtor: one.debtor })}</strong>
            </Mark>
            {one.duplicates.length > 0 && (
              <p className="small">
                {t('filing.double')}{' '}
                {one.duplicates.map((double) => (
                  <Link key={double.caseId} to="/cases/$caseId" params={{ caseId: double.caseId }}>
                    {double.number}{' '}
                  </Link>
                ))}
              </p>
            )}
          </div>
          <div className="row">
            {one.assessmentId && (
              <Link to="/reports/$assessmentId" params={{ assessmentId: one.assessmentId }}>
                <Button tabIndex={-1}>{t('report.open')}</Button>
              </Link>
            )}
            <Link to="/cases/$caseId" params={{ caseId: one.caseId }}>
              <Button type="primary" tabIndex={-1}>
                {t('filing.openCase')}
              </Button>
            </Link>
          </div>
        </li>
      ))}
    </ul>
  );
}

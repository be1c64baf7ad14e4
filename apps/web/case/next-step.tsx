import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { AssessmentJson } from '#contract/schemas/assessment.ts';
import type { CaseDetail } from '#contract/schemas/case.ts';
import { Cites } from '../pieces/citation.tsx';
import { useWords } from '../words/words.tsx';

/** The one next step with its reasons; its button leads to where it is done. */
export function NextStep(props: { readonly detail: CaseDetail; readonly assessment: AssessmentJson | undefined }) {
  const { say, t } = useWords();
  const { row } = props.detail;
  const step = props.assessment?.nextStep;
  const text = row.next?.text ?? step?.text;
  if (!text) return null;
  const action = row.next?.action ?? step?.action ?? '';
  return (
    <div className="stack">
      <p className="next-text">{say(text)}</p>
      {step && step.reasons.length > 0 && (
        <details className="small">
          <summary>{t('case.whyNext')}</summary>
          <ul className="dots">
            {step.reasons.map((reason) => (
              <li key={reason.en}>{say(reason)}</li>
            ))}
          </ul>
          <Cites of={step.because} />
        </details>
      )}
      <StepButton action={action} caseId={row.id} />
    </div>
  );
}

/** Names of steps begin with what they are about: a letter, a payment, a paper; others are done outside. */
function StepButton(props: { readonly action: string; readonly caseId: string }) {
  const { t } = useWords();
  const { action, caseId } = props;
  const button = (word: string) => (
    <Button type="primary" tabIndex={-1}>
      {word}
    </Button>
  );
  if (/approv/.test(action)) {
    return (
      <Link to="/outbox" search={{ state: 'awaiting-approval' }}>
        {button(t('step.approve'))}
      </Link>
    );
  }
  if (/demand|letter|remind/.test(action)) {
    return (
      <Link to="/cases/$caseId" params={{ caseId }} search={{ tab: 'letters' }}>
        {button(t('step.letter'))}
      </Link>
    );
  }
  if (/pay/.test(action)) {
    return (
      <Link to="/cases/$caseId" params={{ caseId }} search={{ tab: 'money' }}>
        {button(t('step.money'))}
      </Link>
    );
  }
  if (/evidence|paper|exhibit|complete|proof/.test(action)) {
    return (
      <Link to="/cases/$caseId" params={{ caseId }} search={{ tab: 'evidence' }}>
        {button(t('step.evidence'))}
      </Link>
    );
  }
  return null;
}

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '../words/words.tsx';
import { Control } from './control.tsx';
import { type Answers, answered, needed, type Role, type Step } from './questions.ts';

/** One question a screen: why we ask, back, skip, how far. */
export function Ask(props: {
  readonly step: Step;
  readonly role: Role;
  readonly answers: Answers;
  readonly at: number;
  readonly of: number;
  readonly onAnswer: (change: Partial<Answers>) => void;
  readonly onBack: () => void;
  readonly onNext: (answers: Answers) => void;
  readonly onFinish: (() => void) | undefined;
}) {
  const { t } = useWords();
  const { step, role, answers } = props;
  const [tried, setTried] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const ready = answered(step, answers);
  const question = role === 'debtor' ? t(`ask.${step}.debtor`) : t(`ask.${step}`);
  const next = () => (ready ? props.onNext(answers) : setTried(true));
  return (
    <form
      className="consult-one"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        next();
      }}
    >
      <div className="progress-line">
        <progress max={props.of} value={props.at + 1} aria-label={t('consult.progress')} />
        <span className="small quiet num">
          {props.at + 1} / {props.of}
        </span>
      </div>
      <h1 ref={heading} tabIndex={-1}>
        {question}
      </h1>
      <Why>{t(`ask.${step}.why`)}</Why>
      <Control
        step={step}
        role={role}
        answers={answers}
        onAnswer={props.onAnswer}
        onPick={(change) => {
          props.onAnswer(change);
          props.onNext({ ...answers, ...change });
        }}
      />
      {tried && !ready && (
        <p className="pressing" role="alert">
          ✕ {t(`ask.${step}.need`)}
        </p>
      )}
      <div className="consult-moves">
        <button type="button" className="press big" onClick={props.onBack}>
          {t('consult.back')}
        </button>
        <button type="submit" className="press main big">
          {t('consult.next')}
        </button>
        {!needed.includes(step) && (
          <button type="button" className="press-plain" onClick={() => props.onNext(answers)}>
            {t('consult.skip')}
          </button>
        )}
        {props.onFinish && !needed.includes(step) && (
          <button type="button" className="press-plain" onClick={props.onFinish}>
            {t('consult.enough')}
          </button>
        )}
      </div>
    </form>
  );
}

function Why(props: { readonly children: ReactNode }) {
  const { t } = useWords();
  return (
    <details className="why">
      <summary>{t('consult.why')}</summary>
      <p>{props.children}</p>
    </details>
  );
}

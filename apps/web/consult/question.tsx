import { useEffect, useRef, useState } from 'react';
import { useWords } from '../words/words.tsx';
import type { Answer, Question } from './answers.ts';
import { Control, readable } from './control.tsx';

/** One question a screen: why we ask, back, skip, how far. */
export function QuestionScreen(props: {
  readonly question: Question;
  readonly said: Answer | undefined;
  readonly country: string;
  readonly at: number;
  readonly of: number;
  readonly onBack: () => void;
  readonly onAnswer: (answer: Answer) => void;
}) {
  const { t, say } = useWords();
  const { question } = props;
  const [value, setValue] = useState<Answer | undefined>(props.said ?? undefined);
  const [tried, setTried] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const answer = readable(question, value);
  return (
    <form
      className="consult-one"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (answer === undefined) setTried(true);
        else props.onAnswer(answer);
      }}
    >
      <div className="progress-line">
        <progress max={Math.max(1, props.of)} value={props.at + 1} aria-label={t('consult.progress')} />
        <span className="small quiet num">
          {props.at + 1} / {props.of}
        </span>
      </div>
      <h1 ref={heading} tabIndex={-1}>
        {say(question.text)}
      </h1>
      <details className="why">
        <summary>{t('consult.why')}</summary>
        <p>{say(question.why)}</p>
      </details>
      <Control question={question} value={value} country={props.country} onChange={setValue} onPick={props.onAnswer} />
      {tried && answer === undefined && (
        <p className="pressing" role="alert">
          ✕ {t(`consult.need.${question.input}`)}
        </p>
      )}
      <div className="consult-moves">
        <button type="button" className="press big" onClick={props.onBack}>
          {t('consult.back')}
        </button>
        <button type="submit" className="press main big">
          {t('consult.next')}
        </button>
        {question.skippable && (
          <button type="button" className="press-plain" onClick={() => props.onAnswer(null)}>
            {t('consult.skip')}
          </button>
        )}
      </div>
    </form>
  );
}

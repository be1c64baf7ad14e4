import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { getMatchLearning } from '#contract/operations/matching.ts';
import { Answer } from '../../server/answer.tsx';
import { ask } from '../../server/client.ts';
import { useTitle, useWords } from '../../words/words.tsx';
import { Decisions } from './decisions.tsx';
import { Enough } from './enough.tsx';
import { InForce } from './in-force.tsx';
import './learning.css';
import { Preview } from './preview.tsx';

/** What the name matcher takes from a reviewer's words: how many there are, what is in force, what learning would change, and the words. */
export function LearningPage() {
  const { t } = useWords();
  useTitle(t('matching.title'));
  const learning = useQuery(ask(getMatchLearning, {}));
  return (
    <div className="page narrow">
      <div className="page-head">
        <div>
          <p className="small">
            <Link to="/review">{t('nav.review')}</Link>
          </p>
          <h1>{t('matching.title')}</h1>
          <p>{t('matching.lead')}</p>
        </div>
      </div>
      <div className="stack-4">
        <Answer of={learning} lines={8}>
          {(value) => (
            <>
              <Enough of={value} />
              <InForce of={value} />
              <Preview of={value} />
            </>
          )}
        </Answer>
        <Decisions />
      </div>
    </div>
  );
}

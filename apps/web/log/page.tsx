import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { getLogStanding } from '#contract/operations/evidence.ts';
import { Answer } from '../server/answer.tsx';
import { ask } from '../server/client.ts';
import { useTitle, useWords } from '../words/words.tsx';
import { Begin, Beginning, Begun } from './begin.tsx';
import './log.css';
import { LogOf } from './one.tsx';
import { Witnesses } from './witnesses.tsx';

const whileBeginningMs = 1_000;

/** The installation's evidence log: who vouches for it, each log with its keys, and the way to a new one. */
export function LogPage() {
  const { t } = useWords();
  useTitle(t('log.title'));
  // The log that was the newest when this visitor asked for a new one; until another stands above it, it is being closed.
  const [closing, setClosing] = useState<number>();
  const standing = useQuery({
    ...ask(getLogStanding, {}),
    refetchInterval: ({ state }) => {
      const newest = state.data?.logs.at(-1);
      return newest && (newest.rotationAskedAt !== undefined || closing === newest.number) ? whileBeginningMs : false;
    },
  });
  return (
    <div className="page narrow">
      <div className="page-head">
        <div>
          <p className="small">
            <Link to="/settings">{t('nav.settings')}</Link>
          </p>
          <h1>{t('log.title')}</h1>
          <p>{t('log.lead')}</p>
        </div>
        <p className="row-2 small">
          <a href="/v1/public/log/policy" download="policy.txt">
            {t('log.policy')}
          </a>
          <a href="/verifier.html?download" download="verifier.html">
            {t('log.verifier')}
          </a>
        </p>
      </div>
      <Answer of={standing} lines={8}>
        {(value) => {
          const newest = value.logs.at(-1);
          const under = newest !== undefined && (newest.rotationAskedAt !== undefined || closing === newest.number);
          return (
            <div className="stack-4">
              {newest && under && <Beginning closing={newest} selfAsserted={value.selfAsserted} />}
              {newest && !under && closing !== undefined && closing < newest.number && <Begun log={newest} selfAsserted={value.selfAsserted} />}
              <Witnesses of={value} />
              <section className="section" aria-labelledby="logs-head">
                <div className="section-head">
                  <h2 id="logs-head">{t('log.logs')}</h2>
                </div>
                <ol className="logs">
                  {[...value.logs].reverse().map((log) => (
                    <LogOf
                      key={log.number}
                      of={log}
                      selfAsserted={value.selfAsserted}
                      before={value.logs.find(({ number }) => number === log.number - 1)}
                    />
                  ))}
                </ol>
              </section>
              {newest && <Begin closing={newest} standing={value} under={under} onAsked={() => setClosing(newest.number)} />}
            </div>
          );
        }}
      </Answer>
    </div>
  );
}

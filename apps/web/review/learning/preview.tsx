import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import type { LearningJson, LearningPreviewJson } from '#contract/operations/matching.ts';
import { learnMatching, previewMatchLearning } from '#contract/operations/matching.ts';
import { Mark } from '../../pieces/mark.tsx';
import { Answer, Failed } from '../../server/answer.tsx';
import { ask, useAct } from '../../server/client.ts';
import { useMay } from '../../server/may.ts';
import { useWords } from '../../words/words.tsx';
import { missing } from './enough.tsx';
import { Coefficients, HeldOut } from './figures.tsx';
import { Said, Scored } from './scored.tsx';

/** First what learning would change, then the deed. */
export function Preview(props: { readonly of: LearningJson }) {
  const { t } = useWords();
  const may = useMay('settings:write');
  const [asked, setAsked] = useState(false);
  const lacking = Object.values(missing(props.of)).some((n) => n > 0);
  const preview = useQuery({ ...ask(previewMatchLearning, {}), enabled: asked && !lacking });
  return (
    <section className="section" aria-labelledby="preview-head">
      <div className="section-head">
        <h2 id="preview-head">{t('matching.preview')}</h2>
      </div>
      <div className="stack-2">
        <p className="quiet">{t('matching.preview.how')}</p>
        {(!asked || lacking) && (
          <div className="row">
            <Button disabled={lacking} onClick={() => setAsked(true)}>
              {t('matching.preview.do')}
            </Button>
            {lacking && <span className="small quiet">{t('matching.preview.few')}</span>}
          </div>
        )}
        {asked && !lacking && <Answer of={preview}>{(value) => <Told of={value} may={may} />}</Answer>}
      </div>
    </section>
  );
}

function Told(props: { readonly of: LearningPreviewJson; readonly may: boolean }) {
  const { t, count } = useWords();
  const { message } = App.useApp();
  const { of } = props;
  const learn = useAct(learnMatching, () => void message.success(t('matching.learn.done')));
  if (of.kind === 'too-few') return <p>{t('matching.preview.few')}</p>;
  if (of.kind === 'no-better')
    return (
      <>
        <p>
          <Mark shape="bar" tone="quiet">
            {t('matching.noBetter')}
          </Mark>
        </p>
        <HeldOut {...of} />
      </>
    );
  return (
    <>
      <p>
        <Mark shape="tick" tone="jade">
          {t('matching.better')}
        </Mark>
      </p>
      <HeldOut {...of} />
      <h3>{of.moved === 0 ? t('matching.moves.none') : t('matching.moves', { n: count(of.moved) })}</h3>
      {of.moves.length > 0 && (
        <ul className="words">
          {of.moves.map((move) => (
            <li key={move.id}>
              <p className="pair-of-names">
                {move.debtor} <span className="faint">~</span> {move.entry}
              </p>
              <p className="row-2 small">
                <Said verdict={move.verdict} />
                <Scored before={move.before} after={move.after} said={move.verdict} />
              </p>
            </li>
          ))}
        </ul>
      )}
      {of.moved > of.moves.length && <p className="small quiet">{t('matching.moves.more', { n: count(of.moved - of.moves.length) })}</p>}
      <Coefficients of={of.changes} />
      <div className="row">
        <Button type="primary" disabled={!props.may} loading={learn.isPending} onClick={() => learn.mutate({})}>
          {t('matching.learn')}
        </Button>
        <span className="small quiet">{t(props.may ? 'matching.learn.undo' : 'matching.may')}</span>
      </div>
      {learn.isError && <Failed error={learn.error} />}
    </>
  );
}

import { App, Button, Popconfirm } from 'antd';
import type { LearningJson } from '#contract/operations/matching.ts';
import { resetMatching } from '#contract/operations/matching.ts';
import { Moment } from '../../pieces/amount.tsx';
import { Mark } from '../../pieces/mark.tsx';
import { Failed } from '../../server/answer.tsx';
import { useAct } from '../../server/client.ts';
import { useMay } from '../../server/may.ts';
import { useWords } from '../../words/words.tsx';
import { Coefficients, HeldOut } from './figures.tsx';

/** Which coefficients score names now, and the way back to the shipped ones. */
export function InForce(props: { readonly of: LearningJson }) {
  const { t, count } = useWords();
  const { message } = App.useApp();
  const may = useMay('settings:write');
  const back = useAct(resetMatching, () => void message.success(t('matching.reset.done')));
  const { inForce, learned, thresholds } = props.of;
  return (
    <section className="section" aria-labelledby="in-force-head">
      <div className="section-head">
        <h2 id="in-force-head">{t('matching.inForce')}</h2>
        {learned && (
          <Popconfirm
            title={t('matching.reset.sure')}
            description={<p className="learning-sure">{t('matching.reset.means')}</p>}
            okText={t('matching.reset')}
            cancelText={t('do.cancel')}
            onConfirm={() => back.mutate({})}
            disabled={!may}
          >
            <Button size="small" disabled={!may} loading={back.isPending}>
              {t('matching.reset')}
            </Button>
          </Popconfirm>
        )}
      </div>
      <div className="stack-2">
        <p>
          <Mark shape={inForce === 'learned' ? 'full' : 'open'} tone={inForce === 'learned' ? 'jade' : 'quiet'}>
            <strong>{t(`matching.inForce.${inForce}`)}</strong>
          </Mark>
        </p>
        <p className="quiet">{t(`matching.inForce.${inForce}.how`)}</p>
        <p className="small quiet">{t('matching.bands', { match: thresholds.match.toFixed(2), review: thresholds.review.toFixed(2) })}</p>
        {learned && (
          <>
            <p className="small quiet">
              {t('matching.learnedFrom', { n: count(learned.fitted), by: learned.learnedBy })} <Moment at={learned.learnedAt} />
            </p>
            <HeldOut {...learned} />
            <Coefficients of={learned.changes} />
          </>
        )}
        {learned && !may && <p className="small quiet">{t('matching.may')}</p>}
        {back.isError && <Failed error={back.error} />}
      </div>
    </section>
  );
}

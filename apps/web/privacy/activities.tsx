import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { addImpactAssessment } from '#contract/operations/privacy.ts';
import { Day } from '../pieces/amount.tsx';
import { DayInput, Field } from '../pieces/field.tsx';
import { Mark } from '../pieces/mark.tsx';
import { Failed } from '../server/answer.tsx';
import { useAct } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import type { Records } from './page.tsx';

type Activity = Records['activities'][number];
const lines = ['purposes', 'subjects', 'data', 'recipients', 'retention'] as const;

/** The record of processing, activity by activity, and the impact assessments that the law asks for. */
export function Activities(props: { readonly of: Records }) {
  const { t, say } = useWords();
  return (
    <section className="section" aria-labelledby="activities-head">
      <div className="section-head">
        <h2 id="activities-head">{t('privacy.activities')}</h2>
      </div>
      <p className="quiet">{t('privacy.activities.how')}</p>
      {props.of.activities.map((one) => (
        <details key={one.id} className="privacy-activity">
          <summary className="between">
            <span>{say(one.name)}</span>
            <Standing of={one} />
          </summary>
          <dl className="facts">
            {lines.map((line) => (
              <div key={line}>
                <dt>{t(`privacy.line.${line}`)}</dt>
                <dd>{say(one[line])}</dd>
              </div>
            ))}
            {one.triggers.length > 0 && (
              <div>
                <dt>{t('privacy.triggers')}</dt>
                <dd>{one.triggers.map((trigger) => t(`privacy.trigger.${trigger as 'sensitive'}`)).join(' · ')}</dd>
              </div>
            )}
          </dl>
          {one.assessment && <Made of={one.assessment} />}
          {one.triggers.length > 0 && <Assess activity={one.id} again={one.assessment !== undefined} />}
        </details>
      ))}
      <h3 className="privacy-sub">{t('privacy.safeguards')}</h3>
      <ul className="privacy-list">
        {props.of.safeguards.map((one) => (
          <li key={one.en}>{say(one)}</li>
        ))}
      </ul>
    </section>
  );
}

function Standing(props: { readonly of: Activity }) {
  const { t } = useWords();
  if (props.of.assessmentMissing)
    return (
      <Mark shape="bang" tone="ochre">
        {t('privacy.assess.due')}
      </Mark>
    );
  return props.of.assessment ? (
    <Mark shape="tick" tone="jade">
      {t('privacy.assess.made')}
    </Mark>
  ) : (
    <Mark shape="open" tone="quiet">
      {t('privacy.assess.none')}
    </Mark>
  );
}

function Made(props: { readonly of: NonNullable<Activity['assessment']> }) {
  const { t } = useWords();
  const { of } = props;
  return (
    <dl className="facts">
      <div>
        <dt>{t('privacy.assess.conclusion')}</dt>
        <dd>
          {t(`privacy.conclusion.${of.conclusion}`)} · {of.madeBy} · {t('privacy.assess.review')} <Day on={of.reviewBy} />
        </dd>
      </div>
      {(['necessity', 'impact', 'measures'] as const).map((part) => (
        <div key={part}>
          <dt>{t(`privacy.assess.${part}`)}</dt>
          <dd>{of[part]}</dd>
        </div>
      ))}
    </dl>
  );
}

const conclusions = ['acceptable', 'acceptable-with-measures', 'not-acceptable'] as const;

function Assess(props: { readonly activity: string; readonly again: boolean }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState({ necessity: '', impact: '', measures: '' });
  const [conclusion, setConclusion] = useState<(typeof conclusions)[number]>('acceptable-with-measures');
  const [reviewBy, setReviewBy] = useState<string | undefined>();
  const add = useAct(addImpactAssessment, () => setOpen(false));
  if (!open) return <Button onClick={() => setOpen(true)}>{props.again ? t('privacy.assess.again') : t('privacy.assess.begin')}</Button>;
  const ready = Object.values(form).every((text) => text.trim().length >= 3) && reviewBy !== undefined;
  return (
    <div className="privacy-form">
      <div className="fields">
        {(['necessity', 'impact', 'measures'] as const).map((part) => (
          <Field key={part} label={t(`privacy.assess.${part}`)} wide>
            <Input.TextArea
              autoSize={{ minRows: 2, maxRows: 8 }}
              maxLength={4000}
              value={form[part]}
              onChange={(event) => setForm((now) => ({ ...now, [part]: event.target.value }))}
            />
          </Field>
        ))}
        <Field label={t('privacy.assess.conclusion')}>
          <Select
            value={conclusion}
            onChange={setConclusion}
            options={conclusions.map((value) => ({ value, label: t(`privacy.conclusion.${value}`) }))}
          />
        </Field>
        <Field label={t('privacy.assess.review')}>
          <DayInput value={reviewBy} onChange={setReviewBy} />
        </Field>
      </div>
      <div className="row">
        <Button
          type="primary"
          disabled={!ready}
          loading={add.isPending}
          onClick={() => reviewBy && add.mutate({ body: { activity: props.activity, ...form, conclusion, reviewBy } })}
        >
          {t('privacy.assess.keep')}
        </Button>
        <Button onClick={() => setOpen(false)}>{t('do.cancel')}</Button>
        {!ready && <span className="small quiet">{t('privacy.assess.need')}</span>}
      </div>
      {add.isError && <Failed error={add.error} />}
    </div>
  );
}

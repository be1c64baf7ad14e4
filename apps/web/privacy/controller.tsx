import { App, Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { putPrivacyProfile } from '#contract/operations/privacy.ts';
import { Field } from '../pieces/field.tsx';
import { Failed } from '../server/answer.tsx';
import { useAct } from '../server/client.ts';
import { withText } from '../settings/house.tsx';
import { useWords } from '../words/words.tsx';
import type { Records } from './page.tsx';

const texts = ['contact', 'officer', 'representative', 'authority'] as const;

/** Who answers for the processing, and how long clues and news outlive their case. */
export function Controller(props: { readonly of: Records['controller'] }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const { organisation, country: _, ...profile } = props.of;
  const [form, setForm] = useState<Omit<Records['controller'], 'organisation' | 'country'>>(profile);
  const save = useAct(putPrivacyProfile, () => void message.success(t('settings.saved')));
  const changed = JSON.stringify(form) !== JSON.stringify(profile);
  return (
    <section className="section" aria-labelledby="controller-head">
      <div className="section-head">
        <h2 id="controller-head">{t('privacy.controller')}</h2>
        <span className="small quiet">{organisation}</span>
      </div>
      <div className="fields">
        {texts.map((one) => (
          <Field key={one} label={t(`privacy.${one}`)} optional>
            <Input value={form[one] ?? ''} maxLength={300} onChange={(event) => setForm((now) => withText(now, one, event.target.value))} />
          </Field>
        ))}
        <Field label={t('privacy.clueDays')} hint={t('privacy.clueDays.how')}>
          <InputNumber
            min={0}
            max={3650}
            precision={0}
            value={form.clueDaysAfterClose}
            onChange={(value) => setForm((now) => ({ ...now, clueDaysAfterClose: value ?? now.clueDaysAfterClose }))}
          />
        </Field>
      </div>
      <div className="row">
        <Button type="primary" disabled={!changed} loading={save.isPending} onClick={() => save.mutate({ body: form })}>
          {t('settings.save')}
        </Button>
        <span className="small quiet">{changed ? t('settings.unsaved') : t('settings.nothing')}</span>
      </div>
      {save.isError && <Failed error={save.error} />}
    </section>
  );
}

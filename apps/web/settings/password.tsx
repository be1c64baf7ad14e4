import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { changePassword } from '#contract/operations/session.ts';
import { Field } from '../pieces/field.tsx';
import { Failed } from '../server/answer.tsx';
import { useAct } from '../server/client.ts';
import { useWords } from '../words/words.tsx';

export function Password() {
  const { t } = useWords();
  const { message } = App.useApp();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useAct(changePassword, () => {
    void message.success(t('password.changed'));
    setCurrent('');
    setNext('');
  });
  return (
    <section className="section" id="part-password" aria-labelledby="password-head">
      <div className="section-head">
        <h2 id="password-head">{t('settings.password')}</h2>
        <span className="small quiet">{t('settings.password.how')}</span>
      </div>
      <form
        className="stack-2"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ body: { next, ...(current ? { current } : {}) } });
        }}
      >
        <div className="fields">
          <Field label={t('password.current')} hint={t('password.current.how')}>
            <Input.Password autoComplete="current-password" value={current} onChange={(event) => setCurrent(event.target.value)} />
          </Field>
          <Field label={t('password.next')} hint={t('welcome.password.how')}>
            <Input.Password autoComplete="new-password" value={next} onChange={(event) => setNext(event.target.value)} />
          </Field>
        </div>
        {change.isError && <Failed error={change.error} />}
        <Button htmlType="submit" disabled={next === ''} loading={change.isPending}>
          {t('password.change')}
        </Button>
      </form>
    </section>
  );
}

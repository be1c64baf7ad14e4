import { Button, Input } from 'antd';
import { useState } from 'react';
import { markDispatched, rejectMessage } from '#contract/operations/letters.ts';
import { Field } from '../pieces/field.tsx';
import { CardDialog } from '../pieces/sheet.tsx';
import { Failed } from '../server/answer.tsx';
import { useAct } from '../server/client.ts';
import { useWords } from '../words/words.tsx';

type DialogOf = { readonly messageId: string; readonly onClose: () => void };

export function RejectDialog(props: DialogOf) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const reject = useAct(rejectMessage, props.onClose);
  const ready = reason.trim() !== '';
  return (
    <CardDialog
      title={t('message.reject')}
      onClose={props.onClose}
      foot={
        <>
          {!ready && <span className="small quiet grow">{t('form.needReason')}</span>}
          <Button onClick={props.onClose}>{t('do.cancel')}</Button>
          <Button
            type="primary"
            disabled={!ready}
            loading={reject.isPending}
            onClick={() => reject.mutate({ params: { messageId: props.messageId }, body: { reason: reason.trim() } })}
          >
            {t('message.reject')}
          </Button>
        </>
      }
    >
      <div className="stack-2">
        <Field label={t('form.reason')}>
          <Input.TextArea rows={3} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </Field>
        {reject.isError && <Failed error={reject.error} />}
      </div>
    </CardDialog>
  );
}

const today = () => {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
};

/** A letter printed and posted by a person is recorded with its day, its way and its tracking number. */
export function DispatchDialog(props: DialogOf) {
  const { t } = useWords();
  const [on, setOn] = useState(today);
  const [how, setHow] = useState('');
  const [tracking, setTracking] = useState('');
  const mark = useAct(markDispatched, props.onClose);
  const ready = how.trim() !== '' && on !== '';
  return (
    <CardDialog
      title={t('message.dispatch')}
      onClose={props.onClose}
      foot={
        <>
          {!ready && <span className="small quiet grow">{t('dispatch.need')}</span>}
          <Button onClick={props.onClose}>{t('do.cancel')}</Button>
          <Button
            type="primary"
            disabled={!ready}
            loading={mark.isPending}
            onClick={() =>
              mark.mutate({
                params: { messageId: props.messageId },
                body: { on, how: how.trim(), ...(tracking.trim() ? { tracking: tracking.trim() } : {}) },
              })
            }
          >
            {t('do.save')}
          </Button>
        </>
      }
    >
      <div className="stack-2">
        <p className="quiet">{t('dispatch.how')}</p>
        <Field label={t('dispatch.on')}>
          <input className="box" type="date" value={on} onChange={(event) => setOn(event.target.value)} />
        </Field>
        <Field label={t('dispatch.way')}>
          <Input value={how} maxLength={200} placeholder={t('dispatch.way.like')} onChange={(event) => setHow(event.target.value)} />
        </Field>
        <Field label={t('dispatch.tracking')} optional>
          <Input value={tracking} maxLength={100} onChange={(event) => setTracking(event.target.value)} />
        </Field>
        {mark.isError && <Failed error={mark.error} />}
      </div>
    </CardDialog>
  );
}

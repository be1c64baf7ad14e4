import { useQueryClient } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { addCallRecording } from '#contract/operations/calls.ts';
import { consentForms } from '#contract/schemas/call.ts';
import { Field } from '../pieces/field.tsx';
import { DropPlace, type Sending, SendingList } from '../pieces/uploads.tsx';
import { randomKey } from '../server/once.ts';
import { upload } from '../server/upload.ts';
import { useWords } from '../words/words.tsx';

type Form = {
  readonly direction: 'outbound' | 'inbound';
  readonly startedAt: string;
  readonly purpose: string;
  readonly consent: (typeof consentForms)[number];
  readonly consentAt: string;
  readonly consentBy: string;
  readonly lawInstrument: string;
  readonly lawArticle: string;
};

const empty: Form = {
  direction: 'outbound',
  startedAt: '',
  purpose: '',
  consent: 'spoken',
  consentAt: '',
  consentBy: '',
  lawInstrument: '',
  lawArticle: '',
};
const instantOf = (local: string): string => new Date(local).toISOString();

/** A recording that a person brings, with the basis on which it may be kept; without it no file can be chosen. */
export function AddRecording(props: { readonly caseId: string }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [form, setForm] = useState(empty);
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const set = (change: Partial<Form>) => setForm((now) => ({ ...now, ...change }));
  const ready = [form.startedAt, form.purpose, form.consentAt, form.consentBy, ...(form.consent === 'not-needed' ? [form.lawInstrument] : [])].every(
    (text) => text.trim() !== '',
  );

  const send = async (one: Sending) => {
    const change = (with_: Partial<Sending>) => setSending((all) => all.map((other) => (other.key === one.key ? { ...other, ...with_ } : other)));
    change({ state: 'sending', progress: 0 });
    try {
      const { startedAt, consentAt, lawInstrument, lawArticle, ...rest } = form;
      const law = form.consent === 'not-needed' ? { lawInstrument, lawArticle } : {};
      const query = { ...rest, ...law, startedAt: instantOf(startedAt), consentAt: instantOf(consentAt) };
      await upload(addCallRecording, { params: { caseId: props.caseId }, query }, one.file, (progress) => change({ progress }));
      setSending((all) => all.filter((other) => other.key !== one.key));
      setForm(empty);
      await queries.invalidateQueries();
    } catch (error) {
      change({ state: 'failed', error: error as Error });
    }
  };

  return (
    <section className="section tight" aria-labelledby="add-recording-head">
      <div className="section-head">
        <h2 id="add-recording-head">{t('calls.add')}</h2>
      </div>
      <p className="quiet add-recording-how">{t('calls.add.how')}</p>
      <div className="fields attach-fields">
        <Field label={t('calls.add.direction')}>
          <Select
            value={form.direction}
            onChange={(direction) => set({ direction })}
            options={(['outbound', 'inbound'] as const).map((value) => ({ value, label: t(`calls.${value}`) }))}
          />
        </Field>
        <Field label={t('calls.add.startedAt')}>
          <Input type="datetime-local" value={form.startedAt} onChange={(event) => set({ startedAt: event.target.value })} />
        </Field>
        <Field label={t('calls.purpose')} wide>
          <Input
            value={form.purpose}
            maxLength={500}
            placeholder={t('calls.add.purpose.how')}
            onChange={(event) => set({ purpose: event.target.value })}
          />
        </Field>
        <Field label={t('calls.consent')}>
          <Select
            value={form.consent}
            onChange={(consent) => set({ consent })}
            options={consentForms.map((value) => ({ value, label: t(`calls.consent.${value}`) }))}
          />
        </Field>
        <Field label={t('calls.add.consentAt')}>
          <Input type="datetime-local" value={form.consentAt} onChange={(event) => set({ consentAt: event.target.value })} />
        </Field>
        <Field label={t('calls.add.consentBy')} hint={t('calls.add.consentBy.how')}>
          <Input value={form.consentBy} maxLength={200} onChange={(event) => set({ consentBy: event.target.value })} />
        </Field>
        {form.consent === 'not-needed' && (
          <>
            <Field label={t('calls.add.law')} hint={t('calls.add.law.how')}>
              <Input value={form.lawInstrument} maxLength={200} onChange={(event) => set({ lawInstrument: event.target.value })} />
            </Field>
            <Field label={t('calls.add.article')} optional>
              <Input value={form.lawArticle} maxLength={80} onChange={(event) => set({ lawArticle: event.target.value })} />
            </Field>
          </>
        )}
      </div>
      {ready ? (
        <DropPlace
          title={t('calls.add.drop')}
          hint={t('calls.add.drop.how')}
          accept="audio/*,video/*"
          multiple={false}
          onFiles={([file]) => {
            if (!file) return;
            const one: Sending = { key: randomKey(), file, progress: 0, state: 'sending' };
            setSending((all) => [...all, one]);
            void send(one);
          }}
        />
      ) : (
        <p className="notice">{t('calls.add.need')}</p>
      )}
      <SendingList of={sending} retry={(one) => void send(one)} remove={(one) => setSending((all) => all.filter((other) => other.key !== one.key))} />
    </section>
  );
}

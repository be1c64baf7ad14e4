import { App, Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { Problem } from '#contract/client.ts';
import type { Output } from '#contract/operation.ts';
import { putSettings } from '#contract/operations/settings.ts';
import { fieldPath } from '../filing/draft.ts';
import { useChoices } from '../pieces/choices.ts';
import { Field } from '../pieces/field.tsx';
import { Failed } from '../server/answer.tsx';
import { useAct } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import { Accounts } from './accounts.tsx';
import { Sales } from './sales.tsx';

export type Settings = Output<typeof putSettings>;

const zones = (): string[] => Intl.supportedValuesOf('timeZone');

/** Organisation, accounts, credit sales and own approval are kept together in one answer of the server. */
export function HouseForm(props: { readonly settings: Settings }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const { countries } = useChoices();
  const [form, setForm] = useState(props.settings);
  const save = useAct(putSettings, (kept) => {
    setForm(kept);
    void message.success(t('settings.saved'));
  });
  const set = (change: Partial<Settings>) => setForm((now) => ({ ...now, ...change }));
  const errors = save.error instanceof Problem ? (save.error.body.errors ?? []) : [];
  const errorAt = (path: string) => errors.find((one) => fieldPath(one.path) === path)?.message;
  const address = form.address ?? { lines: [] };
  const changed = JSON.stringify(form) !== JSON.stringify(props.settings);
  const submit = () => save.mutate({ body: form });
  return (
    <form
      className="house-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <section className="section" id="part-house" aria-labelledby="house-head">
        <div className="section-head">
          <h2 id="house-head">{t('settings.house')}</h2>
          <span className="small quiet">{t('settings.house.how')}</span>
        </div>
        <div className="fields">
          <Field label={t('welcome.organisation')} wide error={errorAt('organisation')}>
            <Input value={form.organisation} onChange={(event) => set({ organisation: event.target.value })} />
          </Field>
          <Field label={t('party.street')} optional error={errorAt('address.lines')}>
            <Input
              value={address.lines.join(', ')}
              onChange={(event) => set({ address: { ...address, lines: event.target.value ? [event.target.value] : [] } })}
            />
          </Field>
          <Field label={t('party.postcode')} optional error={errorAt('address.postcode')}>
            <Input value={address.postcode ?? ''} onChange={(event) => set({ address: withText(address, 'postcode', event.target.value) })} />
          </Field>
          <Field label={t('party.city')} optional error={errorAt('address.city')}>
            <Input value={address.city ?? ''} onChange={(event) => set({ address: withText(address, 'city', event.target.value) })} />
          </Field>
          <Field label={t('party.country')} optional error={errorAt('country')}>
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              value={form.country ?? null}
              options={countries}
              onChange={(value: string | null | undefined) =>
                setForm((now) => withText({ ...now, address: withText(address, 'country', value ?? '') }, 'country', value ?? ''))
              }
            />
          </Field>
          <Field label={t('settings.timeZone')} error={errorAt('timeZone')}>
            <Select
              showSearch
              value={form.timeZone}
              onChange={(timeZone) => set({ timeZone })}
              options={zones().map((value) => ({ value, label: value }))}
            />
          </Field>
          <Field label={t('settings.locale')} error={errorAt('locale')}>
            <Select
              value={form.locale}
              onChange={(locale) => set({ locale })}
              options={[
                { value: 'zh-CN', label: t('letters.zh') },
                { value: 'en', label: t('letters.en') },
              ]}
            />
          </Field>
          <Field label={t('settings.replyTo')} optional error={errorAt('replyTo')}>
            <Input type="email" value={form.replyTo ?? ''} onChange={(event) => setForm((now) => withText(now, 'replyTo', event.target.value))} />
          </Field>
          <Field label={t('settings.phone')} optional error={errorAt('phone')}>
            <Input type="tel" value={form.phone ?? ''} onChange={(event) => setForm((now) => withText(now, 'phone', event.target.value))} />
          </Field>
        </div>
      </section>
      <Accounts of={form.bankAccounts} onChange={(bankAccounts) => set({ bankAccounts })} />
      <Sales of={form.creditSales} onChange={(creditSales) => set({ creditSales })} />
      <section className="section" id="part-approval" aria-labelledby="approval-head">
        <div className="section-head">
          <h2 id="approval-head">{t('settings.approval')}</h2>
        </div>
        <Checkbox checked={form.allowOwnApproval} onChange={(event) => set({ allowOwnApproval: event.target.checked })}>
          {t('settings.approval.own')}
        </Checkbox>
        <p className="small quiet">{t('settings.approval.how')}</p>
      </section>
      <div>
        {save.isError && <Failed error={save.error} retry={submit} />}
        <div className="save-bar">
          <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!changed}>
            {t('settings.save')}
          </Button>
          <span className="small quiet">{changed ? t('settings.unsaved') : t('settings.nothing')}</span>
        </div>
      </div>
    </form>
  );
}

/** An emptied text is left out: the server keeps absent and empty apart. */
export function withText<T extends object, K extends keyof T & string>(record: T, name: K, value: string): T {
  const { [name]: _, ...others } = record;
  return (value === '' ? others : { ...others, [name]: value }) as T;
}

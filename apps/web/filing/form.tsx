import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { Problem } from '#contract/client.ts';
import { createClaim } from '#contract/operations/claims.ts';
import { getSettings } from '#contract/operations/settings.ts';
import { useChoices } from '../pieces/choices.ts';
import { DayInput, Field } from '../pieces/field.tsx';
import { Failed } from '../server/answer.tsx';
import { ask, useAct } from '../server/client.ts';
import { useOnce } from '../server/once.ts';
import { useWords } from '../words/words.tsx';
import { Attachments } from './attachments.tsx';
import { bases, interests } from './choices.ts';
import { type ClaimForm, claimOf, fieldPath, formOf, gapsIn, take } from './draft.ts';
import type { FiledCase } from './filed.tsx';
import { Findings } from './findings.tsx';
import { ItemsTable } from './items.tsx';
import { PartyFields } from './party.tsx';
import type { Bundle } from './reading.ts';

/** One claim before it is filed. What was typed stays until the server has said yes. */
export function FilingForm(props: { readonly bundle: Bundle; readonly onFiled: (filed: FiledCase) => void; readonly onDrop: () => void }) {
  const { t } = useWords();
  const { bundle } = props;
  const [form, setForm] = useState<ClaimForm>(() => formOf(bundle.claim));
  const [attached, setAttached] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const keyFor = useOnce();
  const choices = useChoices();
  const settings = useQuery(ask(getSettings, {}));
  const file = useAct(createClaim, (filed) => props.onFiled({ ...filed, debtor: form.debtor.name }));
  const set = (change: Partial<ClaimForm>) => setForm((now) => ({ ...now, ...change }));

  // Written by hand, the creditor is usually the house itself; a person may overwrite it.
  useEffect(() => {
    const own = settings.data;
    if (!own || bundle.readings.length > 0) return;
    setForm((now) =>
      now.creditor.name
        ? now
        : {
            ...now,
            creditor: {
              ...now.creditor,
              name: own.organisation,
              street: own.address?.lines.join(', ') ?? '',
              city: own.address?.city ?? '',
              postcode: own.address?.postcode ?? '',
              country: own.address?.country ?? own.country ?? '',
            },
          },
    );
  }, [settings.data, bundle.readings.length]);

  const gaps = gapsIn(form);
  const serverErrors = file.error instanceof Problem ? (file.error.body.errors ?? []) : [];
  const errorAt = useMemo(() => {
    const found = new Map<string, string>();
    if (tried) for (const gap of gaps) found.set(gap.path, t(gap.word));
    for (const one of serverErrors) found.set(fieldPath(one.path), one.message);
    return (path: string) => found.get(path);
  }, [tried, gaps, serverErrors, t]);

  const submit = () => {
    setTried(true);
    if (gaps.length > 0) {
      // The first field that is wrong, once it says so.
      setTimeout(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), 0);
      return;
    }
    const kept = bundle.claim.exhibits ?? [];
    const body = claimOf(form, [...new Set([...kept, ...bundle.readings.map((one) => one.uploadId), ...attached])]);
    file.mutate({ body, idempotencyKey: keyFor(body) });
  };

  return (
    <form
      className="filing-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {bundle.readings.length > 0 && (
        <Findings
          readings={bundle.readings}
          isUsed={(proposal) => JSON.stringify(take(form, proposal)) === JSON.stringify(form)}
          onUse={(proposal) => setForm((now) => take(now, proposal) ?? now)}
        />
      )}
      <PartyFields title={t('filing.debtor')} at="debtor" value={form.debtor} onChange={(debtor) => set({ debtor })} errorAt={errorAt} />
      <PartyFields title={t('filing.creditor')} at="creditor" value={form.creditor} onChange={(creditor) => set({ creditor })} errorAt={errorAt} />
      <section className="section">
        <header>
          <h2>{t('filing.owed')}</h2>
        </header>
        <div className="fields">
          <Field label={t('claim.basis')} error={errorAt('basis')}>
            <Select
              value={form.basis}
              onChange={(basis) => set({ basis })}
              options={[{ value: '', label: t('basis.unsaid') }, ...bases.map((value) => ({ value, label: t(`basis.${value}`) }))]}
            />
          </Field>
          <Field label={t('claim.currency')} error={errorAt('currency')}>
            <Select
              showSearch
              value={form.currency || null}
              placeholder="EUR"
              onChange={(currency) => set({ currency })}
              options={choices.currencies}
            />
          </Field>
          <Field label={t('claim.reference')} optional error={errorAt('reference')}>
            <Input value={form.reference} onChange={(event) => set({ reference: event.target.value })} />
          </Field>
        </div>
        <ItemsTable items={form.items} onChange={(items) => set({ items })} errorAt={errorAt} currency={form.currency} />
      </section>
      <section className="section">
        <header>
          <h2>{t('filing.terms')}</h2>
          <span className="small quiet">{t('filing.terms.how')}</span>
        </header>
        <div className="fields">
          <Field
            label={t('claim.interest')}
            error={form.interest === 'unknown' || form.interest === 'none-agreed' ? errorAt('agreedInterest') : undefined}
          >
            <Select
              value={form.interest}
              onChange={(interest) => set({ interest })}
              options={interests.map((value) => ({ value, label: t(`interest.${value}`) }))}
            />
          </Field>
          {form.interest !== 'unknown' && form.interest !== 'none-agreed' && (
            <Field label={t(`interest.${form.interest}.value`)} error={errorAt('agreedInterest')}>
              <Input inputMode="decimal" value={form.interestValue} onChange={(event) => set({ interestValue: event.target.value })} />
            </Field>
          )}
          <Field label={t('claim.contractOn')} optional error={errorAt('contractOn')}>
            <DayInput
              value={form.contractOn}
              onChange={(value) => setForm(({ contractOn: _, ...now }) => (value ? { ...now, contractOn: value } : now))}
            />
          </Field>
          <Field label={t('claim.law')} optional hint={t('claim.law.how')} error={errorAt('governingLaw')}>
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              value={form.governingLaw || null}
              onChange={(value: string | undefined) => set({ governingLaw: value ?? '' })}
              options={choices.jurisdictions}
            />
          </Field>
        </div>
        <div className="row-2 filing-flags">
          <Checkbox checked={form.consumer} onChange={(event) => set({ consumer: event.target.checked })}>
            {t('claim.consumer')}
          </Checkbox>
          <Checkbox checked={form.disputed} onChange={(event) => set({ disputed: event.target.checked })}>
            {t('claim.disputed')}
          </Checkbox>
        </div>
      </section>
      <Attachments onChange={setAttached} />
      {file.isError && <Failed error={file.error} retry={submit} />}
      {tried && gaps.length > 0 && (
        <p className="pressing" role="alert">
          ✕ {t('filing.gaps', { n: gaps.length })}
        </p>
      )}
      <div className="filing-foot">
        <Button type="primary" size="large" htmlType="submit" loading={file.isPending}>
          {t('filing.file')}
        </Button>
        <Button size="large" onClick={props.onDrop}>
          {t('filing.discard')}
        </Button>
        <span className="small quiet">{t('filing.then')}</span>
      </div>
    </form>
  );
}

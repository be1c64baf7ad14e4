import { Input, InputNumber, Select } from 'antd';
import { Field } from '../pieces/field.tsx';
import { useWords } from '../words/words.tsx';

export const legalBases = ['legal-claims', 'contract', 'legitimate-interest', 'public-information', 'consent'] as const;
export type Ground = { readonly purpose: string; readonly legalBasis: (typeof legalBases)[number]; readonly retentionDays: number };

/** No source is asked without these: kept until the claim is likely settled, by default a year. */
export const firstGround: Ground = { purpose: '', legalBasis: 'legal-claims', retentionDays: 365 };
export const groundReady = (ground: Ground): boolean => ground.purpose.trim().length >= 3 && ground.retentionDays >= 1;

/** Why a source is asked, on what legal ground, and how long what it says is kept. */
export function GroundFields(props: { readonly value: Ground; readonly onChange: (value: Ground) => void }) {
  const { t } = useWords();
  const { value, onChange } = props;
  return (
    <>
      <Field label={t('ground.purpose')} hint={t('ground.purpose.how')}>
        <Input value={value.purpose} maxLength={500} onChange={(event) => onChange({ ...value, purpose: event.target.value })} />
      </Field>
      <Field label={t('ground.basis')}>
        <Select
          value={value.legalBasis}
          onChange={(legalBasis) => onChange({ ...value, legalBasis })}
          options={legalBases.map((one) => ({ value: one, label: t(`ground.basis.${one}`) }))}
        />
      </Field>
      <Field label={t('ground.days')} hint={t('ground.days.how')}>
        <InputNumber
          min={1}
          max={3650}
          precision={0}
          value={value.retentionDays}
          onChange={(retentionDays) => onChange({ ...value, retentionDays: retentionDays ?? 0 })}
        />
      </Field>
    </>
  );
}

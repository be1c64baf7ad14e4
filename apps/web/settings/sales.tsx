import { Button, Input, InputNumber, Select } from 'antd';
import { plainDecimal } from '../filing/draft.ts';
import { useChoices } from '../pieces/choices.ts';
import { Field } from '../pieces/field.tsx';
import { useWords } from '../words/words.tsx';
import type { Settings } from './house.tsx';

type Sale = Settings['creditSales'][number];

/** Sales on credit per currency over a number of days: without them days sales outstanding cannot be told honestly. */
export function Sales(props: { readonly of: readonly Sale[]; readonly onChange: (sales: Sale[]) => void }) {
  const { t } = useWords();
  const { currencies } = useChoices();
  const change = (at: number, sale: Sale) => props.onChange(props.of.map((one, index) => (index === at ? sale : one)));
  return (
    <section className="section" id="part-sales" aria-labelledby="sales-head">
      <div className="section-head">
        <h2 id="sales-head">{t('settings.sales')}</h2>
        <span className="small quiet">{t('settings.sales.how')}</span>
      </div>
      {props.of.map((sale, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the position is the identity before saving
        <div key={at} className="entry">
          <div className="fields">
            <Field label={t('claim.currency')}>
              <Select
                showSearch
                value={sale.currency || null}
                options={currencies}
                onChange={(currency) => change(at, { ...sale, currency: currency ?? '' })}
              />
            </Field>
            <Field label={t('sales.amount')} error={/^\d{1,18}(\.\d{1,8})?$/.test(plainDecimal(sale.amount)) ? undefined : t('gap.amount')}>
              <Input
                inputMode="decimal"
                value={sale.amount}
                onChange={(event) => change(at, { ...sale, amount: plainDecimal(event.target.value) })}
              />
            </Field>
            <Field label={t('sales.days')}>
              <InputNumber min={1} max={366} value={sale.days} onChange={(days) => change(at, { ...sale, days: days ?? 365 })} />
            </Field>
          </div>
          <button type="button" className="press-plain small" onClick={() => props.onChange(props.of.filter((_, index) => index !== at))}>
            {t('do.remove')}
          </button>
        </div>
      ))}
      <p>
        <Button size="small" onClick={() => props.onChange([...props.of, { currency: 'CNY', amount: '', days: 365 }])}>
          {t('sales.add')}
        </Button>
      </p>
    </section>
  );
}

import { Button, Input } from 'antd';
import { DayInput } from '../pieces/field.tsx';
import { useWords } from '../words/words.tsx';
import { emptyItem, type ItemForm } from './draft.ts';

/** What is owed, line by line; a credit note is a negative amount. */
export function ItemsTable(props: {
  readonly items: readonly ItemForm[];
  readonly currency: string;
  readonly onChange: (items: readonly ItemForm[]) => void;
  readonly errorAt: (path: string) => string | undefined;
}) {
  const { t } = useWords();
  const change = (at: number, with_: Partial<ItemForm>) =>
    props.onChange(props.items.map((item, index) => (index === at ? { ...item, ...with_ } : item)));
  const changeDay = (at: number, name: 'issuedOn' | 'deliveredOn' | 'dueOn', value: string | undefined) =>
    props.onChange(
      props.items.map((item, index) => {
        if (index !== at) return item;
        const { [name]: _, ...others } = item;
        return value ? { ...others, [name]: value } : others;
      }),
    );
  return (
    <div className="stack">
      <table className="items-table">
        <thead>
          <tr>
            <th scope="col">{t('item.number')}</th>
            <th scope="col">
              {t('item.amount')} {props.currency && `(${props.currency})`}
            </th>
            <th scope="col">{t('item.issuedOn')}</th>
            <th scope="col">{t('item.deliveredOn')}</th>
            <th scope="col">{t('item.dueOn')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {props.items.map((item, at) => {
            const numberError = props.errorAt(`items.${at}.number`);
            const amountError = props.errorAt(`items.${at}.amount`);
            return (
              <tr key={item.key}>
                <td data-label={t('item.number')}>
                  <Input
                    aria-label={`${t('item.number')} ${at + 1}`}
                    aria-invalid={numberError ? true : undefined}
                    status={numberError ? 'error' : ''}
                    value={item.number}
                    onChange={(event) => change(at, { number: event.target.value })}
                  />
                  {numberError && <p className="field-note bad">✕ {numberError}</p>}
                </td>
                <td data-label={t('item.amount')} className="money-input">
                  <Input
                    aria-label={`${t('item.amount')} ${at + 1}`}
                    aria-invalid={amountError ? true : undefined}
                    status={amountError ? 'error' : ''}
                    inputMode="decimal"
                    value={item.amount}
                    onChange={(event) => change(at, { amount: event.target.value })}
                  />
                  {amountError && <p className="field-note bad">✕ {amountError}</p>}
                </td>
                {(['issuedOn', 'deliveredOn', 'dueOn'] as const).map((name) => (
                  <td key={name} data-label={t(`item.${name}`)}>
                    <DayInput label={`${t(`item.${name}`)} ${at + 1}`} value={item[name]} onChange={(value) => changeDay(at, name, value)} />
                    {props.errorAt(`items.${at}.${name}`) && <p className="field-note bad">✕ {props.errorAt(`items.${at}.${name}`)}</p>}
                  </td>
                ))}
                <td>
                  {props.items.length > 1 && (
                    <button
                      type="button"
                      className="press-plain item-remove"
                      onClick={() => props.onChange(props.items.filter((one) => one !== item))}
                    >
                      {t('do.remove')}
                      <span className="sr-only"> {item.number || at + 1}</span>
                    </button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="row-2">
        <Button size="small" onClick={() => props.onChange([...props.items, emptyItem()])}>
          {t('item.add')}
        </Button>
        <span className="small quiet">{t('item.how')}</span>
      </div>
    </div>
  );
}

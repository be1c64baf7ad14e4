import { Button, Checkbox, Popover } from 'antd';
import { useState } from 'react';
import { useWords } from '../words/words.tsx';

export const columns = ['number', 'debtor', 'creditor', 'country', 'total', 'late', 'stage', 'limitation', 'verdicts', 'next'] as const;
export type Column = (typeof columns)[number];

const usual: readonly Column[] = ['number', 'debtor', 'creditor', 'total', 'late', 'stage', 'limitation', 'next'];
const kept = 'quittance.columns';

/** Which columns a person wants; the debtor always stands. */
export function useColumns(): [readonly Column[], (chosen: readonly Column[]) => void] {
  const [chosen, setChosen] = useState<readonly Column[]>(() => {
    const names = (localStorage.getItem(kept) ?? '').split(',');
    const known = columns.filter((column) => names.includes(column));
    return known.length > 0 ? known : usual;
  });
  return [
    chosen,
    (next) => {
      const ordered = columns.filter((column) => column === 'debtor' || next.includes(column));
      localStorage.setItem(kept, ordered.join(','));
      setChosen(ordered);
    },
  ];
}

export function ColumnPicker(props: { readonly chosen: readonly Column[]; readonly choose: (chosen: readonly Column[]) => void }) {
  const { t } = useWords();
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <Checkbox.Group
          className="column-list"
          value={[...props.chosen]}
          onChange={(value) => props.choose(value as Column[])}
          options={columns.map((value) => ({ value, label: t(`column.${value}`), disabled: value === 'debtor' }))}
        />
      }
    >
      <Button>{t('cases.columns')}</Button>
    </Popover>
  );
}

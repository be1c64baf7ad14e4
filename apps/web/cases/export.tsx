import { App, Button } from 'antd';
import { useState } from 'react';
import { listCases } from '#contract/operations/cases.ts';
import type { CaseRow } from '#contract/schemas/case.ts';
import type { CaseFilter } from '../router.tsx';
import { client } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import { csvOf } from './csv.ts';

/** Every case under the filter, page by page, as one CSV with exact amounts. */
export function ExportButton(props: { readonly filter: CaseFilter }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const [rows, setRows] = useState<number>();
  const run = async () => {
    const all: CaseRow[] = [];
    let cursor: string | undefined;
    setRows(0);
    try {
      do {
        const page = await client.call(listCases, { query: { ...props.filter, limit: 200, ...(cursor ? { cursor } : {}) } });
        all.push(...page.items);
        cursor = page.next;
        setRows(all.length);
      } while (cursor);
      const header = (
        ['number', 'creditor', 'debtor', 'country', 'currency', 'outstanding', 'total', 'dueOn', 'late', 'stage', 'limitation', 'next', 'by'] as const
      ).map((column) => t(`export.${column}`));
      const lines = all.map((row) => [
        row.number,
        row.creditor,
        row.debtor,
        row.debtorCountry ?? '',
        row.currency,
        row.outstanding,
        row.total ?? '',
        row.oldestDueOn ?? '',
        row.lateDays === undefined ? '' : String(row.lateDays),
        t(`stage.${row.stage}`),
        row.limitationOn ?? '',
        row.next ? say(row.next.text) : '',
        row.next?.by ?? '',
      ]);
      saveFile('cases.csv', csvOf([header, ...lines]));
    } catch (error) {
      void message.error(t('cases.export.failed', { why: error instanceof Error ? error.message : String(error) }));
    } finally {
      setRows(undefined);
    }
  };
  return (
    <Button loading={rows !== undefined} onClick={() => void run()}>
      {rows ? t('cases.export.running', { n: rows }) : t('cases.export')}
    </Button>
  );
}

function saveFile(name: string, text: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

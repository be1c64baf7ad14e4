import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { Output } from '#contract/operation.ts';
import { previewImport, startImport } from '#contract/operations/imports.ts';
import { getSettings } from '#contract/operations/settings.ts';
import { Field } from '../pieces/field.tsx';
import { Mark } from '../pieces/mark.tsx';
import { Answer, Failed } from '../server/answer.tsx';
import { ask, client, keyOf, useAct } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import type { ImportState } from './one.tsx';

/** Which column is what; the first rows are read again after every change. */
export function Mapping(props: { readonly of: ImportState }) {
  const { t, say } = useWords();
  const { of } = props;
  const [mapping, setMapping] = useState<Record<string, string>>(of.mapping);
  const [creditorName, setCreditorName] = useState<string>();
  const settings = useQuery(ask(getSettings, {}));
  const params = { importId: of.id };
  const preview = useQuery({
    queryKey: [...keyOf(previewImport, params), mapping],
    queryFn: ({ signal }) => client.call(previewImport, { params, body: { mapping } }, { signal }),
  });
  const start = useAct(startImport);
  const lacking = of.fields.filter((field) => field.required && !mapping[field.field]);
  const creditor = creditorName ?? settings.data?.organisation ?? '';
  const columnOptions = of.columns.map((column) => ({
    value: column.name,
    label: column.samples.length > 0 ? `${column.name} · ${column.samples.slice(0, 2).join(', ')}` : column.name,
  }));
  return (
    <div className="stack-3">
      <section className="section" aria-labelledby="map-head">
        <div className="section-head">
          <h2 id="map-head">{t('mapping.title')}</h2>
          <span className="small quiet">{t('mapping.how')}</span>
        </div>
        <div className="fields">
          {of.fields.map((field) => (
            <Field
              key={field.field}
              label={say(field.label)}
              optional={!field.required}
              error={field.required && !mapping[field.field] ? t('mapping.needed') : undefined}
            >
              <Select
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                placeholder={t('mapping.none')}
                value={mapping[field.field] ?? null}
                options={columnOptions}
                onChange={(column: string | null | undefined) => {
                  const { [field.field]: _, ...others } = mapping;
                  setMapping(column ? { ...others, [field.field]: column } : others);
                }}
              />
            </Field>
          ))}
          <Field label={t('mapping.creditor')} hint={t('mapping.creditor.how')}>
            <Input value={creditor} maxLength={300} onChange={(event) => setCreditorName(event.target.value)} />
          </Field>
        </div>
      </section>
      <section className="section" aria-labelledby="preview-head">
        <div className="section-head">
          <h2 id="preview-head">{t('preview.title')}</h2>
        </div>
        <Answer of={preview}>{(value) => <Preview rows={value.rows} />}</Answer>
      </section>
      {start.isError && <Failed error={start.error} />}
      <div className="row">
        <Button
          type="primary"
          size="large"
          disabled={lacking.length > 0}
          loading={start.isPending}
          onClick={() => start.mutate({ params, body: { mapping, ...(creditor.trim() ? { creditorName: creditor.trim() } : {}) } })}
        >
          {t('import.start')}
        </Button>
        <span className="small quiet">
          {lacking.length > 0 ? t('mapping.lacking', { fields: lacking.map((field) => say(field.label)).join(', ') }) : t('import.start.how')}
        </span>
      </div>
    </div>
  );
}

type Row = Output<typeof previewImport>['rows'][number];

function Preview(props: { readonly rows: readonly Row[] }) {
  const { t, locale } = useWords();
  const columns = [...new Set(props.rows.flatMap((row) => Object.keys(row.summary)))];
  if (props.rows.length === 0) return <p className="quiet">{t('preview.none')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="preview" aria-labelledby="preview-head" tabIndex={0}>
      <table className="chart-table-like">
        <thead>
          <tr>
            <th scope="col">{t('preview.row')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            <th scope="col">{t('preview.errors')}</th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={row.row}>
              <td>
                <Mark shape={row.ok ? 'tick' : 'cross'} tone={row.ok ? 'jade' : 'cinnabar'}>
                  <span className="num">{row.row}</span>
                  <span className="sr-only">{row.ok ? t('preview.ok') : t('preview.bad')}</span>
                </Mark>
              </td>
              {columns.map((column) => (
                <td key={column}>{row.summary[column] ?? ''}</td>
              ))}
              <td>
                {row.errors.map((error) => (
                  <p key={`${error.column}${error.code}`} className="small pressing">
                    <strong>{error.column}</strong> “{error.value}” {locale === 'en' ? error.en : error.zh}
                  </p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

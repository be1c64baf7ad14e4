import { Input, Select } from 'antd';
import type { AssetMapJson } from '#contract/operations/assets.ts';
import { Mark } from '../pieces/mark.tsx';
import { useWords } from '../words/words.tsx';
import { type AssetFilter, type Choice, everything, isNarrow, occurring, statuses } from './filter.ts';
import { statusShape } from './status.tsx';

/** Narrows graph, map and tables together. */
export function Filters(props: {
  readonly map: AssetMapJson;
  readonly filter: AssetFilter;
  readonly shown: number;
  readonly onChange: (filter: AssetFilter) => void;
}) {
  const { t, country } = useWords();
  const { map, filter, onChange } = props;
  const put = <K extends keyof AssetFilter>(key: K, value: AssetFilter[K] | undefined) => {
    const { [key]: _, ...rest } = filter;
    onChange({ text: '', ...rest, ...(value === undefined ? {} : { [key]: value }) } as AssetFilter);
  };
  const kinds = occurring(map.nodes, ({ schema }) => schema);
  const countries = occurring(map.nodes, (node) => node.country?.slice(0, 2));
  const sources = occurring(map.nodes, ({ source }) => source);
  return (
    <search className="asset-filters" aria-label={t('asset.filters')}>
      <div className="chips">
        {statuses.map((status) => (
          <button
            key={status}
            type="button"
            className="chip"
            aria-pressed={filter.status === status}
            onClick={() => put('status', filter.status === status ? undefined : status)}
          >
            <Mark shape={statusShape[status].shape} tone="inherit">
              {t(`asset.status.${status}`)}
            </Mark>{' '}
            · {map.nodes.filter((node) => node.status === status).length}
          </button>
        ))}
        {filter.among && (
          <button type="button" className="chip" aria-pressed="true" onClick={() => put('among', undefined)}>
            {t('asset.filter.place', { place: filter.among.label })} ×
          </button>
        )}
        {isNarrow(filter) && (
          <button type="button" className="press-plain small" onClick={() => onChange(everything)}>
            {t('asset.filter.clear', { n: props.shown, of: map.nodes.length })}
          </button>
        )}
      </div>
      <Input
        allowClear
        value={filter.text}
        placeholder={t('asset.filter.text')}
        aria-label={t('asset.filter.text')}
        onChange={(event) => put('text', event.target.value)}
      />
      <Pick
        label={t('asset.filter.kind')}
        value={filter.kind}
        of={kinds}
        word={(kind) => t(`asset.kind.${kind as 'Goods'}`)}
        onPick={(value) => put('kind', value)}
      />
      <Pick label={t('asset.filter.country')} value={filter.country} of={countries} word={country} onPick={(value) => put('country', value)} />
      <Pick
        label={t('asset.filter.source')}
        value={filter.source}
        of={sources}
        word={(source) => (source === 'claim' ? t('asset.source.claim') : source)}
        onPick={(value) => put('source', value)}
      />
    </search>
  );
}

function Pick(props: {
  readonly label: string;
  readonly value: string | undefined;
  readonly of: readonly Choice[];
  readonly word: (value: string) => string;
  readonly onPick: (value: string | undefined) => void;
}) {
  return (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={props.label}
      aria-label={props.label}
      value={props.value ?? null}
      onChange={(value) => props.onPick(value ?? undefined)}
      options={props.of.map(({ value, count }) => ({ value, label: `${props.word(value)} · ${count}` }))}
    />
  );
}

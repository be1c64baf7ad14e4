import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useMemo } from 'react';
import { listCases } from '#contract/operations/cases.ts';
import { overlays, stages } from '#contract/schemas/case.ts';
import type { CaseFilter } from '../router.tsx';
import { Empty, Failed, Waiting } from '../server/answer.tsx';
import { client } from '../server/client.ts';
import { useTitle, useWords } from '../words/words.tsx';
import './cases.css';
import { type Column, ColumnPicker, useColumns } from './columns.tsx';
import { ExportButton } from './export.tsx';
import { CaseTable } from './table.tsx';

const here = getRouteApi('/frame/cases');

export function CasesPage() {
  const { t, count } = useWords();
  useTitle(t('nav.cases'));
  const filter = here.useSearch();
  const [columns, setColumns] = useColumns();
  const cases = useInfiniteQuery({
    queryKey: [listCases.id, 'pages', filter],
    queryFn: ({ pageParam, signal }) =>
      client.call(listCases, { query: { ...filter, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  const rows = useMemo(() => cases.data?.pages.flatMap((page) => page.items) ?? [], [cases.data]);
  const total = cases.data?.pages[0]?.total;

  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t('nav.cases')}</h1>
          {total !== undefined && <p className="small">{t('cases.count', { n: count(total) })}</p>}
        </div>
        <div className="row">
          <ColumnPicker chosen={columns} choose={setColumns} />
          <ExportButton filter={filter} />
          <Link to="/claims/new">
            <Button type="primary" tabIndex={-1}>
              {t('nav.new')}
            </Button>
          </Link>
        </div>
      </div>
      <Filters filter={filter} />
      {cases.isPending ? (
        <Waiting lines={8} />
      ) : cases.isError ? (
        <Failed error={cases.error} retry={() => void cases.refetch()} />
      ) : rows.length === 0 ? (
        <NoCases filtered={Object.keys(filter).length > 0} />
      ) : (
        <>
          <CaseTable rows={rows} columns={columns as readonly Column[]} />
          {cases.hasNextPage && (
            <p className="more">
              <Button loading={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>
                {t('cases.more')}
              </Button>
              <span className="small quiet">{t('cases.shown', { n: count(rows.length), of: count(total ?? rows.length) })}</span>
            </p>
          )}
        </>
      )}
    </div>
  );
}

function Filters(props: { readonly filter: CaseFilter }) {
  const { t } = useWords();
  const navigate = here.useNavigate();
  const { filter } = props;
  const set = (change: { readonly [K in keyof CaseFilter]?: CaseFilter[K] | undefined }) =>
    void navigate({
      search: Object.fromEntries(Object.entries({ ...filter, ...change }).filter(([, value]) => value !== undefined && value !== '')),
      replace: true,
    });
  return (
    <search className="filters">
      <Input.Search
        allowClear
        key={filter.q ?? ''}
        defaultValue={filter.q ?? ''}
        aria-label={t('cases.search')}
        placeholder={t('cases.search')}
        onSearch={(q) => set({ q: q || undefined })}
      />
      <Select
        allowClear
        aria-label={t('cases.stage')}
        placeholder={t('cases.stage')}
        value={filter.stage ?? null}
        onChange={(stage: string | undefined) => set({ stage })}
        options={stages.map((value) => ({ value, label: t(`stage.${value}`) }))}
      />
      <Select
        aria-label={t('cases.sort')}
        value={filter.sort ?? 'next'}
        onChange={(sort) => set({ sort: sort === 'next' ? undefined : sort })}
        options={(['next', 'newest', 'amount', 'late', 'limitation'] as const).map((value) => ({ value, label: t(`sort.${value}`) }))}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: chips stand in the filter line, a fieldset would box them */}
      <div className="chips" role="group" aria-label={t('cases.chips')}>
        {overlays.map((overlay) => (
          <button
            key={overlay}
            type="button"
            className="chip"
            aria-pressed={filter.overlay === overlay}
            onClick={() => set({ overlay: filter.overlay === overlay ? undefined : overlay })}
          >
            {t(`overlay.${overlay}`)}
          </button>
        ))}
        {(['yes', 'all'] as const).map((closed) => (
          <button
            key={closed}
            type="button"
            className="chip"
            aria-pressed={filter.closed === closed}
            onClick={() => set({ closed: filter.closed === closed ? undefined : closed })}
          >
            {t(`cases.closed.${closed}`)}
          </button>
        ))}
        {(['country', 'currency'] as const).map(
          (name) =>
            filter[name] && (
              <button key={name} type="button" className="chip" aria-pressed onClick={() => set({ [name]: undefined })}>
                {filter[name]} ×
              </button>
            ),
        )}
        {Object.keys(filter).length > 0 && (
          <Link to="/cases" className="small">
            {t('cases.clear')}
          </Link>
        )}
      </div>
    </search>
  );
}

function NoCases(props: { readonly filtered: boolean }) {
  const { t } = useWords();
  return props.filtered ? (
    <Empty title={t('cases.none.filtered')} actions={<Link to="/cases">{t('cases.clear')}</Link>}>
      <p>{t('cases.none.filtered.how')}</p>
    </Empty>
  ) : (
    <Empty
      title={t('cases.none')}
      actions={
        <Link to="/claims/new">
          <Button type="primary" tabIndex={-1}>
            {t('nav.new')}
          </Button>
        </Link>
      }
    >
      <p>{t('cases.none.how')}</p>
    </Empty>
  );
}

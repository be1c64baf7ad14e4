import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { lazy, Suspense, useDeferredValue, useState } from 'react';
import { urlOf } from '#contract/client.ts';
import { exportFlow, type FlowJson, getFlow, printFlow } from '#contract/operations/flow.ts';
import type { CaseRoom } from '../case/page.tsx';
import { Amount } from '../pieces/amount.tsx';
import { DayInput, Field } from '../pieces/field.tsx';
import { Answer, Empty, Waiting } from '../server/answer.tsx';
import { ask } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import { AddStatements } from './add.tsx';
import './flow.css';
import { LeftOut } from './left.tsx';
import { type Sums, sumsOf } from './sums.ts';
import { FlowTable } from './table.tsx';

const Sankey = lazy(() => import('./sankey.tsx').then((m) => ({ default: m.Sankey })));

type Filter = { readonly from?: string; readonly to?: string; readonly least?: string; readonly currency?: string };

/** Where the loan went: drawn, in a table with the same transfers, each with the entry it stands on. */
export function FlowRoom(props: CaseRoom) {
  const caseId = props.detail.row.id;
  const [filter, setFilter] = useState<Filter>({});
  // The whole flow says which currencies there are and whether there is anything to filter.
  const whole = useQuery({
    ...ask(getFlow, { params: { caseId } }),
    refetchInterval: (query) => (query.state.data?.statements.some(({ logIndex }) => logIndex === undefined) ? 2_000 : false),
  });
  return (
    <div className="room">
      <Answer of={whole} lines={8}>
        {(value) => (
          <>
            {value.statements.length === 0 ? <Nothing /> : <Shown caseId={caseId} whole={value} filter={filter} onFilter={setFilter} />}
            <LeftOut of={value} />
          </>
        )}
      </Answer>
      <AddStatements caseId={caseId} />
    </div>
  );
}

function Nothing() {
  const { t } = useWords();
  return (
    <Empty title={t('flow.none')}>
      <p>{t('flow.none.how')}</p>
    </Empty>
  );
}

/** The commonest currency first: amounts of two cannot stand in one picture. */
const currenciesOf = (flow: FlowJson): string[] => {
  const counts = new Map<string, number>();
  for (const { amount } of flow.edges) counts.set(amount.currency, (counts.get(amount.currency) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([currency]) => currency);
};

const amountForm = /^\d{1,18}(\.\d{1,8})?$/;

function Shown(props: { readonly caseId: string; readonly whole: FlowJson; readonly filter: Filter; readonly onFilter: (filter: Filter) => void }) {
  const { t, locale } = useWords();
  const { caseId, whole, filter, onFilter } = props;
  const currencies = currenciesOf(whole);
  const currency = filter.currency ?? currencies[0];
  const least = useDeferredValue(filter.least ?? '');
  const badLeast = least !== '' && !amountForm.test(least);
  const query = {
    ...(filter.from ? { from: filter.from } : {}),
    ...(filter.to ? { to: filter.to } : {}),
    ...(least !== '' && !badLeast ? { least } : {}),
    ...(currency ? { currency } : {}),
  };
  const flow = useQuery({ ...ask(getFlow, { params: { caseId }, query }), placeholderData: (before) => before });
  const set = (change: { [K in keyof Filter]: Filter[K] | undefined }) =>
    onFilter(Object.fromEntries(Object.entries({ ...filter, ...change }).filter(([, value]) => value)) as Filter);
  return (
    <section className="section" aria-labelledby="flow-head">
      <div className="section-head">
        <h2 id="flow-head">{t('flow.title')}</h2>
        <span className="row">
          <Button size="small" href={urlOf('', printFlow, { params: { caseId }, query: { ...query, locale } })} download>
            {t('flow.pdf')}
          </Button>
          <Button size="small" href={urlOf('', exportFlow, { params: { caseId }, query })} download="flow.csv">
            {t('flow.csv')}
          </Button>
          <Button size="small" href={urlOf('', getFlow, { params: { caseId }, query })} download="flow.json">
            {t('flow.json')}
          </Button>
        </span>
      </div>
      <p className="notice small">{t('flow.convention')}</p>
      <div className="fields flow-filter">
        <Field label={t('flow.from')} optional>
          <DayInput value={filter.from} onChange={(from) => set({ from })} />
        </Field>
        <Field label={t('flow.to')} optional>
          <DayInput value={filter.to} onChange={(to) => set({ to })} />
        </Field>
        <Field label={t('flow.least')} optional {...(badLeast ? { error: t('flow.badLeast') } : {})}>
          <Input inputMode="decimal" value={filter.least ?? ''} maxLength={27} onChange={(event) => set({ least: event.target.value.trim() })} />
        </Field>
        {currencies.length > 1 && (
          <Field label={t('flow.currency')}>
            <Select
              {...(currency ? { value: currency } : {})}
              onChange={(value) => set({ currency: value })}
              options={currencies.map((value) => ({ value, label: value }))}
            />
          </Field>
        )}
      </div>
      <Answer of={flow} lines={6}>
        {(value) =>
          value.edges.length === 0 ? (
            <Empty title={t('flow.filtered')}>
              <p>{t('flow.filtered.how')}</p>
            </Empty>
          ) : (
            <>
              {currency && <Figures of={sumsOf(value, currency)} currency={currency} />}
              <Suspense fallback={<Waiting lines={6} />}>
                {currency && <Sankey of={value} currency={currency} sums={sumsOf(value, currency)} />}
              </Suspense>
              <FlowTable of={value} />
            </>
          )
        }
      </Answer>
    </section>
  );
}

function Figures(props: { readonly of: Sums; readonly currency: string }) {
  const { t } = useWords();
  const { of, currency } = props;
  return (
    <dl className="flow-figures">
      {(['lent', 'spent', 'back', 'still'] as const).map((key) => (
        <div key={key}>
          <dt>{t(`flow.${key}`)}</dt>
          <dd>
            <Amount amount={of[key]} currency={currency} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

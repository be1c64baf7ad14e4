import { Segmented } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { stages } from '#contract/schemas/case.ts';
import { Amount } from '../pieces/amount.tsx';
import { Chart, type Palette } from '../pieces/chart.tsx';
import { useWords } from '../words/words.tsx';
import type { Desk } from './page.tsx';

const buckets = ['not-due', '0-30', '31-60', '61-90', '91-180', '181-365', '365+'] as const;
type Stage = (typeof stages)[number];

/** Early stages pale, late ones dark: the picture darkens as a debt goes to court. */
const shade: Partial<Record<Stage, string>> = {
  draft: 'age-0',
  filed: 'age-0',
  checked: 'age-1',
  assessed: 'age-1',
  mandated: 'age-2',
  amicable: 'age-2',
  mediation: 'age-3',
  'payment-order': 'age-3',
  arbitration: 'age-4',
  suit: 'age-4',
  title: 'age-5',
  enforcement: 'age-5',
};

/** Open amounts by days late, stacked by stage, one currency at a time. */
export function Ageing(props: { readonly rows: Desk['ageing'] }) {
  const { t, roughly, money } = useWords();
  const [chosen, setChosen] = useState(props.rows[0]?.currency ?? '');
  const shown = props.rows.find((row) => row.currency === chosen) ?? props.rows[0];
  const present = useMemo(() => stages.filter((stage) => shown?.buckets.some((one) => one.stage === stage)), [shown]);
  const currency = shown?.currency ?? '';
  const amountOf = useCallback(
    (bucket: string, stage: string) => shown?.buckets.find((one) => one.bucket === bucket && one.stage === stage)?.amount,
    [shown],
  );
  const label = useCallback((bucket: (typeof buckets)[number]) => t(`bucket.${bucket}`), [t]);

  const option = useCallback(
    (colour: Palette) => ({
      textStyle: { fontFamily: colour('sans') },
      grid: { left: 4, right: 8, top: 40, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, type: 'scroll', itemWidth: 12, itemHeight: 12, icon: 'rect', textStyle: { color: colour('ink-2') } },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow', shadowStyle: { color: colour('sunk'), opacity: 0.7 } },
        backgroundColor: colour('raised'),
        borderColor: colour('rule'),
        textStyle: { color: colour('ink') },
        valueFormatter: (value: unknown) => (value === undefined || value === null ? '—' : money(String(value), currency)),
      },
      xAxis: {
        type: 'category',
        data: buckets.map(label),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: colour('rule-strong') } },
        axisLabel: { color: colour('ink-2'), interval: 0, hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        splitNumber: 4,
        splitLine: { lineStyle: { color: colour('rule') } },
        axisLabel: { color: colour('ink-3'), formatter: (value: number) => roughly(String(value), currency) },
      },
      series: present.map((stage) => ({
        name: t(`stage.${stage}`),
        type: 'bar',
        stack: 'all',
        barMaxWidth: 56,
        itemStyle: { color: colour(shade[stage] ?? 'age-2'), borderColor: colour('paper'), borderWidth: 0.5 },
        // Only the drawing needs numbers; figures that people read come from the exact text.
        data: buckets.map((bucket) => Number(amountOf(bucket, stage) ?? 0)),
      })),
    }),
    [present, amountOf, label, money, roughly, currency, t],
  );
  if (!shown) return <p className="quiet">{t('desk.ageing.none')}</p>;

  return (
    <>
      {props.rows.length > 1 && (
        <Segmented
          className="ageing-pick"
          aria-label={t('desk.ageing.currency')}
          value={currency}
          options={props.rows.map((row) => row.currency)}
          onChange={setChosen}
        />
      )}
      <Chart
        height={372}
        option={option}
        says={t('desk.ageing.says', { currency, text: sumsPerBucket(shown, label, (amount) => roughly(amount, currency)) })}
        table={
          <table>
            <thead>
              <tr>
                <th scope="col">{t('desk.ageing.late')}</th>
                {present.map((stage) => (
                  <th key={stage} scope="col" className="right">
                    {t(`stage.${stage}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {buckets.map((bucket) => (
                <tr key={bucket}>
                  <th scope="row">{label(bucket)}</th>
                  {present.map((stage) => {
                    const amount = amountOf(bucket, stage);
                    return (
                      <td key={stage} className="right">
                        {amount ? <Amount amount={amount} currency={currency} /> : '—'}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        }
      />
    </>
  );
}

/** Words for the picture; the exact figures stand in the table. */
function sumsPerBucket(row: Desk['ageing'][number], label: (bucket: (typeof buckets)[number]) => string, short: (amount: string) => string): string {
  return buckets
    .map((bucket) => [bucket, row.buckets.filter((one) => one.bucket === bucket).reduce((sum, one) => sum + Number(one.amount), 0)] as const)
    .filter(([, sum]) => sum !== 0)
    .map(([bucket, sum]) => `${label(bucket)} ${short(sum.toFixed(0))}`)
    .join('; ');
}

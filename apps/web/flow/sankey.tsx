import { SankeyChart } from 'echarts/charts';
import { use } from 'echarts/core';
import { useCallback, useMemo } from 'react';
import type { FlowJson } from '#contract/operations/flow.ts';
import { Chart, type Palette } from '../pieces/chart.tsx';
import { useWords } from '../words/words.tsx';
import { drawingOf, mostWays } from './drawing.ts';
import type { Sums } from './sums.ts';
import { FlowTable } from './table.tsx';

use([SankeyChart]);

/** The picture; `says` gives it in words, and the same transfers stand in a table one press away. */
export function Sankey(props: { readonly of: FlowJson; readonly currency: string; readonly sums: Sums }) {
  const { t, money, count } = useWords();
  const { of, currency, sums } = props;
  const drawn = useMemo(() => drawingOf(of, currency, { rest: t('flow.rest'), unknown: t('flow.unknown') }), [of, currency, t]);
  const option = useCallback(
    (colour: Palette) => {
      const narrow = window.innerWidth < 700;
      const shade = (role: string) => (role === 'lender' ? colour('primary') : role === 'borrower' ? colour('ink-2') : colour('age-1'));
      const names = new Map(drawn.nodes.map(({ id, name }) => [id, name]));
      return {
        tooltip: {
          trigger: 'item',
          formatter: (hit: { dataType?: string; data?: { source?: string; target?: string; value?: number }; name?: string; value?: number }) =>
            hit.dataType === 'edge'
              ? plain(
                  `${names.get(hit.data?.source ?? '') ?? ''} → ${names.get(hit.data?.target ?? '') ?? ''}: ${money(String(hit.data?.value ?? 0), currency)}`,
                )
              : plain(`${names.get(hit.name ?? '') ?? ''}: ${money(String(hit.value ?? 0), currency)}`),
        },
        series: [
          {
            type: 'sankey',
            left: 4,
            right: narrow ? 72 : 180,
            top: 8,
            bottom: 8,
            nodeWidth: 12,
            nodeGap: 10,
            draggable: false,
            emphasis: { focus: 'adjacency' },
            label: {
              color: colour('ink'),
              fontSize: narrow ? 11 : 13,
              width: narrow ? 68 : 170,
              overflow: 'truncate',
              formatter: (node: { name: string }) => names.get(node.name) ?? '',
            },
            data: drawn.nodes.map(({ id, depth, role }) => ({ name: id, depth, itemStyle: { color: shade(role), borderWidth: 0 } })),
            links: drawn.links.map(({ source, target, value, ofLoan }) => ({
              source,
              target,
              value,
              lineStyle: { color: ofLoan > 0 ? colour('primary') : colour('rule-strong'), opacity: ofLoan > 0 ? 0.35 : 0.25, curveness: 0.5 },
            })),
          },
        ],
      };
    },
    [drawn, currency, money],
  );
  const rows = Math.max(drawn.nodes.filter(({ depth }) => depth === 0).length, drawn.nodes.filter(({ depth }) => depth === 2).length);
  const says = t('flow.says', {
    loan: money(sums.lent, currency),
    spent: money(sums.spent, currency),
    back: money(sums.back, currency),
    edges: count(of.edges.length),
  });
  return (
    <>
      {drawn.links.length > 0 && <Chart height={Math.min(640, 120 + rows * 34)} option={option} says={says} table={<FlowTable of={of} />} />}
      {drawn.links.some(({ ofLoan }) => ofLoan > 0) && <p className="small quiet">{t('flow.legend')}</p>}
      {drawn.gathered > 0 && <p className="small quiet">{t('flow.cut', { n: count(mostWays) })}</p>}
      {drawn.own > 0 && <p className="small quiet">{t('flow.ownOnly')}</p>}
    </>
  );
}

/** The tip is set as markup: names of other people must stay text. */
const plain = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

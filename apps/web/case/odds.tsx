import { useCallback } from 'react';
import type { AssessmentJson } from '#contract/schemas/assessment.ts';
import { Chart, type Palette } from '../pieces/chart.tsx';
import { useWords } from '../words/words.tsx';

/** The odds of money over the months with their interval; how strong the ground is stands beside the figure. */
export function OddsFan(props: { readonly of: AssessmentJson['odds'] }) {
  const { t, say, percent } = useWords();
  const { of } = props;
  const option = useCallback(
    (colour: Palette) => ({
      textStyle: { fontFamily: colour('sans') },
      grid: { left: 4, right: 16, top: 16, bottom: 4, containLabel: true },
      tooltip: {
        trigger: 'axis',
        backgroundColor: colour('raised'),
        borderColor: colour('rule'),
        textStyle: { color: colour('ink') },
        formatter: (points: readonly { readonly dataIndex: number }[]) => {
          const point = of.curve[points[0]?.dataIndex ?? -1];
          return point
            ? `${t('odds.month', { n: point.month })}<br>${percent(point.probability)} (${percent(point.low)} – ${percent(point.high)})`
            : '';
        },
      },
      xAxis: {
        type: 'category',
        boundaryGap: false,
        data: of.curve.map((point) => t('odds.month', { n: point.month })),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: colour('rule-strong') } },
        axisLabel: { color: colour('ink-2'), hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        min: 0,
        max: 1,
        interval: 0.25,
        splitLine: { lineStyle: { color: colour('rule') } },
        axisLabel: { color: colour('ink-3'), formatter: (value: number) => percent(value) },
      },
      series: [
        // The band is two stacked lines: an invisible floor, and the width of the interval drawn as area.
        { type: 'line', stack: 'band', symbol: 'none', silent: true, lineStyle: { opacity: 0 }, data: of.curve.map((point) => point.low) },
        {
          type: 'line',
          stack: 'band',
          symbol: 'none',
          silent: true,
          lineStyle: { opacity: 0 },
          areaStyle: { color: colour('age-2'), opacity: 0.28 },
          data: of.curve.map((point) => point.high - point.low),
        },
        {
          type: 'line',
          symbol: 'circle',
          symbolSize: 5,
          lineStyle: { color: colour('age-5'), width: 2 },
          itemStyle: { color: colour('age-5') },
          data: of.curve.map((point) => point.probability),
        },
      ],
    }),
    [of.curve, percent, t],
  );
  return (
    <div className="stack">
      {of.probability !== undefined && (
        <p className="row-2">
          <strong className="figure">{percent(of.probability)}</strong>
          {of.interval && (
            <span className="quiet num">
              {t('odds.interval', { low: percent(of.interval.low), high: percent(of.interval.high), level: percent(of.interval.level) })}
            </span>
          )}
          <span className="flag quiet">{t(`odds.${of.strength}`)}</span>
        </p>
      )}
      {of.curve.length > 0 ? (
        <Chart
          height={220}
          option={option}
          says={t('odds.says', { text: of.curve.map((point) => `${t('odds.month', { n: point.month })} ${percent(point.probability)}`).join('; ') })}
          table={
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('odds.when')}</th>
                  <th scope="col" className="right">
                    {t('odds.probability')}
                  </th>
                  <th scope="col" className="right">
                    {t('odds.range')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {of.curve.map((point) => (
                  <tr key={point.month}>
                    <th scope="row">{t('odds.month', { n: point.month })}</th>
                    <td className="right num">{percent(point.probability)}</td>
                    <td className="right num">
                      {percent(point.low)} – {percent(point.high)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          }
        />
      ) : (
        <p className="quiet">{t('odds.noCurve')}</p>
      )}
      <p className="small quiet">
        {t('odds.source')} {say(of.source)}
      </p>
    </div>
  );
}

import { Cite } from '../pieces/citation.tsx';
import { Mark } from '../pieces/mark.tsx';
import { useWords, type Words } from '../words/words.tsx';
import type { Series } from './page.tsx';
import { Checked, Source } from './standing.tsx';
import { StepChart } from './step-chart.tsx';

const units = ['percent per year', 'percent per month', 'percent per day', 'index', 'amount'] as const;
const figureIn = (value: string, unit: string, t: Words['t']): string => {
  const known = units.find((one) => one === unit);
  if (value === '') return t('series.blank');
  switch (known) {
    case 'percent per year':
      return t('value.rate.year', { n: value });
    case 'percent per month':
      return t('value.rate.month', { n: value });
    case 'percent per day':
      return t('value.rate.day', { n: value });
    default:
      return value;
  }
};

/** A published rate over time: drawn, as a table, how long the newest figure holds and when the next is due. */
export function SeriesCard(props: { readonly series: Series }) {
  const { t, say, day } = useWords();
  const { series } = props;
  const today = new Date().toISOString().slice(0, 10);
  const last = series.points.at(-1);
  const first = series.points[0];
  const stale = series.validThrough !== undefined && series.validThrough < today;
  if (!last || !first) return null;
  const latest = figureIn(last.value, series.unit, t);
  return (
    <article className="law-rule" aria-labelledby={series.id} data-status={series.citation.status}>
      <div className="between">
        <h3 id={series.id}>{say(series.title)}</h3>
        <Checked status={series.citation.status} />
      </div>
      <p>
        <span className="law-value">{latest}</span> <span className="small quiet">{t('rules.since', { day: day(last.from) })}</span>
      </p>
      <StepChart
        points={series.points}
        end={series.validThrough ?? last.from}
        today={today}
        says={t('series.says', { name: say(series.title), n: series.points.length, from: day(first.from), latest })}
      />
      <p className="small">
        {t('series.published', { day: day(series.lastPublication) })}
        {series.validThrough && (
          <>
            {' · '}
            {stale ? (
              <Mark shape="bang" tone="ochre">
                <span className="law-wrap">{t('series.ended', { day: day(series.validThrough) })}</span>
              </Mark>
            ) : (
              t('series.holds', { day: day(series.validThrough) })
            )}
          </>
        )}
        {series.nextPublication && ` · ${t('series.next', { text: series.nextPublication })}`}
      </p>
      <details>
        <summary className="small">{t('series.table', { n: series.points.length })}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long table scrolls, and the keyboard must reach it */}
        <section className="law-table" tabIndex={0} aria-label={say(series.title)}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('series.from')}</th>
                <th scope="col" className="right">
                  {t('series.value')}
                </th>
              </tr>
            </thead>
            <tbody>
              {[...series.points].reverse().map((point) => (
                <tr key={point.from}>
                  <th scope="row">
                    <time className="num" dateTime={point.from}>
                      {day(point.from)}
                    </time>
                  </th>
                  <td className="right num">
                    {point.status === 'unverified' && <Checked status="unverified" />} {figureIn(point.value, series.unit, t)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
      <p>
        <Cite of={{ ...series.citation, status: 'verified' }} />
      </p>
      <Source source={series.source} confidence={series.confidence} id={series.id} />
    </article>
  );
}

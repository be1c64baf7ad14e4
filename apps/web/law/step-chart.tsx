import { useWords } from '../words/words.tsx';

type Step = { readonly from: string; readonly value: string };

const width = 1000;
const height = 200;
const time = (iso: string): number => Date.parse(`${iso}T00:00:00Z`);

/**
 * A rate that steps from one published figure to the next, drawn without a chart library so that the page stays light. The
 * line ends where the newest figure is no longer known to hold; from there to today stands an empty, dashed stretch.
 */
export function StepChart(props: { readonly points: readonly Step[]; readonly end: string; readonly today: string; readonly says: string }) {
  const { t } = useWords();
  const known = props.points.filter((point) => point.value !== '');
  const [first] = known;
  if (!first) return null;
  const values = known.map((point) => Number(point.value));
  const [low, high] = [Math.min(0, ...values), Math.max(...values)];
  const span = high - low || 1;
  const [left, right] = [time(first.from), Math.max(time(props.end), time(props.today))];
  const x = (iso: string): number => ((time(iso) - left) / (right - left || 1)) * width;
  const y = (value: number): number => height - ((value - low) / span) * height;
  const years = yearsBetween(first.from, props.today);
  return (
    <figure className="step-chart">
      <div className="step-plot">
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={props.says}>
          {[low, (low + high) / 2, high].map((value) => (
            <line key={value} x1="0" x2={width} y1={y(value)} y2={y(value)} className={value === 0 ? 'axis' : 'grid'} />
          ))}
          {x(props.end) < width && <rect x={x(props.end)} width={width - x(props.end)} y="0" height={height} className="unknown" />}
          {stretches(props.points, props.end).map((stretch) => (
            <path key={stretch[0]?.from} d={pathOf(stretch, x, y)} />
          ))}
        </svg>
        {[low, high].map((value) => (
          <span key={value} className="step-y num" style={{ top: `${(y(value) / height) * 100}%` }} aria-hidden="true">
            {short(value)}
          </span>
        ))}
      </div>
      <div className="step-x num" aria-hidden="true">
        {years.map((year) => (
          <span key={year} style={{ left: `${Math.max(0, x(`${year}-01-01`)) / 10}%` }}>
            {year}
          </span>
        ))}
      </div>
      {x(props.end) < width && <figcaption className="small quiet">{t('series.gap')}</figcaption>}
    </figure>
  );
}

const short = (value: number): string => String(Math.round(value * 100) / 100);

/** Runs of known figures, each point with the day its figure ends; a blank figure breaks the line. */
function stretches(points: readonly Step[], end: string): (Step & { readonly to: string })[][] {
  const runs: (Step & { readonly to: string })[][] = [[]];
  points.forEach((point, at) => {
    const to = points[at + 1]?.from ?? end;
    if (point.value === '') runs.push([]);
    else runs.at(-1)?.push({ ...point, to });
  });
  return runs.filter((run) => run.length > 0);
}

const pathOf = (run: readonly (Step & { readonly to: string })[], x: (iso: string) => number, y: (value: number) => number): string =>
  run
    .map((point, at) => {
      const level = y(Number(point.value)).toFixed(1);
      return `${at === 0 ? 'M' : 'L'}${x(point.from).toFixed(1)} ${level}L${x(point.to).toFixed(1)} ${level}`;
    })
    .join('');

/** At most six years to write under the picture, evenly apart. */
function yearsBetween(from: string, to: string): number[] {
  const [first, last] = [Number(from.slice(0, 4)) + 1, Number(to.slice(0, 4))];
  const step = Math.max(1, Math.ceil((last - first + 1) / 6));
  return Array.from({ length: Math.max(0, Math.floor((last - first) / step) + 1) }, (_, at) => first + at * step);
}

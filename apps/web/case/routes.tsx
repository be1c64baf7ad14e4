import type { AssessmentJson } from '#contract/schemas/assessment.ts';
import { Cites } from '../pieces/citation.tsx';
import { Mark } from '../pieces/mark.tsx';
import { useWords } from '../words/words.tsx';

type Route = AssessmentJson['routes'][number];

/** Routes compared by cost, days and expected net; the bar is the interval, the stroke in it the mean. */
export function RouteTable(props: { readonly routes: readonly Route[]; readonly currency: string }) {
  const { t } = useWords();
  const nets = props.routes.flatMap((route) => (route.expectedNet ? [Number(route.expectedNet.low), Number(route.expectedNet.high)] : []));
  const low = Math.min(0, ...nets);
  const high = Math.max(1, ...nets);
  if (props.routes.length === 0) return <p className="quiet">{t('routes.none')}</p>;
  return (
    <table className="routes">
      <thead>
        <tr>
          <th scope="col">{t('routes.route')}</th>
          <th scope="col" className="right">
            {t('routes.cost')}
          </th>
          <th scope="col" className="right">
            {t('routes.days')}
          </th>
          <th scope="col">{t('routes.net')}</th>
        </tr>
      </thead>
      <tbody>
        {props.routes.map((route) => (
          <RouteRow key={route.id} route={route} currency={props.currency} low={low} high={high} />
        ))}
      </tbody>
    </table>
  );
}

function RouteRow(props: { readonly route: Route; readonly currency: string; readonly low: number; readonly high: number }) {
  const { t, say, money, count, roughly } = useWords();
  const { route, currency } = props;
  const range = (low: string, high: string) => (low === high ? money(low, currency) : `${money(low, currency)} – ${money(high, currency)}`);
  return (
    <tr className={route.available ? '' : 'shut'}>
      <th scope="row">
        <Mark shape={route.available ? 'full' : 'bar'} tone={route.available ? 'ink' : 'quiet'}>
          <span className="sr-only">{route.available ? t('routes.available') : t('routes.notAvailable')}: </span>
        </Mark>{' '}
        {say(route.name)}
        {!route.available && <p className="small quiet">{route.why ? say(route.why) : t('routes.notAvailable')}</p>}
        {(route.requirements.length > 0 || route.because.length > 0) && (
          <details className="small">
            <summary>{t('routes.needs')}</summary>
            <ul className="dots">
              {route.requirements.map((one) => (
                <li key={one.en}>{say(one)}</li>
              ))}
            </ul>
            <Cites of={route.because} />
          </details>
        )}
      </th>
      <td className="right num" data-label={t('routes.cost')}>
        {route.cost ? range(route.cost.low, route.cost.high) : <span className="faint">{t('routes.unknown')}</span>}
      </td>
      <td className="right" data-label={t('routes.days')}>
        {route.days ? (
          <>
            <span className="num">
              {route.days.low === route.days.high ? count(route.days.low) : `${count(route.days.low)} – ${count(route.days.high)}`}
            </span>
            <p className="small faint">{say(route.days.source)}</p>
          </>
        ) : (
          <span className="faint">{t('routes.unknown')}</span>
        )}
      </td>
      <td data-label={t('routes.net')}>
        {route.expectedNet ? (
          <>
            <NetBar net={route.expectedNet} low={props.low} high={props.high} />
            <span className="num">
              <strong>{money(route.expectedNet.mean, currency)}</strong>{' '}
              <span className="small quiet">
                {roughly(route.expectedNet.low, currency)} – {roughly(route.expectedNet.high, currency)}
              </span>
            </span>
          </>
        ) : (
          <span className="faint">{t('routes.unknown')}</span>
        )}
      </td>
    </tr>
  );
}

function NetBar(props: { readonly net: NonNullable<Route['expectedNet']>; readonly low: number; readonly high: number }) {
  const span = props.high - props.low;
  const place = (amount: string | number) => ((Number(amount) - props.low) / span) * 100;
  return (
    <svg className="net-bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <path d={`M0 6h100`} className="net-axis" />
      <rect x={place(props.net.low)} width={Math.max(0.5, place(props.net.high) - place(props.net.low))} y="2" height="8" className="net-range" />
      <rect x={Math.min(99, place(props.net.mean))} width="0.9" y="0" height="12" className="net-mean" />
      <rect x={place(0)} width="0.4" y="0" height="12" className="net-zero" />
    </svg>
  );
}

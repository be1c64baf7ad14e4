import type { Output } from '#contract/operation.ts';
import type { consult } from '#contract/operations/consult.ts';
import { Cites } from '../pieces/citation.tsx';
import { useWords } from '../words/words.tsx';

type Route = Output<typeof consult>['routes'][number];

/** The three best routes as cards; the rest behind a fold. */
export function Routes(props: { readonly of: readonly Route[]; readonly currency: string }) {
  const { t } = useWords();
  const open = props.of.filter((route) => route.available);
  const sorted = [...open].sort((a, b) => Number(b.expectedNet?.mean ?? 0) - Number(a.expectedNet?.mean ?? 0));
  const rest = [...sorted.slice(3), ...props.of.filter((route) => !route.available)];
  return (
    <>
      <ul className="route-cards">
        {sorted.slice(0, 3).map((route) => (
          <RouteCard key={route.id} of={route} currency={props.currency} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details>
          <summary>{t('result.moreRoutes', { n: rest.length })}</summary>
          <ul className="route-cards">
            {rest.map((route) => (
              <RouteCard key={route.id} of={route} currency={props.currency} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function RouteCard(props: { readonly of: Route; readonly currency: string }) {
  const { t, say, money, count } = useWords();
  const { of, currency } = props;
  const span = (low: string, high: string) => (low === high ? low : `${low} – ${high}`);
  return (
    <li className={of.available ? '' : 'shut'}>
      <h3>{say(of.name)}</h3>
      {!of.available && <p className="small quiet">{of.why ? say(of.why) : t('routes.notAvailable')}</p>}
      <dl className="pairs small">
        <dt>{t('routes.cost')}</dt>
        <dd className="num">{of.cost ? span(money(of.cost.low, currency), money(of.cost.high, currency)) : t('routes.unknown')}</dd>
        <dt>{t('routes.days')}</dt>
        <dd className="num">{of.days ? span(count(of.days.low), count(of.days.high)) : t('routes.unknown')}</dd>
        <dt>{t('routes.net')}</dt>
        <dd className="num">{of.expectedNet ? money(of.expectedNet.mean, currency) : t('routes.unknown')}</dd>
      </dl>
      {of.requirements.length > 0 && (
        <ul className="small quiet">
          {of.requirements.map((one) => (
            <li key={one.en}>· {say(one)}</li>
          ))}
        </ul>
      )}
      <Cites of={of.because} />
    </li>
  );
}

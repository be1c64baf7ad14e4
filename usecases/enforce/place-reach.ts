import type { ClaimFiling } from '#domain/claim/filing.ts';
import { countryOf, routesFrom } from '#domain/law/profiles/profile.ts';
import type { Route, RouteKind } from '#domain/law/profiles/routes.ts';
import type { PlaceReach, ReachOf } from '#domain/registry/assets/place-reach.ts';

/** Where a title may come from, likeliest first (the debtor's own country, the forum of the contract), and whether arbitration was agreed. */
export type Forums = { readonly countries: readonly string[]; readonly arbitration: boolean };

/** A debtor can be sued where it sits; the creditor's own courts or an agreed seat are the other way. */
export function forumsOf(filing: ClaimFiling): Forums {
  const found = [filing.debtor.address?.country, filing.governingLaw, filing.creditor.address?.country];
  return {
    countries: [...new Set(found.flatMap((one) => (one ? [one.slice(0, 2)] : [])))],
    arbitration: filing.forum?.kind === 'arbitration',
  };
}

/**
 * Whether a judgment (or, where the parties agreed on arbitration, an award) from one of the forums works in a country, as the law
 * profiles know it: the best of the ways. No profile is no answer: counsel is asked.
 */
export function reachFrom(forums: Forums): ReachOf {
  return (country) => {
    const place = country.slice(0, 2);
    const name = countryOf(place);
    if (!name) return undefined;
    if (forums.countries.includes(place))
      return {
        grade: 'home',
        text: { zh: `位于${name.zh}，可在当地起诉，无须承认程序`, en: `it lies in ${name.en}, where a suit can be brought: no recognition needed` },
        ask: [],
      };
    const ways = forums.countries
      .filter((seat) => countryOf(seat) !== undefined)
      .flatMap((seat) => routesFrom(seat, place).map((route) => ({ seat, route })))
      .filter(({ route: { kind } }) => kind === 'judgment' || (kind === 'award' && forums.arbitration))
      .sort((a, b) => order.indexOf(a.route.open) - order.indexOf(b.route.open) || kinds.indexOf(a.route.kind) - kinds.indexOf(b.route.kind));
    const best = ways[0];
    if (!best) return undefined;
    const { seat, route } = best;
    const from = countryOf(seat) ?? { zh: seat, en: seat };
    return {
      grade: grades[route.open],
      text: { zh: `由${from.zh}到${name.zh}：${route.text.zh}`, en: `from ${from.en} to ${name.en}: ${route.text.en}` },
      citation: route.citation,
      ask: route.ask,
    };
  };
}

const order: readonly Route['open'][] = ['yes', 'unsure', 'no'];
const kinds: readonly RouteKind[] = ['judgment', 'award'];
const grades: Readonly<Record<Route['open'], PlaceReach['grade']>> = { yes: 'open', unsure: 'unsure', no: 'closed' };

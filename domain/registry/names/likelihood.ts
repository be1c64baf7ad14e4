import calibration from './calibration.json' with { type: 'json' };
import coefficients from './coefficients.json' with { type: 'json' };

export type NameKind = 'organisation' | 'person';
export type Weights = Readonly<Record<string, number>>;

/** The coefficients that ship with the product, by kind of name; `intercept` stands beside the named features. */
export const shippedWeights: Readonly<Record<NameKind, Weights>> = { organisation: coefficients.organisation, person: coefficients.person };

/** Logistic sum of named features, 0 to 1, before calibration. A feature without a weight counts nothing. */
export function likelihood(features: Readonly<Record<string, number>>, weights: Weights): number {
  let z = weights.intercept ?? 0;
  for (const name in features) z += (weights[name] ?? 0) * (features[name] as number);
  return 1 / (1 + Math.exp(-z));
}

const points = calibration.points as [likelihood: number, share: number][];

/**
 * The share of development pairs of such a likelihood that were one party: straight between the steps of an isotonic fit
 * (bench/calibrate-names.ts), which leaves 0, one half and 1 where they are. Rises strictly, so no order changes.
 */
export function calibrated(probability: number): number {
  for (let at = 1; at < points.length; at++) {
    const [[x, y], [u, v]] = [points[at - 1] as [number, number], points[at] as [number, number]];
    if (probability <= u) return y + ((v - y) * (probability - x)) / (u - x);
  }
  return 1;
}

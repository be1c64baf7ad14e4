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

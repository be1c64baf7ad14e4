import { likelihood, type Weights } from '../names/likelihood.ts';

type Example = { readonly features: Readonly<Record<string, number>>; readonly same: boolean };

/** How far a weight may leave the prior: two fifths of its size, and one at least. */
const reach = (prior: number): number => Math.max(1, 0.4 * Math.abs(prior));

/**
 * Logistic regression with a Gaussian prior around the given weights, by Newton's steps, each weight held within `reach` of its prior.
 * Deterministic; a feature that no example has keeps its prior exactly.
 */
export function fitted(examples: readonly Example[], prior: Weights): Weights {
  const names = Object.keys(prior);
  let weights: Weights = prior;
  for (let step = 0; step < 25; step++) {
    const next = newtonStep(examples, names, weights, prior);
    const moved = Math.max(...names.map((name) => Math.abs((next[name] as number) - (weights[name] as number))));
    weights = next;
    if (moved < 1e-6) break;
  }
  return Object.fromEntries(names.map((name) => [name, Math.round((weights[name] as number) * 1e4) / 1e4]));
}

function newtonStep(examples: readonly Example[], names: readonly string[], weights: Weights, prior: Weights): Weights {
  const n = names.length;
  const gradient = new Float64Array(n);
  const curvature = Array.from({ length: n }, () => new Float64Array(n));
  for (const { features, same } of examples) {
    const p = likelihood(features, weights);
    const x = names.map((name) => (name === 'intercept' ? 1 : (features[name] ?? 0)));
    const spread = Math.max(1e-9, p * (1 - p));
    for (let i = 0; i < n; i++) {
      const xi = x[i] as number;
      if (xi === 0) continue;
      gradient[i] = (gradient[i] as number) + ((same ? 1 : 0) - p) * xi;
      const row = curvature[i] as Float64Array;
      for (let j = 0; j < n; j++) row[j] = (row[j] as number) + spread * xi * (x[j] as number);
    }
  }
  names.forEach((name, i) => {
    const precision = 1 / (reach(prior[name] as number) / 2) ** 2;
    gradient[i] = (gradient[i] as number) - precision * ((weights[name] as number) - (prior[name] as number));
    const row = curvature[i] as Float64Array;
    row[i] = (row[i] as number) + precision;
  });
  const step = solved(curvature, gradient);
  return Object.fromEntries(
    names.map((name, i) => {
      const [centre, far] = [prior[name] as number, reach(prior[name] as number)];
      return [name, Math.min(centre + far, Math.max(centre - far, (weights[name] as number) + (step[i] as number)))];
    }),
  );
}

/** Gaussian elimination with the largest pivot; the matrix is positive definite because of the prior. */
function solved(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const n = right.length;
  const rows: Float64Array[] = matrix.map((row, i) => Float64Array.from([...row, right[i] as number]));
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++)
      if (Math.abs((rows[row] as Float64Array)[column] as number) > Math.abs((rows[pivot] as Float64Array)[column] as number)) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot] as Float64Array, rows[column] as Float64Array];
    const head = rows[column] as Float64Array;
    for (let row = column + 1; row < n; row++) {
      const one = rows[row] as Float64Array;
      const factor = (one[column] as number) / (head[column] as number);
      for (let k = column; k <= n; k++) one[k] = (one[k] as number) - factor * (head[k] as number);
    }
  }
  const answer = new Float64Array(n);
  for (let row = n - 1; row >= 0; row--) {
    const one = rows[row] as Float64Array;
    let sum = one[n] as number;
    for (let k = row + 1; k < n; k++) sum -= (one[k] as number) * (answer[k] as number);
    answer[row] = sum / (one[row] as number);
  }
  return answer;
}

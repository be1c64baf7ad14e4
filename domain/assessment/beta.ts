import { DomainError } from '#domain/kernel/error.ts';

/**
 * The beta distribution's cumulative and quantile function, for intervals around a share of few cases.
 * Continued fraction by Lentz's method (Abramowitz and Stegun 26.5.8; Numerical Recipes 6.4); errors under 1e-9.
 */
export function betaCumulative(x: number, alpha: number, beta: number): number {
  return cumulativeOf(alpha, beta)(x);
}

/** The x below which `probability` lies, within 1e-12: Newton's steps, halving the bracket wherever they lead out of it or slow down (Numerical Recipes 9.4). */
export function betaQuantile(probability: number, alpha: number, beta: number): number {
  const cumulative = cumulativeOf(alpha, beta);
  const logScale = logGamma(alpha + beta) - logGamma(alpha) - logGamma(beta);
  let [low, high] = [0, 1];
  let x = alpha / (alpha + beta);
  let [step, before] = [1, 1];
  for (let i = 0; i < 120 && high - low > 1e-15; i += 1) {
    const missed = cumulative(x) - probability;
    if (missed < 0) low = x;
    else high = x;
    const density = Math.exp(logScale + (alpha - 1) * Math.log(x) + (beta - 1) * Math.log1p(-x));
    const newton = x - missed / density;
    const good = newton > low && newton < high && Math.abs(2 * missed) < Math.abs(before * density);
    const next = good ? newton : (low + high) / 2;
    before = step;
    step = next - x;
    x = next;
    if (Math.abs(step) < 1e-13) break;
  }
  return x;
}

function cumulativeOf(alpha: number, beta: number): (x: number) => number {
  if (!(alpha > 0 && beta > 0)) throw new DomainError('assessment.bad_beta', `expected positive parameters, got ${alpha} and ${beta}`);
  const logScale = logGamma(alpha + beta) - logGamma(alpha) - logGamma(beta);
  return (x) => {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    const front = Math.exp(logScale + alpha * Math.log(x) + beta * Math.log1p(-x));
    return x < (alpha + 1) / (alpha + beta + 2)
      ? (front * continuedFraction(x, alpha, beta)) / alpha
      : 1 - (front * continuedFraction(1 - x, beta, alpha)) / beta;
  };
}

function continuedFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m <= 500; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 1e-13) break;
  }
  return h;
  function guard(value: number): number {
    return Math.abs(value) < tiny ? tiny : value;
  }
}

/** Lanczos approximation, g = 7, nine coefficients (Godfrey 2001); relative error under 1e-14. */
const lanczosFirst = 0.99999999999980993;
const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
];

function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  const t = z + 7.5;
  const series = lanczos.reduce((sum, coefficient, i) => sum + coefficient / (z + i + 1), lanczosFirst);
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(series);
}

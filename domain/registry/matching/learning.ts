import { likelihood, type NameKind, shippedWeights, type Weights } from '../names/likelihood.ts';
import { fitted } from './fit.ts';

/** One pair of names that a person has decided, with what the comparison measured of it. `id` says which pair. */
export type Decision = { readonly id: string; readonly kind: NameKind; readonly features: Readonly<Record<string, number>>; readonly same: boolean };

/** Coefficients fitted to one organisation's own decisions; a kind with too few of them keeps the shipped ones. */
export type MatchModel = { readonly version: 1; readonly weights: Readonly<Record<NameKind, Weights>> };

/** How a model judged the decisions held out of the fitting. `logLoss` in nats a decision, less is better. */
export type Judged = { readonly decisions: number; readonly wrongMatches: number; readonly missed: number; readonly logLoss: number };
export type LearningReport = { readonly fitted: number; readonly heldOut: number; readonly before: Judged; readonly after: Judged };

export type Learned =
  | { readonly kind: 'too-few'; readonly positive: number; readonly negative: number }
  | { readonly kind: 'no-better'; readonly report: LearningReport }
  | { readonly kind: 'learned'; readonly model: MatchModel; readonly report: LearningReport };

/** Below these nothing is learned: a dozen words of one kind say more about their writer than about names. */
export const leastDecisions = 40;
export const leastOfEach = 8;
const leastOfKind = 24;
/** How far one decision in four, chosen by its id, is held out. */
const heldOutShare = 4;

/**
 * Fits the coefficients to decisions with the shipped ones as prior, and takes the result only when the decisions held out are judged no
 * worse: not one wrong match more, and a smaller log loss. The same decisions in any order give the same model.
 */
export function learnedFrom(decisions: readonly Decision[], shipped: Readonly<Record<NameKind, Weights>> = shippedWeights): Learned {
  const positive = decisions.filter(({ same }) => same).length;
  const negative = decisions.length - positive;
  if (decisions.length < leastDecisions || positive < leastOfEach || negative < leastOfEach) return { kind: 'too-few', positive, negative };
  const ordered = [...decisions].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : Number(a.same) - Number(b.same)));
  const [kept, heldOut] = [ordered.filter(({ id }) => !isHeldOut(id)), ordered.filter(({ id }) => isHeldOut(id))];
  const weightsOf = (kind: NameKind): Weights => {
    const own = kept.filter((one) => one.kind === kind);
    return own.length < leastOfKind ? shipped[kind] : fitted(own, shipped[kind]);
  };
  const model: MatchModel = { version: 1, weights: { organisation: weightsOf('organisation'), person: weightsOf('person') } };
  const report = { fitted: kept.length, heldOut: heldOut.length, before: judged(heldOut, shipped), after: judged(heldOut, model.weights) };
  const better = report.after.wrongMatches <= report.before.wrongMatches && report.after.logLoss < report.before.logLoss;
  return better ? { kind: 'learned', model, report } : { kind: 'no-better', report };
}

function isHeldOut(id: string): boolean {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return ((hash >>> 8) & 0xffff) % heldOutShare === 0;
}

function judged(decisions: readonly Decision[], weights: Readonly<Record<NameKind, Weights>>): Judged {
  let [wrongMatches, missed, loss] = [0, 0, 0];
  for (const { kind, features, same } of decisions) {
    const p = Math.min(1 - 1e-6, Math.max(1e-6, likelihood(features, weights[kind])));
    if (p >= 0.5 && !same) wrongMatches++;
    if (p < 0.5 && same) missed++;
    loss -= Math.log(same ? p : 1 - p);
  }
  return {
    decisions: decisions.length,
    wrongMatches,
    missed,
    logLoss: decisions.length === 0 ? 0 : Math.round((loss / decisions.length) * 1e4) / 1e4,
  };
}

import { DomainError } from '#domain/kernel/error.ts';
import { type Decision, learnedFrom, leastDecisions, leastOfEach } from '#domain/registry/matching/learning.ts';
import { compareNames } from '#domain/registry/names/compare.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { Clock } from '../ports/clock.ts';
import type { DecidedNames, KeptModel, MatchLearning } from '../ports/match-learning.ts';
import type { TenantTx } from '../ports/transactions.ts';

export type LearnPorts = { readonly learning: MatchLearning; readonly audit: AuditTrail; readonly clock: Pick<Clock, 'now'> };

/** How many of the newest words are read. */
export const decisionsRead = 5000;

export type LearningState = {
  readonly positive: number;
  readonly negative: number;
  readonly unsure: number;
  readonly kept?: KeptModel;
};

/** How many words there are to learn from, and what was learned. */
export async function learningState({ learning }: Pick<LearnPorts, 'learning'>, tx: TenantTx): Promise<LearningState> {
  const decided = await learning.decided(tx, decisionsRead);
  const kept = await learning.model(tx);
  const count = (verdict: DecidedNames['verdict']): number => decided.filter((one) => one.verdict === verdict).length;
  return { positive: count('positive'), negative: count('negative'), unsure: count('unsure'), ...(kept ? { kept } : {}) };
}

/**
 * Fits the organisation's coefficients to its open words on hits, the shipped ones as prior, and puts them in force when the decisions held
 * out bear it out. Throws `registry.too_few_decisions` and `registry.learned_no_better`; what was in force then stays.
 */
export async function learnMatching(ports: LearnPorts, tx: TenantTx): Promise<LearningState> {
  const decided = await ports.learning.decided(tx, decisionsRead);
  const learned = learnedFrom(decided.flatMap(decisionOf));
  if (learned.kind === 'too-few')
    throw new DomainError(
      'registry.too_few_decisions',
      `expected at least ${leastDecisions} decisions with ${leastOfEach} of each kind, got ${learned.positive} confirmed and ${learned.negative} rejected`,
      { positive: learned.positive, negative: learned.negative, needed: leastDecisions, ofEach: leastOfEach },
    );
  if (learned.kind === 'no-better')
    throw new DomainError(
      'registry.learned_no_better',
      `the decisions held out were judged no better: ${learned.report.before.wrongMatches} wrong matches before, ${learned.report.after.wrongMatches} after`,
      { report: learned.report },
    );
  await ports.learning.keep(tx, { model: learned.model, report: learned.report, learnedBy: tx.actor.id, learnedAt: ports.clock.now() });
  await ports.audit.record(tx, { action: 'matching.learned', subject: { kind: 'matching', id: 'names' }, after: { report: learned.report } });
  return learningState(ports, tx);
}

/** Back to the shipped coefficients. */
export async function resetMatching(ports: LearnPorts, tx: TenantTx): Promise<LearningState> {
  const removed = await ports.learning.reset(tx);
  if (removed) await ports.audit.record(tx, { action: 'matching.reset', subject: { kind: 'matching', id: 'names' } });
  return learningState(ports, tx);
}

/**
 * A word as the fit reads it; none where the person could not tell or the names say nothing. It goes by its names, not by the id of the
 * word: which words are held out to judge by is then no matter of chance, and the same names never stand on both sides.
 */
export function decisionOf({ debtor, entry, person, verdict }: DecidedNames): Decision[] {
  if (verdict === 'unsure') return [];
  const { features, read } = compareNames(debtor, entry, person ? { schema: 'Person' } : {});
  return Object.keys(features).length === 0 ? [] : [{ id: `${debtor}\n${entry}`, kind: read, features, same: verdict === 'positive' }];
}

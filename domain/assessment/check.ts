import type { Answer } from '#domain/kernel/answer.ts';
import { type Day, dayOf, isDay } from '#domain/kernel/day.ts';
import type { Bilingual } from '#domain/kernel/text.ts';

export type Verdict = 'pass' | 'concern' | 'fail' | 'unknown';

/** One finding of a check: what, how grave, and what it rests on. `code` stands in docs/errors/assessment.md. */
export type Reason = {
  readonly code: string;
  readonly severity: 'good' | 'info' | 'warning' | 'error';
  readonly text: Bilingual;
  readonly evidence?: { readonly exhibit?: string; readonly source?: string; readonly detail: string };
};

/** What one source said, without its content: the four answers are kept apart. */
export type Coverage = {
  readonly source: string;
  readonly answer: Answer<unknown>['kind'];
  readonly asOf?: string;
  /** Days between the answer's day and the check, and whether that is more than the check trusts. */
  readonly ageDays?: number;
  readonly stale?: true;
  readonly why?: string;
};

export type Check = {
  readonly kind: 'claim' | 'debtor' | 'ability';
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly coverage: readonly Coverage[];
  /** ISO days: when the check ran, and the oldest outside answer it leans on. */
  readonly freshness: { readonly checkedOn: string; readonly oldestSourceOn?: string };
};

export function coverageOf(answer: Answer<unknown>): Coverage {
  switch (answer.kind) {
    case 'not-found':
      return { source: answer.source, answer: answer.kind, asOf: answer.asOf, ...(answer.copied ? { why: 'copied by a person' } : {}) };
    case 'found':
      return { source: answer.source, answer: answer.kind, asOf: answer.asOf };
    case 'not-covered':
    case 'source-failed':
      return { source: answer.source, answer: answer.kind, why: answer.why };
  }
}

/** An error fails, a warning concerns; nothing good and nothing bad known is unknown, never a pass. */
export function verdictOf(reasons: readonly Reason[]): Verdict {
  if (reasons.some((reason) => reason.severity === 'error')) return 'fail';
  if (reasons.some((reason) => reason.severity === 'warning')) return 'concern';
  return reasons.some((reason) => reason.severity === 'good') ? 'pass' : 'unknown';
}

export function oldestOf(coverage: readonly Coverage[]): string | undefined {
  return coverage
    .flatMap((source) => (source.asOf ? [source.asOf.slice(0, 10)] : []))
    .sort()
    .at(0);
}

/** Days from an ISO day or instant to a day; undefined where it is neither. */
export function ageOf(answered: string, asOf: Day): number | undefined {
  const day = answered.slice(0, 10);
  return isDay(day) ? asOf - dayOf(day) : undefined;
}

/** `staleDays`: an answer older than this still counts and is marked. Several entries of one source are one line of coverage. */
export function check(
  kind: Check['kind'],
  reasons: readonly Reason[],
  answers: readonly Answer<unknown>[],
  checkedOn: string,
  staleDays = 365,
): Check {
  const today = dayOf(checkedOn);
  const lines = new Map(
    answers.map((answer) => [`${answer.source}|${answer.kind}|${'asOf' in answer ? answer.asOf : answer.why}`, coverageOf(answer)]),
  );
  const coverage = [...lines.values()].map((line): Coverage => {
    const age = line.asOf === undefined ? undefined : ageOf(line.asOf, today);
    return age === undefined ? line : { ...line, ageDays: age, ...(age > staleDays ? { stale: true } : {}) };
  });
  const oldest = oldestOf(coverage);
  return {
    kind,
    verdict: verdictOf(reasons),
    reasons,
    coverage,
    freshness: { checkedOn, ...(oldest ? { oldestSourceOn: oldest } : {}) },
  };
}

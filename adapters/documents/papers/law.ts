import type { Citation } from '#domain/kernel/citation.ts';
import { moneyInTable } from '#domain/kernel/wording.ts';
import type { Limitation, Position } from '#domain/law/position.ts';
import type { Speaker } from './frame.ts';

/** 民法典 188; an unverified one carries a dagger, explained in the notes. */
export function citationMarks(citations: readonly Citation[]): string[] {
  const lines = citations.map(
    ({ instrument, article, status }) => `${instrument}${article ? ` ${article}` : ''}${status === 'verified' ? '' : ' †'}`,
  );
  return [...new Set(lines)];
}

export function limitationPart(limitation: Limitation, say: Speaker): unknown {
  const state = limitation.suspendedSince !== undefined && limitation.status === 'running' ? 'suspended' : limitation.status;
  return {
    text: say.caption(`limitation.${state}`),
    facts: [
      ...(limitation.startedOn === undefined ? [] : [[say.caption('limitation.from'), say.day(limitation.startedOn)]]),
      ...(limitation.expiresOn === undefined ? [] : [[say.caption('limitation.until'), say.day(limitation.expiresOn)]]),
    ],
    citations: citationMarks(limitation.because),
    happened: {
      title: say.caption('limitation.interruptedBy'),
      points: limitation.interruptedBy.map((one) => ({ text: `${say.day(one.on)} ${say.of(one.text)}`, citations: citationMarks([one.citation]) })),
    },
    interrupts: { title: say.caption('limitation.whatInterrupts'), points: limitation.whatInterrupts.map((text) => say.of(text)) },
  };
}

/** Steps beyond this many are left to the page and the JSON: a report of 300 items stays a report. */
const traceRows = 60;

export function tracePart(position: Position, say: Speaker): unknown {
  const rows = position.trace.slice(0, traceRows).map((step) => ({
    text: say.of(step.text),
    detail: step.status === 'verified' ? '' : say.caption(`status.${step.status === 'blank' ? 'blank' : 'notVerified'}`),
    value: step.amount ? moneyInTable(step.amount) : step.value && step.unit === 'percent per year' ? `${step.value}%` : '',
    citations: step.citation ? citationMarks([step.citation]) : [],
  }));
  const left = position.trace.length - rows.length;
  return {
    head: [say.caption('trace.step'), say.caption('trace.value'), say.caption('trace.rule')],
    rows,
    more: left > 0 ? `+${left} ${say.caption('trace.more')}` : '',
  };
}

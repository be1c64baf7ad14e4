import { sameBytes } from '../bytes.ts';
import type { Attestation, Operation, Timestamp } from './proof.ts';

/** Puts what a calendar answered for `addition.message` where that message stands in the proof. Pending promises stay. */
export function graft(timestamp: Timestamp, addition: Timestamp): Timestamp {
  if (sameBytes(timestamp.message, addition.message)) return merged(timestamp, addition);
  return { ...timestamp, steps: timestamp.steps.map(({ operation, next }) => ({ operation, next: graft(next, addition) })) };
}

function merged(a: Timestamp, b: Timestamp): Timestamp {
  const steps = [...a.steps];
  for (const step of b.steps) {
    const at = steps.findIndex(({ operation }) => sameOperation(operation, step.operation));
    const found = steps[at];
    if (found) steps[at] = { operation: found.operation, next: merged(found.next, step.next) };
    else steps.push(step);
  }
  const attestations = [...a.attestations, ...b.attestations.filter((one) => !a.attestations.some((other) => sameAttestation(one, other)))];
  return { message: a.message, attestations, steps };
}

const sameOperation = (a: Operation, b: Operation): boolean =>
  a.kind === b.kind && ('bytes' in a && 'bytes' in b ? sameBytes(a.bytes, b.bytes) : true);

function sameAttestation(a: Attestation, b: Attestation): boolean {
  if (a.kind === 'bitcoin' && b.kind === 'bitcoin') return a.height === b.height;
  if (a.kind === 'pending' && b.kind === 'pending') return a.uri === b.uri;
  return a.kind === 'other' && b.kind === 'other' && a.tag === b.tag && sameBytes(a.payload, b.payload);
}

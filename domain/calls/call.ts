export const directions = ['outbound', 'inbound'] as const;
export type Direction = (typeof directions)[number];

/** How a call ended. `not-connected`: the line was never dialled, as after the contact policy's no. */
export const callOutcomes = ['answered', 'no-answer', 'busy', 'voicemail', 'failed', 'not-connected'] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** What the contact policy said about an outbound call, and whether it was asked before the line was dialled. */
export type AskedPolicy = { readonly allowed: boolean; readonly asked: 'before' | 'after'; readonly code?: string };

export type Breach = 'called-in-spite' | 'not-asked';

/**
 * An outbound call that was dialled although the policy had said no, or without asking it first. Both are shown with the
 * call for good: a breach that nobody sees is the worst outcome for the person called.
 */
export function breachOf(direction: Direction, policy: AskedPolicy | undefined, outcome: CallOutcome | undefined): Breach | undefined {
  if (direction === 'inbound' || outcome === undefined || outcome === 'not-connected') return undefined;
  if (!policy?.allowed) return policy?.asked === 'before' ? 'called-in-spite' : 'not-asked';
  return policy.asked === 'after' ? 'not-asked' : undefined;
}

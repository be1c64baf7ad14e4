import type { AnchorChecker } from '../anchor.ts';
import type { VerifierKey } from '../note.ts';
import type { Policy } from '../policy.ts';

/** What the verifier trusts. None of it may come from the bundle. */
export type Trust = {
  readonly policy?: Policy;
  /** Keys that may sign the cover (index, reports, instructions). */
  readonly reportKeys: readonly VerifierKey[];
  /** Signed checkpoints of this log that the verifier kept from earlier: the bundle's tree must extend them. */
  readonly known: readonly string[];
  readonly anchors: readonly AnchorChecker[];
};

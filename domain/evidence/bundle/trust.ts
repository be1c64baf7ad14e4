import type { AnchorChecker } from '../anchor.ts';
import type { SignatureChecks } from '../asn1/algorithms.ts';
import type { VerifierKey } from '../note.ts';
import type { Policy } from '../policy.ts';
import type { SignedPaperTrust } from '../signed-paper.ts';

/** What the verifier trusts. None of it may come from the bundle. */
export type Trust = {
  readonly policy?: Policy;
  /** Keys that may sign the cover (index, reports, instructions). */
  readonly reportKeys: readonly VerifierKey[];
  /** Signed checkpoints of this log that the verifier kept from earlier: the bundle's tree must extend them. */
  readonly known: readonly string[];
  readonly anchors: readonly AnchorChecker[];
  /** For signatures and seals inside PDFs and OFDs of the bundle; without it they are not looked at. */
  readonly papers?: PaperTrust;
};

/** Whom the verifier trusts to certify signers and times of signing. Without roots a signature can hold, and its signer stays unknown. */
export type PaperTrust = Pick<SignedPaperTrust, 'roots' | 'timeRoots' | 'revocation'> & { readonly checks: SignatureChecks };

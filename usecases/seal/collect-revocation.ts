import type { AnchorStore } from '../ports/anchor.ts';

/** Asks the authorities that a token's certificates name (RFC 5280, RFC 6960). Found files by path under certs/ and revocation/. */
export type RevocationSource = {
  collect(
    token: Uint8Array,
  ): Promise<{ readonly files: ReadonlyMap<string, Uint8Array> /** Every certificate but the last was spoken for. */; readonly complete: boolean }>;
};

export type CollectParts = {
  readonly store: Pick<AnchorStore, 'withoutMaterial' | 'keepMaterial'>;
  readonly source: RevocationSource;
  readonly onError: (error: unknown, authority: string) => void;
};

/**
 * Keeps beside fresh tokens what a verifier can judge their certificates by years later, when the authority no longer
 * answers. A token is asked about ten times at most; an authority that fails holds up no other.
 */
export async function collectRevocation({ store, source, onError }: CollectParts): Promise<number> {
  let complete = 0;
  for (const waiting of await store.withoutMaterial()) {
    try {
      const found = await source.collect(waiting.token);
      await store.keepMaterial(waiting, found.files, found.complete);
      if (found.complete) complete += 1;
    } catch (error) {
      onError(error, waiting.authority);
      await store.keepMaterial(waiting, new Map(), false);
    }
  }
  return complete;
}

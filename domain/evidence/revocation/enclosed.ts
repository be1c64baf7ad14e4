import { DomainError } from '#domain/kernel/error.ts';
import type { Certificate } from '../asn1/certificate.ts';
import { children, context, oidOf, sequenceOf, tags } from '../asn1/der.ts';
import { attributeOids, type SignedData } from '../asn1/signed-data.ts';
import { type RevocationMaterial, revocationMaterial } from './check.ts';

/** More than any signer's chain needs; what a signature brings beyond it is left aside. */
export const enclosedBounds = { files: 200, bytes: 16 * 1024 * 1024 } as const;
const ocspResponse = '1.3.6.1.5.5.7.16.2';

/**
 * Lists and status answers that a signature brings itself: in the CMS structure, and in Adobe's signed attribute
 * (RevocationInfoArchival). Its issuers signed them, so it does not matter who brings them.
 */
export function enclosedIn({ lists, signer }: SignedData): readonly Uint8Array[] {
  const beside = lists.flatMap((each) =>
    each.tag === tags.sequence ? [each.whole] : each.tag === context(1) ? readable(() => otherInfo(children(each))) : [],
  );
  const inside = (signer.attributes.get(attributeOids.revocationInfoArchival) ?? []).flatMap((value) =>
    readable(() =>
      sequenceOf(value, 'revocation information').flatMap((part) =>
        part.tag === context(0) || part.tag === context(1) ? sequenceOf(children(part)[0], 'lists or answers').map(({ whole }) => whole) : [],
      ),
    ),
  );
  return [...beside, ...inside];
}

const otherInfo = ([format, info]: ReturnType<typeof children>): readonly Uint8Array[] =>
  info && oidOf(format) === ocspResponse ? [info.whole] : [];

/** What is at hand, with what the paper brings. */
export function withMaterial<T extends { readonly others?: readonly Certificate[]; readonly revocation?: RevocationMaterial }>(
  trust: T,
  certificates: readonly Certificate[],
  files: readonly Uint8Array[],
): T & { readonly others: readonly Certificate[]; readonly revocation: RevocationMaterial } {
  const { crls = [], answers = [] } = trust.revocation ?? {};
  const found = revocationMaterial(bounded(files));
  return {
    ...trust,
    others: [...(trust.others ?? []), ...certificates],
    revocation: { crls: [...crls, ...found.crls], answers: [...answers, ...found.answers] },
  };
}

export function bounded(files: readonly Uint8Array[]): readonly Uint8Array[] {
  let left: number = enclosedBounds.bytes;
  return files.slice(0, enclosedBounds.files).filter((bytes) => {
    left -= bytes.length;
    return left >= 0;
  });
}

/** What cannot be read says nothing. */
function readable(read: () => readonly Uint8Array[]): readonly Uint8Array[] {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof DomainError) return [];
    throw cause;
  }
}

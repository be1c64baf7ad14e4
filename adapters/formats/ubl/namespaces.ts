import type { Namespaces, Root } from '../xml/tree.ts';

const oasis = 'urn:oasis:names:specification:ubl:schema:xsd:';

/** UBL 2.x keeps "-2" in every namespace of the major version. */
const known: Readonly<Record<string, string>> = {
  [`${oasis}Invoice-2`]: 'ubl',
  [`${oasis}CreditNote-2`]: 'ubl',
  [`${oasis}CommonAggregateComponents-2`]: 'cac',
  [`${oasis}CommonBasicComponents-2`]: 'cbc',
  [`${oasis}CommonExtensionComponents-2`]: 'ext',
};

export const ublNamespaces: Namespaces = (uri) => known[uri];

export const isUbl = (root: Root): boolean =>
  (root.local === 'Invoice' && root.uri === `${oasis}Invoice-2`) || (root.local === 'CreditNote' && root.uri === `${oasis}CreditNote-2`);

export const isOtherUbl = (root: Root): boolean => root.uri.startsWith(oasis);

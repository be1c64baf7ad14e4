import type { Namespaces, Root } from '../xml/tree.ts';

const invoice = /^urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:\d+$/;
const ferd = 'urn:ferd:CrossIndustryDocument:invoice:1p0';
const standard = /^urn:un:unece:uncefact:data:standard:(ReusableAggregateBusinessInformationEntity|UnqualifiedDataType|QualifiedDataType):\d+$/;
const prefixes: Readonly<Record<string, string>> = {
  ReusableAggregateBusinessInformationEntity: 'ram',
  UnqualifiedDataType: 'udt',
  QualifiedDataType: 'qdt',
};

/** UN/CEFACT namespaces end in the library's version (100 for D16B, 12 and 15 in ZUGFeRD 1.0). */
export const ciiNamespaces: Namespaces = (uri) => (invoice.test(uri) || uri === ferd ? 'rsm' : prefixes[standard.exec(uri)?.[1] ?? '']);

export const isCii = (root: Root): boolean =>
  (root.local === 'CrossIndustryInvoice' && invoice.test(root.uri)) || (root.local === 'CrossIndustryDocument' && root.uri === ferd);

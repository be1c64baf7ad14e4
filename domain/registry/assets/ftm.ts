import { amountText } from '#domain/kernel/money.ts';
import { hash64 } from '../lookup/name-hash.ts';
import { type FtmSchema, ftmId, ftmIdLongest, isA, kindOf } from './ftm-model.ts';
import { type AssetEdge, type AssetGraph, type AssetNode, type AssetSchema, schemaWords, statusWords } from './graph.ts';

/** A FollowTheMoney entity as it is written, one a line. */
export type FtmEntity = { readonly id: string; readonly schema: FtmSchema; readonly properties: Readonly<Record<string, readonly string[]>> };

/** Things that FollowTheMoney has no word for, under the nearest schema that it has; their own word stands in the notes. */
const nearest: Readonly<Record<AssetSchema, FtmSchema>> = {
  Company: 'Company',
  LegalEntity: 'LegalEntity',
  Organization: 'Organization',
  PublicBody: 'PublicBody',
  Person: 'Person',
  Vessel: 'Vessel',
  Airplane: 'Airplane',
  Vehicle: 'Vehicle',
  RealEstate: 'RealEstate',
  BankAccount: 'BankAccount',
  Security: 'Security',
  CourtCase: 'CourtCase',
  Address: 'Address',
  Event: 'Event',
  Warehouse: 'RealEstate',
  Goods: 'Asset',
  Trademark: 'Asset',
  Patent: 'Asset',
  Receivable: 'Asset',
  Charge: 'Event',
  EnforcementAction: 'CourtCase',
};

type Link = readonly [schema: FtmSchema, from: string, to: string];
const links: Readonly<Partial<Record<AssetEdge['kind'], Link>>> = {
  Ownership: ['Ownership', 'owner', 'asset'],
  UltimateOwnership: ['Ownership', 'owner', 'asset'],
  Holds: ['Ownership', 'owner', 'asset'],
  Directorship: ['Directorship', 'director', 'organization'],
  Membership: ['Membership', 'member', 'organization'],
  Family: ['Family', 'person', 'relative'],
  Associate: ['Associate', 'person', 'associate'],
  Party: ['CourtCaseParty', 'party', 'case'],
};
const unknown: Link = ['UnknownLink', 'subject', 'object'];

/** The graph as FollowTheMoney, without what its source's licence keeps back; `withheld` counts these. */
export function ftmOf(graph: AssetGraph): { readonly entities: readonly FtmEntity[]; readonly withheld: number } {
  const nodes = graph.nodes.filter((node) => node.exportable);
  const known = new Map(nodes.map((node) => [node.id, nearest[node.schema]]));
  const edges = graph.edges.filter((edge) => edge.exportable && known.has(edge.from) && known.has(edge.to));
  return {
    entities: [...nodes.map(nodeEntity), ...edges.map((edge) => edgeEntity(edge, known))],
    withheld: graph.nodes.length - nodes.length + graph.edges.length - edges.length,
  };
}

function nodeEntity(node: AssetNode): FtmEntity {
  const schema = nearest[node.schema];
  const text = (key: string): string[] => [node.props[key] ?? []].flat().filter((one) => one !== '');
  const point = node.latitude === undefined || node.longitude === undefined ? [] : [String(node.latitude), String(node.longitude)];
  const valued = node.valueMinor !== undefined && node.currency !== undefined;
  return entity(node.id, schema, {
    name: [node.name],
    country: node.country ? [node.country.slice(0, 2).toLowerCase()] : [],
    full: [node.name],
    address: schema === 'Address' ? [] : text('address'),
    registrationNumber: text('registerNumber'),
    status: schema === 'CourtCase' ? text('caseState') : text('registerStatus'),
    latitude: point.slice(0, 1),
    longitude: point.slice(1),
    amount: valued ? [amountText({ minor: node.valueMinor ?? 0n, currency: node.currency ?? '' })] : [],
    currency: valued ? [node.currency ?? ''] : [],
    notes: [
      ...(schema === node.schema ? [] : [`kind: ${schemaWords[node.schema].en}`]),
      `status: ${statusWords[node.status].en}; confidence: ${node.confidence}`,
      ...(node.evidence?.sha256 ? [`evidence: record ${node.evidence.recordId}, sha256 ${node.evidence.sha256}`] : []),
    ],
    publisher: [node.source],
    retrievedAt: [node.asOf],
  });
}

function edgeEntity(edge: AssetEdge, nodes: ReadonlyMap<string, FtmSchema>): FtmEntity {
  const asked = links[edge.kind];
  const link = asked && fits(asked, nodes.get(edge.from), nodes.get(edge.to)) ? asked : unknown;
  const [schema, from, to] = link;
  const share = edge.shareMin === undefined ? [] : [edge.shareMin === edge.shareMax ? edge.shareMin : `${edge.shareMin}-${edge.shareMax ?? '100'}`];
  return entity(edge.id, schema, {
    [from]: [safeId(edge.from)],
    [to]: [safeId(edge.to)],
    percentage: share,
    role: link === unknown ? [edge.kind] : [],
    startDate: edge.since ? [edge.since] : [],
    endDate: edge.until ? [edge.until] : [],
    description: [`status: ${statusWords[edge.status].en}; confidence: ${edge.confidence}`],
    publisher: [edge.source],
    retrievedAt: [edge.asOf],
  });
}

/** An end of another kind than the schema takes would be dropped by whoever reads it: such a relation is told as an unknown link. */
const fits = ([schema, from, to]: Link, source: FtmSchema | undefined, target: FtmSchema | undefined): boolean =>
  source !== undefined && target !== undefined && isA(source, kindOf(schema, from) ?? '') && isA(target, kindOf(schema, to) ?? '');

/** Only what the schema has, and only what is filled. */
function entity(id: string, schema: FtmSchema, properties: Readonly<Record<string, readonly string[]>>): FtmEntity {
  return {
    id: safeId(id),
    schema,
    properties: Object.fromEntries(Object.entries(properties).filter(([key, values]) => values.length > 0 && kindOf(schema, key) !== undefined)),
  };
}

/** An id that FollowTheMoney accepts: as it is where it may be, else each other character by its number; a long one by its hash. */
export function safeId(id: string): string {
  if (ftmId.test(id) && id.length <= ftmIdLongest && !id.startsWith('q.')) return id;
  const spelled = `q.${[...id].map((letter) => (/[0-9A-Za-z]/.test(letter) ? letter : `-${letter.codePointAt(0)?.toString(16)}-`)).join('')}.q`;
  return spelled.length <= ftmIdLongest ? spelled : `q.hash.${BigInt.asUintN(64, BigInt(hash64('ftm', id))).toString(16)}`;
}

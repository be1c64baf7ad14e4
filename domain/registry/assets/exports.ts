import { type AssetEdge, type AssetGraph, type AssetNode, type AssetSchema, isAsset, schemaWords, statusWords } from './graph.ts';

/** A FollowTheMoney entity as it is written, one a line. */
export type FtmEntity = { readonly id: string; readonly schema: string; readonly properties: Readonly<Record<string, readonly string[]>> };

/** Things that FollowTheMoney has no word for, under the nearest schema that it has. */
const ftmSchema: Readonly<Partial<Record<AssetSchema, string>>> = {
  Warehouse: 'RealEstate',
  Goods: 'Asset',
  Trademark: 'Asset',
  Patent: 'Asset',
  Receivable: 'Asset',
  Charge: 'Event',
  EnforcementAction: 'CourtCase',
};

/** Relations by FollowTheMoney's schema and the properties of their ends. */
const ftmLinks: Readonly<Partial<Record<AssetEdge['kind'], readonly [schema: string, from: string, to: string]>>> = {
  Ownership: ['Ownership', 'owner', 'asset'],
  UltimateOwnership: ['Ownership', 'owner', 'asset'],
  Holds: ['Ownership', 'owner', 'asset'],
  Directorship: ['Directorship', 'director', 'organization'],
  Membership: ['Membership', 'member', 'organization'],
  Family: ['Family', 'person', 'relative'],
  Associate: ['Associate', 'person', 'associate'],
};
/** Kinds whose ends must be of a kind that the schema takes; others are told as unknown links. */
const owned = new Set<AssetSchema>([
  'Company',
  'Vessel',
  'Airplane',
  'Vehicle',
  'RealEstate',
  'BankAccount',
  'Security',
  'Warehouse',
  'Goods',
  'Trademark',
  'Patent',
  'Receivable',
]);

/** The graph as FollowTheMoney, without what its source's licence keeps back; `withheld` counts these. */
export function ftmOf(graph: AssetGraph): { readonly entities: readonly FtmEntity[]; readonly withheld: number } {
  const nodes = graph.nodes.filter((node) => node.exportable);
  const known = new Map(nodes.map((node) => [node.id, node]));
  const edges = graph.edges.filter((edge) => edge.exportable && known.has(edge.from) && known.has(edge.to));
  return {
    entities: [...nodes.map(ftmNode), ...edges.map((edge) => ftmEdge(edge, known))],
    withheld: graph.nodes.length - nodes.length + graph.edges.length - edges.length,
  };
}

function ftmNode(node: AssetNode): FtmEntity {
  const schema = ftmSchema[node.schema] ?? node.schema;
  const text = (key: string): string[] => [node.props[key] ?? []].flat().filter((one) => one !== '');
  const amount = node.valueMinor === undefined ? [] : [String(node.valueMinor)];
  const properties: Record<string, readonly string[]> = {
    name: [node.name],
    country: node.country ? [node.country.toLowerCase()] : [],
    ...(schema === 'Address' ? { full: [node.name] } : { address: text('address') }),
    ...(schema === 'Company' || schema === 'LegalEntity' ? { registrationNumber: text('registerNumber'), status: text('registerStatus') } : {}),
    ...(node.schema === 'Warehouse' && node.latitude !== undefined && node.longitude !== undefined
      ? { latitude: [String(node.latitude)], longitude: [String(node.longitude)] }
      : {}),
    notes: [
      ...(schema === node.schema ? [] : [`kind: ${schemaWords[node.schema].en}`]),
      `status: ${statusWords[node.status].en}; confidence: ${node.confidence}`,
      ...(amount.length > 0 ? [`value: ${amount[0]} minor units of ${node.currency ?? ''}`.trim()] : []),
    ],
    publisher: [node.source],
    retrievedAt: [node.asOf],
  };
  return { id: node.id, schema, properties: kept(properties) };
}

function ftmEdge(edge: AssetEdge, nodes: ReadonlyMap<string, AssetNode>): FtmEntity {
  const link = ftmLinks[edge.kind];
  const fits = link !== undefined && (link[0] !== 'Ownership' || owned.has(nodes.get(edge.to)?.schema ?? 'LegalEntity'));
  const [schema, from, to] = fits ? link : (['UnknownLink', 'subject', 'object'] as const);
  const share = edge.shareMin === undefined ? [] : [edge.shareMin === edge.shareMax ? edge.shareMin : `${edge.shareMin}-${edge.shareMax ?? '100'}`];
  return {
    id: edge.id,
    schema,
    properties: kept({
      [from]: [edge.from],
      [to]: [edge.to],
      ...(schema === 'Ownership' ? { percentage: share } : {}),
      role: fits ? [] : [edge.kind],
      startDate: edge.since ? [edge.since] : [],
      endDate: edge.until ? [edge.until] : [],
      description: [`status: ${statusWords[edge.status].en}; confidence: ${edge.confidence}`],
      publisher: [edge.source],
      retrievedAt: [edge.asOf],
    }),
  };
}

const kept = (properties: Record<string, readonly string[]>) =>
  Object.fromEntries(Object.entries(properties).filter(([, values]) => values.length > 0));

/** One line of the annex to an application for preservation or enforcement (财产线索清单). */
export type AnnexRow = readonly [
  number: string,
  kind: string,
  asset: string,
  holder: string,
  place: string,
  value: string,
  source: string,
  status: string,
];

const heads = {
  'zh-CN': ['序号', '财产类型', '财产线索', '权利人', '所在地', '价值', '来源及日期', '核实状态'],
  en: ['No.', 'Kind', 'Asset', 'Held by', 'Place', 'Value', 'Source and day', 'Status'],
} as const;

/** Assets that a court may hear of, usable first. Bare clues stand in it only when asked for, and marked as clues. */
export function annexOf(
  graph: AssetGraph,
  locale: 'zh-CN' | 'en',
  money: (minor: bigint, currency: string) => string,
  withClues: boolean,
): readonly AnnexRow[] {
  const order = { usable: 0, checked: 1, clue: 2 } as const;
  const lang = locale === 'en' ? 'en' : 'zh';
  const names = new Map(graph.nodes.map((node) => [node.id, node.name]));
  const rows = graph.nodes
    .filter((node) => isAsset(node) && node.exportable && (withClues || node.status !== 'clue'))
    .sort((a, b) => order[a.status] - order[b.status] || (a.name < b.name ? -1 : 1))
    .map((node, i): AnnexRow => {
      const holders = graph.edges
        .filter((edge) => edge.to === node.id && ['Ownership', 'Holds', 'Owes'].includes(edge.kind))
        .map((edge) => names.get(edge.from) ?? edge.from);
      const places = graph.edges
        .filter((edge) => edge.from === node.id && ['StoredAt', 'Address'].includes(edge.kind))
        .map((edge) => names.get(edge.to) ?? edge.to);
      const place = [...places, ...[node.props.address ?? []].flat(), node.country ?? ''].filter((text) => text !== '').join(', ');
      const value = node.valueMinor === undefined || !node.currency ? '' : money(node.valueMinor, node.currency);
      return [
        String(i + 1),
        schemaWords[node.schema][lang],
        node.name,
        holders.join(', '),
        place,
        value,
        `${node.source}, ${node.asOf}`,
        statusWords[node.status][lang],
      ];
    });
  return [heads[locale] as unknown as AnnexRow, ...rows];
}

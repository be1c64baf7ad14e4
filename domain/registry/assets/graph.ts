import type { Bilingual } from '#domain/kernel/text.ts';

/** How far a clue has come: seen somewhere, checked by a person, fit to stand in an application to a court. */
export type ClueStatus = 'clue' | 'checked' | 'usable';

/** FollowTheMoney's schemata as far as we use them, and things that enforcement needs and FollowTheMoney has no word for. */
export const schemata = [
  'Company',
  'LegalEntity',
  'Organization',
  'PublicBody',
  'Person',
  'Vessel',
  'Airplane',
  'Vehicle',
  'RealEstate',
  'BankAccount',
  'Security',
  'CourtCase',
  'Address',
  'Event',
  'Warehouse',
  'Goods',
  'Trademark',
  'Patent',
  'Receivable',
  'Charge',
  'EnforcementAction',
] as const;
export type AssetSchema = (typeof schemata)[number];

export type Provenance = {
  /** Register, list, paper or site, as people call it. */
  readonly source: string;
  /** ISO day of the source's data. */
  readonly asOf: string;
  /** False: its licence keeps it out of exports and papers. */
  readonly exportable: boolean;
  /** 0-100, how sure it is that this is about the debtor's side. */
  readonly confidence: number;
  readonly status: ClueStatus;
};

export type AssetNode = Provenance & {
  readonly id: string;
  readonly schema: AssetSchema;
  readonly name: string;
  /** ISO 3166-1 alpha-2, where the thing is. */
  readonly country?: string;
  readonly latitude?: number;
  readonly longitude?: number;
  /** What it may bring, in minor units of `currency`; absent where nobody has said. */
  readonly valueMinor?: bigint;
  readonly currency?: string;
  readonly props: Readonly<Record<string, string | readonly string[]>>;
  /** The sealed record that shows it: an exhibit or a captured page of the case. */
  readonly evidence?: Evidence;
  /** `screen` came from a register, `person` was added or changed by hand. */
  readonly origin?: 'screen' | 'person';
};

export type Evidence = { readonly recordId: string; readonly sha256?: string; readonly name?: string };

export const edgeKinds = [
  'Ownership',
  'UltimateOwnership',
  'Control',
  'Directorship',
  'Address',
  'StoredAt',
  'Holds',
  'Owes',
  'Charge',
  'Party',
  'Branch',
  'Management',
  'Membership',
  'Family',
  'Associate',
  'UnknownLink',
] as const;
export type EdgeKind = (typeof edgeKinds)[number];

/** `from` has, runs or keeps `to`. Shares in percent as decimal text, least and most. */
export type AssetEdge = Provenance & {
  readonly id: string;
  readonly kind: EdgeKind;
  readonly from: string;
  readonly to: string;
  readonly shareMin?: string;
  readonly shareMax?: string;
  readonly since?: string;
  readonly until?: string;
  readonly props: Readonly<Record<string, string | readonly string[]>>;
};

/** A status moved by a person, forward or back, with the reason. */
export type StatusChange = {
  readonly asset: string;
  readonly before: ClueStatus;
  readonly after: ClueStatus;
  readonly why: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly by: string;
};

/** All that is known around one debtor; `roots` are the debtor and who answers beside it. */
export type AssetGraph = { readonly roots: readonly string[]; readonly nodes: readonly AssetNode[]; readonly edges: readonly AssetEdge[] };

export const schemaOf = (text: string): AssetSchema => ((schemata as readonly string[]).includes(text) ? (text as AssetSchema) : 'LegalEntity');
export const edgeKindOf = (text: string): EdgeKind => ((edgeKinds as readonly string[]).includes(text) ? (text as EdgeKind) : 'UnknownLink');

/** Things that can be attached or sold, against parties, places and proceedings. */
const assets: ReadonlySet<AssetSchema> = new Set([
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
export const isAsset = (node: Pick<AssetNode, 'schema'>): boolean => assets.has(node.schema);

export const schemaWords: Readonly<Record<AssetSchema, Bilingual>> = {
  Company: { zh: '公司', en: 'company' },
  LegalEntity: { zh: '法律主体', en: 'legal entity' },
  Organization: { zh: '组织', en: 'organisation' },
  PublicBody: { zh: '公共机构', en: 'public body' },
  Person: { zh: '自然人', en: 'person' },
  Vessel: { zh: '船舶', en: 'vessel' },
  Airplane: { zh: '航空器', en: 'aircraft' },
  Vehicle: { zh: '车辆', en: 'vehicle' },
  RealEstate: { zh: '不动产', en: 'real estate' },
  BankAccount: { zh: '银行账户', en: 'bank account' },
  Security: { zh: '有价证券', en: 'security' },
  CourtCase: { zh: '案件', en: 'court case' },
  Address: { zh: '地址', en: 'address' },
  Event: { zh: '事件', en: 'event' },
  Warehouse: { zh: '仓库', en: 'warehouse' },
  Goods: { zh: '货物', en: 'goods' },
  Trademark: { zh: '商标', en: 'trade mark' },
  Patent: { zh: '专利', en: 'patent' },
  Receivable: { zh: '到期债权', en: 'receivable' },
  Charge: { zh: '抵押或质押', en: 'charge' },
  EnforcementAction: { zh: '执行案件', en: 'enforcement action' },
};

export const statusWords: Readonly<Record<ClueStatus, Bilingual>> = {
  clue: { zh: '线索', en: 'clue' },
  checked: { zh: '已核实', en: 'checked' },
  usable: { zh: '可用于执行', en: 'usable in enforcement' },
};

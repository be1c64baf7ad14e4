import Type, { type Static } from 'typebox';
import { needs, operation } from '../operation.ts';
import { bilingual, citation, day, decimal, instant, uuid } from '../schemas/basics.ts';

const oneCase = Type.Object({ caseId: uuid });
/** Kinds of things and relations, as the map knows them. */
export const assetSchemata = [
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
export const assetRelations = [
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

const factor = Type.Object({ perMille: Type.Integer(), why: bilingual });
const status = Type.Enum(['clue', 'checked', 'usable']);
const provenance = { source: Type.String(), asOf: day, exportable: Type.Boolean(), confidence: Type.Integer(), status };
const props = Type.Record(Type.String(), Type.Union([Type.String(), Type.Array(Type.String())]));

export const assetMap = Type.Object({
  roots: Type.Array(Type.String()),
  nodes: Type.Array(
    Type.Object({
      id: Type.String(),
      schema: Type.String(),
      name: Type.String(),
      country: Type.Optional(Type.String()),
      latitude: Type.Optional(Type.Number()),
      longitude: Type.Optional(Type.Number()),
      value: Type.Optional(Type.Object({ amount: decimal, currency: Type.String() })),
      /** Where it is drawn on a map: told by the source, by a place its words name, or its country's chief place. */
      place: Type.Optional(
        Type.Object({
          latitude: Type.Number(),
          longitude: Type.Number(),
          by: Type.Enum(['source', 'name', 'country']),
          name: Type.Optional(Type.String()),
        }),
      ),
      /** Something that can be attached or sold, against a party, a place or a proceeding. */
      isAsset: Type.Boolean(),
      origin: Type.Enum(['screen', 'person']),
      evidence: Type.Optional(Type.Object({ recordId: uuid, sha256: Type.Optional(Type.String()), name: Type.Optional(Type.String()) })),
      props,
      ...provenance,
    }),
  ),
  edges: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: Type.String(),
      from: Type.String(),
      to: Type.String(),
      shareMin: Type.Optional(Type.String()),
      shareMax: Type.Optional(Type.String()),
      since: Type.Optional(Type.String()),
      until: Type.Optional(Type.String()),
      props,
      ...provenance,
    }),
  ),
  /** Where the drawing stands; `screening` is the last one that was finished. */
  drawing: Type.Object({
    state: Type.Enum(['asked', 'drawing', 'drawn', 'failed']),
    rings: Type.Integer(),
    ofRings: Type.Integer(),
    found: Type.Integer(),
  }),
  screening: Type.Optional(
    Type.Object({ at: instant, nodes: Type.Integer(), edges: Type.Integer(), cut: Type.Boolean(), sources: Type.Array(Type.String()) }),
  ),
  /** Every move of a status, newest first. */
  changes: Type.Array(
    Type.Object({ asset: Type.String(), before: status, after: status, why: Type.String(), at: instant, by: Type.Optional(Type.String()) }),
  ),
  /** Effective shares of the debtor's side, percent, least and most. */
  holdings: Type.Array(Type.Object({ id: Type.String(), min: Type.Number(), max: Type.Number() })),
  controlled: Type.Array(Type.Object({ id: Type.String(), certainty: Type.Enum(['surely', 'possibly']), chain: Type.Array(Type.String()) })),
  /** A `hub` serves so many (company agents, nominees) that sharing it says next to nothing. */
  rings: Type.Array(
    Type.Object({ kind: Type.Enum(['officer', 'address']), by: Type.String(), members: Type.Array(Type.String()), hub: Type.Boolean() }),
  ),
  transfers: Type.Array(Type.Object({ edge: Type.String(), from: Type.String(), to: Type.String(), on: day, days: Type.Integer(), text: bilingual })),
  /** Best first. Those whose value cannot be compared with the claim have no score and come last, by reachability x freshness. */
  steps: Type.Array(
    Type.Object({
      node: Type.String(),
      text: bilingual,
      score: Type.Optional(Type.Integer()),
      because: Type.Object({
        value: Type.Object({ perMille: Type.Optional(Type.Integer()), why: bilingual }),
        reachability: factor,
        freshness: factor,
      }),
      /** Whether a title works where the asset lies; `unknown`: ask counsel. */
      place: Type.Object({
        grade: Type.Enum(['home', 'open', 'unsure', 'closed', 'unknown']),
        text: bilingual,
        citation: Type.Optional(citation),
        ask: Type.Array(bilingual),
      }),
      hold: Type.Enum(['own', 'controlled', 'perhaps', 'third', 'left', 'unknown']),
    }),
  ),
});

export const getAssets = operation({
  id: 'getAssets',
  method: 'GET',
  path: '/v1/cases/{caseId}/assets',
  tag: 'assets',
  access: needs('claims:read'),
  summary: 'The asset map of a case: clues, relations, control, rings, transfers, next steps',
  params: oneCase,
  response: assetMap,
});
export const screenAssets = operation({
  id: 'screenAssets',
  method: 'POST',
  path: '/v1/cases/{caseId}/assets/screen',
  tag: 'assets',
  access: needs('claims:write'),
  summary: 'Ask for the map to be drawn again from the local register; `drawing` tells how far it has come. What people added or checked stays',
  params: oneCase,
  response: assetMap,
});
export const addAsset = operation({
  id: 'addAsset',
  method: 'POST',
  path: '/v1/cases/{caseId}/assets',
  tag: 'assets',
  access: needs('claims:write'),
  status: 201,
  idempotent: true,
  summary: 'Add a clue by hand: what, who holds it or where it lies, from which source',
  params: oneCase,
  body: Type.Object(
    {
      schema: Type.String({ maxLength: 40 }),
      name: Type.String({ minLength: 1, maxLength: 300 }),
      country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
      latitude: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
      longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
      value: Type.Optional(Type.Object({ amount: decimal, currency: Type.String({ pattern: '^[A-Z]{3}$' }) }, { additionalProperties: false })),
      note: Type.Optional(Type.String({ maxLength: 2000 })),
      /** The record of an exhibit or captured page of this case that shows it. */
      recordId: Type.Optional(uuid),
      source: Type.String({ minLength: 1, maxLength: 300 }),
      asOf: day,
      confidence: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
      links: Type.Array(
        Type.Object(
          {
            kind: Type.String({ maxLength: 40 }),
            from: Type.Optional(Type.String({ maxLength: 400 })),
            to: Type.Optional(Type.String({ maxLength: 400 })),
            shareMin: Type.Optional(Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,10})?$' })),
            shareMax: Type.Optional(Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,10})?$' })),
            since: Type.Optional(day),
            until: Type.Optional(day),
          },
          { additionalProperties: false },
        ),
        { maxItems: 50 },
      ),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ id: Type.String() }),
});
export const setAssetStatus = operation({
  id: 'setAssetStatus',
  method: 'POST',
  path: '/v1/cases/{caseId}/assets/status',
  tag: 'assets',
  access: needs('claims:write'),
  summary: 'Take a clue forward or back: clue, checked, usable; with the reason',
  params: oneCase,
  body: Type.Object(
    { id: Type.String({ maxLength: 400 }), status, why: Type.String({ minLength: 3, maxLength: 500 }) },
    { additionalProperties: false },
  ),
  response: Type.Object({ id: Type.String(), status }),
});
export const exportAssetsFtm = operation({
  id: 'exportAssetsFtm',
  method: 'GET',
  path: '/v1/cases/{caseId}/assets.ftm.json',
  tag: 'assets',
  access: needs('claims:read'),
  summary: 'The map as FollowTheMoney entities, one a line; what a licence keeps back is left out',
  params: oneCase,
  response: Type.String(),
  file: 'application/octet-stream',
});
/** `preservation` and `enforcement` follow Chinese practice, `eapo` Regulation (EU) 655/2014 (bank accounts only), `freezing` English. */
export const annexPurposes = ['preservation', 'eapo', 'freezing', 'enforcement'] as const;
const annexQuery = Type.Object({
  locale: Type.Optional(Type.Enum(['zh-CN', 'en'])),
  purpose: Type.Optional(Type.Enum([...annexPurposes])),
  clues: Type.Optional(Type.Boolean()),
});
export const exportAssetsAnnex = operation({
  id: 'exportAssetsAnnex',
  method: 'GET',
  path: '/v1/cases/{caseId}/assets/annex.csv',
  tag: 'assets',
  access: needs('claims:read'),
  summary: 'List of assets for an application for preservation or enforcement, as a table',
  params: oneCase,
  query: annexQuery,
  response: Type.String(),
  file: 'text/csv',
});
export const printAssetsAnnex = operation({
  id: 'printAssetsAnnex',
  method: 'GET',
  path: '/v1/cases/{caseId}/assets/annex.pdf',
  tag: 'assets',
  access: needs('claims:read'),
  summary: 'List of assets for an application for preservation or enforcement, as a paper: checked and usable ones, clues apart when asked for',
  params: oneCase,
  query: annexQuery,
  response: Type.String(),
  file: 'application/pdf',
});

export type AssetMapJson = Static<typeof assetMap>;
export type AssetNodeJson = AssetMapJson['nodes'][number];
export type AssetEdgeJson = AssetMapJson['edges'][number];

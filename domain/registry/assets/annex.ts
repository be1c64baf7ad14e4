import type { Bilingual, Locale } from '#domain/kernel/text.ts';
import { type AnnexPurpose, purposeTakes } from './annex-purpose.ts';
import { type AssetGraph, type AssetNode, type ClueStatus, type Evidence, isAsset, type StatusChange, schemaWords, statusWords } from './graph.ts';
import { type Hold, holdsOf, holdWords } from './holds.ts';
import { stands } from './ownership.ts';

/** One asset as an application to a court tells of it: nothing in it is guessed, and what is not proved is said. */
export type AnnexEntry = {
  readonly node: string;
  readonly kind: Bilingual;
  readonly name: string;
  readonly status: ClueStatus;
  readonly holders: readonly string[];
  readonly hold: Bilingual;
  /** Effective share of the debtor in the company that holds it, percent. */
  readonly share?: { readonly min: number; readonly max: number };
  /** Who owes a receivable. */
  readonly owedBy: readonly string[];
  readonly place: readonly string[];
  readonly valueMinor?: bigint;
  readonly currency?: string;
  readonly source: string;
  readonly asOf: string;
  readonly confidence: number;
  readonly note?: string;
  readonly evidence?: Evidence;
  /** Each move of its status with the reason that a person gave, oldest first. */
  readonly how: readonly { readonly at: number; readonly after: ClueStatus; readonly why: string }[];
  readonly notVerified: readonly Bilingual[];
};

export type Annex = {
  readonly assets: readonly AnnexEntry[];
  /** Only when asked for, and never among the assets. */
  readonly clues: readonly AnnexEntry[];
  /** Left out because a licence keeps it from papers, or because the application takes other things only. */
  readonly withheld: number;
  readonly otherKinds: number;
  /** Clues that nobody has checked and that were not asked for. */
  readonly cluesLeftOut: number;
};

export type AnnexFacts = {
  readonly purpose: AnnexPurpose;
  readonly withClues: boolean;
  /** ISO day. */
  readonly today: string;
  readonly controlled: readonly { readonly id: string; readonly certainty: 'surely' | 'possibly' }[];
  readonly holdings: readonly { readonly id: string; readonly min: number; readonly max: number }[];
  readonly changes: readonly StatusChange[];
  /** Ids in the order in which assets should be taken, best first. */
  readonly order: readonly string[];
};

const rank: Readonly<Record<ClueStatus, number>> = { usable: 0, checked: 1, clue: 2 };

/** The list of assets of an application: usable first, then checked, each in the order of next steps; clues apart. */
export function annexOf(graph: AssetGraph, facts: AnnexFacts): Annex {
  const all = graph.nodes.filter(isAsset);
  const may = all.filter((node) => node.exportable);
  const fit = may.filter((node) => purposeTakes(facts.purpose, node.schema));
  const position = new Map(facts.order.map((id, i) => [id, i]));
  const sorted = [...fit].sort(
    (a, b) => rank[a.status] - rank[b.status] || (position.get(a.id) ?? all.length) - (position.get(b.id) ?? all.length) || (a.id < b.id ? -1 : 1),
  );
  const entries = entriesOf(graph, facts);
  const clues = sorted.filter(({ status }) => status === 'clue');
  return {
    assets: sorted.filter(({ status }) => status !== 'clue').map(entries),
    clues: facts.withClues ? clues.map(entries) : [],
    withheld: all.length - may.length,
    otherKinds: may.length - fit.length,
    cluesLeftOut: facts.withClues ? 0 : clues.length,
  };
}

const unnamed = '（来源许可限制，不具名 / not named: licence）';

function entriesOf(graph: AssetGraph, facts: AnnexFacts): (node: AssetNode) => AnnexEntry {
  // What a licence keeps out of papers stays out of them as a holder or a place too.
  const nameless = { ...graph, nodes: graph.nodes.map((node) => (node.exportable ? node : { ...node, name: unnamed })) };
  const holds = holdsOf(nameless, facts.controlled, facts.today);
  const names = new Map(graph.nodes.filter(({ exportable }) => exportable).map((node) => [node.id, node.name]));
  const shares = new Map(facts.holdings.map((one) => [one.id, one]));
  const edges = graph.edges.filter((edge) => edge.exportable && names.has(edge.from) && names.has(edge.to));
  return (node) => {
    const here = edges.filter((edge) => stands(edge, facts.today));
    const ends = (kinds: readonly string[], side: 'from' | 'to') =>
      here.filter((edge) => kinds.includes(edge.kind) && edge[side === 'from' ? 'to' : 'from'] === node.id).map((edge) => edge[side]);
    const holderIds = [...new Set(ends(['Ownership', 'Holds'], 'from'))];
    const hold = holds.get(node.id) ?? ({ kind: 'unknown' } as const);
    const share = holderIds.map((id) => shares.get(id)).find((one) => one !== undefined);
    const relations = here.filter((edge) => edge.from === node.id || edge.to === node.id);
    const said = (ids: readonly string[]) => [...new Set(ids)].map((id) => names.get(id) ?? id);
    return {
      node: node.id,
      kind: schemaWords[node.schema],
      name: node.name,
      status: node.status,
      holders: said(holderIds),
      hold: holdWords(hold),
      ...(share ? { share: { min: share.min, max: share.max } } : {}),
      owedBy: said(ends(['Owes'], 'from')),
      place: [...said(ends(['StoredAt', 'Address'], 'to')), ...[node.props.address ?? []].flat(), ...(node.country ? [node.country] : [])].filter(
        Boolean,
      ),
      ...(node.valueMinor !== undefined && node.currency ? { valueMinor: node.valueMinor, currency: node.currency } : {}),
      source: node.source,
      asOf: node.asOf,
      confidence: node.confidence,
      ...(typeof node.props.note === 'string' ? { note: node.props.note } : {}),
      ...(node.evidence ? { evidence: node.evidence } : {}),
      how: facts.changes
        .filter(({ asset }) => asset === node.id)
        .sort((a, b) => a.at - b.at)
        .map(({ at, after, why }) => ({ at, after, why })),
      notVerified: notVerifiedOf(
        node,
        hold,
        relations.some(({ status }) => status === 'clue'),
        relations.some(({ kind }) => kind === 'Charge'),
        facts,
      ),
    };
  };
}

/** What a court should not take for granted. */
function notVerifiedOf(node: AssetNode, hold: Hold, openRelation: boolean, charged: boolean, facts: AnnexFacts): Bilingual[] {
  const days = Math.floor((Date.parse(`${facts.today}T00:00:00Z`) - Date.parse(`${node.asOf.slice(0, 10)}T00:00:00Z`)) / 86_400_000);
  const open: (Bilingual | false)[] = [
    node.status === 'clue' && { zh: '仅为线索，尚未有人核实', en: 'a clue only: nobody has checked it' },
    !node.evidence && { zh: '没有封存的证据材料', en: 'no sealed paper shows it' },
    hold.kind === 'unknown' && { zh: '权利人未查明', en: 'its holder has not been found' },
    hold.kind !== 'own' && hold.kind !== 'unknown' && holdWords(hold),
    openRelation && { zh: '与权利人或存放地的关系尚未单独核实', en: 'its relation to holder or place has not been checked by itself' },
    node.valueMinor === undefined && { zh: '未估值', en: 'not valued' },
    node.country === undefined && { zh: '所在地不明', en: 'its place is not known' },
    charged && { zh: '存在担保，顺位与金额未核实', en: 'a charge is on record; its rank and amount have not been checked' },
    days > 180 && { zh: `来源数据已有 ${days} 天，可能已变化`, en: `the source's data is ${days} days old and may have changed` },
  ];
  return open.filter((one): one is Bilingual => one !== false);
}

const heads: Readonly<Record<Locale, readonly string[]>> = {
  'zh-CN': ['序号', '财产类型', '财产', '权利人', '所在地', '价值', '来源及日期', '核实状态', '存证记录', 'SHA-256', '如何发现与核实', '未核实事项'],
  en: [
    'No.',
    'Kind',
    'Asset',
    'Held by',
    'Place',
    'Value',
    'Source and day',
    'Status',
    'Evidence record',
    'SHA-256',
    'How found and checked',
    'Not verified',
  ],
};

/** The annex as a table: the same entries as the paper, assets first, clues after them. */
export function annexRows(annex: Annex, locale: Locale, money: (minor: bigint, currency: string) => string): readonly (readonly string[])[] {
  const lang = locale === 'en' ? 'en' : 'zh';
  const rows = [...annex.assets, ...annex.clues].map((entry, i) => [
    String(i + 1),
    entry.kind[lang],
    entry.name,
    [...entry.holders, ...entry.owedBy.map((name) => (lang === 'en' ? `owed by ${name}` : `次债务人 ${name}`))].join(', '),
    entry.place.join(', '),
    entry.valueMinor === undefined || !entry.currency ? '' : money(entry.valueMinor, entry.currency),
    `${entry.source}, ${entry.asOf}`,
    statusWords[entry.status][lang],
    entry.evidence?.recordId ?? '',
    entry.evidence?.sha256 ?? '',
    [entry.note ?? '', ...entry.how.map(({ after, why }) => `${statusWords[after][lang]}: ${why}`)].filter(Boolean).join('; '),
    entry.notVerified.map((one) => one[lang]).join('; '),
  ]);
  return [heads[locale], ...rows];
}

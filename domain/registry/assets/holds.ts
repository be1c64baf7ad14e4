import type { Bilingual } from '#domain/kernel/text.ts';
import { type AssetGraph, isAsset } from './graph.ts';
import { stands } from './ownership.ts';

/**
 * Whose a thing is, seen from the debtor: its `own`, of a company it surely (`controlled`) or `perhaps` controls, of a `third` party, of
 * nobody known (`unknown`), or gone from its hands (`left`). What a controlled company owns is not the debtor's: the debtor's asset is
 * its share in that company, unless a court looks through the company (in China: Company Law 2023, article 23).
 */
export type Hold =
  | { readonly kind: 'own' | 'unknown' | 'third' | 'left'; readonly holder?: string }
  | { readonly kind: 'controlled' | 'perhaps'; readonly holder: string };

const holding = new Set(['Ownership', 'Holds', 'UltimateOwnership']);
/** What left the debtor's side says more than who has it now. */
const rank: readonly Hold['kind'][] = ['own', 'controlled', 'perhaps', 'left', 'third'];

/** The nearest hold on each asset of a map. `today` is an ISO day. */
export function holdsOf(
  graph: AssetGraph,
  controlled: readonly { readonly id: string; readonly certainty: 'surely' | 'possibly' }[],
  today: string,
): ReadonlyMap<string, Hold> {
  const roots = new Set(graph.roots);
  const certainty = new Map(controlled.map((one) => [one.id, one.certainty]));
  const assets = new Set(graph.nodes.filter(isAsset).map(({ id }) => id));
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  const found = new Map<string, Hold>();
  for (const edge of graph.edges) {
    if (!holding.has(edge.kind) || !assets.has(edge.to)) continue;
    const side = roots.has(edge.from) ? 'own' : certainty.get(edge.from) === 'surely' ? 'controlled' : certainty.has(edge.from) ? 'perhaps' : 'third';
    const holder = names.get(edge.from) ?? edge.from;
    const standing = stands(edge, today);
    // A stranger's hold that has ended is no news of the debtor.
    if (!standing && side === 'third') continue;
    const hold: Hold = standing ? { kind: side, holder } : { kind: 'left', holder };
    const before = found.get(edge.to);
    if (before === undefined || nearer(hold, before)) found.set(edge.to, hold);
  }
  return found;
}

const nearer = (one: Hold, other: Hold): boolean =>
  rank.indexOf(one.kind) - rank.indexOf(other.kind) < 0 || (one.kind === other.kind && (one.holder ?? '') < (other.holder ?? ''));

export function holdWords(hold: Hold): Bilingual {
  switch (hold.kind) {
    case 'own':
      return { zh: '由债务人自己持有', en: 'held by the debtor itself' };
    case 'controlled':
      return {
        zh: `属于债务人控制的「${hold.holder}」，不是债务人的财产，可执行的是其股权`,
        en: `belongs to “${hold.holder}”, which the debtor controls: not the debtor's own, its share in that company is`,
      };
    case 'perhaps':
      return { zh: `属于「${hold.holder}」，债务人可能控制该公司`, en: `belongs to “${hold.holder}”, which the debtor perhaps controls` };
    case 'third':
      return { zh: `属于第三方「${hold.holder}」`, en: `belongs to a third party, “${hold.holder}”` };
    case 'left':
      return {
        zh: `已不再由「${hold.holder}」持有，须先看能否撤销转让`,
        en: `no longer held by “${hold.holder}”: look first whether the transfer can be avoided`,
      };
    case 'unknown':
      return { zh: '权利人不明', en: 'its holder is not known' };
  }
}

import type { Bilingual } from '#domain/kernel/text.ts';
import { type AssetGraph, type AssetNode, type AssetSchema, isAsset, schemaWords } from './graph.ts';

/** One thing to do about one asset. `score` is value x reachability x freshness, 0-1000, for ordering only. */
export type AssetStep = {
  readonly node: string;
  readonly text: Bilingual;
  readonly score: number;
  readonly because: { readonly value: number; readonly reachability: number; readonly freshness: number };
};

/** How readily a court can reach a kind of thing once found, per mille: our own judgment, to be set against results. */
const reach: Readonly<Partial<Record<AssetSchema, number>>> = {
  BankAccount: 900,
  Receivable: 800,
  Security: 750,
  Goods: 700,
  Vehicle: 500,
  Vessel: 650,
  Airplane: 600,
  RealEstate: 600,
  Warehouse: 450,
  Trademark: 350,
  Patent: 350,
};

const steps: Readonly<Partial<Record<AssetSchema, (name: string) => Bilingual>>> = {
  BankAccount: (name) => ({
    zh: `核实账户「${name}」的户名与开户行，申请冻结。`,
    en: `Confirm holder and bank of account “${name}”; apply to freeze it.`,
  }),
  Receivable: (name) => ({
    zh: `向次债务人核实到期债权「${name}」，申请协助执行通知。`,
    en: `Confirm receivable “${name}” with the third-party debtor; apply for a third-party order.`,
  }),
  Goods: (name) => ({
    zh: `向仓库核实货物「${name}」的存货人、仓单与数量，申请扣押。`,
    en: `Ask the warehouse who stores “${name}”, under which receipt and how much; apply for attachment.`,
  }),
  Warehouse: (name) => ({ zh: `核实「${name}」的权属或租赁合同及在库货物。`, en: `Find out who owns or rents “${name}” and whose goods lie there.` }),
  RealEstate: (name) => ({
    zh: `查询「${name}」的不动产登记与抵押顺位，申请查封。`,
    en: `Search title and ranking charges of “${name}”; apply for attachment.`,
  }),
  Security: (name) => ({ zh: `核实「${name}」的持有与质押情况，申请冻结。`, en: `Confirm holding and pledges of “${name}”; apply to freeze it.` }),
  Vessel: (name) => ({
    zh: `核实船舶「${name}」的登记与动态，申请扣押。`,
    en: `Confirm register and position of vessel “${name}”; apply for arrest.`,
  }),
};

/** Freshness halves every year, per mille, never below 100: an old clue is still a place to look. */
const freshnessOf = (days: number): number => Math.max(100, Math.round(1000 * 0.5 ** (Math.max(0, days) / 365)));

const statusFactor = { clue: 0.6, checked: 0.9, usable: 1 } as const;

/**
 * What to do next, best first. Value counts up to the claim (more cannot be taken); what nobody has valued counts a tenth of it.
 * Reachability falls where an asset lies outside `forumCountry` and with the confidence and status of the clue.
 */
export function nextSteps(
  graph: AssetGraph,
  claim: { readonly minor: bigint; readonly currency: string },
  forumCountry: string | undefined,
  today: string,
): AssetStep[] {
  return graph.nodes
    .filter((node) => isAsset(node) && node.props.gone !== 'yes')
    .map((node) => {
      const value = worthOf(node, claim);
      const abroad = forumCountry !== undefined && node.country !== undefined && node.country !== forumCountry ? 0.6 : 1;
      const reachability = Math.round((reach[node.schema] ?? 300) * abroad * statusFactor[node.status] * (node.confidence / 100));
      const freshness = freshnessOf(daysBetween(node.asOf, today));
      const text = steps[node.schema]?.(node.name) ?? {
        zh: `核实${schemaWords[node.schema].zh}「${node.name}」的权属。`,
        en: `Confirm who holds ${schemaWords[node.schema].en} “${node.name}”.`,
      };
      return { node: node.id, text, score: Math.round((value * reachability * freshness) / 1_000_000), because: { value, reachability, freshness } };
    })
    .sort((a, b) => b.score - a.score || (a.node < b.node ? -1 : 1));
}

function worthOf(node: AssetNode, claim: { readonly minor: bigint; readonly currency: string }): number {
  if (node.valueMinor === undefined || claim.minor <= 0n) return 100;
  // Another currency cannot be compared without a rate: it counts as half of the claim.
  if (node.currency !== claim.currency) return 500;
  const perMille = (node.valueMinor * 1000n) / claim.minor;
  return perMille > 1000n ? 1000 : Number(perMille);
}

const daysBetween = (from: string, to: string): number =>
  Math.floor((Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000);

import type { Citation } from '../../kernel/citation.ts';
import type { Bilingual } from '../../kernel/text.ts';
import chinaLinks from './china-links.json' with { type: 'json' };
import table from './countries.json' with { type: 'json' };
import doingBusiness from './doing-business-2020.json' with { type: 'json' };
import { type Route, routesBetween } from './routes.ts';

/** Membership of a convention as we know it. `through` names the state whose membership extends here. */
export type Membership = { readonly party: boolean; readonly since?: number | string; readonly through?: string; readonly seen?: boolean };

export type Country = {
  readonly code: string;
  readonly alpha3: string;
  readonly zh: string;
  readonly en: string;
  readonly currencies: readonly string[];
  readonly languages: readonly string[];
  readonly newYork: Membership;
  readonly service: Membership;
  /** Absent: not known. */
  readonly judgments: Membership | null;
  readonly apostille: Membership;
  readonly limitation?: { readonly years?: number; readonly basis: string; readonly confidence: string };
  readonly note?: string;
};

/** World Bank figures of 2020: days, percent of the claim (decimal text), quality 0 to 18 (decimal text). Historical. */
export type EnforcingContracts = {
  readonly days: number;
  readonly parts: { readonly filing?: number; readonly trial?: number; readonly enforcement?: number };
  readonly costPercent: string;
  readonly costParts: { readonly attorney: string; readonly court: string; readonly enforcement: string };
  readonly quality: string;
  readonly insolvency?: { readonly years: string | null; readonly costPercent: string | null; readonly recoveryCents: string };
  readonly citation: Citation;
  readonly label: Bilingual;
  /** The review of 2021 named this economy's data. */
  readonly dataDoubted: boolean;
};

export type Profile = {
  readonly code: string;
  readonly alpha3: string;
  readonly name: Bilingual;
  readonly currencies: readonly string[];
  readonly languages: readonly string[];
  readonly conventions: {
    readonly newYork: Membership;
    readonly hagueService: Membership;
    readonly hagueJudgments: Membership | null;
    readonly apostille: Membership;
    readonly citation: Citation;
  };
  readonly limitation:
    | { readonly years?: number; readonly basis: string; readonly confidence: string; readonly status: 'unverified' }
    | { readonly status: 'blank'; readonly ask: Bilingual };
  readonly enforcing?: EnforcingContracts;
  readonly routes: { readonly fromChina: readonly Route[]; readonly fromEuropeanUnion: readonly Route[] };
  readonly note?: string;
};

const countries = new Map((table.countries as readonly Country[]).map((country) => [country.code, country]));
const economies = new Map(doingBusiness.economies.map((economy) => [economy.code, economy]));
const doubted = new Set(['CN', 'SA', 'AE', 'AZ']);

export const profileCodes = (): readonly string[] => [...countries.keys()];
export const countryOf = (code: string): Country | undefined => countries.get(code.slice(0, 2));

/** What is known about a country, and how to come to an enforceable title there. Undefined for a code without a profile. */
export function profileOf(code: string): Profile | undefined {
  const country = countries.get(code);
  if (!country) return undefined;
  const enforcing = enforcingOf(code);
  return {
    code,
    alpha3: country.alpha3,
    name: { zh: country.zh, en: country.en },
    currencies: country.currencies,
    languages: country.languages,
    conventions: {
      newYork: country.newYork,
      hagueService: country.service,
      hagueJudgments: country.judgments,
      apostille: country.apostille,
      citation: { instrument: 'status tables of UNCITRAL and HCCH', status: 'unverified', note: '"party false" means not on any list we know' },
    },
    limitation: country.limitation ? { ...country.limitation, status: 'unverified' } : { status: 'blank', ask: askLimitation },
    ...(enforcing ? { enforcing } : {}),
    routes: {
      fromChina: routesBetween('CN', code, countryOf, chinaLinks),
      fromEuropeanUnion: routesBetween('EU', code, countryOf, chinaLinks),
    },
    ...(country.note ? { note: country.note } : {}),
  };
}

/** Routes from any creditor's seat that has a profile, or from "EU" for a member state left open. */
export const routesFrom = (seat: string, code: string): readonly Route[] => routesBetween(seat, code, countryOf, chinaLinks);

const askLimitation: Bilingual = { zh: '请向当地律师确认合同债权的诉讼时效', en: 'ask local counsel for the limitation period of a contract debt' };

function enforcingOf(code: string): EnforcingContracts | undefined {
  const economy = economies.get(code);
  if (!economy) return undefined;
  const { code: _, ...figures } = economy;
  return {
    ...figures,
    citation: {
      instrument: 'World Bank, Doing Business 2020',
      article: 'enforcing contracts; resolving insolvency',
      status: 'unverified',
      note: 'CC BY 4.0',
    },
    label: {
      zh: '历史数据：《营商环境报告 2020》，该报告已于 2021 年停止发布',
      en: 'historical: Doing Business 2020, a report discontinued in 2021',
    },
    dataDoubted: doubted.has(code),
  };
}

import type { BilingualJson, CitationJson } from '#contract/schemas/basics.ts';

/** A country as POST /v1/law/profile tells it. */
export type Membership = { readonly party: boolean; readonly since?: number | string; readonly through?: string; readonly seen?: boolean };

export type ProfileRoute = {
  readonly kind: string;
  readonly open: 'yes' | 'no' | 'unsure';
  readonly text: BilingualJson;
  readonly citation: CitationJson;
  readonly ask: readonly BilingualJson[];
};

export type Enforcing = {
  readonly days: number;
  readonly parts: { readonly filing?: number; readonly trial?: number; readonly enforcement?: number };
  readonly costPercent: string;
  readonly costParts: { readonly attorney: string; readonly court: string; readonly enforcement: string };
  readonly quality: string;
  readonly insolvency?: { readonly years: string | null; readonly costPercent: string | null; readonly recoveryCents: string };
  readonly citation: CitationJson;
  readonly label: BilingualJson;
  readonly dataDoubted: boolean;
};

export const conventions = ['newYork', 'hagueService', 'hagueJudgments', 'apostille'] as const;

export type Profile = {
  readonly code: string;
  readonly name: BilingualJson;
  readonly currencies: readonly string[];
  readonly languages: readonly string[];
  readonly conventions: { readonly [K in (typeof conventions)[number]]: Membership | null } & { readonly citation: CitationJson };
  readonly limitation: {
    readonly years?: number;
    readonly basis?: string;
    readonly confidence?: string;
    readonly status: string;
    readonly ask?: BilingualJson;
  };
  readonly enforcing?: Enforcing;
  readonly routes: { readonly fromChina: readonly ProfileRoute[]; readonly fromEuropeanUnion: readonly ProfileRoute[] };
  readonly routesFrom?: { readonly seat: string; readonly routes: readonly ProfileRoute[] };
  readonly note?: string;
};

import type { Citation } from '#domain/kernel/citation.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import file from './rate-change-on-last-day.json' with { type: 'json' };

/** Why a worked example of others differs from the law, with the law's reason. */
export type KnownGap = { readonly code: string; readonly reason: Bilingual; readonly citation: Citation };

type Row = { readonly jurisdiction: string; readonly rule: string; readonly input: Readonly<Record<string, unknown>> };

/** The written explanation that fits a row which disagrees, if there is one. */
export function knownGap(row: Row): KnownGap | undefined {
  const gap = file.gaps.find(
    (one) => one.jurisdiction === row.jurisdiction && row.rule.includes(one.rule) && /-(01|07)-01$/.test(String(row.input.to)),
  );
  return gap && { code: gap.code, reason: gap.reason, citation: gap.citation as Citation };
}

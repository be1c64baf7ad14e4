/** How far a rule or figure has been checked against its source. `blank` means "ask counsel", never a default. */
export type RuleStatus = 'verified' | 'unverified' | 'blank';

/**
 * Where a rule or figure comes from. `instrument` and `article` stay in the source language
 * (民法典 188, BGB § 288); `url` only where a public page exists.
 */
export type Citation = {
  readonly instrument: string;
  readonly article?: string;
  readonly status: RuleStatus;
  readonly url?: string;
  readonly note?: string;
};

/** One line for a person: "民法典 188", with a mark when nobody has verified it. */
export function citationLine(citation: Citation): string {
  const place = citation.article ? `${citation.instrument} ${citation.article}` : citation.instrument;
  return citation.status === 'verified' ? place : `${place} [${citation.status}]`;
}

import type { Claim } from '#domain/claim/claim.ts';
import type { Citation } from '#domain/kernel/citation.ts';
import { refuse } from '#domain/kernel/refusal.ts';
import type { Jurisdiction, LawBook } from './book.ts';
import type { Notice } from './notices.ts';
import type { PositionRefusal } from './position.ts';

const romeOne: Citation = { instrument: 'Regulation (EC) 593/2008 (Rome I)', article: 'art. 4', status: 'unverified' };
const chinaConflicts: Citation = { instrument: '涉外民事关系法律适用法', article: '41', status: 'unverified' };

export type Governing = { readonly law: Jurisdiction; readonly notices: readonly Notice[] };

/**
 * The law a claim is counted under: named by the caller, agreed, common to both sides, or else (said in a notice) that of the
 * seller, who performs what marks the contract. Nothing known: refused.
 */
export function governingLaw(claim: Claim, book: LawBook, named?: string): Governing | PositionRefusal {
  const creditor = claim.creditor.address?.country;
  const debtor = claim.debtor.address?.country;
  const chosen = named ?? claim.governingLaw ?? (creditor === debtor ? debtor : undefined);
  const code = chosen ?? creditor ?? debtor;
  if (code === undefined) return refuse('law.no_governing_law', [], { expected: 'a governing law, or the country of creditor or debtor' });
  const law = book.jurisdiction(code);
  if (!law) return refuse('law.not_covered', [], { jurisdiction: code });
  return { law, notices: chosen === undefined ? [assumed(law)] : [] };
}

const assumed = (law: Jurisdiction): Notice => ({
  text: {
    zh: `当事人未约定适用法律，暂按债权人所在地法（${law.name.zh}）计算，请核实`,
    en: `No governing law was agreed: counted under the law of the creditor's seat (${law.name.en}); please check`,
  },
  citation: law.code.startsWith('CN') ? chinaConflicts : romeOne,
  status: 'unverified',
});

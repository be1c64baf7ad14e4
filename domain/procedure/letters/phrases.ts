import type { Basis, Claim } from '#domain/claim/claim.ts';
import { unreachable } from '#domain/kernel/error.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { LawfulRoute, LetterProfile } from './profiles.ts';

const bases: Readonly<Record<Basis, Bilingual>> = {
  sale: { zh: '买卖合同', en: 'contract of sale' },
  service: { zh: '服务合同', en: 'contract for services' },
  construction: { zh: '建设工程合同', en: 'construction contract' },
  loan: { zh: '借款合同', en: 'loan' },
  rent: { zh: '租赁合同', en: 'lease' },
  judgment: { zh: '生效判决', en: 'judgment' },
  award: { zh: '仲裁裁决', en: 'arbitral award' },
  guarantee: { zh: '保证合同', en: 'guarantee' },
  other: { zh: '既有法律关系', en: 'dealings' },
};

export const basisWords = (basis: Basis): Bilingual => bases[basis];

/**
 * Only routes open on these facts are announced: a title is enforced and not sued upon again, an arbitration clause shuts the court,
 * a dispute shuts the order for payment, and the European order needs parties in two countries.
 */
export function announcedRoutes(claim: Claim, profile: LetterProfile): LawfulRoute[] {
  const title = claim.basis === 'judgment' || claim.basis === 'award';
  const arbitration = claim.forum?.kind === 'arbitration';
  const from = claim.creditor.address?.country;
  const to = claim.debtor.address?.country;
  return profile.routes.filter((route) => {
    switch (route.when) {
      case 'title-held':
        return title;
      case 'arbitration-agreed':
        return !title && arbitration;
      case 'no-arbitration-agreed':
        return !title && !arbitration;
      case 'undisputed':
        return !title && !arbitration && !claim.disputed;
      case 'cross-border':
        return !title && !arbitration && !claim.disputed && from !== undefined && to !== undefined && from !== to;
      default:
        return unreachable(route.when);
    }
  });
}

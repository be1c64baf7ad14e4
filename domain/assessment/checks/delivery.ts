import type { Claim } from '#domain/claim/claim.ts';
import { isoDay } from '#domain/kernel/day.ts';
import { compare, exactDecimal, plus, type Rational, rationalOf, zero } from '#domain/kernel/rational.ts';
import { dayWords } from '#domain/kernel/wording.ts';
import type { Reason } from '../check.ts';
import { type PaperFacts, type PaperKind, plain } from '../paper-facts.ts';

/** A paper that by its kind may prove delivery, of which nothing is known but that it is attached. */
export type UnreadPaper = { readonly exhibit: string; readonly kind: string };

const proofs: ReadonlySet<PaperKind> = new Set(['delivery-note', 'acceptance', 'transport-document', 'service-report']);

/**
 * Was it delivered? Goods without a proof are a concern, because the buyer has only to deny the delivery; each proof is held
 * against the claim: party, day, quantity, and whether somebody signed for it. Where no paper at all was handed in nothing is
 * said here: the check says that there was nothing to look at.
 */
export function delivery(claim: Claim, papers: readonly PaperFacts[], unread: readonly UnreadPaper[], handedIn = true): Reason[] {
  if (claim.basis !== 'sale' && claim.basis !== 'service' && claim.basis !== 'construction') return [];
  const proving = papers.filter(({ kind }) => proofs.has(kind));
  if (proving.length === 0) return unread.length > 0 ? unread.map(notRead) : handedIn ? [missing(claim)] : [];
  return [
    ...proving.flatMap((paper) => [...party(claim, paper), ...day(claim, paper), ...signed(paper)]),
    ...quantities(
      papers.filter(({ kind }) => kind === 'invoice'),
      proving,
    ),
  ];
}

function missing(claim: Claim): Reason {
  const goods = claim.basis === 'sale';
  return {
    code: 'check.delivery_missing',
    severity: goods ? 'warning' : 'info',
    text: goods
      ? {
          zh: '没有交货凭证。可补：经签收的送货单、验收单、提单或承运人签收记录，或买方书面确认收货的往来函件。',
          en: 'There is no proof of delivery. It is cured by a signed delivery note, an acceptance record, a bill of lading or the carrier’s proof, or by the buyer’s own words that it received the goods.',
        }
      : {
          zh: '没有服务完成的凭证。可补：经签认的验收单、服务报告或工程量确认单。',
          en: 'There is no proof that the work was done. It is cured by a signed acceptance, a service report or a measured account that the customer confirmed.',
        },
  };
}

const notRead = ({ exhibit }: UnreadPaper): Reason => ({
  code: 'check.delivery_unread',
  severity: 'info',
  text: {
    zh: `${exhibit} 可能是交货凭证，但尚未录入其日期、数量和签收人，无法核对。`,
    en: `${exhibit} may prove the delivery; its day, quantity and who received have not been entered, so nothing could be compared.`,
  },
  evidence: { exhibit, detail: '' },
});

function party(claim: Claim, paper: PaperFacts): Reason[] {
  if (!paper.buyer) return [];
  const names = [claim.debtor.name, ...(claim.debtor.otherNames ?? [])].map(plain);
  const same = names.includes(plain(paper.buyer));
  return [
    same
      ? {
          code: 'check.delivery_party_agrees',
          severity: 'good',
          text: { zh: `${paper.exhibit}：收货方为债务人。`, en: `${paper.exhibit}: delivered to the debtor.` },
          evidence: { exhibit: paper.exhibit, detail: paper.buyer },
        }
      : {
          code: 'check.delivery_party_differs',
          severity: 'warning',
          text: {
            zh: `${paper.exhibit} 的收货方为“${paper.buyer}”，不是债务人“${claim.debtor.name}”。`,
            en: `${paper.exhibit} names “${paper.buyer}” as the one who received, not the debtor “${claim.debtor.name}”.`,
          },
          evidence: { exhibit: paper.exhibit, detail: paper.buyer },
        },
  ];
}

/** The claim's own delivery day against the paper's: of the item that the paper names, or of the only one. */
function day(claim: Claim, paper: PaperFacts): Reason[] {
  if (paper.date === undefined) return [];
  const { date, exhibit, invoiceNumber } = paper;
  const [only, ...more] = claim.items;
  const item = invoiceNumber ? claim.items.find(({ number }) => plain(number) === plain(invoiceNumber)) : more.length === 0 ? only : undefined;
  if (item?.deliveredOn === undefined || item.deliveredOn === date) return [];
  return [
    {
      code: 'check.delivery_day_differs',
      severity: 'warning',
      text: {
        zh: `${exhibit} 的日期为${dayWords(date).zh}，债权称款项 ${item.number} 于${dayWords(item.deliveredOn).zh}交付。`,
        en: `${exhibit} is dated ${dayWords(date).en}; the claim says that item ${item.number} was delivered on ${dayWords(item.deliveredOn).en}.`,
      },
      evidence: { exhibit, detail: `${isoDay(date)} / ${isoDay(item.deliveredOn)}` },
    },
  ];
}

function signed(paper: PaperFacts): Reason[] {
  const { exhibit, signedBy } = paper;
  if (signedBy)
    return [
      {
        code: 'check.delivery_signed',
        severity: 'good',
        text: { zh: `${exhibit} 由“${signedBy}”签收。`, en: `${exhibit} was signed for by “${signedBy}”.` },
        evidence: { exhibit, detail: signedBy },
      },
    ];
  return [
    {
      code: 'check.delivery_unsigned',
      severity: paper.origin === 'confirmed' ? 'warning' : 'info',
      text: {
        zh: `${exhibit} 没有签收人。可补：收货人签字或盖章，或与收货有关的往来函件。`,
        en: `${exhibit} shows nobody who received. A signature or seal of the receiver, or messages about the receipt, would cure it.`,
      },
      evidence: { exhibit, detail: '' },
    },
  ];
}

/** Delivered against invoiced, unit by unit: only where both are printed with the same unit, and every line of each side has one. */
function quantities(invoices: readonly PaperFacts[], proving: readonly PaperFacts[]): Reason[] {
  const invoiced = totals(invoices);
  const delivered = totals(proving);
  if (!invoiced || !delivered) return [];
  return [...invoiced].flatMap(([unit, wanted]): Reason[] => {
    const got = delivered.get(unit);
    if (!got) return [];
    const order = compare(got, wanted);
    const words = { got: text(got), wanted: text(wanted), unit: unit === '' ? '' : ` ${unit}` };
    if (order === 0)
      return [
        {
          code: 'check.delivery_quantity_agrees',
          severity: 'good',
          text: {
            zh: `交货数量与发票一致（${words.got}${words.unit}）。`,
            en: `The quantity delivered is the quantity invoiced (${words.got}${words.unit}).`,
          },
          evidence: { detail: words.got },
        },
      ];
    return [
      {
        code: order < 0 ? 'check.delivery_short' : 'check.delivery_over',
        severity: order < 0 ? 'warning' : 'info',
        text: {
          zh: `交货数量为 ${words.got}${words.unit}，发票数量为 ${words.wanted}${words.unit}。`,
          en: `Delivered were ${words.got}${words.unit}, invoiced ${words.wanted}${words.unit}.`,
        },
        evidence: { detail: `${words.got} / ${words.wanted}` },
      },
    ];
  });
}

function totals(papers: readonly PaperFacts[]): Map<string, Rational> | undefined {
  const sums = new Map<string, Rational>();
  for (const { quantities: list } of papers) {
    if (!list || list.length === 0) return undefined;
    for (const { amount, unit } of list) {
      const key = plain(unit ?? '');
      const value = exact(amount);
      if (!value) return undefined;
      sums.set(key, plus(sums.get(key) ?? zero, value));
    }
  }
  return sums.size === 0 ? undefined : sums;
}

function exact(amount: string): Rational | undefined {
  return /^-?\d{1,15}(\.\d{1,9})?$/.test(amount.trim()) ? rationalOf(amount.trim()) : undefined;
}

const text = (value: Rational): string => exactDecimal(value).replace(/\.?0+$/, '');

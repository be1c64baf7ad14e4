import type { ClaimDraft, Finding, PartyDraft } from '#domain/claim/draft.ts';
import type { ClaimFiling, ItemFiling, PartyFiling } from '#domain/claim/filing.ts';
import { dueDateInTerms } from '#domain/claim/terms-text.ts';
import type { Bilingual } from '#domain/kernel/text.ts';

/** A field that a person must or may add: `needed` ones stop the filing, the others only change what the law says. */
export type MissingField = { readonly path: string; readonly needed: boolean } & Bilingual;

/** A value that follows from the paper but that nobody has agreed to yet. */
export type Proposal = { readonly path: 'governingLaw' | 'items.0.dueOn'; readonly value: string; readonly proposed: true; readonly why: Bilingual };

export type DraftedClaim = {
  /** Only what the paper says; proposals are not in it, and no item stands in it without its number and amount. */
  readonly claim: Partial<ClaimFiling>;
  readonly missing: readonly MissingField[];
  readonly proposals: readonly Proposal[];
  readonly findings: readonly Finding[];
};

/** Turns a checked draft into the start of a filing: seller is creditor, buyer is debtor, what is owed is one item. */
export function claimFromDraft(draft: ClaimDraft): DraftedClaim {
  const claim: Partial<ClaimFiling> = defined({
    creditor: partyOf(draft.seller),
    debtor: partyOf(draft.buyer),
    currency: draft.currency,
    reference: draft.references.contract ?? draft.references.order,
    items: itemsOf(draft),
  });
  return { claim, missing: missingOf(draft), proposals: proposalsOf(draft), findings: draft.findings };
}

function itemsOf(draft: ClaimDraft): readonly ItemFiling[] | undefined {
  const { number, kind, totals } = draft;
  if (number === undefined || totals.owed === undefined) return undefined;
  return [
    defined<ItemFiling>({
      number,
      // A corrected or red invoice prints a negative amount: it reduces, as a credit note does.
      kind: totals.owed.startsWith('-') ? 'credit-note' : kind,
      amount: totals.owed,
      tax: kind === 'credit-note' && totals.tax !== undefined ? negated(totals.tax) : totals.tax,
      issuedOn: draft.issueDate,
      deliveredOn: draft.deliveryDate,
      dueOn: draft.dueDate,
      description: descriptionOf(draft),
    }),
  ];
}

function partyOf(party: PartyDraft | undefined): PartyFiling | undefined {
  if (party === undefined || party.name === '') return undefined;
  const { kind, name, identifiers, address, contacts, tradingName, language, timeZone, size } = party;
  return defined({
    kind,
    name,
    otherNames: tradingName === undefined ? undefined : [tradingName],
    identifiers,
    address,
    contacts,
    language,
    timeZone,
    size,
  });
}

function descriptionOf(draft: ClaimDraft): string | undefined {
  const names = draft.lines.map((line) => line.name ?? line.description).filter((name) => name !== undefined);
  if (names.length === 0) return undefined;
  const shown = names.slice(0, 3).join('; ').slice(0, 300);
  return names.length > 3 ? `${shown} (+${names.length - 3})` : shown;
}

function missingOf(draft: ClaimDraft): MissingField[] {
  const found: MissingField[] = [];
  const add = (absent: boolean, path: string, needed: boolean, zh: string, en: string) => {
    if (absent) found.push({ path, needed, zh, en });
  };
  add(!draft.seller?.name, 'creditor', true, '债权人（销售方）名称', "creditor's (seller's) name");
  add(!draft.buyer?.name, 'debtor', true, '债务人（购买方）名称', "debtor's (buyer's) name");
  add(draft.number === undefined, 'items.0.number', true, '发票号码', 'invoice number');
  add(draft.totals.owed === undefined, 'items.0.amount', true, '应付金额', 'amount owed');
  add(draft.currency === undefined, 'currency', true, '币种', 'currency');
  add(draft.dueDate === undefined, 'items.0.dueOn', false, '约定的到期日', 'agreed due date');
  add(draft.deliveryDate === undefined, 'items.0.deliveredOn', false, '交货或服务完成日期', 'day of delivery or completed service');
  add(true, 'basis', false, '债权的性质（买卖、服务等）', 'what the debt is for (sale, service ...)');
  add(true, 'governingLaw', false, '适用的法律', 'governing law');
  add(true, 'agreedInterest', false, '约定的逾期利息或违约金', 'agreed late interest or penalty');
  return found;
}

function proposalsOf(draft: ClaimDraft): Proposal[] {
  const found: Proposal[] = [];
  const law = lawOf(draft);
  if (law) found.push({ path: 'governingLaw', proposed: true, ...law });
  const due = dueDateInTerms(draft);
  if (due) {
    found.push({
      path: 'items.0.dueOn',
      value: due.date,
      proposed: true,
      why: { zh: `付款条款写明“${due.from}”。`, en: `The payment terms say "${due.from}".` },
    });
  }
  return found;
}

/**
 * The law most likely to govern where nothing was agreed: the common seat, else the seller's, who makes the characteristic
 * performance (Rome I Regulation (EC) 593/2008 article 4(1) and (2); 涉外民事关系法律适用法 41).
 */
function lawOf(draft: ClaimDraft): { readonly value: string; readonly why: Bilingual } | undefined {
  const seller = seatOf(draft.seller);
  const buyer = seatOf(draft.buyer);
  if (seller === undefined) return undefined;
  if (seller === buyer) return { value: seller, why: { zh: `双方均在 ${seller}。`, en: `Both parties sit in ${seller}.` } };
  return {
    value: seller,
    why: {
      zh: `未见约定时通常适用履行特征性义务一方（销售方）所在地 ${seller} 的法律；国际货物买卖还可能适用《联合国国际货物销售合同公约》。`,
      en: `Where nothing was agreed, the law of ${seller}, seat of the seller, usually governs; the UN sales convention (CISG) may govern an international sale of goods.`,
    },
  };
}

/** Law differs between the states of the USA: without the state there is no seat to name. */
function seatOf(party: PartyDraft | undefined): string | undefined {
  const country = party?.address?.country;
  if (country === undefined || !/^[A-Z]{2}$/.test(country)) return undefined;
  if (country !== 'US') return country;
  const state = party?.address?.region?.trim().toUpperCase().replace(/^US-/, '');
  return state !== undefined && /^[A-Z]{2}$/.test(state) ? `US-${state}` : undefined;
}

const negated = (amount: string): string => (/^0*(\.0*)?$/.test(amount) ? amount : amount.startsWith('-') ? amount.slice(1) : `-${amount}`);

function defined<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}

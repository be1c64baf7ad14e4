import type { ClaimFiling, EventFiling, PaymentFiling } from '#domain/claim/filing.ts';
import type { CloseCode, Overlay, Stage } from '#domain/claim/stage.ts';
import { addDays, type Day, isoDay } from '#domain/kernel/day.ts';
import { type DemoPlace, demoPlaces } from './companies.ts';

/** One invented claim and what has happened to it since. */
export type DemoClaim = {
  readonly filing: ClaimFiling;
  readonly stage?: Stage;
  readonly payment?: PaymentFiling;
  readonly overlay?: { readonly overlay: Overlay; readonly reason: string };
  readonly close?: { readonly code: CloseCode; readonly reason: string };
};

const perPlace = [72, 44, 36, 28, 20] as const;

/** About two hundred synthetic claims in five countries, the same ones for the same day. */
export function demoClaims(today: Day): DemoClaim[] {
  const next = sequence(20261123);
  return demoPlaces.flatMap((place, p) => Array.from({ length: perPlace[p] ?? 0 }, (_, i) => claimAt(place, i, today, next)));
}

/** Park and Miller's minimal standard generator: the portfolio is random-looking and always the same. */
function sequence(seed: number): () => number {
  let state = seed % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A few Chinese debts stand days before their three years are over: what a worklist must never bury. */
function nearlyBarred(place: DemoPlace, index: number): number | undefined {
  return place.country === 'CN' && index < 4 ? 3 * 365 - 9 * (index + 1) : undefined;
}

function claimAt(place: DemoPlace, index: number, today: Day, next: () => number): DemoClaim {
  const [debtor, city, street] = place.debtors[Math.floor(next() * place.debtors.length)] ?? ['', '', ''];
  // Most debts are young; a long tail is old, and some are not due yet.
  const lateDays = nearlyBarred(place, index) ?? Math.floor(-20 + 700 * next() ** 2.6);
  const dueOn = addDays(today, -lateDays);
  const issuedOn = addDays(dueOn, -30);
  const amount = (place.size * (0.15 + 2.2 * next() ** 2)).toFixed(2);
  const number = `DEMO-${place.country}-${String(2001 + index)}`;
  const basis = place.bases[Math.floor(next() * place.bases.length)] ?? 'sale';
  const filing: ClaimFiling = {
    basis,
    reference: number,
    creditor: {
      name: place.creditor,
      address: { lines: [], city: place.creditorCity, country: place.creditor.startsWith('Beispiel') ? 'DE' : place.country },
    },
    debtor: {
      name: debtor,
      language: place.language,
      timeZone: place.timeZone,
      address: { lines: [street], city, country: place.country },
      contacts: [{ channel: 'email', value: `demo-${index}@debtor.invalid` }],
    },
    currency: place.currency,
    governingLaw: place.law,
    contractOn: isoDay(addDays(issuedOn, -45)),
    items: [{ number, amount, issuedOn: isoDay(issuedOn), deliveredOn: isoDay(addDays(issuedOn, -2)), dueOn: isoDay(dueOn) }],
  };
  if (nearlyBarred(place, index) !== undefined) return { filing };
  const { events, ...story } = whatHappened(filing, amount, lateDays, today, next());
  return { filing: events ? { ...filing, events } : filing, ...story };
}

type Story = Omit<DemoClaim, 'filing'> & { readonly events?: readonly EventFiling[] };

const zhOr = (filing: ClaimFiling, zh: string, en: string): string => (filing.currency === 'CNY' ? zh : en);

/** What has happened since: nothing yet, part or full payment, a dispute, a demand on its way, a promise, an insolvency. */
function whatHappened(filing: ClaimFiling, amount: string, lateDays: number, today: Day, dice: number): Story {
  if (lateDays < 5) return {};
  const ago = (days: number): string => isoDay(addDays(today, -Math.max(1, Math.min(days, lateDays - 1))));
  const spread = Math.floor((dice * 1000) % 80);
  if (dice < 0.14)
    return {
      payment: { paidOn: ago(1 + spread), amount, reference: 'demo' },
      close: { code: 'paid-in-full', reason: zhOr(filing, '演示：已全额付款', 'Demo: paid in full') },
    };
  if (dice < 0.25) return { payment: { paidOn: ago(1 + spread), amount: (Number(amount) * 0.35).toFixed(2), reference: 'demo' } };
  if (dice < 0.31)
    return { overlay: { overlay: 'disputed', reason: zhOr(filing, '演示：债务人对质量提出异议', 'Demo: the debtor disputes the quality') } };
  if (dice < 0.34) return { overlay: { overlay: 'on-hold', reason: zhOr(filing, '演示：等待补充材料', 'Demo: waiting for papers') } };
  if (dice < 0.37 && lateDays > 200) return { close: { code: 'uneconomic', reason: zhOr(filing, '演示：追偿成本过高', 'Demo: not worth the cost') } };
  if (dice < 0.52) return { stage: 'amicable', events: [{ on: ago(4 + (spread % 20)), kind: 'demand-sent', proof: 'demo' }] };
  if (dice < 0.62) return { stage: 'amicable', events: [{ on: ago(45 + spread), kind: 'demand-sent', proof: 'demo' }] };
  if (dice < 0.67)
    return {
      stage: 'amicable',
      events: [
        { on: ago(40 + spread), kind: 'demand-received', proof: 'demo' },
        { on: ago(20 + (spread % 15)), kind: 'acknowledgment', proof: 'demo' },
      ],
    };
  if (dice < 0.69 && lateDays > 60)
    return {
      events: [{ on: ago(15), kind: 'insolvency-opened', proof: 'demo' }],
      overlay: { overlay: 'insolvent', reason: zhOr(filing, '演示：法院已受理破产', 'Demo: insolvency opened') },
    };
  return {};
}

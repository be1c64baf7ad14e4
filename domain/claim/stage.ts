import type { Bilingual } from '../kernel/text.ts';

/** WORDS: stages of a case; overlays may lie over any of them. */
export type Stage =
  | 'draft'
  | 'filed'
  | 'checked'
  | 'assessed'
  | 'mandated'
  | 'amicable'
  | 'mediation'
  | 'payment-order'
  | 'arbitration'
  | 'suit'
  | 'title'
  | 'enforcement'
  | 'closed';
export type Overlay = 'disputed' | 'on-hold' | 'plan-running' | 'insolvent' | 'vulnerable';
export type CloseCode =
  | 'paid-in-full'
  | 'paid-direct'
  | 'settled'
  | 'plan-completed'
  | 'credited'
  | 'withdrawn'
  | 'merged'
  | 'assigned'
  | 'time-barred'
  | 'insolvent-dividend'
  | 'insolvent-none'
  | 'untraceable'
  | 'deceased'
  | 'uneconomic'
  | 'refused'
  | 'enforced'
  | 'no-assets';

export type CaseState = { readonly stage: Stage; readonly overlays: readonly Overlay[] };

export const actions = ['assess', 'plan-letter', 'record-payment', 'record-event', 'attach', 'set-overlay', 'close', 'reopen'] as const;
export type Action = (typeof actions)[number];

export type Permission = { readonly id: Action; readonly allowed: boolean; readonly why?: Bilingual };

/** What stops contact with the debtor: the law's dispute, a hold, insolvency and vulnerability each with its reason. */
const stopsContact: readonly (readonly [Overlay, Bilingual])[] = [
  ['disputed', { zh: '债务人已提出异议，联络暂停，请先处理异议。', en: 'The debt is disputed; contact is stopped until the dispute is dealt with.' }],
  ['on-hold', { zh: '案件已冻结，联络暂停。', en: 'The case is on hold; contact is stopped.' }],
  [
    'insolvent',
    {
      zh: '债务人进入破产程序，应向管理人申报债权，不得单独催收。',
      en: 'The debtor is insolvent: lodge the claim with the administrator instead of demanding payment.',
    },
  ],
  [
    'vulnerable',
    {
      zh: '债务人处于困难或脆弱状态，自动联络暂停，由专人处理。',
      en: 'The debtor is marked vulnerable: automatic contact is paused and a person decides.',
    },
  ],
];

/** The first mark that stops contact, with its reason; undefined where nothing does. */
export function contactStop(overlays: readonly Overlay[]): { readonly overlay: Overlay; readonly why: Bilingual } | undefined {
  const stop = stopsContact.find(([overlay]) => overlays.includes(overlay));
  return stop && { overlay: stop[0], why: stop[1] };
}

const closedWhy: Bilingual = { zh: '案件已结案；可先重新打开。', en: 'The case is closed; reopen it first.' };
const notClosedWhy: Bilingual = { zh: '案件尚未结案。', en: 'The case is not closed.' };

/** The one table of what may be done in which state; the server enforces it and the pages show its reasons. */
export function permissions(state: CaseState): Permission[] {
  const closed = state.stage === 'closed';
  return actions.map((id): Permission => {
    if (id === 'reopen') return closed ? { id, allowed: true } : { id, allowed: false, why: notClosedWhy };
    if (closed && id !== 'attach') return { id, allowed: false, why: closedWhy };
    if (id === 'plan-letter') {
      const stop = contactStop(state.overlays);
      return stop ? { id, allowed: false, why: stop.why } : { id, allowed: true };
    }
    return { id, allowed: true };
  });
}

export const permission = (state: CaseState, action: Action): Permission =>
  permissions(state).find((p) => p.id === action) ?? { id: action, allowed: false };

import type { Counted, CountedItem } from './count.ts';
import type { Limitation } from './limitation.ts';
import { earliest, limitationsOf } from './limitation-of-claim.ts';
import { type Notice, noticesOf } from './notices.ts';
import type { Alternative, Position, PositionItem } from './position.ts';
import { interestLeft, interestPaid, perDay } from './settle.ts';
import { traceOf } from './trace.ts';

/** Sums of one count in the currency's smallest units. */
export function sumsOf(counted: Counted): {
  readonly principal: bigint;
  readonly interest: bigint;
  readonly surcharge: bigint;
  readonly compensation: bigint;
  readonly left: { readonly principal: bigint; readonly interest: bigint; readonly compensation: bigint };
  readonly total: bigint;
} {
  const { rounding } = counted.conventions;
  let [principal, interest, surcharge, compensation] = [-counted.credited, 0n, 0n, 0n];
  const left = { principal: 0n, interest: 0n, compensation: 0n };
  for (const { item, state } of counted.items) {
    principal += item.amount.minor;
    const unpaid = interestLeft(state, rounding);
    interest += interestPaid(state) + unpaid;
    if (state.strands.length > 1) {
      surcharge +=
        interestLeft(state, rounding, 'surcharge') + state.strands.reduce((sum, one) => (one.kind === 'surcharge' ? sum + one.paid : sum), 0n);
    }
    compensation += state.compensation;
    left.principal += state.principal;
    left.interest += unpaid;
    left.compensation += state.compensationLeft;
  }
  return {
    principal,
    interest,
    surcharge,
    compensation,
    left,
    total: left.principal + left.interest + left.compensation + counted.settling.costsLeft,
  };
}

export function assemble(counted: Counted, alternatives: readonly Alternative[], before: readonly Notice[]): Position {
  const { claim, asOf, law, options } = counted.question;
  const { currency } = claim;
  const money = (minor: bigint) => ({ currency, minor });
  const sums = sumsOf(counted);
  const limitations = limitationsOf(counted);
  const items = counted.items.map((one, i) => itemOf(one, limitations[i] as Limitation, counted));
  return {
    kind: 'position',
    asOf,
    jurisdiction: law.code,
    principal: money(sums.principal),
    interest: money(sums.interest),
    surcharge: money(sums.surcharge),
    compensation: money(sums.compensation),
    costs: money(counted.costs),
    paid: money(counted.paid),
    overpaid: money(counted.overpaid),
    total: money(sums.total),
    perDay: money(items.reduce((sum, item) => sum + item.perDay.minor, 0n)),
    outstanding: {
      principal: money(sums.left.principal),
      interest: money(sums.left.interest),
      compensation: money(sums.left.compensation),
      costs: money(counted.settling.costsLeft),
    },
    items,
    limitation: earliest(counted, limitations),
    alternatives,
    notices: [...before, ...noticesOf(counted)],
    gaps: counted.gaps,
    conventions: counted.conventions,
    trace: options.trace ? traceOf(counted, limitations) : [],
  };
}

function itemOf({ item, due, state }: CountedItem, limitation: Limitation, counted: Counted): PositionItem {
  const { rounding } = counted.conventions;
  const money = (minor: bigint) => ({ currency: item.amount.currency, minor });
  const unpaid = interestLeft(state, rounding);
  return {
    number: item.number,
    ...(due.on === undefined ? {} : { dueOn: due.on }),
    dueBy: due.reason,
    ...(state.lateFrom === undefined ? {} : { lateFrom: state.lateFrom }),
    principal: item.amount,
    outstanding: money(state.principal),
    interest: money(interestPaid(state) + unpaid),
    interestUnpaid: money(unpaid),
    compensation: money(state.compensation),
    perDay: money(perDay(state, counted.edge, rounding)),
    limitation,
    ...(state.segments ? { segments: state.segments } : {}),
  };
}

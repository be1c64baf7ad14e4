import type { Claim } from '#domain/claim/claim.ts';
import type { Day } from '#domain/kernel/day.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { dayWords } from '#domain/kernel/wording.ts';
import type { Check, Reason } from './check.ts';

export type Level = 'high' | 'low' | 'mixed' | 'unknown';

/** A given fact and the way it points. Silence of a source is no fact and has no entry here. */
export type Pointer = { readonly axis: 'capacity' | 'willingness'; readonly way: 'up' | 'down'; readonly text: Bilingual };

export type Willingness = {
  readonly capacity: Level;
  readonly willingness: Level;
  readonly quadrant: 'can-and-will' | 'can-but-will-not' | 'will-but-cannot' | 'neither' | 'unknown';
  readonly pointers: readonly Pointer[];
};

/** Capacity by willingness, from given facts only; facts that point both ways give `mixed`, no facts give `unknown`. */
export function willingnessOf(claim: Claim, checks: readonly Check[], asOf: Day): Willingness {
  const pointers = [...fromEvents(claim, asOf), ...fromChecks(checks)];
  const capacity = level(pointers.filter((pointer) => pointer.axis === 'capacity'));
  const willingness = level(pointers.filter((pointer) => pointer.axis === 'willingness'));
  return { capacity, willingness, quadrant: quadrant(capacity, willingness), pointers };
}

function level(pointers: readonly Pointer[]): Level {
  const up = pointers.some((pointer) => pointer.way === 'up');
  const down = pointers.some((pointer) => pointer.way === 'down');
  return up && down ? 'mixed' : up ? 'high' : down ? 'low' : 'unknown';
}

function quadrant(capacity: Level, willingness: Level): Willingness['quadrant'] {
  if (capacity === 'high' && willingness === 'high') return 'can-and-will';
  if (capacity === 'high' && willingness === 'low') return 'can-but-will-not';
  if (capacity === 'low' && willingness === 'high') return 'will-but-cannot';
  if (capacity === 'low' && willingness === 'low') return 'neither';
  return 'unknown';
}

function fromEvents(claim: Claim, asOf: Day): Pointer[] {
  const pointers: Pointer[] = [];
  const last = claim.payments.reduce<Day | undefined>(
    (latest, payment) => (latest === undefined || payment.paidOn > latest ? payment.paidOn : latest),
    undefined,
  );
  if (last !== undefined) {
    pointers.push({ axis: 'willingness', way: 'up', text: { zh: `${dayWords(last).zh}有过付款`, en: `paid something on ${dayWords(last).en}` } });
  }
  for (const event of claim.events) {
    const on = dayWords(event.on);
    switch (event.kind) {
      case 'acknowledgment':
        pointers.push({ axis: 'willingness', way: 'up', text: { zh: `${on.zh}承认债务`, en: `acknowledged the debt on ${on.en}` } });
        break;
      case 'promise':
        pointers.push(
          last !== undefined && last >= event.on
            ? { axis: 'willingness', way: 'up', text: { zh: `${on.zh}承诺付款，其后有付款`, en: `promised on ${on.en} and paid after it` } }
            : asOf - event.on > 30
              ? { axis: 'willingness', way: 'down', text: { zh: `${on.zh}承诺付款，至今未付`, en: `promised on ${on.en} and has not paid since` } }
              : { axis: 'willingness', way: 'up', text: { zh: `${on.zh}承诺付款`, en: `promised to pay on ${on.en}` } },
        );
        break;
      case 'dispute-raised':
        pointers.push({ axis: 'willingness', way: 'down', text: { zh: `${on.zh}提出异议`, en: `disputed the claim on ${on.en}` } });
        break;
      case 'insolvency-opened':
        pointers.push({ axis: 'capacity', way: 'down', text: { zh: `${on.zh}进入破产程序`, en: `insolvency opened on ${on.en}` } });
        break;
      case 'enforcement-filed':
        pointers.push({ axis: 'willingness', way: 'down', text: { zh: `${on.zh}已申请强制执行`, en: `enforcement was needed on ${on.en}` } });
        break;
      default:
        break;
    }
  }
  return pointers;
}

/** Only findings that speak about means or past conduct; the rest of a check says nothing about willingness. */
const meaning: Readonly<Record<string, Pick<Pointer, 'axis' | 'way'>>> = {
  'check.history:good': { axis: 'willingness', way: 'up' },
  'check.history:warning': { axis: 'willingness', way: 'down' },
  'check.list_hit:warning': { axis: 'capacity', way: 'down' },
  'check.list_hit:error': { axis: 'capacity', way: 'down' },
  'check.debtor_insolvent:warning': { axis: 'capacity', way: 'down' },
  'check.debtor_suspended:warning': { axis: 'capacity', way: 'down' },
  'check.assets_known:good': { axis: 'capacity', way: 'up' },
};

function fromChecks(checks: readonly Check[]): Pointer[] {
  return checks
    .flatMap((check) => check.reasons)
    .flatMap((reason: Reason) => {
      const found = meaning[`${reason.code}:${reason.severity}`];
      return found ? [{ ...found, text: reason.text }] : [];
    });
}

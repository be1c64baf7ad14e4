import type { Citation, RuleStatus } from '#domain/kernel/citation.ts';
import { isoDay } from '#domain/kernel/day.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { Counted } from './count.ts';
import type { RuleException } from './format/files.ts';
import { allOf, versionOn } from './select.ts';

/** Something the reader must know beside the figures. */
export type Notice = { readonly text: Bilingual; readonly citation: Citation; readonly status: RuleStatus };

const own: Citation = { instrument: 'Quittance', article: 'method', status: 'verified' };
const fixed = new WeakMap<RuleException, Notice>();

/** The rules' own notices on these facts, then what this count had to assume. */
export function noticesOf(counted: Counted): Notice[] {
  const { law, facts, asOf, claim } = counted.question;
  const notices: Notice[] = [];
  for (const rule of allOf(law, 'notice', facts)) {
    const value = versionOn(rule, asOf, facts.knownOn)?.value;
    if (value?.kind !== 'text') continue;
    let notice = fixed.get(rule);
    if (!notice) {
      notice = { text: value.text, citation: rule.citation, status: rule.citation.status };
      fixed.set(rule, notice);
    }
    notices.push(notice);
  }
  const say = (zh: string, en: string, citation: Citation = own): void => {
    notices.push({ text: { zh, en }, citation, status: citation.status });
  };
  for (const { item, due, compensation, state } of counted.items) {
    if (due.reason === 'missing') {
      say(
        `款项 ${item.number} 没有约定到期日，也缺少法律据以确定到期日的事实（交付、开票或催告日期），未计算利息`,
        `Item ${item.number} has no agreed due date, and the day the law would count from (delivery, invoice or demand) is not known: no interest counted`,
        due.rule?.citation,
      );
    } else if (due.reason === 'shortened' && due.rule && due.on !== undefined && due.agreedOn !== undefined) {
      say(
        `款项 ${item.number} 约定的到期日 ${isoDay(due.agreedOn)} 超过法定最长付款期限，按 ${isoDay(due.on)} 到期计算`,
        `Item ${item.number}: the agreed due date ${isoDay(due.agreedOn)} exceeds the longest term the law allows; counted as due on ${isoDay(due.on)}`,
        due.rule.citation,
      );
    }
    if (compensation?.outside) {
      const { amount, currency } = compensation.outside;
      say(
        `另可主张固定补偿 ${amount} ${currency}，币种不同，未折算计入`,
        `A fixed sum of ${amount} ${currency} is due besides; another currency is never converted here`,
        compensation.rule?.citation,
      );
    }
    if (compensation?.limited)
      say('约定的违约金超过法定上限，已按上限计入', 'The agreed penalty exceeds what the law allows and was limited', compensation.rule?.citation);
    if (state.strands.some((one) => one.table.pieces.some((piece) => piece.assumed))) {
      say(
        '尚未起诉：起诉时的一年期LPR暂按最近一期已公布的数值计算，以实际起诉之日为准',
        'No suit was filed yet: the prime rate "at filing" was taken as last published; the figure of the real filing day decides',
      );
    }
  }
  for (const gap of counted.gaps) {
    const through = gap.data.validThrough;
    const citation = gap.because[0] ?? own;
    if (gap.code === 'law.not_published_yet' && typeof through === 'string') {
      say(
        `参照利率 ${String(gap.data.series)} 仅公布至 ${through}，其后的利息未计入`,
        `The reference rate ${String(gap.data.series)} is published through ${through} only: interest after that day is not counted`,
        citation,
      );
    } else {
      say(
        '部分期间的利率无法核实，该期间的利息未计入，请咨询当地律师',
        'For part of the time no verified rate is known: that interest is not counted; ask local counsel',
        citation,
      );
    }
  }
  if (counted.overpaid > 0n) say('已付金额超过应付金额', 'More was paid than was owed');
  if (claim.payments.some((payment) => payment.paidOn > asOf)) say('计算日之后的付款未计入', 'Payments after the day of the count are not included');
  return notices;
}

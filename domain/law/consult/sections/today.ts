import { isoDay } from '../../../kernel/day.ts';
import { unreachable } from '../../../kernel/error.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { profileOf } from '../../profiles/profile.ts';
import { governedLimitation } from '../limitation-rule.ts';
import type { Ground, Section } from '../outcome.ts';
import { moneyWords, say, sourced } from '../words.ts';

/** What is owed today, in figures that add up. */
export function owedToday({ position, refusal, claim, asOf, role, answers }: Ground): Section {
  const title = say('今天应付多少', 'What is owed today');
  if (!claim) return { id: 'today', title, lines: [say('没有金额，无法计算。', 'Without an amount nothing can be counted.')] };
  if (!position) return { id: 'today', title, lines: [notCounted(refusal)] };
  const { outstanding, total, perDay } = position;
  const day = isoDay(asOf);
  return {
    id: 'today',
    title,
    lines: [
      say(`截至 ${day}，依法合计 ${moneyWords(total)}。`, `On ${day} the law gives ${moneyWords(total)} in all.`),
      say(
        `其中本金 ${moneyWords(outstanding.principal)}，利息 ${moneyWords(outstanding.interest)}。`,
        `Principal ${moneyWords(outstanding.principal)}, interest ${moneyWords(outstanding.interest)}.`,
      ),
      ...(outstanding.compensation.minor > 0n
        ? [say(`法定追偿补偿 ${moneyWords(outstanding.compensation)}。`, `Compensation for recovery costs ${moneyWords(outstanding.compensation)}.`)]
        : []),
      ...(perDay.minor > 0n ? [say(`此后每天增加 ${moneyWords(perDay)}。`, `It grows by ${moneyWords(perDay)} a day.`)] : []),
      ...(position.overpaid.minor > 0n
        ? [say(`已多付 ${moneyWords(position.overpaid)}。`, `${moneyWords(position.overpaid)} was paid too much.`)]
        : []),
      ...(answers.paid_amount && !answers.last_paid_on
        ? [
            say(
              '没有付款日期，已付款未能抵扣；补充日期后重新计算。',
              'The payment has no date, so it was not taken off: add the date and count again.',
            ),
          ]
        : []),
      ...(answers.paid_amount && answers.last_paid_on
        ? [
            say(
              '已付款按最近一次付款日一次抵扣；分多次付的，实际利息会少一些。',
              'Payments were taken off at once on the day of the last one; if there were several, the true interest is a little less.',
            ),
          ]
        : []),
      ...(role === 'debtor' && position.limitation.status === 'expired'
        ? [say('但时效已过，见下文。', 'But the limitation period has ended: see below.')]
        : []),
      ...loanDoubts(answers),
    ],
  };
}

/** What a loan's figures leave open. */
function loanDoubts(answers: Ground['answers']): Bilingual[] {
  if (answers.basis !== 'loan') return [];
  const rated = typeof answers.interest_rate === 'string';
  return [
    ...(rated && !answers.contract_on
      ? [
          say(
            '没有借款日期，借款期内的利息和利率上限未能计算。',
            'Without the day of the loan neither interest for its term nor the cap on it can be counted.',
          ),
        ]
      : []),
    ...(answers.lender_kind === 'unknown' || answers.lender_kind === null
      ? [say('按民间借贷计算；出借人是持牌金融机构的，利率上限规则不同。', 'Counted as a private loan; for a licensed lender other limits hold.')]
      : []),
  ];
}

function notCounted(refusal: Refusal | undefined): Bilingual {
  switch (refusal?.code) {
    case 'law.no_governing_law':
      return say('不知道适用哪国法律，无法计算。', 'Which law governs is not known, so nothing can be counted.');
    case 'law.not_covered':
      return say('本系统没有该地的法律数据，请咨询当地律师。', 'There is no data for the law of this place: ask local counsel.');
    default:
      return say('现有规则不足以计算，请咨询律师。', 'The rules at hand do not suffice: ask counsel.');
  }
}

/** The rules behind the figures, and every other arguable reading. */
export function byWhichRule({ position, law }: Ground): Section | undefined {
  if (!position || !law) return undefined;
  const seen = new Set<string>();
  const cited = position.trace.flatMap((step) => {
    if (!step.citation) return [];
    const line = sourced(step.text, step.citation);
    if (seen.has(line.zh)) return [];
    seen.add(line.zh);
    return [line];
  });
  const gaps = position.gaps.map((gap) => gapLine(gap));
  const others = position.alternatives.map((other) =>
    sourced(
      say(`另一种算法：${other.label.zh}，合计 ${moneyWords(other.total)}`, `Another reading: ${other.label.en}, ${moneyWords(other.total)} in all`),
      other.citation,
    ),
  );
  const notices = position.notices.map((notice) => sourced(notice.text, notice.citation));
  return {
    id: 'rules',
    title: say(`依据（${law.name.zh}法）`, `By which rules (law of ${law.name.en})`),
    lines: [...cited, ...gaps, ...others, ...notices],
  };
}

function gapLine(gap: Refusal): Bilingual {
  switch (gap.code) {
    case 'law.not_published_yet': {
      const through = String(gap.data.validThrough ?? '');
      return say(`利率仅公布至 ${through}，之后的利息未计入。`, `The rate is published to ${through} only: interest after that is not counted.`);
    }
    default:
      return say(
        '有一段时间的利率未经核实，该段利息未计入，请咨询律师。',
        'For some of the time nobody has verified the rate: that interest is not counted. Ask counsel.',
      );
  }
}

/** Until when the claim can be brought. */
export function untilWhen(ground: Ground): Section | undefined {
  const { position } = ground;
  if (!position) return fromProfile(ground);
  const { limitation } = position;
  const lines: Bilingual[] = [];
  switch (limitation.status) {
    case 'running':
      lines.push(
        limitation.expiresOn === undefined
          ? say('时效因诉讼、协商等处于停止或中断状态。', 'The period stands still for now (proceedings, talks or an obstacle).')
          : say(`诉讼时效至 ${isoDay(limitation.expiresOn)} 届满。`, `The limitation period ends on ${isoDay(limitation.expiresOn)}.`),
      );
      break;
    case 'expired':
      lines.push(
        limitation.expiresOn === undefined
          ? say('诉讼时效已届满。', 'The limitation period has ended.')
          : say(`诉讼时效已于 ${isoDay(limitation.expiresOn)} 届满。`, `The limitation period ended on ${isoDay(limitation.expiresOn)}.`),
      );
      break;
    case 'not-started':
      lines.push(say('时效尚未开始计算（没有到期日）。', 'The period has not begun: no due date is known.'), ...withoutDate(ground));
      break;
    case 'unknown':
      lines.push(say('没有经核实的时效规则，请咨询当地律师。', 'No rule of limitation is known here: ask local counsel.'));
      break;
    default:
      unreachable(limitation.status);
  }
  const citation = limitation.because[0];
  const [first, ...rest] = lines;
  const basis = first && citation ? [sourced(first, citation), ...rest] : lines;
  const effects = governedLimitation(ground)?.value.effects.filter((effect) => !('afterExpiry' in effect && effect.afterExpiry)) ?? [];
  const restarts =
    limitation.status === 'running' ? effects.map(({ text }) => say(`能使时效中断或中止：${text.zh}`, `Restarts or stops it: ${text.en}`)) : [];
  const doubts = limitation.notCounted.map(({ on, why }) =>
    say(`${isoDay(on)} 的事件未计入：${why.zh}`, `The event of ${isoDay(on)} did not count: ${why.en}`),
  );
  return { id: 'until', title: say('到什么时候为止', 'Until when'), lines: [...basis, ...restarts, ...doubts] };
}

/** Chinese law on a debt without a date: a demand with a fair time to pay makes it due, and the period begins when that time ends. */
function withoutDate({ law, answers }: Ground): Bilingual[] {
  if (law?.code !== 'CN') return [];
  const loan = answers.basis === 'loan';
  return [
    sourced(
      say(
        '没有约定还款日的，可以随时催告对方在合理期限内履行，请在催告中写明宽限期',
        'without a date you may ask at any time, giving a fair time to pay: name that time in the demand',
      ),
      { instrument: '民法典', article: loan ? '511(4), 675' : '511(4)', status: 'verified' },
    ),
    sourced(
      say(
        '时效自宽限期届满之日起算；对方第一次催告时就明确拒绝的，自拒绝之日起算',
        'the period begins when that time ends, or on the day of an express refusal of the first demand',
      ),
      { instrument: '最高人民法院关于审理民事案件适用诉讼时效制度若干问题的规定', article: '4', status: 'verified' },
    ),
  ];
}

/** Where no rules are loaded: the one general figure of the country table, marked as what it is. */
function fromProfile({ answers }: Ground): Section | undefined {
  const place = typeof answers.debtor_country === 'string' ? profileOf(answers.debtor_country) : undefined;
  const limitation = place?.limitation;
  if (!place || !limitation || !('years' in limitation) || limitation.years === undefined) return undefined;
  const { years, basis } = limitation;
  const line = say(
    `${place.name.zh}合同债权的一般时效约为 ${years} 年，起算和中断规则未载入，请向当地律师确认`,
    `in ${place.name.en} a contract debt is generally barred after ${years} years; when it begins and what interrupts it is not loaded: ask local counsel`,
  );
  return { id: 'until', title: say('到什么时候为止', 'Until when'), lines: [sourced(line, { instrument: basis, status: 'unverified' })] };
}

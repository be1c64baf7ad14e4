import { isRefusal } from '../../../kernel/refusal.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { profileOf } from '../../profiles/profile.ts';
import { feeOf } from '../../scale.ts';
import type { Ground, Section } from '../outcome.ts';
import { routesOf } from '../routes-of.ts';
import { moneyWords, say, sourced } from '../words.ts';

/** What each route costs on this sum; the historical World Bank figure where the law's own table is blank. */
export function cost(ground: Ground): Section | undefined {
  const { position, book, asOf, answers } = ground;
  const ids = new Set(routesOf(ground).flatMap(({ value }) => value.fees ?? []));
  const fees: Bilingual[] = [...ids].flatMap((id) => {
    const rule = book.rule(id);
    const fee = rule && position ? feeOf(rule, position.total, asOf, book) : undefined;
    if (!rule || !fee || isRefusal(fee)) return [];
    const name = rule.title ?? say(id, id);
    return [sourced(say(`${name.zh}：${moneyWords(fee.fee)}`, `${name.en}: ${moneyWords(fee.fee)}`), rule.citation)];
  });
  const lines = [...fees, ...(fees.length === 0 ? historical(answers.debtor_country) : [])];
  return {
    id: 'cost',
    title: say('费用', 'What it costs'),
    lines:
      lines.length > 0 ? [...lines, loser] : [say('没有经核实的收费标准，请咨询当地律师。', 'No scale of fees is known here: ask local counsel.')],
  };
}

const loser = say(
  '诉讼费先由申请人预交，一般由败诉方负担；律师费能否由对方承担看合同和当地法律。',
  'Court fees are advanced by the claimant and as a rule borne by the loser; lawyers’ fees depend on the contract and local law.',
);

function historical(country: unknown): Bilingual[] {
  const enforcing = typeof country === 'string' ? profileOf(country)?.enforcing : undefined;
  if (!enforcing) return [];
  const doubt = enforcing.dataDoubted ? say('，该经济体数据曾被质疑', ', and this economy’s data were doubted') : say('', '');
  return [
    say(
      `世界银行 2020 年历史数据：通过法院收回约需 ${enforcing.days} 天，费用约为标的额的 ${enforcing.costPercent}%（报告已停止发布${doubt.zh}）。`,
      `World Bank, 2020, historical: about ${enforcing.days} days and ${enforcing.costPercent}% of the claim through the courts (the report was discontinued${doubt.en}).`,
    ),
  ];
}

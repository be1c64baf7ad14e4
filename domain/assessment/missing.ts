import type { Claim } from '#domain/claim/claim.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { Check } from './check.ts';
import type { RouteValue } from './routes.ts';

/** What nobody has said yet, and what it would change. Blank stays blank until someone answers. */
export type Missing = { readonly code: string; readonly text: Bilingual; readonly changes: Bilingual };

export function missingFrom(claim: Claim, checks: readonly Check[], routes: readonly RouteValue[]): Missing[] {
  const list: Missing[] = [];
  const ask = (code: string, zh: string, en: string, changesZh: string, changesEn: string): void => {
    list.push({ code, text: { zh, en }, changes: { zh: changesZh, en: changesEn } });
  };
  if (claim.items.some((item) => item.dueOn === undefined && item.amount.minor > 0n))
    ask('missing.due_date', '到期日', 'due dates', '逾期起算日、利息和时效', 'start of default, interest and limitation');
  if (claim.basis === 'sale' && claim.items.some((item) => item.deliveredOn === undefined && item.amount.minor > 0n))
    ask('missing.delivery', '交付日期和签收单', 'delivery dates and signed notes', '到期、举证', 'due date, proof');
  if (!claim.governingLaw)
    ask('missing.governing_law', '适用法律的约定', 'the clause on governing law', '利率、时效、路径', 'rate, limitation, routes');
  if (!claim.forum) ask('missing.forum', '管辖或仲裁条款', 'the clause on court or arbitration', '可走的路径', 'which routes are open');
  if (claim.agreedInterest.kind === 'none-agreed')
    ask('missing.agreed_interest', '违约金或逾期利息的约定（如有）', 'any agreed penalty or late interest', '利息金额', 'amount of interest');
  if (claim.contractOn === undefined)
    ask('missing.contract_date', '合同签订日', 'the date of the contract', '适用的规则版本', 'which version of a rule applies');
  if (claim.debtor.identifiers.length === 0 && claim.debtor.kind !== 'person')
    ask('missing.debtor_identifier', '债务人登记号码', 'the debtor’s register number', '债务人校验', 'the check of the debtor');
  if (!claim.debtor.address || claim.debtor.address.lines.length === 0)
    ask('missing.debtor_address', '债务人地址', 'the debtor’s address', '送达、管辖', 'service, venue');
  for (const check of checks) {
    for (const source of check.coverage) {
      if (source.answer === 'source-failed')
        ask('missing.source', `${source.source} 的答复`, `the answer of ${source.source}`, '校验结论', 'the verdict of a check');
    }
  }
  const dark = routes.filter((route) => route.open.kind === 'open' && (!route.cost || !route.days));
  if (dark.length > 0) {
    const zh = dark.map((route) => route.name.zh).join('、');
    const en = dark.map((route) => route.name.en).join(', ');
    ask('missing.route_figures', `费用或时间：${zh}`, `cost or time of: ${en}`, '路径比较', 'the comparison of routes');
  }
  return list;
}

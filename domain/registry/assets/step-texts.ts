import type { Bilingual } from '#domain/kernel/text.ts';
import { type AssetNode, type AssetSchema, schemaWords } from './graph.ts';
import type { Hold } from './holds.ts';

/** What to do about a kind of thing that the debtor holds itself. */
const own: Readonly<Partial<Record<AssetSchema, (name: string) => Bilingual>>> = {
  BankAccount: (name) => ({
    zh: `核实账户「${name}」的户名与开户行，申请冻结。`,
    en: `Confirm holder and bank of account “${name}”; apply to freeze it.`,
  }),
  Receivable: (name) => ({
    zh: `向次债务人核实到期债权「${name}」，申请协助执行通知。`,
    en: `Confirm receivable “${name}” with the third-party debtor; apply for a third-party order.`,
  }),
  Goods: (name) => ({
    zh: `向仓库核实货物「${name}」的存货人、仓单与数量，申请扣押。`,
    en: `Ask the warehouse who stores “${name}”, under which receipt and how much; apply for attachment.`,
  }),
  Warehouse: (name) => ({ zh: `核实「${name}」的权属或租赁合同及在库货物。`, en: `Find out who owns or rents “${name}” and whose goods lie there.` }),
  RealEstate: (name) => ({
    zh: `查询「${name}」的不动产登记与抵押顺位，申请查封。`,
    en: `Search title and ranking charges of “${name}”; apply for attachment.`,
  }),
  Security: (name) => ({ zh: `核实「${name}」的持有与质押情况，申请冻结。`, en: `Confirm holding and pledges of “${name}”; apply to freeze it.` }),
  Vessel: (name) => ({
    zh: `核实船舶「${name}」的登记与动态，申请扣押。`,
    en: `Confirm register and position of vessel “${name}”; apply for arrest.`,
  }),
  Airplane: (name) => ({
    zh: `核实航空器「${name}」的国籍登记与抵押，申请扣押。`,
    en: `Confirm register and mortgages of aircraft “${name}”; apply for arrest.`,
  }),
  Vehicle: (name) => ({
    zh: `核实车辆「${name}」的登记与抵押，申请查封。`,
    en: `Confirm register and charges of vehicle “${name}”; apply for attachment.`,
  }),
  Trademark: (name) => ({
    zh: `查询商标「${name}」的注册人与许可，申请冻结转让。`,
    en: `Look up owner and licences of trade mark “${name}”; apply to bar its transfer.`,
  }),
  Patent: (name) => ({
    zh: `查询专利「${name}」的权利人与年费状态，申请冻结转让。`,
    en: `Look up owner and fees of patent “${name}”; apply to bar its transfer.`,
  }),
};

const unvalued: Bilingual = { zh: '先弄清价值。', en: ' Find out what it is worth first.' };

export function stepText(node: AssetNode, hold: Hold, withoutValue: boolean): Bilingual {
  const text = textOf(node, hold);
  return withoutValue ? { zh: `${text.zh}${unvalued.zh}`, en: `${text.en}${unvalued.en}` } : text;
}

function textOf(node: AssetNode, hold: Hold): Bilingual {
  const word = schemaWords[node.schema];
  switch (hold.kind) {
    case 'controlled':
    case 'perhaps':
      return {
        zh: `「${node.name}」属于「${hold.holder}」：可申请冻结债务人在该公司的股权；是否构成人格混同由律师判断。`,
        en: `“${node.name}” belongs to “${hold.holder}”: apply to freeze the debtor's share in that company; whether a court looks through it is for counsel.`,
      };
    case 'third':
      return {
        zh: `查明「${node.name}」与债务人的关系：登记为第三方所有。`,
        en: `Find out what “${node.name}” has to do with the debtor: a third party holds it.`,
      };
    case 'left':
      return {
        zh: `「${node.name}」已脱离债务人：查明受让人、对价与日期，由律师判断可否撤销。`,
        en: `“${node.name}” has left the debtor: find out who took it, for what price and when; whether it can be avoided is for counsel.`,
      };
    case 'unknown':
      return { zh: `查明${word.zh}「${node.name}」的权利人。`, en: `Find out who holds ${word.en} “${node.name}”.` };
    case 'own':
      return own[node.schema]?.(node.name) ?? { zh: `核实${word.zh}「${node.name}」的权属。`, en: `Confirm title to ${word.en} “${node.name}”.` };
  }
}

import type { Identifier, Party } from '#domain/claim/party.ts';
import type { Answer } from '#domain/kernel/answer.ts';
import { type Day, dayOf, isDay, isoDay } from '#domain/kernel/day.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { ageOf, type Check, check, type Reason } from '../check.ts';
import type { PaperFacts } from '../paper-facts.ts';
import { sourceWords } from '../sources.ts';
import { nothingOnPage } from './copied.ts';
import { existence, type Officer, signatory } from './signatory.ts';

/** What an identifier's own digits say: `unchecked` where we know no check digit for the scheme. */
export type IdentifierVerdict = { readonly kind: 'valid' } | { readonly kind: 'invalid'; readonly why: Bilingual } | { readonly kind: 'unchecked' };

/** A register's entry, as far as this check needs it. `score` is the matcher's 0..1 when the entry was found by name. */
export type RegisterEntry = {
  readonly name: string;
  readonly status: 'active' | 'dissolved' | 'insolvent' | 'suspended' | 'unknown';
  readonly foundBy: 'identifier' | 'name';
  readonly score?: number;
  readonly identifiers: readonly Identifier[];
  readonly nameAgrees: boolean;
  /** ISO days, as exact as the register is. */
  readonly since?: string;
  readonly ended?: string;
  /** Who may act for the party; absent where the register does not tell. */
  readonly officers?: readonly Officer[];
  /** The name of another entry of the same register that one of the claim's numbers leads to. */
  readonly rival?: string;
  /** What the register said before and no longer says; `until` is the ISO day on which the change was first seen. */
  readonly changes?: readonly { readonly what: 'name' | 'officer' | 'address' | 'capital'; readonly before: string; readonly until: string }[];
};

export type DebtorCheckInput = {
  readonly debtor: Party;
  readonly asOf: Day;
  readonly identifierVerdict: (identifier: Identifier) => IdentifierVerdict;
  readonly register: readonly Answer<RegisterEntry>[];
  /** The day of the contract, and what the papers say of who signed. */
  readonly contractOn?: Day;
  readonly papers?: readonly PaperFacts[];
};

/** An answer older than this is said to be stale; it still counts. */
export const staleDays = 365;

/** Who is the debtor, and does a register know them? */
export function checkDebtor(input: DebtorCheckInput): Check {
  const { debtor, asOf } = input;
  const reasons: Reason[] = [
    ...debtor.identifiers.flatMap((identifier) => digits(identifier, input.identifierVerdict(identifier))),
    ...input.register.flatMap((answer) => entry(answer, asOf)),
    ...existence(input.contractOn ?? signingDay(input.papers ?? []), input.register),
    ...signatory(debtor, input.papers ?? [], input.register),
    ...reachable(debtor),
  ];
  if (debtor.kind === 'organisation' && debtor.identifiers.length === 0) {
    reasons.push({
      code: 'check.no_identifier',
      severity: 'info',
      text: { zh: '没有债务人的登记号码，只能按名称查找。', en: 'No identifier of the debtor is given; it can only be looked up by name.' },
    });
  }
  if (input.register.length === 0) {
    reasons.push({
      code: 'check.no_register_asked',
      severity: 'info',
      text: { zh: '尚未查询任何登记信息。', en: 'No register has been asked.' },
    });
  }
  return check('debtor', reasons, input.register, isoDay(asOf), staleDays);
}

const signingDay = (papers: readonly PaperFacts[]): Day | undefined =>
  papers.find(({ kind, date }) => kind === 'contract' && date !== undefined)?.date;

function digits(identifier: Identifier, verdict: IdentifierVerdict): Reason[] {
  const detail = `${identifier.scheme} ${identifier.value}`;
  switch (verdict.kind) {
    case 'valid':
      return [
        {
          code: 'check.identifier_valid',
          severity: 'good',
          text: { zh: `号码 ${detail} 的校验位正确。`, en: `The check digits of ${detail} are right.` },
          evidence: { detail },
        },
      ];
    case 'invalid':
      return [
        {
          code: 'check.identifier_invalid',
          severity: 'error',
          text: { zh: `号码 ${detail} 有误：${verdict.why.zh}`, en: `${detail} is wrong: ${verdict.why.en}` },
          evidence: { detail },
        },
      ];
    case 'unchecked':
      return [
        {
          code: 'check.identifier_unchecked',
          severity: 'info',
          text: { zh: `号码 ${detail} 没有可核对的校验位。`, en: `${detail} has no check digit that we know.` },
          evidence: { detail },
        },
      ];
  }
}

function entry(answer: Answer<RegisterEntry>, asOf: Day): Reason[] {
  if (answer.kind === 'not-found') {
    if (answer.copied) return [nothingOnPage(answer)];
    return [
      {
        code: 'check.register_not_found',
        severity: 'warning',
        text: {
          zh: `在 ${answer.source}（截至 ${answer.asOf.slice(0, 10)}）中未查到债务人；未查到不等于不存在。`,
          en: `${answer.source} (as of ${answer.asOf.slice(0, 10)}) does not list the debtor; that is no proof that it does not exist.`,
        },
        evidence: { source: answer.source, detail: answer.asOf },
      },
    ];
  }
  if (answer.kind !== 'found') {
    const failed = answer.kind === 'source-failed';
    return [
      {
        code: failed ? 'check.register_failed' : 'check.register_not_covered',
        severity: 'info',
        text: failed
          ? {
              zh: `${sourceWords(answer.source).zh}查询失败：${sourceWords(answer.why).zh}`,
              en: `${answer.source} could not be asked: ${answer.why}`,
            }
          : {
              zh: `${sourceWords(answer.source).zh}未覆盖该债务人：${sourceWords(answer.why).zh}`,
              en: `${answer.source} does not cover this debtor: ${answer.why}`,
            },
        evidence: { source: answer.source, detail: answer.why },
      },
    ];
  }
  const { value, source } = answer;
  const evidence = { source, detail: value.name };
  const how = value.foundBy === 'identifier' ? { zh: '按号码', en: 'by identifier' } : { zh: '按名称', en: 'by name' };
  const reasons: Reason[] = [
    value.nameAgrees
      ? {
          code: 'check.register_agrees',
          severity: 'good',
          text: { zh: `${source} ${how.zh}查到“${value.name}”，名称一致。`, en: `${source} lists “${value.name}” (${how.en}); the name agrees.` },
          evidence,
        }
      : {
          code: 'check.register_name_differs',
          severity: 'warning',
          text: {
            zh: `${source} ${how.zh}查到的是“${value.name}”，与债权中的名称不同。`,
            en: `${source} lists “${value.name}” (${how.en}), another name than the claim’s.`,
          },
          evidence,
        },
  ];
  if (value.rival)
    reasons.push({
      code: 'check.identifiers_disagree',
      severity: 'warning',
      text: {
        zh: `债权中的号码在 ${source} 指向两个主体：“${value.name}”和“${value.rival}”。`,
        en: `The claim’s numbers lead to two entries of ${source}: “${value.name}” and “${value.rival}”.`,
      },
      evidence: { source, detail: value.rival },
    });
  reasons.push(...standing(value.status, source));
  reasons.push(...(value.changes ?? []).filter((change) => recent(change.until, asOf)).map((change) => changed(change, source)));
  const age = ageOf(answer.asOf, asOf) ?? 0;
  if (age > staleDays) {
    reasons.push({
      code: 'check.register_stale',
      severity: 'info',
      text: { zh: `${source} 的数据已有 ${age} 天。`, en: `The answer of ${source} is ${age} days old.` },
      evidence: { source, detail: answer.asOf },
    });
  }
  return reasons;
}

/** Changes of the last two years say something of the debtor's present; older ones are history. */
const recentDays = 730;
const recent = (until: string, asOf: Day): boolean => isDay(until) && asOf - dayOf(until) <= recentDays;

const changeWords = {
  name: { zh: '名称', en: 'name' },
  officer: { zh: '法定代表人或负责人', en: 'legal representative or director' },
  address: { zh: '住所', en: 'address' },
  capital: { zh: '注册资本', en: 'registered capital' },
} as const;

function changed(change: NonNullable<RegisterEntry['changes']>[number], source: string): Reason {
  const words = changeWords[change.what];
  return {
    code: 'check.debtor_changed',
    severity: change.what === 'name' || change.what === 'officer' ? 'warning' : 'info',
    text: {
      zh: `${words.zh}已变更，此前为“${change.before}”（${change.until} 起不再如此登记）；请核对合同签署人当时的权限。`,
      en: `The ${words.en} has changed; before it was “${change.before}” (no longer so since ${change.until}). Look whether the signatory was authorised at the time.`,
    },
    evidence: { source, detail: change.before },
  };
}

function standing(status: RegisterEntry['status'], source: string): Reason[] {
  switch (status) {
    case 'active':
      return [
        {
          code: 'check.debtor_active',
          severity: 'good',
          text: { zh: '登记状态：存续。', en: 'Register status: active.' },
          evidence: { source, detail: status },
        },
      ];
    case 'unknown':
      return [];
    case 'suspended':
      return [
        {
          code: 'check.debtor_suspended',
          severity: 'warning',
          text: { zh: '登记状态：吊销或停业。', en: 'Register status: suspended or revoked.' },
          evidence: { source, detail: status },
        },
      ];
    case 'insolvent':
      return [
        {
          code: 'check.debtor_insolvent',
          severity: 'warning',
          text: { zh: '登记状态：破产或清算中。', en: 'Register status: insolvent or in liquidation.' },
          evidence: { source, detail: status },
        },
      ];
    case 'dissolved':
      return [
        {
          code: 'check.debtor_dissolved',
          severity: 'error',
          text: { zh: '登记状态：已注销，不能再作为被告或收件人。', en: 'Register status: dissolved; it can no longer be sued or written to.' },
          evidence: { source, detail: status },
        },
      ];
  }
}

function reachable(debtor: Party): Reason[] {
  const address = (debtor.address?.lines.length ?? 0) > 0;
  if (address || (debtor.contacts?.length ?? 0) > 0) return [];
  return [
    {
      code: 'check.no_way_to_reach',
      severity: 'warning',
      text: { zh: '没有债务人的地址或联系方式，无法送达。', en: 'No address or contact of the debtor is known: nothing can be delivered.' },
    },
  ];
}

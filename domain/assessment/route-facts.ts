import type { Claim } from '#domain/claim/claim.ts';
import type { Citation } from '#domain/kernel/citation.ts';
import { exponentOf } from '#domain/kernel/currency.ts';
import { unreachable } from '#domain/kernel/error.ts';
import { add, compareMoney, type Money, money, nothing, scale } from '#domain/kernel/money.ts';
import { over, rational, rationalOf, times, toInteger } from '#domain/kernel/rational.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { moneyWords } from '#domain/kernel/wording.ts';
import type { LawBook } from '#domain/law/book.ts';
import { factsOf } from '#domain/law/facts.ts';
import type { RuleException } from '#domain/law/format/files.ts';
import type { ValueOf } from '#domain/law/format/values.ts';
import type { Position } from '#domain/law/position.ts';
import { type EnforcingContracts, profileOf } from '#domain/law/profiles/profile.ts';
import { feeOf } from '#domain/law/scale.ts';
import { allOf, versionOn } from '#domain/law/select.ts';
import type { FigureSource } from './odds.ts';
import type { RouteFacts, RouteKind } from './routes.ts';

type RouteRule = ValueOf<'route'>;

/** World Bank figures of 2020 for enforcing a contract: historical, and said to be so wherever they are shown. */
const enforcingIn = (country: string): EnforcingContracts | undefined => (/^[A-Z]{2}$/.test(country) ? profileOf(country)?.enforcing : undefined);

/** Ways to money only: preservation, recognition and complaints are steps beside them. */
const kindOf: Readonly<Partial<Record<RouteRule['route'], RouteKind>>> = {
  demand: 'demand',
  'lawyer-letter': 'lawyer-letter',
  negotiation: 'negotiation',
  mediation: 'mediation',
  'payment-order': 'payment-order',
  'small-claims': 'small-claims',
  arbitration: 'arbitration',
  suit: 'suit',
  enforcement: 'enforcement',
  insolvency: 'insolvency-proof',
};

/** Where the loser repays the court's fee. Lawyers' fees are not counted as repaid anywhere: how much comes back is not evidenced. */
const loserPaysCourtFee: Readonly<Record<string, Citation>> = {
  CN: { instrument: '诉讼费用交纳办法', article: '29', status: 'verified' },
  DE: { instrument: 'ZPO', article: '§ 91', status: 'unverified' },
  GB: { instrument: 'CPR', article: '44.2', status: 'unverified' },
};

/** The routes that the law book describes for this claim on the position's day, with fee, days and why one is shut. */
export function routeFacts(claim: Claim, position: Position, book: LawBook): RouteFacts[] {
  const law = book.jurisdiction(position.jurisdiction);
  const rules = law ? allOf(law, 'route', factsOf(claim, position.asOf)) : [];
  const routes = rules.flatMap((rule): RouteFacts[] => {
    const value = versionOn(rule, position.asOf)?.value;
    const kind = value?.kind === 'route' ? kindOf[value.route] : undefined;
    if (value?.kind !== 'route' || !kind || !concerns(kind, claim)) return [];
    return [fromRule(kind, rule, value, claim, position, book)];
  });
  const found = new Set(routes.map((route) => route.kind));
  return [...routes, ...everywhere(claim, position).filter((route) => !found.has(route.kind) && concerns(route.kind, claim))];
}

const hasTitle = (claim: Claim): boolean => claim.basis === 'judgment' || claim.basis === 'award';
const isInsolvent = (claim: Claim): boolean => claim.events.some((event) => event.kind === 'insolvency-opened');

/** Enforcement is for titles and insolvency for insolvents; with a title nobody sues again. Others stay and say why they are shut. */
function concerns(kind: RouteKind, claim: Claim): boolean {
  switch (kind) {
    case 'insolvency-proof':
      return isInsolvent(claim);
    case 'enforcement':
      return hasTitle(claim);
    case 'payment-order':
    case 'small-claims':
    case 'suit':
    case 'arbitration':
      return !hasTitle(claim);
    case 'demand':
    case 'lawyer-letter':
    case 'negotiation':
    case 'mediation':
    case 'assignment':
      return true;
    default:
      return unreachable(kind);
  }
}

function fromRule(kind: RouteKind, rule: RuleException, value: RouteRule, claim: Claim, position: Position, book: LawBook): RouteFacts {
  const cost = costOf(kind, value, claim, position, book);
  const days = daysOf(kind, value, claim);
  const needs = [...(value.requires ?? []), ...(value.excludes ?? []).map(exclusion)];
  return {
    kind,
    name: rule.title ?? value.summary,
    open: openness(kind, value, claim, position),
    ...(cost ? { cost } : {}),
    ...(days ? { days } : {}),
    decided: decided(kind),
    citations: [rule.citation],
    ...(needs.length > 0 ? { needs } : {}),
  };
}

const exclusion = (text: Bilingual): Bilingual => ({ zh: `不适用于：${text.zh}`, en: `not for: ${text.en}` });

const decided = (kind: RouteKind): boolean => kind === 'payment-order' || kind === 'small-claims' || kind === 'arbitration' || kind === 'suit';

function openness(kind: RouteKind, value: RouteRule | undefined, claim: Claim, position: Position): RouteFacts['open'] {
  const shut = (zh: string, en: string): RouteFacts['open'] => ({ kind: 'shut', why: { zh, en } });
  if (isInsolvent(claim) && kind !== 'insolvency-proof') return shut('债务人已进入破产程序。', 'Insolvency has been opened.');
  const arbitration = claim.forum?.kind === 'arbitration';
  if (kind === 'arbitration' && !arbitration) return shut('没有仲裁协议。', 'There is no arbitration agreement.');
  if (arbitration && (kind === 'suit' || kind === 'small-claims' || kind === 'payment-order')) {
    return shut('约定了仲裁，法院不受理。', 'An arbitration clause shuts the court.');
  }
  if (kind === 'payment-order' && claim.disputed) return shut('债权有争议。', 'The claim is disputed.');
  if (decided(kind) && position.limitation.status === 'expired') return shut('诉讼时效已届满，先咨询律师。', 'Out of time: ask counsel first.');
  if (value?.crossBorder && !isCrossBorder(claim)) return shut('仅适用于跨境案件。', 'For cross-border cases only.');
  if (value?.ceiling && value.ceiling.currency === position.total.currency) {
    const most = money(
      value.ceiling.currency,
      toInteger(times(value.ceiling.amount, rational(10n ** BigInt(exponentOf(value.ceiling.currency)))), 'down'),
    );
    if (compareMoney(position.total, most) > 0) {
      const words = moneyWords(most);
      return shut(`超过上限${words.zh}。`, `Above the ceiling of ${words.en}.`);
    }
  }
  return { kind: 'open' };
}

function isCrossBorder(claim: Claim): boolean {
  const [from, to] = [claim.creditor.address?.country, claim.debtor.address?.country];
  return from !== undefined && to !== undefined && from !== to;
}

/** Court fee by the law's own scale, lawyers by the country's historical share; a letter of one's own counts as free. */
function costOf(kind: RouteKind, value: RouteRule | undefined, claim: Claim, position: Position, book: LawBook): RouteFacts['cost'] {
  const { total } = position;
  const none = nothing(total.currency);
  if (kind === 'demand' || kind === 'negotiation') return { amount: none, recoverable: none, source: ownWork };
  const fees = (value?.fees ?? []).map((id) => {
    const rule = book.rule(id);
    const fee = rule ? feeOf(rule, total, position.asOf, book) : undefined;
    return fee && !isRefusal(fee) && fee.fee.currency === total.currency ? { fee: fee.fee, citation: fee.rule.citation } : undefined;
  });
  const lawful = fees.filter((fee) => fee !== undefined);
  if (fees.length > 0 && lawful.length < fees.length) return undefined;
  const country = venue(claim, position);
  const economy = enforcingIn(country);
  const shifts = loserPaysCourtFee[country] !== undefined;
  const courtFee = lawful.length > 0 ? lawful.reduce((sum, one) => add(sum, one.fee), none) : undefined;
  if (kind === 'payment-order' || kind === 'small-claims' || kind === 'enforcement' || kind === 'insolvency-proof') {
    return courtFee ? { amount: courtFee, recoverable: shifts ? courtFee : none, source: feeSource(lawful.map((one) => one.citation)) } : undefined;
  }
  if (kind !== 'suit' || !economy) return undefined;
  const { attorney, court } = economy.costParts;
  const paid: Money = courtFee ?? percentOf(total, court);
  return {
    amount: add(paid, percentOf(total, attorney)),
    recoverable: shifts ? paid : none,
    source: historical(country, economy, {
      zh: `律师费按欠款的 ${attorney}%${courtFee ? '，诉讼费按法定标准' : `、诉讼费按 ${court}%`}计；律师费不计入可追偿部分`,
      en: `lawyers at ${attorney}% of the debt, ${courtFee ? 'court fee by statute' : `court fee at ${court}%`}; lawyers' fees are not counted as repaid`,
    }),
  };
}

function daysOf(kind: RouteKind, value: RouteRule | undefined, claim: Claim): RouteFacts['days'] {
  if (value?.duration) {
    const { leastDays, mostDays, source } = value.duration;
    const practice = source === 'practice';
    return {
      mid: Math.round((leastDays + mostDays) / 2),
      low: leastDays,
      high: mostDays,
      source: {
        name: `days: ${source}`,
        status: practice ? 'assumption' : 'rule',
        note: practice
          ? { zh: '天数按实务经验，未经统计', en: 'days by practice, not measured' }
          : { zh: `天数依据：${source}`, en: `days by: ${source}` },
      },
    };
  }
  const country = claim.debtor.address?.country;
  const economy = country ? enforcingIn(country) : undefined;
  if (!country || !economy) return undefined;
  const { enforcement } = economy.parts;
  const none: Bilingual = { zh: '各阶段平均天数', en: 'average days by stage' };
  if (kind === 'suit') return { mid: Math.round(economy.days), source: historical(country, economy, none) };
  if (kind === 'enforcement' && enforcement !== undefined) return { mid: Math.round(enforcement), source: historical(country, economy, none) };
  return undefined;
}

/** What exists under every law, where the book has no route of that kind. */
function everywhere(claim: Claim, position: Position): RouteFacts[] {
  const of = (kind: RouteKind, name: Bilingual): RouteFacts => {
    const cost = costOf(kind, undefined, claim, position, noBook);
    const days = kind === 'demand' ? letterDays : daysOf(kind, undefined, claim);
    return {
      kind,
      name,
      open: openness(kind, undefined, claim, position),
      ...(cost ? { cost } : {}),
      ...(days ? { days } : {}),
      decided: decided(kind),
      citations: [],
    };
  };
  return [
    of('demand', { zh: '债权人催款函', en: 'The creditor’s own demand' }),
    of('arbitration', { zh: '仲裁', en: 'Arbitration' }),
    of('suit', { zh: '诉讼', en: 'Court action' }),
    of('enforcement', { zh: '强制执行', en: 'Enforcement' }),
    of('insolvency-proof', { zh: '在破产程序中申报债权', en: 'Lodging the claim in the insolvency' }),
  ];
}

const noBook: LawBook = { codes: () => [], jurisdiction: () => undefined, rule: () => undefined, series: () => undefined };

/** Where the debtor would be sued: its own country, else the country of the governing law. */
const venue = (claim: Claim, position: Position): string => claim.debtor.address?.country ?? position.jurisdiction.split('-')[0] ?? '';

const ownWork: FigureSource = {
  name: 'own work',
  status: 'assumption',
  note: { zh: '自行办理，人工与邮费未计', en: 'done by the creditor itself; own time and postage are not counted' },
};

const letterDays: RouteFacts['days'] = {
  mid: 14,
  low: 7,
  high: 30,
  source: {
    name: 'letter deadline',
    status: 'assumption',
    note: { zh: '以函件所定期限估计', en: 'taken from the usual deadline of the letter itself' },
  },
};

function feeSource(citations: readonly Citation[]): FigureSource {
  const list = citations.map(({ instrument, article }) => `${instrument}${article ? ` ${article}` : ''}`).join('; ');
  return { name: `fee: ${list}`, status: 'rule', note: { zh: `费用标准：${list}`, en: `fee scale: ${list}` } };
}

/** A percentage given as decimal text, exact until it is rounded half-even to the smallest unit. */
const percentOf = (whole: Money, percent: string): Money => scale(whole, over(rationalOf(percent), rational(100n)), 'half-even');

function historical(country: string, economy: EnforcingContracts, how: Bilingual): FigureSource {
  const doubt = economy.dataDoubted
    ? { zh: '；2021 年复核曾点名该经济体的数据', en: '; the review of 2021 named this economy’s data' }
    : { zh: '', en: '' };
  return {
    name: `World Bank Doing Business 2020, ${country}`,
    status: 'historical',
    note: {
      zh: `世界银行《营商环境报告 2020》“执行合同”（${country}）：${how.zh}；以人均收入两倍的标准案件测算，2021 年停止发布，仅为历史数据${doubt.zh}`,
      en: `World Bank, Doing Business 2020, enforcing contracts (${country}): ${how.en}; measured on a claim of twice income per head; discontinued in 2021, historical only${doubt.en}`,
    },
  };
}

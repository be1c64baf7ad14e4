import type { Citation } from '../../kernel/citation.ts';
import type { Bilingual } from '../../kernel/text.ts';
import type { Country, Membership } from './profile.ts';
import { memberStates } from './union.ts';

export type RouteKind = 'award' | 'judgment' | 'order-for-payment' | 'service' | 'papers';

/** One way to an enforceable title, or a step on it. `open` false: this way is known to be closed; `unsure`: ask first. */
export type Route = {
  readonly kind: RouteKind;
  readonly open: 'yes' | 'no' | 'unsure';
  readonly text: Bilingual;
  readonly citation: Citation;
  readonly ask: readonly Bilingual[];
};

export type ChinaLinks = {
  readonly treaties: Readonly<Record<string, number>>;
  readonly practice: readonly { readonly code: string; readonly reciprocity: string; readonly note: string }[];
};

type Find = (code: string) => Country | undefined;

const lugano = new Set(['CH', 'NO', 'IS']);
const greaterChina = new Set(['CN', 'HK', 'MO', 'TW']);

const inUnion = (code: string): boolean => code === 'EU' || memberStates.has(code);
const cite = (instrument: string, article?: string): Citation => ({ instrument, ...(article ? { article } : {}), status: 'unverified' });

/** From a creditor's seat ("CN", "DE", or "EU" for any member state) to a debtor's country: award, judgment, service, papers. */
export function routesBetween(seat: string, target: string, find: Find, links: ChinaLinks): readonly Route[] {
  if (seat === target) return [homeJudgment(target)];
  return [
    awardRoute(seat, target, find),
    ...judgmentRoutes(seat, target, find, links),
    serviceRoute(seat, target, find),
    papersRoute(seat, target, find),
  ];
}

const homeJudgment = (code: string): Route => ({
  kind: 'judgment',
  open: 'yes',
  text: { zh: '同一国家：直接申请支付令、起诉或仲裁，取得执行依据', en: 'same country: order for payment, suit or arbitration at home' },
  citation: cite(`law of ${code}`),
  ask: [],
});

const membership = (seat: string, find: Find, pick: (country: Country) => Membership | null): Membership | null => {
  if (seat === 'EU') return { party: true };
  const country = find(seat);
  return country ? pick(country) : null;
};

function awardRoute(seat: string, target: string, find: Find): Route {
  const pair = [seat, target].sort().join('-');
  if (pair === 'CN-HK' || pair === 'CN-MO') return arrangement('award', pair);
  if (pair === 'CN-TW') return straitAward;
  const [here, there] = [membership(seat, find, (c) => c.newYork), membership(target, find, (c) => c.newYork)];
  const both = here?.party === true && there?.party === true;
  const since = there?.since ? `（${there.since}）` : '';
  return {
    kind: 'award',
    open: both ? 'yes' : 'unsure',
    text: both
      ? {
          zh: `仲裁裁决可依《纽约公约》承认与执行${since}`,
          en: `an arbitral award is recognised under the New York Convention${there?.since ? ` (party since ${there.since})` : ''}`,
        }
      : {
          zh: '未见双方均为《纽约公约》缔约国；裁决的执行依当地法',
          en: 'not both sides are known parties to the New York Convention: an award is enforced only under local law',
        },
    citation: cite('New York Convention 1958', 'arts. III-V'),
    ask: [
      { zh: '仲裁协议、仲裁地与送达记录是否满足承认条件？', en: 'do agreement, seat and proof of notice meet the conditions for recognition?' },
      ...(seat === 'CN' || target === 'CN'
        ? [{ zh: '是否属于中国的互惠保留和商事保留范围？', en: 'does it fall inside China’s reciprocity and commercial reservations?' }]
        : []),
    ],
  };
}

function judgmentRoutes(seat: string, target: string, find: Find, links: ChinaLinks): Route[] {
  if (greaterChina.has(seat) && greaterChina.has(target))
    return [seat === 'TW' || target === 'TW' ? straitJudgment : arrangement('judgment', [seat, target].sort().join('-'))];
  if (inUnion(seat) && inUnion(target)) return unionRoutes;
  if ((inUnion(seat) && lugano.has(target)) || (inUnion(target) && lugano.has(seat))) return [luganoRoute];
  if (seat === 'CN' || target === 'CN') return [chinaRoute(seat, target, links)];
  const [here, there] = [membership(seat, find, (c) => c.judgments), membership(target, find, (c) => c.judgments)];
  if (here?.party && there?.party && there.since !== undefined) return [hagueJudgment(there.since)];
  return [localLaw(target)];
}

const unionRoutes: Route[] = [
  {
    kind: 'judgment',
    open: 'yes',
    text: {
      zh: '欧盟成员国判决无须许可执行，凭第 53 条证明书执行',
      en: 'a judgment of a member state is enforced without exequatur, with the certificate of article 53',
    },
    citation: cite('Regulation (EU) 1215/2012', 'arts. 36, 39, 53'),
    ask: [{ zh: '债务人为消费者时管辖是否受限？', en: 'is the debtor a consumer, and does that bind the forum?' }],
  },
  {
    kind: 'order-for-payment',
    open: 'yes',
    text: {
      zh: '欧洲支付令（跨境、无争议）；5000 欧元以下可用欧洲小额程序；可申请账户保全（丹麦除外）',
      en: 'European order for payment (cross-border, undisputed); small claims up to EUR 5,000; account preservation order (not Denmark)',
    },
    citation: cite('Regulations (EC) 1896/2006, (EC) 861/2007, (EU) 655/2014'),
    ask: [{ zh: '债务人是否可能提出异议？', en: 'is the debtor likely to oppose?' }],
  },
];

const luganoRoute: Route = {
  kind: 'judgment',
  open: 'yes',
  text: { zh: '依《卢加诺公约》承认与执行判决', en: 'judgments are recognised and enforced under the Lugano Convention' },
  citation: cite('Lugano Convention 2007', 'arts. 33, 38'),
  ask: [],
};

function chinaRoute(seat: string, target: string, links: ChinaLinks): Route {
  const other = seat === 'CN' ? target : seat;
  if (other === 'EU')
    return {
      ...chinaLocal,
      ask: [
        {
          zh: '成员国与中国有无司法协助条约（法、意、西、波、匈、罗、保、希、塞、立有）？',
          en: 'does the member state have a treaty with China (FR, IT, ES, PL, HU, RO, BG, GR, CY and LT are listed)?',
        },
      ],
    };
  const year = links.treaties[other];
  if (year !== undefined) {
    return {
      kind: 'judgment',
      open: 'yes',
      text: {
        zh: `两国有涵盖民事判决的司法协助条约（${year} 年生效），判决可依条约申请承认`,
        en: `a bilateral treaty on judicial assistance covers civil judgments (in force ${year})`,
      },
      citation: cite(`China-${other} treaty on judicial assistance; 民诉法`, '298-303'),
      ask: [{ zh: '条约要求的缺席送达证明与拒绝事由', en: 'proof of summons in default cases and the grounds for refusal in the treaty' }],
    };
  }
  const practice = links.practice.find((row) => row.code === other);
  if (!practice) return chinaLocal;
  const denied = practice.reciprocity === 'denied';
  return {
    kind: 'judgment',
    open: denied ? 'no' : 'unsure',
    text: denied
      ? {
          zh: '实践中未承认互惠，判决不能依赖相互承认；优先约定仲裁',
          en: `recognition has been denied in practice: prefer arbitration (${practice.note})`,
        }
      : { zh: '无条约；实践中有承认先例，逐案判断', en: `no treaty; recognition has been reported, case by case (${practice.note})` },
    citation: cite('民诉法', '298-303'),
    ask: [{ zh: '近年是否有支持或否定互惠的判例？', en: 'are there recent cases for or against reciprocity?' }],
  };
}

const chinaLocal: Route = {
  kind: 'judgment',
  open: 'unsure',
  text: {
    zh: '未见涵盖民事判决的条约；依互惠原则逐案审查，否则须在当地重新起诉',
    en: 'no treaty on civil judgments is known: reciprocity case by case, otherwise sue anew where the debtor is',
  },
  citation: cite('民诉法', '298-303'),
  ask: [{ zh: '有无条约或互惠先例？重新起诉的时效是否仍在？', en: 'is there a treaty or a precedent? Is a new suit still in time?' }],
};

const hagueJudgment = (since: number | string): Route => ({
  kind: 'judgment',
  open: 'yes',
  text: {
    zh: `依 2019 年《海牙判决公约》承认与执行（对该国自 ${since} 生效，仅适用于此后提起的诉讼）`,
    en: `under the Hague Judgments Convention 2019 (in force there from ${since}, for proceedings begun later)`,
  },
  citation: cite('Hague Judgments Convention 2019', 'arts. 4-7, 16'),
  ask: [{ zh: '起诉时公约是否已在双方之间生效？', en: 'was the convention in force between both states when proceedings began?' }],
});

const localLaw = (target: string): Route => ({
  kind: 'judgment',
  open: 'unsure',
  text: { zh: '无已知公约：依当地法申请承认，或在当地起诉', en: 'no convention known: recognition under local law, or suit there' },
  citation: cite(`law of ${target}`),
  ask: [
    {
      zh: '当地法承认外国金钱判决的条件（管辖、送达、互惠）？',
      en: 'what does local law ask of a foreign money judgment (jurisdiction, service, reciprocity)?',
    },
  ],
});

function arrangement(kind: 'award' | 'judgment', pair: string): Route {
  const names: Readonly<Record<string, Bilingual>> = {
    'CN-HK': { zh: '内地与香港', en: 'the Mainland and Hong Kong' },
    'CN-MO': { zh: '内地与澳门', en: 'the Mainland and Macao' },
    'HK-MO': { zh: '香港与澳门', en: 'Hong Kong and Macao' },
  };
  const name = names[pair] ?? { zh: pair, en: pair };
  const hongKong = pair === 'CN-HK' && kind === 'judgment';
  const known = pair !== 'HK-MO' || kind === 'award';
  return {
    kind,
    open: known ? 'yes' : 'unsure',
    text: known
      ? {
          zh: `${name.zh}依相互认可和执行${kind === 'award' ? '仲裁裁决' : '民商事判决'}的安排办理${hongKong ? '（2024-01-29 起新安排）' : ''}`,
          en: `${name.en} have an arrangement on ${kind === 'award' ? 'arbitral awards' : 'civil and commercial judgments'}${hongKong ? ' (new one from 2024-01-29, Cap. 645)' : ''}`,
        }
      : { zh: `${name.zh}之间的判决承认请咨询当地律师`, en: `judgments between ${name.en}: ask local counsel` },
    citation: cite(`arrangement between ${name.en}`),
    ask: [],
  };
}

const straitAward: Route = {
  kind: 'award',
  open: 'unsure',
  text: {
    zh: '两岸仲裁裁决依各自规定申请认可，不适用《纽约公约》',
    en: 'awards across the Strait are recognised under each side’s own rules, not the New York Convention',
  },
  citation: cite('最高人民法院关于认可和执行台湾地区仲裁裁决的规定（2015）'),
  ask: [{ zh: '认可裁定在当地的效力范围', en: 'how far does recognition reach there?' }],
};
const straitJudgment: Route = {
  kind: 'judgment',
  open: 'unsure',
  text: { zh: '两岸民事判决依各自规定申请认可', en: 'civil judgments across the Strait are recognised under each side’s own rules' },
  citation: cite('最高人民法院关于认可和执行台湾地区法院民事判决的规定（2015）'),
  ask: [{ zh: '认可裁定是否有既判力，执行异议如何处理', en: 'does recognition carry res judicata, and what objections remain?' }],
};

function serviceRoute(seat: string, target: string, find: Find): Route {
  if (inUnion(seat) && inUnion(target)) return unionService;
  if (greaterChina.has(seat) && greaterChina.has(target)) return chinaService;
  const [here, there] = [membership(seat, find, (c) => c.service), membership(target, find, (c) => c.service)];
  const both = here?.party === true && there?.party === true;
  const noPost = target === 'CN' ? { zh: '；中国反对邮寄送达', en: '; China objects to service by post' } : { zh: '', en: '' };
  return {
    kind: 'service',
    open: both ? 'yes' : 'unsure',
    text: both
      ? {
          zh: `依《海牙送达公约》经中央机关送达${noPost.zh}`,
          en: `service through the Central Authority under the Hague Service Convention${noPost.en}`,
        }
      : {
          zh: '未见双方均为《海牙送达公约》缔约国：依条约、外交途径或当地法',
          en: 'not both sides are known parties to the Hague Service Convention: treaty, diplomatic channels or local law',
        },
    citation: both
      ? cite('Hague Service Convention 1965', 'arts. 3-6, 10')
      : cite('local law; 民诉法', seat === 'CN' || target === 'CN' ? '283' : undefined),
    ask: [{ zh: '所需译文、期限与费用', en: 'translations, time and cost' }],
  };
}

const unionService: Route = {
  kind: 'service',
  open: 'yes',
  text: { zh: '欧盟送达条例：机关间传递、邮寄或电子送达', en: 'EU service regulation: between agencies, by post or electronically' },
  citation: cite('Regulation (EU) 2020/1784'),
  ask: [{ zh: '是否附可理解语言的译文？', en: 'is a translation into a language the debtor understands enclosed?' }],
};
const chinaService: Route = {
  kind: 'service',
  open: 'yes',
  text: { zh: '依两地相互委托送达司法文书的安排', en: 'under the arrangements on mutual service between the territories' },
  citation: cite('最高人民法院相互委托送达安排'),
  ask: [],
};

function papersRoute(seat: string, target: string, find: Find): Route {
  if (inUnion(seat) && inUnion(target))
    return {
      kind: 'papers',
      open: 'yes',
      text: { zh: '凭条例规定的证明书即可，无须认证', en: 'the certificates of the regulations suffice; no legalisation' },
      citation: cite('Regulation (EU) 1215/2012', 'art. 61'),
      ask: [],
    };
  const [here, there] = [membership(seat, find, (c) => c.apostille), membership(target, find, (c) => c.apostille)];
  const both = here?.party === true && there?.party === true;
  return {
    kind: 'papers',
    open: both ? 'yes' : 'unsure',
    text: both
      ? { zh: '公文书加贴附加证明书（Apostille）', en: 'public documents carry an apostille' }
      : { zh: '未见双方均适用附加证明书：须领事认证', en: 'not both sides are known to use the apostille: consular legalisation' },
    citation: cite('Hague Apostille Convention 1961'),
    ask: both ? [{ zh: '双方之间有无反对声明', en: 'has either state objected to the other’s accession?' }] : [],
  };
}

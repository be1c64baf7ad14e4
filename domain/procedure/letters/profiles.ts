import type { Citation } from '#domain/kernel/citation.ts';
import type { Bilingual } from '#domain/kernel/text.ts';

/** What a demand may announce: a route the law opens, named so that the reader can look it up. */
export type LawfulRoute = {
  readonly kind: 'negotiation' | 'mediation' | 'payment-order' | 'arbitration' | 'suit' | 'enforcement';
  readonly text: Bilingual;
  readonly citations: readonly Citation[];
  /** Named only when it holds. */
  readonly when: 'title-held' | 'arbitration-agreed' | 'no-arbitration-agreed' | 'undisputed' | 'cross-border';
};

/** How a creditor's own demand is written under one law. `days` are calendar days from the letter's date. */
export type LetterProfile = {
  readonly jurisdiction: string;
  readonly title: Bilingual;
  readonly business: Deadline;
  /** Debtor is a natural person. */
  readonly individual: Deadline & { readonly title?: Bilingual; readonly notices: readonly Notice[]; readonly enclosures: readonly Bilingual[] };
  readonly notices: readonly Notice[];
  readonly routes: readonly LawfulRoute[];
};

export type Deadline = { readonly days: number; readonly citations: readonly Citation[] };
export type Notice = { readonly text: Bilingual; readonly citations: readonly Citation[] };

const cite = (instrument: string, article: string, status: Citation['status']): Citation => ({ instrument, article, status });

const demand: Bilingual = { zh: '催款函', en: 'Demand for payment' };
const plain = { notices: [], enclosures: [] } as const;

const paymentProtocol = cite('Pre-Action Protocol for Debt Claims', 'paras 3-7', 'unverified');

/**
 * Dated 2026-11-23. Statuses as researched: `verified` means the article was read in a public copy of the statute; the others wait
 * for counsel. Where no citation stands beside `days`, no rule fixes the period and the creditor sets a reasonable one.
 */
export const letterProfiles: readonly LetterProfile[] = [
  {
    jurisdiction: 'CN',
    title: demand,
    business: { days: 15, citations: [] },
    individual: { days: 15, citations: [], ...plain },
    notices: [
      {
        text: {
          zh: '本函一经到达贵方，即发生请求履行的效力，诉讼时效依法中断。',
          en: 'On reaching you this letter is a request for performance, which interrupts the limitation period.',
        },
        citations: [cite('民法典', '195', 'verified')],
      },
    ],
    routes: [
      {
        kind: 'payment-order',
        text: { zh: '依法向有管辖权的人民法院申请支付令', en: 'an application to the competent people’s court for a payment order (支付令)' },
        citations: [cite('民事诉讼法', '225-228', 'verified')],
        when: 'undisputed',
      },
      {
        kind: 'arbitration',
        text: { zh: '依据仲裁协议向约定的仲裁机构申请仲裁', en: 'arbitration before the institution named in the arbitration agreement' },
        citations: [cite('仲裁法（2025）', '27', 'verified')],
        when: 'arbitration-agreed',
      },
      {
        kind: 'suit',
        text: { zh: '依法向有管辖权的人民法院提起诉讼', en: 'an action before the competent people’s court' },
        citations: [cite('民事诉讼法', '24', 'verified')],
        when: 'no-arbitration-agreed',
      },
      enforcement([cite('民事诉讼法', '250', 'verified')]),
    ],
  },
  {
    jurisdiction: 'DE',
    title: demand,
    business: { days: 14, citations: [] },
    individual: { days: 14, citations: [], ...plain },
    notices: [
      {
        text: { zh: '本函同时构成德国法上的催告。', en: 'This letter is also a reminder (Mahnung) that puts the debtor in default.' },
        citations: [cite('BGB', '§ 286', 'unverified')],
      },
    ],
    routes: [
      {
        kind: 'payment-order',
        text: { zh: '申请法院督促程序（Mahnverfahren）', en: 'the court order-for-payment procedure (Mahnverfahren)' },
        citations: [cite('ZPO', '§§ 688-703d', 'unverified')],
        when: 'undisputed',
      },
      arbitration({ zh: '依据仲裁协议申请仲裁', en: 'arbitration under the agreed clause' }),
      suit({ zh: '向有管辖权的法院提起诉讼', en: 'an action before the competent court' }),
      enforcement([]),
    ],
  },
  {
    jurisdiction: 'GB-EAW',
    title: demand,
    business: { days: 14, citations: [] },
    individual: {
      days: 30,
      citations: [paymentProtocol],
      title: { zh: '债权主张函（诉前）', en: 'Letter of claim' },
      notices: [
        {
          text: {
            zh: '本函依据《债务索赔诉前规程》发出。请填写随附的答复表，并于上述期限内寄回；您可以要求提供文件、说明争议、提出付款安排，也可先行寻求免费的债务咨询。',
            en: 'This letter is sent under the Pre-Action Protocol for Debt Claims. Please complete the enclosed Reply Form and return it within the time above. You may ask for documents, say what you dispute, propose a way to pay, and take free debt advice first.',
          },
          citations: [paymentProtocol],
        },
      ],
      enclosures: [
        { zh: '信息说明书与答复表（诉前规程附件一）', en: 'Information Sheet and Reply Form (Annex 1 to the Protocol)' },
        { zh: '标准财务状况表（诉前规程附件二）', en: 'Standard Financial Statement (Annex 2 to the Protocol)' },
      ],
    },
    notices: [],
    routes: [
      arbitration({ zh: '依据仲裁协议申请仲裁', en: 'arbitration under the agreed clause' }),
      suit({ zh: '向英格兰及威尔士的法院提起诉讼', en: 'a claim in the courts of England and Wales' }),
      enforcement([]),
    ],
  },
  {
    // Nothing here is particular to a state: the creditor writes for itself, and no statute is named.
    jurisdiction: 'US',
    title: demand,
    business: { days: 14, citations: [] },
    individual: { days: 30, citations: [], ...plain },
    notices: [],
    routes: [
      arbitration({ zh: '依据仲裁协议申请仲裁', en: 'arbitration under the agreed clause' }),
      suit({ zh: '向有管辖权的法院提起民事诉讼', en: 'a civil action in a court of competent jurisdiction' }),
      enforcement([]),
    ],
  },
  {
    jurisdiction: 'EU',
    title: demand,
    business: { days: 14, citations: [] },
    individual: { days: 14, citations: [], ...plain },
    notices: [],
    routes: [
      {
        kind: 'payment-order',
        text: { zh: '在跨境情形下申请欧洲支付令', en: 'a European order for payment, the matter being cross-border' },
        citations: [cite('Regulation (EC) No 1896/2006', 'arts 3, 7, 12', 'unverified')],
        when: 'cross-border',
      },
      arbitration({ zh: '依据仲裁协议申请仲裁', en: 'arbitration under the agreed clause' }),
      suit({ zh: '向有管辖权的法院提起诉讼', en: 'an action before the competent court' }),
      enforcement([]),
    ],
  },
];

/** Where no profile is written: no statute is named, only what every law knows. */
export const plainProfile: LetterProfile = {
  jurisdiction: '',
  title: demand,
  business: { days: 14, citations: [] },
  individual: { days: 14, citations: [], ...plain },
  notices: [],
  routes: [
    arbitration({ zh: '依据仲裁协议申请仲裁', en: 'arbitration under the agreed clause' }),
    suit({ zh: '向有管辖权的法院提起诉讼', en: 'an action before the competent court' }),
  ],
};

function arbitration(text: Bilingual): LawfulRoute {
  return { kind: 'arbitration', text, citations: [], when: 'arbitration-agreed' };
}

function suit(text: Bilingual): LawfulRoute {
  return { kind: 'suit', text, citations: [], when: 'no-arbitration-agreed' };
}

function enforcement(citations: readonly Citation[]): LawfulRoute {
  return {
    kind: 'enforcement',
    text: { zh: '依据生效法律文书申请强制执行', en: 'enforcement of the title already obtained' },
    citations,
    when: 'title-held',
  };
}

const memberStates = new Set('AT BE BG HR CY CZ DK EE FI FR GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' '));

/** The nearest profile: the place itself, then its country, then the EU for its member states, then the plain one. GB alone means England and Wales. */
export function letterProfile(jurisdiction: string): LetterProfile {
  const known = (code: string): LetterProfile | undefined => letterProfiles.find((profile) => profile.jurisdiction === code);
  const country = jurisdiction.split('-')[0] ?? jurisdiction;
  return (
    known(jurisdiction) ??
    (jurisdiction === 'GB' || jurisdiction === 'GB-ENG' || jurisdiction === 'GB-WLS' ? known('GB-EAW') : undefined) ??
    known(country) ??
    (memberStates.has(country) ? known('EU') : undefined) ??
    plainProfile
  );
}

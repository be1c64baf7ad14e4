import type { AssessmentJson, CheckJson } from '#contract/schemas/assessment.ts';
import type { Assessment } from '#domain/assessment/assessment.ts';
import type { Check } from '#domain/assessment/check.ts';
import type { Odds } from '#domain/assessment/odds.ts';
import type { RouteValue } from '#domain/assessment/routes.ts';
import { sourceWords } from '#domain/assessment/sources.ts';
import type { Willingness } from '#domain/assessment/willingness.ts';
import type { Claim } from '#domain/claim/claim.ts';
import { type Day, isoDay } from '#domain/kernel/day.ts';
import { readKept } from '#domain/kernel/kept.ts';
import { amountText } from '#domain/kernel/money.ts';
import type { Refusal } from '#domain/kernel/refusal.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { dayWords, moneyWords } from '#domain/kernel/wording.ts';
import type { Position } from '#domain/law/position.ts';
import type { StoredAssessment } from '#usecases/ports/cases.ts';
import { instantText } from './case.ts';
import { positionShape, refusalShape } from './position.ts';

/** What a kept report holds (usecases/assess/make-assessor.ts). */
export type KeptReport = {
  readonly claim: Claim;
  readonly asOf: Day;
  readonly checks: readonly Check[];
  readonly position?: Position;
  readonly assessment?: Assessment;
  readonly refusal?: Refusal;
};

export const keptReport = (stored: StoredAssessment): KeptReport => readKept(stored.body) as KeptReport;

export function assessmentShape(stored: StoredAssessment): AssessmentJson {
  const kept = keptReport(stored);
  const shared = {
    id: stored.id,
    caseId: stored.caseId,
    asOf: stored.asOf,
    createdAt: instantText(stored.createdAt),
    version: stored.version,
    currency: kept.claim.currency,
    checks: kept.checks.map(checkShape),
    sha256: stored.sha256,
    ...(stored.recordId ? { recordId: stored.recordId } : {}),
  };
  if (!kept.assessment || !kept.position) return { ...shared, ...withoutLaw(kept) };
  const { assessment, position } = kept;
  return {
    ...shared,
    summary: summaryOf(kept.claim, position),
    position: positionShape(position),
    willingness: willingnessShape(assessment.willingness),
    odds: oddsShape(assessment.odds),
    routes: assessment.routes.map(routeShape),
    nextStep: {
      action: assessment.next.kind,
      text: assessment.next.text,
      reasons: [...assessment.next.reasons],
      because: [...assessment.next.citations],
      ...(assessment.next.by === undefined ? {} : { by: isoDay(assessment.next.by) }),
    },
    missing: assessment.missing.map((one) => ({ zh: `${one.text.zh}（影响：${one.changes.zh}）`, en: `${one.text.en} (changes ${one.changes.en})` })),
  };
}

function withoutLaw(
  kept: KeptReport,
): Pick<AssessmentJson, 'summary' | 'positionRefusal' | 'willingness' | 'odds' | 'routes' | 'nextStep' | 'missing'> {
  const refusal = kept.refusal ?? { kind: 'refusal', code: 'law.ask_counsel', because: [], data: {} };
  const shape = refusalShape(refusal);
  return {
    summary: shape.text,
    positionRefusal: shape,
    willingness: { quadrant: 'unknown', text: quadrantWords.unknown, reasons: [] },
    odds: { source: shape.text, strength: 'none', curve: [] },
    routes: [],
    nextStep: { action: 'ask-counsel', text: { zh: '请咨询当地律师。', en: 'Ask local counsel.' }, reasons: [shape.text], because: shape.because },
    missing: [],
  };
}

function summaryOf(claim: Claim, position: Position): Bilingual {
  const total = moneyWords(position.total);
  const perDay = moneyWords(position.perDay);
  const expiry = position.limitation.expiresOn === undefined ? undefined : dayWords(position.limitation.expiresOn);
  const { zh, en } = dayWords(position.asOf);
  return {
    zh: `截至${zh}，${claim.debtor.name} 应付 ${total.zh}（每日增加 ${perDay.zh}）。${expiry ? `诉讼时效${position.limitation.status === 'expired' ? '已于' : '至'}${expiry.zh}${position.limitation.status === 'expired' ? '届满' : '止'}。` : ''}`,
    en: `On ${en}, ${claim.debtor.name} owes ${total.en}, growing by ${perDay.en} a day.${expiry ? (position.limitation.status === 'expired' ? ` The limitation period ended on ${expiry.en}.` : ` In time until ${expiry.en}.`) : ''}`,
  };
}

function checkShape(check: Check): CheckJson {
  return {
    kind: check.kind,
    verdict: check.verdict,
    reasons: check.reasons.map((reason) => ({
      code: reason.code,
      severity: reason.severity,
      text: reason.text,
      ...(reason.evidence ? { evidence: reason.evidence } : {}),
    })),
    coverage: check.coverage.map((one) => ({
      kind: one.answer,
      source: sourceWords(one.source),
      ...(one.asOf ? { asOf: one.asOf } : {}),
      ...(one.ageDays === undefined ? {} : { ageDays: one.ageDays }),
      ...(one.stale ? { stale: true } : {}),
      ...(one.why ? { why: sourceWords(one.why) } : {}),
    })),
  };
}

const quadrants = {
  'can-and-will': 'can-will',
  'can-but-will-not': 'can-wont',
  'will-but-cannot': 'cant-will',
  neither: 'cant-wont',
  unknown: 'unknown',
} as const;

const quadrantWords: Record<(typeof quadrants)[keyof typeof quadrants], Bilingual> = {
  'can-will': { zh: '有能力，也有意愿', en: 'Able and willing' },
  'can-wont': { zh: '有能力，缺乏意愿', en: 'Able, not willing' },
  'cant-will': { zh: '有意愿，能力不足', en: 'Willing, not able' },
  'cant-wont': { zh: '能力与意愿均不足', en: 'Neither able nor willing' },
  unknown: { zh: '现有事实不足以判断', en: 'Too few facts to say' },
};

function willingnessShape(found: Willingness): AssessmentJson['willingness'] {
  const quadrant = quadrants[found.quadrant];
  return { quadrant, text: quadrantWords[quadrant], reasons: found.pointers.map((pointer) => pointer.text) };
}

function oddsShape(odds: Odds): AssessmentJson['odds'] {
  if (odds.kind === 'withheld') return { source: odds.why, strength: 'none', curve: [] };
  const notes = odds.sources.map((source) => source.note);
  return {
    probability: odds.now.mid,
    interval: { low: odds.now.low, high: odds.now.high, level: 0.8 },
    source: { zh: notes.map((note) => note.zh).join(' '), en: notes.map((note) => note.en).join(' ') },
    strength: odds.weight.ownClosed === 0 ? 'weak-prior' : odds.weight.ownClosed > odds.weight.priorCases ? 'own-history' : 'blended',
    curve: odds.waiting.map((point) => ({ month: point.monthsFromNow, probability: point.mid, low: point.low, high: point.high })),
  };
}

export function routeShape(route: RouteValue): AssessmentJson['routes'][number] {
  const shut = route.open.kind === 'shut' ? route.open.why : route.expected.kind === 'withheld' ? route.expected.why : undefined;
  const assumptions = route.expected.kind === 'estimated' ? route.expected.assumptions : [];
  return {
    id: route.kind,
    name: route.name,
    available: route.open.kind === 'open',
    requirements: [...assumptions],
    because: [...route.citations],
    ...(route.cost ? { cost: { low: amountText(route.cost.amount), high: amountText(route.cost.amount) } } : {}),
    ...(route.days
      ? { days: { low: route.days.low ?? route.days.mid, high: route.days.high ?? route.days.mid, source: route.days.source.note } }
      : {}),
    ...(route.expected.kind === 'estimated'
      ? {
          expectedNet: {
            mean: amountText(route.expected.net.mid),
            low: amountText(route.expected.net.low),
            high: amountText(route.expected.net.high),
          },
        }
      : {}),
    ...(shut ? { why: shut } : {}),
  };
}

import type { Check } from '#domain/assessment/check.ts';
import { sourceWords } from '#domain/assessment/sources.ts';
import type { Party } from '#domain/claim/party.ts';
import { moneyInTable, moneyWords } from '#domain/kernel/wording.ts';
import { amountRows, scheduleRows } from '#domain/procedure/letters/amounts.ts';
import { basisWords } from '#domain/procedure/letters/phrases.ts';
import type { ReportPaper } from '#usecases/ports/documents.ts';
import type { CaptionKey } from '../captions.ts';
import { amountLines, schedulePart } from './amounts.ts';
import { ageingBars, fan, oddsLine, percent, quadrantFigure, routeBars, sourceLine } from './figures.ts';
import { frame, partyLines, type Speaker } from './frame.ts';
import { citationMarks, limitationPart, tracePart } from './law.ts';

/** Findings of one code beyond this many are counted, not listed, so that a claim of 300 items stays readable. */
const findingsPerCode = 4;

/** The assessment report as `report.typ` reads it. */
export function reportPaper(paper: ReportPaper, say: Speaker): unknown {
  const { claim, position, assessment, issue } = paper;
  const title = `${say.caption('report.title')} ${issue.reference}`;
  return {
    ...frame(say, issue, title, say.caption('report.author')),
    heading: say.caption('report.title'),
    versus: [claim.creditor.name, say.caption('report.versus'), claim.debtor.name],
    particulars: [
      [say.caption('report.reference'), issue.reference],
      [say.caption('report.asOf'), say.day(position.asOf)],
      [say.caption('report.law'), position.jurisdiction],
      [say.caption('letterhead.code'), issue.code],
    ],
    keys: [
      [say.caption('report.dueToday'), moneyInTable(position.total)],
      [say.caption('report.perDay'), moneyInTable(position.perDay)],
      [
        say.caption('report.barredFrom'),
        position.limitation.expiresOn === undefined ? say.caption('report.unknown') : say.day(position.limitation.expiresOn),
      ],
      [say.caption('report.odds'), oddsLine(assessment.odds, say)],
    ],
    next: {
      label: say.caption('report.next'),
      text: say.of(assessment.next.text),
      reasons: assessment.next.reasons.map((reason) => say.of(reason)),
      by: assessment.next.by === undefined ? '' : `${say.caption('report.by')} ${say.day(assessment.next.by)}`,
      citations: citationMarks(assessment.next.citations),
    },
    titles: sections(say),
    summary: summary(paper, say),
    parties: [
      [say.caption('party.creditor'), partyText(claim.creditor, say)],
      [say.caption('party.debtor'), partyText(claim.debtor, say)],
      ...claim.guarantors.map((guarantor) => [say.caption('party.guarantor'), partyText(guarantor, say)]),
      [say.caption('party.basis'), say.of(basisWords(claim.basis))],
      ...(claim.forum ? [[say.caption('party.forum'), claim.forum.name]] : []),
      [say.caption('party.disputed'), say.caption(claim.disputed ? 'word.yes' : 'word.no')],
    ],
    amounts: amountsPart(paper, say),
    schedule: schedulePart(scheduleRows(claim), say),
    trace: tracePart(position, say),
    ageing: ageingBars(assessment.ageing, say),
    checks: assessment.checks.map((check) => checkPart(check, say)),
    limitation: limitationPart(position.limitation, say),
    quadrant: quadrantFigure(assessment, say),
    odds: oddsPart(paper, say),
    routes: routesPart(paper, say),
    'missing-head': [say.caption('gaps.what'), say.caption('gaps.decides')],
    missing: assessment.missing.map((gap) => [say.of(gap.text), say.of(gap.changes)]),
    alternatives: position.alternatives.map((other) => ({
      label: say.of(other.label),
      total: moneyInTable(other.total),
      citations: citationMarks([other.citation]),
    })),
    notes: [
      ...position.notices.map((notice) => say.of(notice.text)),
      say.caption('status.unverified'),
      say.caption('status.notAdvice'),
      ...(paper.sealed ? [`${say.caption('status.sealed')} #${paper.sealed.index} · ${paper.sealed.sealedAt} · SHA-256 ${paper.sealed.sha256}`] : []),
    ],
  };
}

function sections(say: Speaker): Record<string, string> {
  const names = [
    'summary',
    'parties',
    'amounts',
    'trace',
    'ageing',
    'checks',
    'limitation',
    'willingness',
    'odds',
    'routes',
    'next',
    'missing',
    'notes',
    'alternatives',
  ] as const;
  return Object.fromEntries(names.map((name) => [name, say.caption(`section.${name}`)]));
}

function summary({ claim, position, assessment }: ReportPaper, say: Speaker): string[] {
  const total = moneyWords(position.total);
  const verdict = (kind: Check['kind']): string => {
    const check = assessment.checks.find((one) => one.kind === kind);
    return `${say.caption(`checks.${kind}`)} ${check ? say.caption(`verdict.${check.verdict}`) : say.caption('verdict.unknown')}`;
  };
  const zh = say.locale !== 'en';
  const asOf = say.day(position.asOf);
  return [
    zh
      ? `截至${asOf}，${claim.creditor.name}可向${claim.debtor.name}主张${total.zh}，此后每日增加${moneyWords(position.perDay).zh}。`
      : `On ${asOf} ${claim.creditor.name} can claim ${total.en} from ${claim.debtor.name}; it grows by ${moneyWords(position.perDay).en} a day.`,
    `${(['claim', 'debtor', 'ability'] as const).map(verdict).join(zh ? '；' : '; ')}${zh ? '。' : '.'}`,
    ...assessment.next.reasons.slice(0, 1).map((reason) => `${say.of(assessment.next.text)}${zh ? '：' : ': '}${say.of(reason)}`),
  ];
}

const partyText = (party: Party, say: Speaker): string => [party.name, ...partyLines(party, say, { contacts: true })].join('\n');

function amountsPart({ claim, position }: ReportPaper, say: Speaker): unknown {
  return {
    head: [say.caption('amounts.item'), say.caption('amounts.amount'), say.caption('amounts.basis')],
    rows: amountLines(amountRows(claim, position), say, citationMarks),
    total: { label: say.caption('amounts.total'), amount: moneyInTable(position.total) },
  };
}

const marks = { pass: '●', concern: '◐', fail: '✕', unknown: '○' } as const;
const severityMarks = { good: '+', info: '·', warning: '!', error: '✕' } as const;

function checkPart(check: Check, say: Speaker): unknown {
  const counts = new Map<string, number>();
  const listed = check.reasons.filter((reason) => {
    const seen = (counts.get(reason.code) ?? 0) + 1;
    counts.set(reason.code, seen);
    return seen <= findingsPerCode;
  });
  const left = check.reasons.length - listed.length;
  const { checkedOn, oldestSourceOn } = check.freshness;
  return {
    title: say.caption(`checks.${check.kind}`),
    mark: marks[check.verdict],
    verdict: say.caption(`verdict.${check.verdict}`),
    fresh: `${say.caption('checks.checkedOn')} ${checkedOn}${oldestSourceOn ? ` · ${say.caption('checks.oldest')} ${oldestSourceOn}` : ''}`,
    reasons: listed.map((reason) => ({
      mark: severityMarks[reason.severity],
      text: say.of(reason.text),
      source: groundOf(reason, say),
    })),
    more: left > 0 ? `+${left} ${say.caption('checks.more')}` : '',
    coverage: check.coverage.map(
      (one) =>
        `${say.of(sourceWords(one.source))}: ${say.caption(`answer.${one.answer}` as CaptionKey)}${one.asOf ? ` (${one.asOf.slice(0, 10)}${one.stale ? `, ${say.caption('checks.stale')}` : ''})` : ''}${one.why ? ` – ${say.of(sourceWords(one.why))}` : ''}`,
    ),
    sources: say.caption('checks.sources'),
  };
}

/** Exhibit and source of a reason, unless its sentence has named them already. */
function groundOf({ evidence, text }: Check['reasons'][number], say: Speaker): string {
  const said = say.of(text);
  return [evidence?.exhibit, evidence?.source && say.of(sourceWords(evidence.source))].filter((part) => part && !said.includes(part)).join(' · ');
}

function oddsPart({ assessment }: ReportPaper, say: Speaker): unknown {
  const { odds } = assessment;
  if (odds.kind === 'withheld') return { fan: null, text: say.of(odds.why), sources: [], notCounted: [], captions: {} };
  const age = odds.ageMonths.toFixed(1);
  const { low, mid, high } = { low: percent(odds.now.low), mid: percent(odds.now.mid), high: percent(odds.now.high) };
  const { priorCases, ownClosed, ownCollected } = odds.weight;
  const zh = `最早一笔已逾期 ${age} 个月；现在着手，估计收回几率 ${mid}（中间 80% 区间 ${low} 至 ${high}）。先验按 ${priorCases} 件计；${ownClosed === 0 ? '没有自有结案' : `自有结案 ${ownClosed} 件，其中收回 ${ownCollected} 件`}。`;
  const en = `The oldest item is ${age} months past due. If work starts now the estimate is ${mid} (middle 80%: ${low} to ${high}). The prior counts as ${priorCases} cases; ${ownClosed === 0 ? 'there are no own closed cases' : `of ${ownClosed} own closed cases ${ownCollected} were collected`}.`;
  return {
    fan: fan(odds, say),
    text: say.of({ zh, en }),
    sources: odds.sources.map((source) => sourceLine(source, say)),
    notCounted: odds.notCounted.map((text) => say.of(text)),
    captions: { sources: say.caption('odds.source'), notCounted: say.caption('odds.notCounted') },
  };
}

function routesPart({ assessment }: ReportPaper, say: Speaker): unknown {
  const { routes } = assessment;
  const sources = new Map(
    routes.flatMap((route) => [route.cost?.source, route.days?.source].flatMap((source) => (source ? [[source.name, source] as const] : []))),
  );
  const assumptions = new Set(
    routes.flatMap((route) => (route.expected.kind === 'estimated' ? route.expected.assumptions.map((text) => say.of(text)) : [])),
  );
  return {
    chart: routeBars(routes, say),
    head: [say.caption('route.route'), say.caption('route.cost'), say.caption('route.days'), say.caption('route.net')],
    rows: routes.map((route) => ({
      name: say.of(route.name),
      citations: citationMarks(route.citations),
      cost: route.cost ? moneyInTable(route.cost.amount) : say.caption('report.unknown'),
      recoverable:
        route.cost && route.cost.recoverable.minor > 0n ? `${say.caption('route.recoverable')} ${moneyInTable(route.cost.recoverable)}` : '',
      days: route.days ? String(route.days.mid) : say.caption('report.unknown'),
      net:
        route.expected.kind === 'estimated'
          ? moneyInTable(route.expected.net.mid)
          : say.caption(route.open.kind === 'shut' ? 'route.shut' : 'report.withheld'),
      range:
        route.expected.kind === 'estimated'
          ? `${moneyInTable(route.expected.net.low)} – ${moneyInTable(route.expected.net.high)}`
          : say.of(route.expected.why),
    })),
    sources: [...sources.values()].map((source) => sourceLine(source, say)),
    assumptions: [...assumptions],
    captions: { sources: say.caption('route.sources'), assumptions: say.caption('route.assumptions') },
  };
}

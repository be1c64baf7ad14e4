import { assess } from '#domain/assessment/assessment.ts';
import type { Check } from '#domain/assessment/check.ts';
import { checkAbility, type ListEntry } from '#domain/assessment/checks/ability.ts';
import { checkClaim } from '#domain/assessment/checks/claim.ts';
import { checkDebtor, type IdentifierVerdict, type RegisterEntry } from '#domain/assessment/checks/debtor.ts';
import type { NextStep } from '#domain/assessment/next-step.ts';
import type { RouteFacts } from '#domain/assessment/routes.ts';
import type { Claim } from '#domain/claim/claim.ts';
import { oldestDue, paidOf, principalOf } from '#domain/claim/filing.ts';
import type { Identifier } from '#domain/claim/party.ts';
import type { Answer } from '#domain/kernel/answer.ts';
import { type Day, isoDay } from '#domain/kernel/day.ts';
import { keptText } from '#domain/kernel/kept.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import type { LawBook } from '#domain/law/book.ts';
import { type Position, position } from '#domain/law/position.ts';
import type { CaseFigures, NextAction, Urgency } from '../ports/cases.ts';
import type { AssessmentFacts, Assessor } from './assessor.ts';

export type AssessorParts = {
  readonly book: LawBook;
  readonly identifierVerdict: (identifier: Identifier) => IdentifierVerdict;
  readonly routes: (claim: Claim, position: Position) => readonly RouteFacts[];
};

const notAsked = (source: string, why: string): Answer<never> => ({ kind: 'not-covered', source, why });

/** The whole assessment of one claim at one day: checks, position, odds, routes, next step. Pure; about a millisecond. */
export function makeAssessor(parts: AssessorParts): Assessor {
  return (filed, facts) => {
    // A dispute that a person marked counts like one that was filed: the report advises on it.
    const claim = facts.overlays.includes('disputed') ? { ...filed, disputed: true } : filed;
    const checks = threeChecks(parts, claim, facts);
    const law = position(claim, facts.asOf, parts.book, { trace: true });
    if (isRefusal(law)) {
      return {
        kept: keptText({ claim, asOf: facts.asOf, checks, refusal: law }),
        figures: { ...sums(claim), verdicts: verdicts(checks), next: askCounsel },
      };
    }
    const { own } = facts;
    const assessment = assess({
      claim,
      position: law,
      checks,
      overlays: facts.overlays,
      priors: { routes: parts.routes(claim, law), ...(own ? { own } : {}) },
    });
    return {
      kept: keptText({ claim, asOf: facts.asOf, checks, position: law, assessment }),
      figures: {
        ...sums(claim),
        totalMinor: law.total.minor,
        ...(law.limitation.expiresOn === undefined ? {} : { limitationOn: isoDay(law.limitation.expiresOn) }),
        verdicts: verdicts(checks),
        next: nextAction(assessment.next, facts.asOf),
      },
    };
  };
}

function threeChecks(parts: AssessorParts, claim: Claim, facts: AssessmentFacts): readonly Check[] {
  const { history } = facts;
  const register: readonly Answer<RegisterEntry>[] = facts.register ?? [notAsked('local register', 'no register has been imported')];
  const lists: readonly Answer<ListEntry>[] = facts.lists ?? [
    notAsked('local lists', 'no list of judgment debtors, insolvencies or sanctions has been imported'),
  ];
  return [
    checkClaim({
      claim,
      asOf: facts.asOf,
      papers: facts.papers ?? [],
      hashes: facts.exhibits
        .filter((exhibit) => !exhibit.large)
        .map((exhibit) => ({ exhibit: exhibit.name, sealed: exhibit.sha256, ...(exhibit.now ? { now: exhibit.now } : {}) })),
      signatures: facts.exhibits.flatMap(({ name, signatures }) => (signatures ?? []).map((each) => ({ ...each, exhibit: name }))),
      facts: facts.paperFacts ?? [],
      unread: facts.unread ?? [],
      contracts: facts.exhibits.filter(({ kind }) => kind === 'contract').map(({ name }) => name),
      registrations: facts.registrations ?? [],
      itemsElsewhere: facts.itemsElsewhere ?? [],
      exhibitsElsewhere: facts.exhibitsElsewhere ?? [],
      twins: facts.doubles.flatMap((double) => claim.items.map((item) => ({ number: item.number, elsewhere: double.number, amount: item.amount }))),
    }),
    checkDebtor({
      debtor: claim.debtor,
      asOf: facts.asOf,
      identifierVerdict: parts.identifierVerdict,
      register,
      papers: facts.paperFacts ?? [],
      ...(claim.contractOn === undefined ? {} : { contractOn: claim.contractOn }),
    }),
    checkAbility({
      claim,
      asOf: facts.asOf,
      lists,
      ...(facts.rejected ? { rejected: facts.rejected } : {}),
      ...(facts.news ? { news: facts.news } : {}),
      ...(facts.assets ? { assets: facts.assets } : {}),
      ...(history && history.paidCases + history.unpaidClosings > 0
        ? {
            history: {
              invoices: history.paidCases + history.unpaidClosings,
              paidLate: history.paidLate,
              meanDaysLate: history.meanDaysLate,
              unpaid: history.unpaidClosings,
            },
          }
        : {}),
    }),
  ];
}

function sums(claim: Claim): Pick<CaseFigures, 'principalMinor' | 'paidMinor' | 'oldestDueOn'> {
  const oldest = oldestDue(claim);
  return {
    principalMinor: principalOf(claim).minor,
    paidMinor: paidOf(claim).minor,
    ...(oldest === undefined ? {} : { oldestDueOn: isoDay(oldest) }),
  };
}

function verdicts(checks: readonly Check[]): CaseFigures['verdicts'] {
  return Object.fromEntries(checks.map((check) => [check.kind, check.verdict]));
}

const askCounsel: NextAction = {
  action: 'ask-counsel',
  text: { zh: '该法域的规则尚未收录，请咨询当地律师。', en: 'The rules of this jurisdiction are not loaded; ask local counsel.' },
  urgency: 'due',
};

/** Steps that wait for something else than a day of ours. */
const undated: ReadonlySet<NextStep['kind']> = new Set(['wait-until-due', 'close', 'stopped']);
const pressingSteps: ReadonlySet<NextStep['kind']> = new Set(['protect-limitation', 'ask-counsel-limitation', 'lodge-in-insolvency']);

function nextAction(next: NextStep, asOf: Day): NextAction {
  const by = next.by ?? (undated.has(next.kind) ? undefined : asOf);
  return { action: next.kind, text: next.text, urgency: urgencyOf(next), ...(by === undefined ? {} : { by: isoDay(by) }) };
}

function urgencyOf(next: NextStep): Urgency {
  if (pressingSteps.has(next.kind)) return 'pressing';
  return undated.has(next.kind) || next.kind === 'wait-for-answer' ? 'open' : 'due';
}

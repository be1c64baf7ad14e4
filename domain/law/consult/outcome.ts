import type { Claim } from '../../claim/claim.ts';
import { type ClaimFiling, claimOf } from '../../claim/filing.ts';
import type { Day } from '../../kernel/day.ts';
import { isRefusal, type Refusal } from '../../kernel/refusal.ts';
import type { Bilingual } from '../../kernel/text.ts';
import type { Jurisdiction, LawBook } from '../book.ts';
import { type Position, position } from '../position.ts';
import { filingOfAnswers, lawOf, positionOptions } from './claim-of-answers.ts';
import type { Answers, Role } from './question.ts';
import { avoid } from './sections/avoid.ts';
import { cost } from './sections/cost.ts';
import { conductHelp, whereToTurn } from './sections/help.ts';
import { isItRight } from './sections/is-it-right.ts';
import { creditorNext } from './sections/next-creditor.ts';
import { debtorNext } from './sections/next-debtor.ts';
import { oldDebt } from './sections/old-debt.ts';
import { papers } from './sections/papers.ts';
import { byWhichRule, owedToday, untilWhen } from './sections/today.ts';

export type Section = { readonly id: string; readonly title: Bilingual; readonly lines: readonly Bilingual[] };

/** Everything a section may look at. `law` is absent where the table has none for this claim. */
export type Ground = {
  readonly role: Role;
  readonly answers: Answers;
  readonly asOf: Day;
  readonly book: LawBook;
  readonly claim?: Claim;
  readonly law?: Jurisdiction;
  readonly position?: Position;
  readonly refusal?: Refusal;
};

export type Outcome = {
  readonly role: Role;
  readonly position?: Position;
  readonly refusal?: Refusal;
  readonly sections: readonly Section[];
  /** The facts as a claim, for "open a case from this". */
  readonly claim?: ClaimFiling;
};

const creditorSections = [owedToday, byWhichRule, untilWhen, oldDebt, creditorNext, cost, avoid, papers, whereToTurn];
const debtorSections = [isItRight, owedToday, byWhichRule, untilWhen, oldDebt, debtorNext, conductHelp, avoid, papers, whereToTurn];

/** What the answers come to on a day: figures, rules, dates, next steps, costs, dangers and papers. Nothing is stored. */
export function outcome(role: Role, answers: Answers, asOf: Day, book: LawBook): Outcome {
  const filing = filingOfAnswers(role, answers);
  const counted = filing ? count(filing, answers, asOf, book) : {};
  const ground: Ground = { role, answers, asOf, book, ...counted };
  const sections = (role === 'creditor' ? creditorSections : debtorSections).flatMap((section) => {
    const made = section(ground);
    return made && made.lines.length > 0 ? [made] : [];
  });
  return {
    role,
    ...(ground.position ? { position: ground.position } : {}),
    ...(ground.refusal ? { refusal: ground.refusal } : {}),
    sections,
    ...(filing ? { claim: filing } : {}),
  };
}

function count(filing: ClaimFiling, answers: Answers, asOf: Day, book: LawBook): Pick<Ground, 'claim' | 'law' | 'position' | 'refusal'> {
  const claim = claimOf(filing);
  const result = position(claim, asOf, book, positionOptions(answers));
  const code = isRefusal(result) ? lawOf(answers) : result.jurisdiction;
  const law = code ? book.jurisdiction(code) : undefined;
  return { claim, ...(law ? { law } : {}), ...(isRefusal(result) ? { refusal: result } : { position: result }) };
}

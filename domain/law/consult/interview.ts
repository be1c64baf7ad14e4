import { isCurrency } from '../../kernel/currency.ts';
import { isDay } from '../../kernel/day.ts';
import { DomainError, unreachable } from '../../kernel/error.ts';
import { moneyOf } from '../../kernel/money.ts';
import { rationalOf } from '../../kernel/rational.ts';
import { creditorNodes } from './creditor.ts';
import { debtorNodes } from './debtor.ts';
import type { Answers, AnswerValue, Node, Question, Role } from './question.ts';

export type Screen = { readonly question?: Question; readonly progress: { readonly done: number; readonly of: number } };

const nodesOf = (role: Role): readonly Node[] => (role === 'creditor' ? creditorNodes : debtorNodes);

/** The questions that come up under these answers, in order. */
export const path = (role: Role, answers: Answers): readonly Node[] => nodesOf(role).filter((node) => node.askIf?.(answers) ?? true);

/** The next question, or none when the interview is finished. The same answers always give the same question. */
export function next(role: Role, answers: Answers): Screen {
  const open = path(role, answers);
  const done = open.filter((node) => node.id in answers).length;
  const node = open.find((candidate) => !(candidate.id in answers));
  return { ...(node ? { question: questionOf(node) } : {}), progress: { done, of: open.length } };
}

/** Every question of an interview, for pages that show what will be asked. */
export const questionsOf = (role: Role): readonly Question[] => nodesOf(role).map(questionOf);

function questionOf({ askIf: _, ...question }: Node): Question {
  return question;
}

/**
 * Reads answers from JSON. A key that is no question, a skipped question that cannot be skipped and a value out of shape
 * are refused (`consult.bad_answer`) with the question's id and what was expected. Answers to questions that no longer
 * come up (because an earlier answer changed) are dropped.
 */
export function readAnswers(role: Role, value: unknown): Answers {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad('answers', 'an object of answers', value);
  const given = value as Readonly<Record<string, unknown>>;
  const nodes = new Map(nodesOf(role).map((node) => [node.id, node]));
  const read: Record<string, AnswerValue> = {};
  for (const [id, answer] of Object.entries(given)) {
    const node = nodes.get(id);
    if (!node) throw bad(id.slice(0, 40), 'a question of this interview', answer);
    read[id] = readAnswer(node, answer);
  }
  const live = new Set(path(role, read).map((node) => node.id));
  return Object.fromEntries(Object.entries(read).filter(([id]) => live.has(id)));
}

function readAnswer(node: Node, answer: unknown): AnswerValue {
  if (answer === null) {
    if (!node.skippable) throw bad(node.id, 'an answer: this question cannot be skipped', answer);
    return null;
  }
  switch (node.input) {
    case 'choice':
      if (node.choices?.some(({ value }) => value === answer)) return answer as string;
      throw bad(node.id, `one of ${node.choices?.map(({ value }) => value).join(', ')}`, answer);
    case 'date':
      if (typeof answer === 'string' && isDay(answer)) return answer;
      throw bad(node.id, 'a day like 2026-02-28', answer);
    case 'money':
      return readMoney(node.id, answer);
    case 'number':
      if (typeof answer === 'string' && isRate(answer)) return answer;
      throw bad(node.id, 'a decimal from 0 to 10000 as text, like "4.35"', answer);
    case 'country':
      if (typeof answer === 'string' && /^[A-Z]{2}$/.test(answer)) return answer;
      throw bad(node.id, 'an ISO 3166-1 code like CN', answer);
    case 'yes-no':
      if (typeof answer === 'boolean') return answer;
      throw bad(node.id, 'true or false', answer);
    case 'text':
      if (typeof answer === 'string' && answer.length <= 500) return answer;
      throw bad(node.id, 'a text of at most 500 characters', answer);
    default:
      return unreachable(node.input);
  }
}

function readMoney(id: string, answer: unknown): AnswerValue {
  const { amount, currency } = typeof answer === 'object' && answer !== null ? (answer as Readonly<Record<string, unknown>>) : {};
  if (typeof amount !== 'string' || typeof currency !== 'string' || !isCurrency(currency)) {
    throw bad(id, 'money like {"amount": "1234.50", "currency": "CNY"}', answer);
  }
  try {
    if (moneyOf(amount, currency).minor >= 0n && amount.length <= 24) return { amount, currency };
  } catch (cause) {
    throw new DomainError('consult.bad_answer', `${id}: ${(cause as Error).message}`, { question: id }, cause);
  }
  throw bad(id, 'an amount that is not negative', answer);
}

function isRate(text: string): boolean {
  try {
    const { num, den } = rationalOf(text);
    return num >= 0n && num <= 10_000n * den;
  } catch {
    return false;
  }
}

const bad = (question: string, expected: string, got: unknown): DomainError =>
  new DomainError('consult.bad_answer', `${question}: expected ${expected}, got ${JSON.stringify(got)?.slice(0, 60) ?? 'nothing'}`, {
    question,
    expected,
  });

import type { Bilingual } from '../../kernel/text.ts';

export const roles = ['creditor', 'debtor'] as const;
export type Role = (typeof roles)[number];

export const inputs = ['choice', 'text', 'date', 'money', 'number', 'country', 'yes-no'] as const;
export type Input = (typeof inputs)[number];

export type Choice = { readonly value: string; readonly label: Bilingual };

/** One screen of the interview: what is asked, why, and how it is answered. */
export type Question = {
  readonly id: string;
  readonly text: Bilingual;
  readonly why: Bilingual;
  readonly input: Input;
  readonly choices?: readonly Choice[];
  readonly skippable: boolean;
};

/** An answer as it travels: a day, decimal or choice as text, money as `{amount, currency}`, yes or no, `null` when skipped. */
export type AnswerValue = string | boolean | { readonly amount: string; readonly currency: string } | null;
export type Answers = Readonly<Record<string, AnswerValue>>;

/** A question with the condition under which it comes up. */
export type Node = Question & { readonly askIf?: (answers: Answers) => boolean };

import { type Money, sum } from '#domain/kernel/money.ts';
import { moneyWords } from '#domain/kernel/wording.ts';
import type { Reason } from '../check.ts';
import { good, wrong } from './finding.ts';

/** A paper as read: its printed totals, so that arithmetic is checked against what stands there and not against what was typed. */
export type PaperTotals = {
  readonly exhibit: string;
  readonly number: string;
  readonly taxExclusive?: Money;
  readonly tax?: Money;
  readonly taxInclusive?: Money;
  readonly payable?: Money;
  readonly prepaid?: Money;
  readonly lines: readonly Money[];
  readonly allowances?: Money;
  readonly charges?: Money;
  readonly rounding?: Money;
};

/** EN 16931 BR-CO-13, -15, -16: lines make the net, net and tax the gross, gross less prepaid the payable. */
export function arithmetic(paper: PaperTotals): Reason[] {
  const { taxExclusive, tax, taxInclusive, payable } = paper;
  const reasons: Reason[] = [];
  const compare = (code: string, agrees: string, zh: string, en: string, expected: Money | undefined, printed: Money | undefined): void => {
    if (!expected || !printed || expected.currency !== printed.currency) return;
    const same = expected.minor === printed.minor;
    const e = moneyWords(expected);
    const p = moneyWords(printed);
    reasons.push(
      same
        ? {
            ...good(agrees, `${paper.number}：${zh}相符（${p.zh}）。`, `${paper.number}: ${en} agrees (${p.en}).`),
            evidence: { exhibit: paper.exhibit, detail: p.en },
          }
        : wrong(
            code,
            `${paper.number}：${zh}应为 ${e.zh}，票面为 ${p.zh}。`,
            `${paper.number}: ${en} should be ${e.en}, the paper says ${p.en}.`,
            p.en,
            paper.exhibit,
          ),
    );
  };
  const currency = (payable ?? taxInclusive ?? taxExclusive)?.currency;
  if (!currency) return reasons;
  const plus = (...parts: readonly (Money | undefined)[]): Money =>
    sum(
      currency,
      parts.filter((part) => part !== undefined),
    );
  const minus = (value: Money | undefined): Money | undefined => value && { currency: value.currency, minor: -value.minor };
  if (paper.lines.length > 0) {
    compare(
      'check.line_sum',
      'check.line_sum_agrees',
      '各行合计',
      'the sum of lines',
      plus(...paper.lines, minus(paper.allowances), paper.charges),
      taxExclusive,
    );
  }
  if (taxExclusive && tax) compare('check.gross_sum', 'check.gross_sum_agrees', '价税合计', 'net plus tax', plus(taxExclusive, tax), taxInclusive);
  if (taxInclusive)
    compare(
      'check.payable_sum',
      'check.payable_sum_agrees',
      '应付金额',
      'gross less prepaid',
      plus(taxInclusive, minus(paper.prepaid), paper.rounding),
      payable,
    );
  return reasons;
}

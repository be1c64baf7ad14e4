import { exponentOf, isCurrency } from '../kernel/currency.ts';
import { compare, exactDecimal, minus, plus, rationalOf, zero } from '../kernel/rational.ts';
import { checkArithmetic } from './arithmetic.ts';
import { asksForPayment } from './document-type.ts';
import type { ClaimDraft, Finding } from './draft.ts';
import { dueDateInTerms } from './terms-text.ts';

/** The draft with what it adds to the claim (`owed`) and with every finding; nothing that was read is changed. */
export function checkedDraft(draft: ClaimDraft): ClaimDraft {
  const { owed, finding } = owedOf(draft);
  const findings = [...draft.findings, ...(finding ? [finding] : []), ...checkContent(draft), ...checkArithmetic(draft)];
  return { ...draft, totals: owed === undefined ? draft.totals : { ...draft.totals, owed }, findings };
}

/**
 * Payable with its sign: an invoice adds, a credit note takes away. A negative credit note could mean either (some programs
 * print the sign although the type says it already), so no amount is taken from it until a person decides.
 */
function owedOf(draft: ClaimDraft): { owed?: string; finding?: Finding } {
  const { payable, taxInclusive, prepaid, rounding } = draft.totals;
  const sum =
    payable ??
    (taxInclusive === undefined
      ? undefined
      : exactDecimal(plus(minus(rationalOf(taxInclusive), rationalOf(prepaid ?? '0')), rationalOf(rounding ?? '0'))));
  if (sum === undefined) return {};
  const finding: Finding | undefined =
    payable === undefined
      ? note(
          'intake.payable_absent',
          'info',
          '票面未写应付金额，按价税合计减预付款计算（BR-CO-16）。',
          'The paper does not print an amount due; it is total with tax less prepaid (BR-CO-16).',
          'BT-115',
          sum,
        )
      : undefined;
  const negative = compare(rationalOf(sum), zero) < 0;
  if (draft.kind === 'invoice') return finding ? { owed: sum, finding } : { owed: sum };
  if (negative) {
    return {
      finding: note(
        'intake.negative_credit_note',
        'error',
        '贷项凭证的金额为负数：按标准应为正数。请人工确认它是减少还是增加欠款，在此之前不采用金额。',
        'This credit note carries a negative amount; by the standard it is positive. A person must say whether it reduces or adds, and until then no amount is taken.',
        'BT-115',
        sum,
      ),
    };
  }
  const owed = exactDecimal(minus(zero, rationalOf(sum)));
  return finding ? { owed, finding } : { owed };
}

function checkContent(draft: ClaimDraft): Finding[] {
  const found: Finding[] = [];
  const missing = (absent: boolean, path: string, zh: string, en: string) => {
    if (absent) found.push(note('intake.missing_field', 'error', `缺少${zh}（${path}）。`, `The ${en} is missing (${path}).`, path));
  };
  missing(draft.number === undefined, 'BT-1', '发票号码', 'invoice number');
  missing(draft.issueDate === undefined, 'BT-2', '开票日期', 'issue date');
  missing(draft.currency === undefined, 'BT-5', '币种', 'currency');
  missing(!draft.seller?.name, 'BT-27', '销售方名称', "seller's name");
  missing(!draft.buyer?.name, 'BT-44', '购买方名称', "buyer's name");
  missing(draft.totals.payable === undefined && draft.totals.taxInclusive === undefined, 'BT-115', '应付金额', 'amount due');
  if (draft.currency !== undefined && !isCurrency(draft.currency)) {
    found.push(
      note(
        'intake.unknown_currency',
        'error',
        `币种“${draft.currency.slice(0, 12)}”不在 ISO 4217 中。`,
        `"${draft.currency.slice(0, 12)}" is not an ISO 4217 currency.`,
        'BT-5',
        draft.currency.slice(0, 12),
      ),
    );
  }
  const finest = draft.currency !== undefined && isCurrency(draft.currency) ? exponentOf(draft.currency) : 2;
  const payable = draft.totals.payable;
  if (payable !== undefined && (/\.(\d*?)0*$/.exec(payable)?.[1]?.length ?? 0) > finest) {
    found.push(
      note(
        'intake.too_precise',
        'error',
        `应付金额 ${payable} 的小数位多于币种允许的 ${finest} 位。`,
        `The amount due ${payable} has more decimals than the ${finest} of its currency.`,
        'BT-115',
        payable,
      ),
    );
  }
  if (draft.dueDate !== undefined && draft.issueDate !== undefined && draft.dueDate < draft.issueDate) {
    found.push(
      note(
        'intake.due_before_issue',
        'warning',
        `到期日 ${draft.dueDate} 早于开票日 ${draft.issueDate}。`,
        `The due date ${draft.dueDate} is before the issue date ${draft.issueDate}.`,
        'BT-9',
        draft.dueDate,
      ),
    );
  }
  if (draft.dueDate === undefined && draft.kind === 'invoice') {
    found.push(
      note(
        'intake.no_due_date',
        'info',
        '票面没有到期日；何时逾期由法律和约定决定。',
        'The paper names no due date; the law and the agreement say from when it is late.',
        'BT-9',
      ),
    );
  }
  const inTerms = dueDateInTerms(draft);
  if (inTerms !== undefined) {
    found.push({
      ...note(
        'intake.due_date_in_terms',
        'info',
        `付款条款似乎指明到期日 ${inTerms.date}（“${inTerms.from}”），请确认。`,
        `The payment terms seem to name ${inTerms.date} as due date ("${inTerms.from}"); confirm it.`,
        'BT-20',
        inTerms.from,
      ),
      expected: inTerms.date,
    });
  }
  if (!asksForPayment(draft.typeCode)) {
    found.push(
      note(
        'intake.no_payment_request',
        'warning',
        `类型代码 ${draft.typeCode} 的文件不是付款请求。`,
        `A paper of type ${draft.typeCode} is not a request for payment.`,
        'BT-3',
        draft.typeCode,
      ),
    );
  }
  if (draft.payee !== undefined) {
    found.push(
      note(
        'intake.other_payee',
        'info',
        '收款方不同于销售方：债权可能已转让（保理）。',
        'The payee is not the seller: the debt may have been assigned (factoring).',
        'BG-10',
      ),
    );
  }
  return found;
}

function note(code: string, severity: Finding['severity'], zh: string, en: string, path?: string, got?: string): Finding {
  return { code, severity, zh, en, ...(path === undefined ? {} : { path }), ...(got === undefined ? {} : { got }) };
}

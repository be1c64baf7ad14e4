import type { Finding } from '#domain/claim/draft.ts';
import type { Identifier } from '#domain/claim/party.ts';
import { isDay } from '#domain/kernel/day.ts';
import { textOf } from './find.ts';
import type { Element } from './tree.ts';

/** Collects what is odd while a paper is read; a value that cannot be read is left out and shown here, never guessed. */
export class Reading {
  readonly findings: Finding[] = [];

  note(finding: Finding): void {
    if (this.findings.length < 500) this.findings.push(finding);
  }

  /** A decimal as printed (xs:decimal: no exponent, no grouping, point as decimal sign). */
  amount(element: Element | undefined, currency?: string): string | undefined {
    const text = textOf(element);
    if (element === undefined || text === undefined) return undefined;
    if (!/^[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})$/.test(text)) {
      this.note({
        code: 'intake.bad_amount',
        severity: 'error',
        zh: `金额无法读取：“${text.slice(0, 40)}”不是十进制数。`,
        en: `This amount cannot be read: "${text.slice(0, 40)}" is not a decimal number.`,
        path: place(element),
        expected: '1234.56',
        got: text.slice(0, 40),
      });
      return undefined;
    }
    const unit = element.attributes.currencyID;
    if (currency !== undefined && unit !== undefined && unit !== currency) {
      this.note({
        code: 'intake.mixed_currency',
        severity: 'error',
        zh: `金额币种 ${unit} 与发票币种 ${currency} 不一致，未采用。`,
        en: `This amount is in ${unit} while the invoice is in ${currency}; it is left out.`,
        path: place(element),
        expected: currency,
        got: unit,
      });
      return undefined;
    }
    return plain(text);
  }

  /** An ISO day from xs:date ("2026-11-23", with or without zone or time), or undefined with a finding. */
  day(element: Element | undefined): string | undefined {
    const text = textOf(element);
    if (element === undefined || text === undefined) return undefined;
    const iso = /^(\d{4}-\d{2}-\d{2})(?:T[\d:.]+)?(?:Z|[+-]\d{2}:\d{2})?$/.exec(text)?.[1];
    return iso !== undefined && isDay(iso) ? iso : this.badDay(element, text);
  }

  /** The paper's currency; where its own field is missing but every amount names one and the same, that one, with a finding. */
  currency(declared: string | undefined, root: Element): string | undefined {
    if (declared !== undefined) return declared;
    const named = new Set<string>();
    collectCurrencies(root, named);
    const [only] = named;
    if (named.size !== 1 || only === undefined) return undefined;
    this.note({
      code: 'intake.currency_from_amounts',
      severity: 'warning',
      zh: `票面没有币种字段，但所有金额均标为 ${only}，据此采用。`,
      en: `The paper has no currency field, but every amount is marked ${only}, which is taken.`,
      path: 'BT-5',
      got: only,
    });
    return only;
  }

  badDay(element: Element, text: string): undefined {
    this.note({
      code: 'intake.bad_date',
      severity: 'error',
      zh: `日期无法读取：“${text.slice(0, 40)}”。`,
      en: `This date cannot be read: "${text.slice(0, 40)}".`,
      path: place(element),
      expected: 'YYYY-MM-DD',
      got: text.slice(0, 40),
    });
    return undefined;
  }
}

function collectCurrencies(element: Element, into: Set<string>): void {
  const currency = element.attributes.currencyID;
  if (currency !== undefined) into.add(currency);
  for (const each of element.children) collectCurrencies(each, into);
}

const place = (element: Element): string => `${element.name} (line ${element.line})`;

/** ".5" -> "0.5", "5." -> "5", "+5" -> "5": the same number in the one form that the kernel parses. */
function plain(text: string): string {
  const [, sign, whole, fraction] = /^([+-]?)(\d*)\.?(\d*)$/.exec(text) ?? [];
  return `${sign === '-' ? '-' : ''}${whole || '0'}${fraction ? `.${fraction}` : ''}`;
}

/**
 * Our name for an identifier scheme of the ISO/IEC 6523 list (ICD) or of the Electronic Address Scheme list (EAS);
 * schemes without a name of ours stay "icd:NNNN". Source: ISO 6523 ICD list and CEF EAS code list.
 */
const icdNames: Readonly<Record<string, string>> = {
  '0002': 'siren',
  '0007': 'se-organisation',
  '0009': 'siret',
  '0060': 'duns',
  '0088': 'gln',
  '0106': 'nl-kvk',
  '0184': 'dk-cvr',
  '0190': 'nl-oin',
  '0192': 'no-organisation',
  '0195': 'sg-uen',
  '0199': 'lei',
  '0204': 'de-leitweg',
  '0208': 'be-enterprise',
  '0216': 'fi-ovt',
};

export function identifier(scheme: string | undefined, value: string, fallback: string): Identifier {
  if (scheme === undefined || scheme === '') return { scheme: fallback, value };
  const known = icdNames[scheme];
  if (known !== undefined) return { scheme: known, value };
  return { scheme: /^\d{4}$/.test(scheme) ? `icd:${scheme}` : scheme.slice(0, 40).toLowerCase(), value };
}

const euVat = /^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|GR|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)/;

/** A value added tax number: EU numbers carry their country's prefix (BR-CO-09). */
export const vatIdentifier = (value: string): Identifier => ({ scheme: euVat.test(value) ? 'eu-vat' : 'vat', value });

/** The same identifier given twice (legal registration repeating the VAT number's scheme, say) stands once. */
export function distinct(identifiers: readonly Identifier[]): Identifier[] {
  return [...new Map(identifiers.map((each) => [`${each.scheme} ${each.value}`, each])).values()];
}

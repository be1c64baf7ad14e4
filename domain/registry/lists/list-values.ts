import { checkIdentifier, guessSchemes } from '../identifiers/check.ts';

export type NumberRead = { readonly scheme: string; readonly value: string } | { readonly masked: string } | undefined;

/**
 * A number whose kind is not said: credit code, registration number or organisation code. A resident's number is a person's
 * own: it is masked here and never leaves as an identifier.
 */
export function readNumber(text: string, country: string | undefined): NumberRead {
  const value = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  if (value === '' || /^[-—无]+$/.test(value)) return undefined;
  if (/^\d{4,}\*+[\dX]*$/.test(value) || value.includes('*')) return { masked: value.slice(0, 30) };
  if (country === undefined || country === 'CN') {
    if (/^\d{17}[\dX]$/.test(value) && checkIdentifier('cn-resident', value).valid === true)
      return { masked: checkIdentifier('cn-resident', value).normal };
    // A letter among the first seventeen shows a credit code even where its check digit was copied wrongly.
    if (/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(value) && (/[A-Z]/.test(value.slice(0, 17)) || checkIdentifier('uscc', value).valid !== false))
      return { scheme: 'uscc', value };
    if (/^\d{17}[\dX]$/.test(value)) return { masked: `${value.slice(0, 4)}${'*'.repeat(12)}${value.slice(-2)}` };
    if (/^\d{15}$/.test(value) && country === 'CN') return { scheme: 'cn-registration', value };
    if (/^[0-9A-Z]{8}[0-9X]$/.test(value) && country === 'CN') return { scheme: 'cn-organisation', value };
  }
  const guess = guessSchemes(value, country).find(({ sure }) => sure);
  if (guess?.verdict.normal.includes('*')) return { masked: guess.verdict.normal };
  return guess ? { scheme: guess.scheme, value: guess.verdict.normal } : { scheme: `number-${(country ?? 'any').toLowerCase()}`, value };
}

/** A day as Chinese and other pages write it, as ISO; undefined when it is none. Day and month in doubt stay as they are. */
export function readDay(text: string): string | undefined {
  const value = text.normalize('NFKC').trim();
  const match = /^(\d{4})\s*[年\-/.]\s*(\d{1,2})\s*[月\-/.]\s*(\d{1,2})\s*日?/.exec(value) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(value);
  if (!match) return undefined;
  const [, year = '', month = '', day = ''] = match;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return undefined;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** True when the words say that an entry no longer stands: 终结, 结案, closed, withdrawn, 已履行. */
export const saysClosed = (text: string): boolean =>
  /^(1|true|yes|y|是)$/i.test(text.trim()) || /结案|终结|终本|撤销|屏蔽|已删除|closed|withdrawn|removed|discharged|delisted/i.test(text);

/** A register's word for a company's state, in Chinese or English. */
export function readStatus(text: string): 'active' | 'dissolved' | 'insolvent' | 'suspended' | 'unknown' {
  const word = text.normalize('NFKC').trim().toLowerCase();
  if (/注销|dissol|struck|deregist|closed|ликвидирован/.test(word)) return 'dissolved';
  if (/破产|清算|insolv|bankrupt|liquidat|administration|банкрот/.test(word)) return 'insolvent';
  if (/吊销|停业|歇业|责令关闭|suspend|revok|приостан/.test(word)) return 'suspended';
  return /存续|在业|开业|正常|在营|active|live|registered|зарегистрирован|действ/.test(word) ? 'active' : 'unknown';
}

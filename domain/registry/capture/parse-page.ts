import { DomainError } from '#domain/kernel/error.ts';
import { fieldOfHeading, type ListField } from '../lists/list-fields.ts';
import { readDay, readNumber, saysClosed } from '../lists/list-values.ts';

/** Pages that have no interface and are copied by a person. */
export const pageKinds = ['dishonest-judgment-debtor', 'judgment-debtor', 'consumption-restriction', 'judgments', 'enterprise-register'] as const;
export type PageKind = (typeof pageKinds)[number];

/** One entry as the page showed it. A person's own number is masked; a company's stands in `identifier`. */
export type CapturedEntry = {
  readonly fields: Readonly<Partial<Record<ListField, string>>>;
  readonly identifier?: { readonly scheme: string; readonly value: string };
  readonly maskedNumber?: string;
  readonly open: boolean;
};

export type CapturedPage = {
  readonly page: PageKind;
  /** `nothing-found`: the page itself said that there is nothing. */
  readonly outcome: 'entries' | 'nothing-found';
  readonly entries: readonly CapturedEntry[];
  /** Lines that were not understood, for the person to look at. */
  readonly unread: readonly string[];
};

const longestPaste = 2_000_000;
const caseNumber = /[（(〔[]\s*\d{4}\s*[）)〕\]]\s*[\u4e00-\u9fffA-Za-z0-9]{2,24}?号(?:之[一二三四五六七八九十]+)?/;
const courtName = /[\u4e00-\u9fff]{2,30}?(?:人民法院|海事法院|知识产权法院|金融法院|铁路运输(?:中级)?法院)/;

/**
 * Reads what a person copied from an official page: a table, a sheet of labels and values, a list of judgments, as text or HTML.
 * Nothing is guessed: what is not understood comes back as `unread`. Throws `capture.*` when the paste is a captcha, empty or too long.
 */
export function parsePage(paste: string, kind?: PageKind): CapturedPage {
  if (paste.length > longestPaste) throw new DomainError('capture.too_long', `expected at most ${longestPaste} characters, got ${paste.length}`);
  const text = plainText(paste);
  if (text.trim() === '') throw new DomainError('capture.empty', 'expected the text of the page, got nothing readable');
  const page = kind ?? kindOf(text);
  if (!page) throw new DomainError('capture.unknown_page', `expected a page out of ${pageKinds.join(', ')}, could not tell which one this is`);
  const lines = text.split('\n').map((line) =>
    line
      .replace(/[ \u00a0\u3000]+/g, ' ')
      .replace(/ ?\t ?/g, '\t')
      .trimEnd(),
  );
  const read = page === 'judgments' ? judgments(lines) : (table(lines) ?? sheets(lines));
  if (read.entries.length > 0) return { page, outcome: 'entries', ...read };
  if (/没有找到|未找到|未查询到|查询不到|无相关(?:记录|数据|结果)|暂无(?:数据|记录)|共\s*0\s*条|no (?:results|records)/i.test(text))
    return { page, outcome: 'nothing-found', entries: [], unread: [] };
  if (/验证码|滑动验证|人机验证|captcha/i.test(text) && text.length < 2000)
    throw new DomainError('capture.captcha', 'this is the page that asks for the captcha; answer it in the browser, then copy the result');
  throw new DomainError('capture.nothing_read', 'expected entries with labels, got text in which none was recognised; copy the whole table or sheet');
}

/** HTML as text: cells become tabs, rows and blocks become lines; scripts and styles go. Text stays as it is. */
export function plainText(paste: string): string {
  if (!/<(table|div|tr|td|p|span|li|html|body)\b/i.test(paste)) return paste.replace(/\r\n?/g, '\n');
  return paste
    .replace(/<(script|style|template|noscript)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/<\/t[dh]\s*>\s*(?=<t[dh]\b)/gi, '\t')
    .replace(/<(br|\/tr|\/p|\/div|\/li|\/h\d|\/dt|\/dd)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;|&#160;/gi, ' ')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;/gi, '"')
    .replace(/&amp;/gi, '&');
}

function kindOf(text: string): PageKind | undefined {
  if (/裁判文书|民事判决书|民事裁定书|民事调解书|执行裁定书/.test(text)) return 'judgments';
  if (/失信/.test(text)) return 'dishonest-judgment-debtor';
  if (/限制消费/.test(text)) return 'consumption-restriction';
  if (/企业信用信息公示|营业执照信息|登记状态|登记机关|经营范围/.test(text)) return 'enterprise-register';
  return /被执行人|执行法院|执行标的/.test(text) ? 'judgment-debtor' : undefined;
}

type Read = { readonly entries: readonly CapturedEntry[]; readonly unread: readonly string[] };
type Fields = Partial<Record<ListField, string>>;

/** A table whose heading line has two labels or more that we know. */
function table(lines: readonly string[]): Read | undefined {
  const at = lines.findIndex((line) => line.includes('\t') && line.split('\t').filter((cell) => fieldOfHeading(cell) !== undefined).length >= 2);
  if (at < 0) return undefined;
  const heads = (lines[at] ?? '').split('\t').map(fieldOfHeading);
  const entries: CapturedEntry[] = [];
  const unread: string[] = [];
  for (const line of lines.slice(at + 1)) {
    if (line.trim() === '') continue;
    const cells = line.split('\t').map((cell) => cell.trim());
    const fields: Fields = {};
    heads.forEach((field, i) => {
      if (field && cells[i]) fields[field] = cells[i];
    });
    if (cells.length >= 2 && fields.name) entries.push(entryOf(fields));
    else unread.push(line.trim());
  }
  return entries.length > 0 ? { entries, unread } : undefined;
}

/** Sheets of labels and values, "label：value" or a label on one line and its value on the next; a name begins a new sheet. */
function sheets(lines: readonly string[]): Read {
  const entries: CapturedEntry[] = [];
  const unread: string[] = [];
  let fields: Fields = {};
  const end = () => {
    if (fields.name) entries.push(entryOf(fields));
    fields = {};
  };
  const put = (field: ListField, value: string) => {
    if (field === 'name' && fields.name !== undefined && fields.name !== value) end();
    if (value !== '') fields[field] ??= value;
  };
  let label: ListField | undefined;
  for (const line of lines) {
    const trimmed = line.trim();
    if (trimmed === '') continue;
    const pairs = pairsOf(trimmed);
    if (pairs.length > 0) {
      for (const [field, value] of pairs) {
        if (value === '') label = field;
        else {
          put(field, value);
          label = undefined;
        }
      }
      continue;
    }
    if (label) {
      put(label, trimmed);
      label = undefined;
    } else unread.push(trimmed);
  }
  end();
  return { entries, unread };
}

/** The labels and values of one line. A label without a value has an empty one: its value stands on the next line. */
function pairsOf(line: string): (readonly [ListField, string])[] {
  const parts = line.split('\t').map((part) => part.trim());
  const found: (readonly [ListField, string])[] = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] ?? '';
    const match = /^([^：:]{1,30})[：:]\s*(.*)$/.exec(part);
    const field = fieldOfHeading(match?.[1] ?? part);
    if (!field) continue;
    if (match && match[2] !== '') found.push([field, match[2] ?? '']);
    else if (parts[i + 1] !== undefined && fieldOfHeading(parts[i + 1] ?? '') === undefined) {
      found.push([field, parts[i + 1] ?? '']);
      i++;
    } else found.push([field, '']);
  }
  return found;
}

/** Judgments online: a title, then court, case number and day; reasons of the court and other text are left alone. */
function judgments(lines: readonly string[]): Read {
  const entries: CapturedEntry[] = [];
  const unread: string[] = [];
  let title: string | undefined;
  for (const line of lines.map((one) => one.replace(/\t/g, ' ').trim())) {
    if (line === '') continue;
    if (/(判决书|裁定书|调解书|支付令|决定书|通知书)\s*$/.test(line)) {
      title = line.replace(/^\d+[.、]?\s*/, '');
      continue;
    }
    const number = caseNumber.exec(line)?.[0];
    if (!title || !number) {
      if (!/^(全文|理由|【|发布日期|案由|首页|下载)/.test(line)) unread.push(line);
      continue;
    }
    const court = courtName.exec(line.replace(number, ' '))?.[0];
    const day = line
      .replace(number, ' ')
      .split(/\s+/)
      .map(readDay)
      .find((one) => one !== undefined);
    entries.push({
      fields: { name: title, caseNumber: number.replace(/\s/g, ''), ...(court ? { court } : {}), ...(day ? { publishedOn: day } : {}) },
      open: true,
    });
    title = undefined;
  }
  return { entries, unread };
}

function entryOf(given: Fields): CapturedEntry {
  const { number, ...rest } = given;
  const fields: Fields = { ...rest };
  for (const key of ['filedOn', 'publishedOn', 'since', 'ended'] as const) {
    const value = fields[key];
    const day = value === undefined ? undefined : readDay(value);
    if (day) fields[key] = day;
  }
  if (fields.amount) fields.amount = fields.amount.normalize('NFKC').replace(/[,\s元]/g, '');
  const read = number === undefined ? undefined : readNumber(number, 'CN');
  return {
    fields,
    open: !(fields.closed !== undefined && saysClosed(fields.closed)),
    ...(read && 'scheme' in read ? { identifier: read } : {}),
    ...(read && 'masked' in read ? { maskedNumber: read.masked } : {}),
  };
}

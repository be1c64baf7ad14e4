import { isDay } from '#domain/kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#domain/kernel/refusal.ts';
import type { BankStatement, StatementAccount, StatementBalance, StatementEntry } from '#domain/ledger/statement.ts';
import { checkBalances } from '#domain/ledger/statement-balance.ts';
import { decodeAs } from '../xml/encoding.ts';
import { present } from '../xml/find.ts';
import { detailsOf } from './details.ts';

type Tag = { readonly tag: string; readonly text: string; readonly line: number };

export const looksLikeMt940 = (head: string): boolean =>
  /^\s*(\{1:|:20:|:940:|:25:|\S{0,40}\r?\n?:20:)/.test(head) && /:(60[FM]|61|25|28C?|20):/.test(head);

/** SWIFT MT940 customer statements, one or many in a file, with or without the SWIFT envelope. */
export function readMt940(bytes: Uint8Array): BankStatement | Refusal {
  const utf8 = decodeAs(bytes, 'utf-8');
  const decoded = isRefusal(utf8) ? decodeAs(bytes, 'windows-1252') : utf8;
  if (isRefusal(decoded)) return decoded;
  const accounts: StatementAccount[] = [];
  for (const group of statements(tagsOf(decoded.text))) {
    const account = accountOf(group);
    if (isRefusal(account)) return account;
    accounts.push(account);
  }
  if (accounts.length === 0) return bad(1, 'a statement beginning with :20: and :25:', 'none');
  return { format: 'mt940', accounts, findings: accounts.flatMap(checkBalances) };
}

/** A tag begins a line; lines without one continue the tag before. Envelope blocks {1:...} and the closing -} are passed over. */
function tagsOf(text: string): Tag[] {
  const tags: Tag[] = [];
  text.split(/\r\n|\n|\r/).forEach((raw, index) => {
    const line = raw.replace(/^(\{[1235]:[^}]*\})*(\{4:)?/, '');
    const match = /^:(\d{2}[A-Z]?):(.*)$/.exec(line);
    const last = tags.at(-1);
    if (match) tags.push({ tag: match[1] ?? '', text: match[2] ?? '', line: index + 1 });
    else if (last !== undefined && !/^-\}?|^$/.test(line)) tags[tags.length - 1] = { ...last, text: `${last.text}\n${line}` };
  });
  return tags;
}

function statements(tags: readonly Tag[]): Tag[][] {
  const groups: Tag[][] = [];
  for (const tag of tags) {
    if (tag.tag === '20') groups.push([]);
    groups.at(-1)?.push(tag);
  }
  return groups;
}

function accountOf(tags: readonly Tag[]): StatementAccount | Refusal {
  const account = tags.find(({ tag }) => tag === '25' || tag === '25P');
  if (account === undefined) return bad(tags[0]?.line ?? 1, 'an account (:25:)', 'none');
  const balances: StatementBalance[] = [];
  const entries: StatementEntry[] = [];
  for (const [index, tag] of tags.entries()) {
    if (/^6[0245][FM]?$/.test(tag.tag)) {
      const balance = balanceOf(tag);
      if (isRefusal(balance)) return balance;
      balances.push(balance);
    }
    if (tag.tag === '61') {
      const next = tags[index + 1];
      const entry = entryOf(tag, next?.tag === '86' ? next.text : undefined, balances[0]?.currency);
      if (isRefusal(entry)) return entry;
      entries.push(entry);
    }
  }
  if (balances.length === 0) return bad(account.line, 'an opening balance (:60F:)', 'none');
  const id = account.text.trim();
  const iban = /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}/.exec(id.replace(/\s/g, ''))?.[0];
  return present<StatementAccount>({
    id: tags[0]?.text.trim(),
    number: tags.find(({ tag }) => tag.startsWith('28'))?.text.trim(),
    account: present({ iban, other: iban === undefined ? id : undefined, currency: balances[0]?.currency }),
    balances,
    entries,
  });
}

/** "C260131EUR1234,56". 60F and 62F open and close the statement; 60M and 62M a page of it. */
function balanceOf({ tag, text, line }: Tag): StatementBalance | Refusal {
  const match = /^([CD])(\d{6})([A-Z]{3})(\d{1,15},\d{0,4})/.exec(text.trim());
  const on = match && dayOf(match[2]);
  if (!match || on === undefined) return bad(line, 'a balance like C260131EUR1234,56', text.slice(0, 40));
  const amount = plainAmount(match[4] ?? '');
  const kind = tag.startsWith('60') ? 'opening' : tag.startsWith('62') ? 'closing' : 'other';
  return {
    kind,
    code: tag,
    amount: match[1] === 'D' && /[1-9]/.test(amount) ? `-${amount}` : amount,
    currency: match[3] ?? '',
    ...(on === null ? {} : { on }),
  };
}

/** "2601300130C1234,56NTRFREFERENCE//BANKREF" and a supplementary line. */
function entryOf({ text, line }: Tag, details: string | undefined, currency: string | undefined): StatementEntry | Refusal {
  const [first = '', ...supplement] = text.split('\n');
  const match = /^(\d{6})(\d{4})?(E?R?[CD])([A-Z])?(\d{1,15},\d{0,4})([NFS][A-Z0-9]{3})?(.*)$/.exec(first.trim());
  const valueOn = match && dayOf(match[1]);
  if (!match || !valueOn || currency === undefined) return bad(line, 'an entry like 2601300130C1234,56NTRFREF//BANKREF', first.slice(0, 60));
  const mark = match[3] ?? '';
  const [own = '', bank] = (match[7] ?? '').split('//');
  const read = details === undefined ? undefined : detailsOf(details);
  return present<StatementEntry>({
    amount: plainAmount(match[5] ?? ''),
    currency,
    // RC is a reversal of a credit: money goes out again.
    sign: mark.endsWith('C') !== mark.includes('R') ? 'credit' : 'debit',
    reversal: mark.includes('R'),
    status: mark.startsWith('E') ? 'pending' : 'booked',
    bookedOn: match[2] === undefined ? undefined : bookingDay(valueOn, match[2]),
    valueOn,
    counterparty: read?.counterparty,
    references: present({
      bank: bank?.trim() || undefined,
      endToEnd: read?.endToEnd ?? (own.trim() === '' || own.trim() === 'NONREF' ? undefined : own.trim()),
      mandate: read?.mandate,
      documents: [],
    }),
    text: read?.text ?? (supplement.join(' ').trim() || undefined),
    code: match[6],
  });
}

/** MT940 dates have no century; the format is younger than 1980. */
function dayOf(yymmdd: string | undefined): string | undefined {
  if (yymmdd === undefined) return undefined;
  const iso = `${Number(yymmdd.slice(0, 2)) >= 80 ? '19' : '20'}${yymmdd.slice(0, 2)}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4, 6)}`;
  return isDay(iso) ? iso : undefined;
}

/** The booking day has no year: it is the one nearest to the value day. */
function bookingDay(valueOn: string, mmdd: string): string | undefined {
  const year = Number(valueOn.slice(0, 4));
  const distance = Number(mmdd.slice(0, 2)) - Number(valueOn.slice(5, 7));
  const iso = `${distance > 6 ? year - 1 : distance < -6 ? year + 1 : year}-${mmdd.slice(0, 2)}-${mmdd.slice(2)}`;
  return isDay(iso) ? iso : undefined;
}

const plainAmount = (text: string): string =>
  text
    .replace(/^0+(?=\d)/, '')
    .replace(',', '.')
    .replace(/\.$/, '');

function bad(line: number, expected: string, got: string): Refusal {
  return refuse('statement.bad_entry', [], {
    line,
    expected,
    got,
    zh: `MT940 第 ${line} 行无法读取：应为 ${expected}，实为“${got}”。`,
    en: `Line ${line} of the MT940 file cannot be read: expected ${expected}, got "${got}".`,
  });
}

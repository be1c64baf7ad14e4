import { isRefusal, type Refusal, refuse } from '#domain/kernel/refusal.ts';
import type { BankStatement, StatementAccount, StatementBalance, StatementEntry, StatementFinding } from '#domain/ledger/statement.ts';
import { checkBalances } from '#domain/ledger/statement-balance.ts';
import { decodeXml } from '../xml/encoding.ts';
import { at, child, children, present, textAt, textOf } from '../xml/find.ts';
import { Reading } from '../xml/reading.ts';
import { type Element, type Namespaces, parseXml, rootOf } from '../xml/tree.ts';

const namespace = /^urn:iso:std:iso:20022:tech:xsd:(camt\.05[234])\.001\.(\d{2})$/;
const camt: Namespaces = (uri) => (namespace.test(uri) ? 'camt' : undefined);

const messages = {
  'camt.052': { root: 'camt:BkToCstmrAcctRpt', part: 'camt:Rpt' },
  'camt.053': { root: 'camt:BkToCstmrStmt', part: 'camt:Stmt' },
  'camt.054': { root: 'camt:BkToCstmrDbtCdtNtfctn', part: 'camt:Ntfctn' },
} as const;

/** ISO 20022 bank-to-customer messages, every version: names that changed (party groups, status codes, BIC) are read in both forms. */
export function readCamt(bytes: Uint8Array): BankStatement | Refusal {
  const decoded = decodeXml(bytes);
  if (isRefusal(decoded)) return decoded;
  const root = rootOf(decoded.text);
  if (isRefusal(root)) return root;
  const match = namespace.exec(root.uri);
  const format = match?.[1] as keyof typeof messages | undefined;
  if (root.local !== 'Document' || format === undefined) {
    return refuse('statement.foreign_xml', [], {
      root: root.local.slice(0, 80),
      namespace: root.uri.slice(0, 160),
      zh: `这个 XML 的根元素是“${root.local.slice(0, 80)}”，不是 camt.052、053 或 054 对账单。`,
      en: `The root of this XML is "${root.local.slice(0, 80)}", which is no camt.052, 053 or 054 statement.`,
    });
  }
  const tree = parseXml(decoded.text, camt);
  if (isRefusal(tree)) return tree;
  const { root: body, part } = messages[format];
  const message = child(tree, body);
  const parts = children(message, part);
  if (parts.length === 0) {
    return refuse('statement.no_statement', [], {
      expected: `${body.slice(5)}/${part.slice(5)}`,
      zh: `报文中没有账户对账单：缺少 ${part.slice(5)} 元素。请向银行重新下载完整文件。`,
      en: `The message holds no account statement: element ${part.slice(5)} is missing. Download the complete file from the bank again.`,
    });
  }
  const reading = new Reading();
  const accounts: StatementAccount[] = [];
  for (const each of parts) {
    const account = accountOf(each, reading);
    if (isRefusal(account)) return account;
    accounts.push(account);
  }
  const bad = reading.findings.find((finding) => finding.severity === 'error');
  if (bad) return refuse('statement.bad_value', [], { path: bad.path, got: bad.got, zh: bad.zh, en: bad.en });
  const findings: StatementFinding[] = accounts.flatMap(checkBalances);
  return present<BankStatement>({
    format,
    version: `${format}.001.${match?.[2]}`,
    messageId: textAt(message, 'camt:GrpHdr', 'camt:MsgId'),
    accounts,
    findings,
  });
}

function accountOf(part: Element, reading: Reading): StatementAccount | Refusal {
  const account = child(part, 'camt:Acct');
  const iban = textAt(account, 'camt:Id', 'camt:IBAN');
  const other = textAt(account, 'camt:Id', 'camt:Othr', 'camt:Id') ?? textAt(account, 'camt:Id', 'camt:PrtryAcct', 'camt:Id');
  if (iban === undefined && other === undefined) {
    return refuse('statement.no_account', [], {
      line: part.line,
      zh: `第 ${part.line} 行的对账单没有账户号码（Acct/Id）。`,
      en: `The statement at line ${part.line} names no account (Acct/Id).`,
    });
  }
  const entries: StatementEntry[] = [];
  for (const each of children(part, 'camt:Ntry')) {
    const read = entriesOf(each, reading);
    if (isRefusal(read)) return read;
    entries.push(...read);
  }
  const from = dayAt(part, reading, 'camt:FrToDt', 'camt:FrDtTm');
  const to = dayAt(part, reading, 'camt:FrToDt', 'camt:ToDtTm');
  const institution = at(account, 'camt:Svcr', 'camt:FinInstnId');
  return present<StatementAccount>({
    id: textAt(part, 'camt:Id'),
    number: textAt(part, 'camt:LglSeqNb') ?? textAt(part, 'camt:ElctrncSeqNb'),
    account: present({
      iban: iban?.replace(/\s/g, ''),
      other,
      currency: textAt(account, 'camt:Ccy'),
      owner: textAt(account, 'camt:Ownr', 'camt:Nm'),
      bank: textAt(institution, 'camt:BICFI') ?? textAt(institution, 'camt:BIC') ?? textAt(institution, 'camt:Nm'),
    }),
    period: from === undefined && to === undefined ? undefined : present({ from, to }),
    balances: children(part, 'camt:Bal').flatMap((balance) => balanceOf(balance, reading)),
    entries,
  });
}

const openings = new Set(['OPBD', 'PRCD']);

function balanceOf(balance: Element, reading: Reading): StatementBalance[] {
  const code = textAt(balance, 'camt:Tp', 'camt:CdOrPrtry', 'camt:Cd') ?? textAt(balance, 'camt:Tp', 'camt:CdOrPrtry', 'camt:Prtry') ?? '';
  const amount = reading.amount(child(balance, 'camt:Amt'));
  const currency = child(balance, 'camt:Amt')?.attributes.Ccy;
  if (amount === undefined || currency === undefined) return [];
  const signed = textAt(balance, 'camt:CdtDbtInd') === 'DBIT' && /[1-9]/.test(amount) ? `-${amount}` : amount;
  return [
    present<StatementBalance>({
      kind: openings.has(code) ? 'opening' : code === 'CLBD' ? 'closing' : 'other',
      code,
      amount: signed,
      currency,
      on: dateOf(child(balance, 'camt:Dt'), reading),
    }),
  ];
}

/** One entry, or its transactions where several are batched and each names its amount. */
function entriesOf(entry: Element, reading: Reading): StatementEntry[] | Refusal {
  const amount = reading.amount(child(entry, 'camt:Amt'));
  const currency = child(entry, 'camt:Amt')?.attributes.Ccy;
  const sign = signOf(entry);
  if (amount === undefined || currency === undefined || sign === undefined) {
    return refuse('statement.bad_entry', [], {
      line: entry.line,
      zh: `第 ${entry.line} 行的记录缺少金额、币种或借贷标志。`,
      en: `The entry at line ${entry.line} lacks an amount, a currency or a credit/debit mark.`,
    });
  }
  const transactions = children(entry, 'camt:NtryDtls').flatMap((details) => children(details, 'camt:TxDtls'));
  const shared = {
    reversal: textAt(entry, 'camt:RvslInd') === 'true' || textAt(entry, 'camt:RvslInd') === '1',
    status: statusOf(entry),
    bookedOn: dateOf(child(entry, 'camt:BookgDt'), reading),
    valueOn: dateOf(child(entry, 'camt:ValDt'), reading),
    bankReference: textAt(entry, 'camt:AcctSvcrRef') ?? textAt(entry, 'camt:NtryRef'),
    code: codeOf(child(entry, 'camt:BkTxCd')),
    extra: textAt(entry, 'camt:AddtlNtryInf'),
  };
  const split = transactions.length > 1 ? transactions.map((each) => amountOf(each, currency, reading)) : [];
  const splits = split.length > 1 && split.every((each) => each !== undefined);
  if (!splits) return [entryOf(transactions[0], amount, currency, sign, shared, transactions.length > 1)];
  return transactions.map((each, i) => entryOf(each, split[i] ?? amount, currency, signOf(each) ?? sign, shared, false));
}

type Shared = {
  reversal: boolean;
  status: StatementEntry['status'];
  bookedOn?: string;
  valueOn?: string;
  bankReference?: string;
  code?: string;
  extra?: string;
};

function entryOf(
  details: Element | undefined,
  amount: string,
  currency: string,
  sign: 'credit' | 'debit',
  shared: Shared,
  batched: boolean,
): StatementEntry {
  const references = child(details, 'camt:Refs');
  const structured = children(child(details, 'camt:RmtInf'), 'camt:Strd');
  const words = children(child(details, 'camt:RmtInf'), 'camt:Ustrd').map(textOf);
  const text = [...words, textAt(details, 'camt:AddtlTxInf'), shared.extra].filter((word) => word !== undefined).join(' ');
  return present<StatementEntry>({
    amount,
    currency,
    sign,
    reversal: shared.reversal,
    status: shared.status,
    bookedOn: shared.bookedOn,
    valueOn: shared.valueOn,
    counterparty: batched ? undefined : counterpartyOf(details, sign, shared.reversal),
    references: present({
      bank: textAt(references, 'camt:AcctSvcrRef') ?? shared.bankReference,
      endToEnd: notProvided(textAt(references, 'camt:EndToEndId')),
      mandate: textAt(references, 'camt:MndtId'),
      creditor: structured.map((each) => textAt(each, 'camt:CdtrRefInf', 'camt:Ref')).find((reference) => reference !== undefined),
      instruction: textAt(references, 'camt:InstrId'),
      documents: structured
        .flatMap((each) => children(each, 'camt:RfrdDocInf').map((document) => textAt(document, 'camt:Nb') ?? textAt(document, 'camt:RfrdDocNb')))
        .filter((number) => number !== undefined),
    }),
    text: text === '' ? undefined : text,
    code: shared.code,
  });
}

/** Who is on the other side: the debtor of money coming in, the creditor of money going out; a reversal turns it round. */
function counterpartyOf(details: Element | undefined, sign: 'credit' | 'debit', reversal: boolean): StatementEntry['counterparty'] {
  const parties = child(details, 'camt:RltdPties');
  const payer = (sign === 'credit') !== reversal;
  const party = child(parties, payer ? 'camt:Dbtr' : 'camt:Cdtr');
  const account = at(parties, payer ? 'camt:DbtrAcct' : 'camt:CdtrAcct', 'camt:Id');
  const agent = at(details, 'camt:RltdAgts', payer ? 'camt:DbtrAgt' : 'camt:CdtrAgt', 'camt:FinInstnId');
  const found = present({
    name: textAt(party, 'camt:Nm') ?? textAt(party, 'camt:Pty', 'camt:Nm'),
    iban: textAt(account, 'camt:IBAN')?.replace(/\s/g, ''),
    account: textAt(account, 'camt:Othr', 'camt:Id'),
    bic: textAt(agent, 'camt:BICFI') ?? textAt(agent, 'camt:BIC'),
  });
  return Object.keys(found).length === 0 ? undefined : found;
}

const notProvided = (reference: string | undefined): string | undefined => (reference === 'NOTPROVIDED' ? undefined : reference);

/** A transaction's own amount counts only in the entry's currency. */
function amountOf(details: Element, currency: string, reading: Reading): string | undefined {
  const amount = child(details, 'camt:Amt') ?? at(details, 'camt:AmtDtls', 'camt:TxAmt', 'camt:Amt');
  return amount?.attributes.Ccy === currency ? reading.amount(amount) : undefined;
}

function signOf(element: Element): 'credit' | 'debit' | undefined {
  const mark = textAt(element, 'camt:CdtDbtInd');
  return mark === 'CRDT' ? 'credit' : mark === 'DBIT' ? 'debit' : undefined;
}

function statusOf(entry: Element): StatementEntry['status'] {
  const status = textAt(entry, 'camt:Sts', 'camt:Cd') ?? textAt(entry, 'camt:Sts');
  return status === 'PDNG' ? 'pending' : status === 'INFO' || status === 'FUTR' ? 'information' : 'booked';
}

function codeOf(code: Element | undefined): string | undefined {
  const domain = child(code, 'camt:Domn');
  const parts = [textAt(domain, 'camt:Cd'), textAt(domain, 'camt:Fmly', 'camt:Cd'), textAt(domain, 'camt:Fmly', 'camt:SubFmlyCd')].filter(
    (part) => part !== undefined,
  );
  return parts.length > 0 ? parts.join('/') : textAt(code, 'camt:Prtry', 'camt:Cd');
}

const dateOf = (holder: Element | undefined, reading: Reading): string | undefined =>
  reading.day(child(holder, 'camt:Dt') ?? child(holder, 'camt:DtTm'));
const dayAt = (element: Element, reading: Reading, ...path: readonly string[]): string | undefined => reading.day(at(element, ...path));

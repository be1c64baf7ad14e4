import type { ClaimDraft, Finding } from '#domain/claim/draft.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { exactDecimal, plus, rationalOf } from '#domain/kernel/rational.ts';
import { isRefusal, type Refusal, refuse } from '#domain/kernel/refusal.ts';
import { decodeXml } from '../xml/encoding.ts';
import { at, children, present, textOf } from '../xml/find.ts';
import { parseXml } from '../xml/tree.ts';
import { readXmlPaper } from '../xml-paper.ts';
import { type Archive, openArchive } from '../zip/archive.ts';
import { cnNamespaces } from './einvoice.ts';
import { partyOf } from './party.ts';
import { readTags } from './tags.ts';
import { cnDay } from './values.ts';

const partLimit = 32 * 1024 * 1024;

/**
 * A ZIP container. An OFD (GB/T 33190) e-invoice is read from the invoice data it attaches, else from the page texts that
 * its own tags name, else from the index that the tax administration writes into OFD.xml; where these disagree, that is
 * said. Other archives are refused by name.
 */
export async function readOfd(bytes: Uint8Array): Promise<ClaimDraft | Refusal> {
  try {
    const archive = await openArchive(bytes);
    if (!archive.has('OFD.xml')) return foreignZip(archive);
    for (const name of archive.names.filter((each) => /\.xml$/i.test(each) && /(attach|invoice)/i.test(each)).slice(0, 50)) {
      const draft = readXmlPaper(await archive.read(name, partLimit));
      if (!isRefusal(draft)) return against(await readIndex(archive), { ...draft, source: { ...draft.source, embedded: name } });
    }
    const index = await readIndex(archive);
    const tagged = await readTags(archive);
    return tagged ? against(index, tagged) : index;
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    return refuse(cause.code, [], {
      ...cause.data,
      zh: cause.code === 'intake.encrypted' ? '压缩包有密码保护，无法读取。' : `压缩包无法读取：已损坏或结构异常（${cause.code}）。请重新下载。`,
      en: `The archive cannot be read: ${cause.message}.`,
    });
  }
}

/** DocInfo/CustomDatas in OFD.xml: name and value pairs such as 发票号码, 开票日期, 合计金额, 合计税额. */
async function readIndex(archive: Archive): Promise<ClaimDraft | Refusal> {
  const decoded = decodeXml(await archive.read('OFD.xml', partLimit));
  if (isRefusal(decoded)) return decoded;
  const tree = parseXml(decoded.text, cnNamespaces);
  if (isRefusal(tree)) return tree;
  const pairs = children(at(tree, 'cn:DocBody', 'cn:DocInfo', 'cn:CustomDatas'), 'cn:CustomData');
  const value = (name: string) => textOf(pairs.find((pair) => pair.attributes.Name === name));
  const decimal = (name: string) => {
    const text = value(name)?.replace(/[¥￥,\s]/g, '');
    return text !== undefined && /^-?\d{1,20}(\.\d{1,8})?$/.test(text) ? text : undefined;
  };
  const number = value('发票号码');
  const net = decimal('合计金额');
  const tax = decimal('合计税额');
  if (number === undefined || net === undefined) return notCovered();
  const total = decimal('价税合计') ?? (tax === undefined ? undefined : exactDecimal(plus(rationalOf(net), rationalOf(tax))));
  return present<ClaimDraft>({
    source: { format: 'cn-einvoice', embedded: 'OFD.xml' },
    kind: 'invoice',
    number: value('发票代码') === undefined ? number : `${value('发票代码')}-${number}`,
    issueDate: cnDay(value('开票日期')),
    currency: 'CNY',
    seller: partyOf(present({ name: value('销售方名称'), taxNumber: value('销售方纳税人识别号') })),
    buyer: partyOf(present({ name: value('购买方名称'), taxNumber: value('购买方纳税人识别号') })),
    totals: present({ taxExclusive: net, tax, taxInclusive: total }),
    references: { preceding: [] },
    lines: [],
    notes: [],
    findings: [indexOnly],
  });
}

/** What is read stands beside the index of the same file: a forger who changes one forgets the other. */
function against(index: ClaimDraft | Refusal, draft: ClaimDraft): ClaimDraft {
  if (isRefusal(index)) return draft;
  const pairs = [
    ['发票号码', 'number', draft.number, index.number],
    ['开票日期', 'date', draft.issueDate, index.issueDate],
    ['合计金额', 'total before tax', draft.totals.taxExclusive, index.totals.taxExclusive],
    ['合计税额', 'tax', draft.totals.tax, index.totals.tax],
    ['销售方税号', "seller's tax number", draft.seller?.identifiers[0]?.value, index.seller?.identifiers[0]?.value],
  ] as const;
  const findings = pairs.flatMap(([zh, en, got, expected]): Finding[] =>
    got === undefined || expected === undefined || same(got, expected)
      ? []
      : [
          {
            code: 'intake.index_differs',
            severity: 'error',
            zh: `OFD 内发票数据的${zh}与文件标引不一致：标引为 ${expected}，数据为 ${got}。`,
            en: `The ${en} in the invoice data of this OFD is not the one in its index: the index says ${expected}, the data ${got}.`,
            expected,
            got,
          },
        ],
  );
  return findings.length === 0 ? draft : { ...draft, findings: [...draft.findings, ...findings] };
}

/** Amounts by value, everything else letter by letter. */
function same(a: string, b: string): boolean {
  const decimal = /^-?\d{1,20}(\.\d{1,20})?$/;
  return a === b || (decimal.test(a) && decimal.test(b) && exactDecimal(rationalOf(a)) === exactDecimal(rationalOf(b)));
}

const indexOnly: Finding = {
  code: 'intake.index_only',
  severity: 'warning',
  zh: '该 OFD 没有附带发票数据，只读取了版式文件的标引（号码、日期、金额、税号）；明细请对照票面。',
  en: 'This OFD attaches no invoice data; only its index (number, date, amounts, tax numbers) was read. Take the lines from the page.',
};

function notCovered(): Refusal {
  return refuse('intake.ofd_not_covered', [], {
    zh: '该 OFD 没有附带发票数据，也没有发票标引，暂不支持从版面文字读取。请上传同一发票的 XML。',
    en: 'This OFD attaches no invoice data and no invoice index; reading page text is not covered. Send the XML of the same invoice.',
  });
}

function foreignZip(archive: Archive): Refusal {
  const has = (name: string) => archive.names.some((each) => each.startsWith(name));
  const [zh, en] = has('xl/')
    ? ['Excel 工作簿，请用批量导入', 'an Excel workbook; import it as a batch']
    : has('word/')
      ? ['Word 文档', 'a Word document']
      : ['ZIP 压缩包，请解压后上传其中的文件', 'a ZIP archive; unpack it and send the files inside'];
  return refuse('intake.foreign_zip', [], { found: en, zh: `这不是电子发票，而是${zh}。`, en: `This is no e-invoice but ${en}.` });
}

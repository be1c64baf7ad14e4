import type { ClaimDraft } from '#domain/claim/draft.ts';
import { isRefusal, type Refusal, refuse } from '#domain/kernel/refusal.ts';
import { ciiNamespaces, isCii } from './cii/namespaces.ts';
import { ciiDropText, readCii } from './cii/read.ts';
import { cnNamespaces, isFullyDigital, isOlderInvoice, readFullyDigital, readOlderInvoice } from './cn-einvoice/einvoice.ts';
import { isInvoiceXbrl, readInvoiceXbrl } from './cn-einvoice/xbrl.ts';
import { isOtherUbl, isUbl, ublNamespaces } from './ubl/namespaces.ts';
import { readUbl, ublDropText } from './ubl/read.ts';
import { decodeXml } from './xml/encoding.ts';
import { parseXml, type Root, rootOf } from './xml/tree.ts';

/** Reads one XML paper by its root element; a root that no reader knows is refused by name. */
export function readXmlPaper(bytes: Uint8Array): ClaimDraft | Refusal {
  const decoded = decodeXml(bytes);
  if (isRefusal(decoded)) return decoded;
  const root = rootOf(decoded.text);
  if (isRefusal(root)) return root;
  const draft = readByRoot(root, decoded.text);
  if (isRefusal(draft)) return draft;
  const lie = decoded.declared !== undefined && /^utf-?16/.test(decoded.declared);
  return {
    ...draft,
    source: { ...draft.source, encoding: decoded.encoding },
    findings: lie ? [...draft.findings, wrongDeclaration(decoded.declared ?? '')] : draft.findings,
  };
}

function readByRoot(root: Root, text: string): ClaimDraft | Refusal {
  if (isUbl(root)) {
    const tree = parseXml(text, ublNamespaces, ublDropText);
    return isRefusal(tree) ? tree : readUbl(tree);
  }
  if (isCii(root)) {
    const tree = parseXml(text, ciiNamespaces, ciiDropText);
    return isRefusal(tree) ? tree : readCii(tree);
  }
  if (isFullyDigital(root) || isOlderInvoice(root)) {
    const tree = parseXml(text, cnNamespaces);
    if (isRefusal(tree)) return tree;
    return (isFullyDigital(root) ? readFullyDigital(tree) : readOlderInvoice(tree)) ?? foreignRoot(root);
  }
  if (isInvoiceXbrl(root)) {
    const tree = parseXml(text, cnNamespaces);
    if (isRefusal(tree)) return tree;
    return readInvoiceXbrl(tree) ?? foreignRoot(root);
  }
  return foreignRoot(root);
}

function foreignRoot(root: Root): Refusal {
  const name = root.local.slice(0, 80);
  const namespace = root.uri.slice(0, 160);
  const other = isOtherUbl(root);
  return refuse(other ? 'intake.other_document' : 'intake.foreign_xml', [], {
    root: name,
    namespace,
    zh: other
      ? `这是 UBL 的“${name}”，不是发票或贷项凭证。`
      : `这个 XML 的根元素是“${name}”${namespace ? `（${namespace}）` : ''}，不是受支持的电子发票（UBL、CII、ZUGFeRD、数电票）。`,
    en: other
      ? `This is a UBL "${name}", not an invoice or credit note.`
      : `The root of this XML is "${name}"${namespace ? ` (${namespace})` : ''}, which is no supported e-invoice (UBL, CII, ZUGFeRD, Chinese e-invoice).`,
  });
}

const wrongDeclaration = (declared: string) => ({
  code: 'intake.wrong_encoding_declared',
  severity: 'info' as const,
  zh: `文件声明编码为 ${declared}，实际按 UTF-8 写成。`,
  en: `The file declares ${declared} but is written as UTF-8.`,
  expected: declared,
  got: 'utf-8',
});

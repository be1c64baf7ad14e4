import type { ClaimDraft, Finding } from '#domain/claim/draft.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { decodeXml } from '../xml/encoding.ts';
import { at, children, textOf } from '../xml/find.ts';
import { type Element, parseXml } from '../xml/tree.ts';
import type { Archive } from '../zip/archive.ts';
import { cnNamespaces, readOlderInvoice } from './einvoice.ts';

const partLimit = 32 * 1024 * 1024;
const mostParts = 60;

/**
 * An OFD invoice without attached data, as the fully digital e-invoice often is: its custom tags (GB/T 33190, clause 16)
 * name for every field the text objects of the page that print it. Only tagged texts are read; nothing is taken from where
 * it stands on the page. Undefined where no tags lead to an invoice number.
 */
export async function readTags(archive: Archive): Promise<ClaimDraft | undefined> {
  const tagged = archive.names.filter((name) => /(^|\/)tags?\/[^/]+\.xml$/i.test(name)).slice(0, 10);
  if (tagged.length === 0) return undefined;
  const texts = await pageTexts(archive);
  for (const name of tagged) {
    const tree = await treeOf(archive, name);
    if (!tree || !hasReference(tree)) continue;
    const draft = readOlderInvoice(oneLine(resolved(tree, texts)));
    if (draft) return { ...draft, source: { ...draft.source, embedded: name }, findings: [...draft.findings, fromTags] };
  }
  return undefined;
}

const fromTags: Finding = {
  code: 'intake.read_from_tags',
  severity: 'info',
  zh: '该 OFD 没有附带发票数据，各项取自文件标引所指的版面文字；没有标引的项目留空。',
  en: 'This OFD attaches no invoice data; each field was read from the page text that the file’s own tags name. What is not tagged stays blank.',
};

async function treeOf(archive: Archive, name: string): Promise<Element | undefined> {
  const decoded = decodeXml(await archive.read(name, partLimit));
  const tree = isRefusal(decoded) ? decoded : parseXml(decoded.text, cnNamespaces);
  return isRefusal(tree) ? undefined : tree;
}

/** Text by object id, from every page and template; an id that stands for two different texts stands for none. */
async function pageTexts(archive: Archive): Promise<ReadonlyMap<string, string | undefined>> {
  const texts = new Map<string, string | undefined>();
  const add = (element: Element): void => {
    if (element.name === 'cn:TextObject' && element.attributes.ID !== undefined) {
      const text = children(element, 'cn:TextCode')
        .map((code) => code.text)
        .join('');
      const known = texts.get(element.attributes.ID);
      texts.set(element.attributes.ID, texts.has(element.attributes.ID) && known !== text ? undefined : text);
    }
    for (const each of element.children) add(each);
  };
  const pages = archive.names.filter((name) => /(^|\/)(pages|tpls)\/.*\.xml$/i.test(name) && !/annot/i.test(name)).slice(0, mostParts);
  for (const name of pages) {
    const tree = await treeOf(archive, name);
    if (tree) add(tree);
  }
  return texts;
}

const hasReference = (element: Element): boolean => element.children.some((each) => each.name === 'cn:ObjectRef' || hasReference(each));

/** The tags as an invoice: each reference replaced by its text, without the currency sign that is printed beside amounts. */
function resolved(element: Element, texts: ReadonlyMap<string, string | undefined>): Element {
  const references = children(element, 'cn:ObjectRef');
  if (references.length === 0) return { ...element, children: element.children.map((each) => resolved(each, texts)) };
  const parts = references.map((each) => texts.get(textOf(each) ?? ''));
  const text = parts.some((part) => part === undefined) ? '' : parts.join('').replace(/[¥￥]/g, '').trim();
  return { ...element, children: [], text };
}

/** A flat list of line tags is one line only where there is one amount; several lines cannot be told apart and stay blank. */
function oneLine(root: Element): Element {
  if (at(root, 'cn:GoodsInfos') !== undefined || children(root, 'cn:Amount').length !== 1) return root;
  const names = ['Item', 'Specification', 'MeasurementDimension', 'Price', 'Quantity', 'Amount', 'TaxScheme', 'TaxAmount'];
  const parts = root.children.filter(({ name }) => names.includes(name.slice(3)));
  const amount = textOf(children(root, 'cn:Amount')[0]);
  if (amount === undefined || !/^-?\d+(\.\d+)?$/.test(amount)) return root;
  const line: Element = { name: 'cn:GoodsInfo', attributes: {}, children: parts, text: '', line: root.line };
  return { ...root, children: [...root.children, { ...line, name: 'cn:GoodsInfos', children: [line] }] };
}

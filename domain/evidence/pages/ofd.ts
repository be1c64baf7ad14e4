import { hex, utf8 } from '../bytes.ts';
import type { Crypto } from '../crypto.ts';
import { childOf, childrenOf, documentsOf, locate, type OfdPackage, textOfChild } from '../ofd/package.ts';
import { readXml, type XmlNode } from '../ofd/xml.ts';
import type { PageMark, PageMarks } from './marks.ts';
import { normalText, textDigest } from './text-digest.ts';

/**
 * The pages of an OFD: each with the templates under it and the resources that it names, files by their bytes. Spaces
 * between elements, prefixes and the order of attributes do not count. Throws `evidence.bad_ofd`.
 */
export function ofdPageMarks(crypto: Crypto, files: OfdPackage): PageMarks | undefined {
  const pages: PageMark[] = [];
  for (const document of documentsOf(files)) {
    const bytes = document.root === undefined ? undefined : files.get(document.root);
    if (bytes && document.root !== undefined) pages.push(...new Pages(crypto, files, document.root, readXml(bytes)).all());
  }
  return pages.length > 0 ? { method: 'ofd-page/v1', pages } : undefined;
}

class Pages {
  readonly #crypto: Crypto;
  readonly #files: OfdPackage;
  readonly #root: string;
  readonly #document: XmlNode;
  readonly #resources = new Map<string, string>();

  constructor(crypto: Crypto, files: OfdPackage, root: string, document: XmlNode) {
    this.#crypto = crypto;
    this.#files = files;
    this.#root = root;
    this.#document = document;
    const common = childOf(document, 'CommonData');
    for (const name of ['PublicRes', 'DocumentRes']) for (const each of childrenOf(common, name)) this.#addResources(each.text);
  }

  all(): readonly PageMark[] {
    const annotations = this.#annotations();
    return childrenOf(childOf(this.#document, 'Pages'), 'Page').map((page) => this.#mark(page, annotations.get(page.attributes.ID ?? '')));
  }

  #sha256 = (text: string): string => hex(this.#crypto.sha256(utf8(text)));

  #mark(page: XmlNode, annotations: string | undefined): PageMark {
    const content = this.#read(this.#root, page.attributes.BaseLoc ?? '');
    const templates = content ? childrenOf(content.node, 'Template').map(({ attributes }) => this.#template(attributes.TemplateID ?? '')) : [];
    for (const each of content ? childrenOf(content.node, 'PageRes') : []) this.#addResources(each.text, content?.path);
    const shown = [...templates, content?.node].filter((node) => node !== undefined);
    const area = childOf(childOf(this.#document, 'CommonData'), 'PageArea');
    const named = [...new Set(shown.flatMap(namedIn))].sort().map((id) => `${id} ${this.#resources.get(id) ?? 'missing'}`);
    const lines = ['quittance.ofd-page/v1', ...[area, ...shown].map((node) => this.#sha256(canonical(node))), ...named];
    const text = normalText(shown.map(textIn).join(''));
    return {
      content: this.#sha256(lines.map((line) => `${line}\n`).join('')),
      ...(annotations ? { annotations } : {}),
      ...(text === '' ? {} : { text: textDigest(this.#crypto, text) }),
    };
  }

  #read(saidIn: string, location: string): { readonly path: string; readonly node: XmlNode } | undefined {
    const path = locate(this.#files, saidIn, location);
    return path === undefined ? undefined : { path, node: readXml(this.#files.get(path) as Uint8Array) };
  }

  #template(id: string): XmlNode | undefined {
    const pages = childrenOf(childOf(this.#document, 'CommonData'), 'TemplatePage');
    return this.#read(this.#root, pages.find(({ attributes }) => attributes.ID === id)?.attributes.BaseLoc ?? '')?.node;
  }

  /** Fonts, pictures and the like by id; a file that one names counts by its bytes and not by its name. */
  #addResources(location: string, saidIn = this.#root): void {
    const found = this.#read(saidIn, location);
    if (!found) return;
    const base = found.node.attributes.BaseLoc ?? '';
    for (const each of found.node.children.flatMap(({ children }) => children)) {
      const id = each.attributes.ID;
      if (id === undefined) continue;
      const file = textOfChild(each, 'FontFile') ?? textOfChild(each, 'MediaFile');
      const path = file === undefined ? undefined : (locate(this.#files, found.path, `${base}/${file}`) ?? locate(this.#files, found.path, file));
      const bytes = path === undefined ? '' : hex(this.#crypto.sha256(this.#files.get(path) as Uint8Array));
      const plain = { ...each, children: each.children.filter(({ local }) => local !== 'FontFile' && local !== 'MediaFile') };
      this.#resources.set(id, this.#sha256(`${canonical(plain)}${bytes}`));
    }
  }

  /** Digest by page id of what was drawn over a page (GB/T 33190, clause 15). */
  #annotations(): ReadonlyMap<string, string> {
    const list = this.#read(this.#root, textOfChild(this.#document, 'Annotations') ?? '');
    const found = new Map<string, string>();
    for (const page of list ? childrenOf(list.node, 'Page') : []) {
      const node = this.#read(list?.path ?? '', textOfChild(page, 'FileLoc') ?? '')?.node;
      if (node && node.children.length > 0) found.set(page.attributes.PageID ?? '', this.#sha256(`quittance.ofd-annotations/v1\n${canonical(node)}`));
    }
    return found;
  }
}

/** Local names, attributes in order, letters; blanks between elements left out. */
function canonical(node: XmlNode | undefined): string {
  if (!node) return '';
  const attributes = Object.keys(node.attributes)
    .sort()
    .map((name) => ` ${name}=${JSON.stringify(node.attributes[name])}`);
  const text = node.children.length > 0 ? node.text.trim() : node.text;
  return `<${node.local}${attributes.join('')}>${JSON.stringify(text)}${node.children.map(canonical).join('')}</${node.local}>`;
}

/** Attributes that point at a resource, and elements that do. */
const pointing = ['Font', 'ResourceID', 'DrawParam', 'ColorSpace', 'Substitution', 'ImageMask', 'Pattern', 'Thumbnail'];
const namedIn = (node: XmlNode): string[] => [...pointing.flatMap((name) => node.attributes[name] ?? []), ...node.children.flatMap(namedIn)];

const textIn = (node: XmlNode): string => (node.local === 'TextCode' ? node.text : '') + node.children.map(textIn).join('');

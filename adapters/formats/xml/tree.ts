import { SaxesParser } from 'saxes';
import { type Refusal, refuse } from '#domain/kernel/refusal.ts';

/**
 * An element. `name` is "prefix:local" with OUR prefix for the namespace (see `Namespaces`), so that a paper's own
 * prefixes never matter; elements of unknown namespaces are named "{uri}local" and so match no look-up.
 */
export type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
  readonly line: number;
};

export type Root = { readonly uri: string; readonly local: string };

/** Our prefix for a namespace, or undefined where the format does not know it. */
export type Namespaces = (uri: string) => string | undefined;

export const bounds = { depth: 100, elements: 500_000, attributes: 200, textLength: 2_000_000 } as const;

class TooMuch extends Error {}
class Doctype extends Error {}
class RootFound extends Error {}

/** The name of the outermost element, without reading further. */
export function rootOf(text: string): Root | Refusal {
  let root: Root | undefined;
  const parser = strictParser();
  parser.on('opentag', (tag) => {
    root = { uri: tag.uri, local: tag.local };
    throw new RootFound();
  });
  // No real paper has its root later than this; a longer prologue is not worth reading.
  const failure = run(parser, text.slice(0, 1_000_000));
  return root ?? failure ?? notXml(1, 'no element');
}

/**
 * The whole paper as a tree. No document type, no entities beyond XML's five, no external anything (XXE and entity
 * expansion cannot happen); depth, element count and text length are bounded. Contents of `dropText` elements
 * (base64 attachments) are not kept.
 */
export function parseXml(text: string, namespaces: Namespaces, dropText: ReadonlySet<string> = new Set()): Element | Refusal {
  const parser = strictParser();
  const open: Element[] = [];
  let root: Element | undefined;
  let count = 0;
  let attributeCount = 0;
  parser.on('opentagstart', () => {
    attributeCount = 0;
  });
  parser.on('attribute', () => {
    if (++attributeCount > bounds.attributes) throw new TooMuch(`${bounds.attributes} attributes in one element`);
  });
  parser.on('opentag', (tag) => {
    if (++count > bounds.elements) throw new TooMuch(`${bounds.elements} elements`);
    if (open.length >= bounds.depth) throw new TooMuch(`${bounds.depth} levels`);
    const attributes: Record<string, string> = Object.create(null);
    for (const attribute of Object.values(tag.attributes)) {
      if (attribute.prefix !== 'xmlns' && attribute.name !== 'xmlns') attributes[attribute.local] = attribute.value;
    }
    const prefix = namespaces(tag.uri);
    const name = prefix === undefined ? `{${tag.uri}}${tag.local}` : `${prefix}:${tag.local}`;
    const element: Element = { name, attributes, children: [], text: '', line: parser.line };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const take = (piece: string) => {
    const element = open.at(-1);
    if (element === undefined || dropText.has(element.name)) return;
    if (element.text.length + piece.length > bounds.textLength) throw new TooMuch(`${bounds.textLength} characters in one element`);
    element.text += piece;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', () => void open.pop());
  const failure = run(parser, text);
  return failure ?? root ?? notXml(1, 'no element');
}

const strictParser = () => {
  const parser = new SaxesParser({ xmlns: true, position: true });
  parser.on('doctype', () => {
    throw new Doctype();
  });
  return parser;
};

function run(parser: ReturnType<typeof strictParser>, text: string): Refusal | undefined {
  try {
    for (let at = 0; at < text.length; at += 65_536) parser.write(text.slice(at, at + 65_536));
    parser.close();
    return undefined;
  } catch (cause) {
    if (cause instanceof RootFound) return undefined;
    if (cause instanceof Doctype) {
      return refuse('intake.doctype', [], {
        zh: '文件含有文档类型声明（DOCTYPE）。电子发票标准不使用它，而它可被用来读取本机文件或耗尽内存，故拒收。',
        en: 'The file has a document type declaration (DOCTYPE). No e-invoice standard uses one, and it can be abused to read local files or exhaust memory, so the file is refused.',
      });
    }
    if (cause instanceof TooMuch) {
      return refuse('intake.too_complex', [], {
        limit: cause.message,
        zh: `文件结构超出上限（${cause.message}）。`,
        en: `The file's structure is beyond the limit of ${cause.message}.`,
      });
    }
    return notXml(parser.line, cause instanceof Error ? cause.message : String(cause));
  }
}

function notXml(line: number, why: string): Refusal {
  const reason = why.replace(/^\d+:\d+: /, '').slice(0, 200);
  return refuse('intake.bad_xml', [], {
    line,
    reason,
    zh: `文件不是完整的 XML：第 ${line} 行，${reason}。请从开票系统重新导出。`,
    en: `The file is not well-formed XML: line ${line}, ${reason}. Export it again from the issuing system.`,
  });
}

import { DomainError } from '#domain/kernel/error.ts';

/** One element of an XML file, by local name: OFD has one namespace. */
export type XmlNode = {
  readonly local: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  /** Its own letters, those of its children left out. */
  readonly text: string;
};

const bounds = { depth: 100, elements: 500_000, attributes: 200 } as const;
const bad = (why: string): DomainError => new DomainError('evidence.bad_ofd', `expected well-formed XML in UTF-8 without a document type: ${why}`);

/**
 * A small strict reader for the XML inside an OFD, the same in Node, page and worker, so that all of them see one document.
 * No document type, no entity but XML's five, no encoding but UTF-8. Throws `evidence.bad_ofd`.
 */
export function readXml(bytes: Uint8Array): XmlNode {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw bad('other bytes');
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those are no letters of XML (XML 1.0, 2.2)
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)) throw bad('letters that XML does not have');
  return new Reader(text.replace(/\r\n?/g, '\n')).document();
}

type Open = {
  readonly name: string;
  /** The prefixes that mean something inside it. */
  readonly prefixes: ReadonlySet<string>;
  readonly node: { local: string; attributes: Record<string, string>; children: XmlNode[]; text: string };
};
// NameStartChar and NameChar of XML 1.0 (5th ed.) 2.3.
const start =
  'A-Za-z_\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const part = `[${start}][${start}0-9.\\-\\u00b7\\u0300-\\u036f\\u203f\\u2040]*`;
/** A name with at most one prefix (Namespaces in XML 1.0, section 4). */
const name = new RegExp(`${part}(?::${part})?(?![${start}0-9.:\\-\\u00b7])`, 'uy');

class Reader {
  readonly #text: string;
  #at = 0;
  #count = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): XmlNode {
    if (/^<\?xml\s/.test(this.#text)) {
      const declared = this.#until('?>', 'a declaration');
      const encoding = /\sencoding\s*=\s*["']([^"']*)["']/.exec(declared)?.[1];
      if (encoding !== undefined && !/^(utf-?8|us-ascii)$/i.test(encoding)) throw bad(`it declares ${encoding.slice(0, 40)}`);
    }
    this.#misc();
    const root = this.#element();
    this.#misc();
    if (this.#at < this.#text.length) throw bad('something follows the outermost element');
    return root;
  }

  #misc(): void {
    for (;;) {
      this.#blank();
      if (this.#here('<!--')) this.#comment();
      else if (this.#here('<?')) this.#instruction();
      else return;
    }
  }

  #element(): XmlNode {
    const open: Open[] = [];
    for (;;) {
      const begun = this.#begin(open.at(-1)?.prefixes ?? new Set(['xml']));
      if (begun) {
        if (begun.empty) {
          const closed = begun.open.node;
          const above = open.at(-1);
          if (!above) return closed;
          above.node.children.push(closed);
        } else {
          open.push(begun.open);
          if (open.length > bounds.depth) throw bad(`more than ${bounds.depth} levels`);
        }
      }
      // What stands inside the innermost open element, up to the next beginning of one.
      for (let inner = open.at(-1); inner; inner = open.at(-1)) {
        this.#letters(inner);
        if (!this.#here('</')) break;
        this.#at += 2;
        if (this.#name() !== inner.name) throw bad(`"${inner.name.slice(0, 40)}" is closed by another name`);
        this.#blank();
        this.#expect('>');
        open.pop();
        const above = open.at(-1);
        if (!above) return inner.node;
        above.node.children.push(inner.node);
      }
    }
  }

  #begin(above: ReadonlySet<string>): { readonly open: Open; readonly empty: boolean } {
    this.#expect('<');
    if (this.#here('!')) throw bad('a document type');
    const full = this.#name();
    if (++this.#count > bounds.elements) throw bad(`more than ${bounds.elements} elements`);
    const attributes: Record<string, string> = Object.create(null);
    const seen = new Set<string>();
    for (;;) {
      const spaced = this.#blank();
      const empty = this.#here('/>');
      if (empty || this.#here('>')) {
        this.#at += empty ? 2 : 1;
        const declared = [...seen].flatMap((one) => (one.startsWith('xmlns:') ? [one.slice(6)] : []));
        const prefixes = declared.length === 0 ? above : new Set([...above, ...declared]);
        const unknown = [full, ...seen].find(
          (one) => one.includes(':') && !one.startsWith('xmlns:') && !prefixes.has(one.slice(0, one.indexOf(':'))),
        );
        if (unknown !== undefined) throw bad(`the prefix of "${unknown.slice(0, 40)}" is declared nowhere`);
        return { open: { name: full, prefixes, node: { local: localOf(full), attributes, children: [], text: '' } }, empty };
      }
      if (!spaced) throw bad('attributes that are not parted');
      const attribute = this.#name();
      if (seen.has(attribute) || seen.size >= bounds.attributes) throw bad('an attribute twice, or too many');
      seen.add(attribute);
      this.#blank();
      this.#expect('=');
      this.#blank();
      const quote = this.#text[this.#at];
      if (quote !== '"' && quote !== "'") throw bad('an attribute without quotes');
      this.#at++;
      const value = this.#until(quote, 'an attribute').slice(0, -1);
      if (value.includes('<')) throw bad('"<" in an attribute');
      if (attribute !== 'xmlns' && !attribute.startsWith('xmlns:')) attributes[localOf(attribute)] = unescaped(value.replace(/[\t\n]/g, ' '));
    }
  }

  /** Letters, sections and notes up to the next tag. */
  #letters({ node }: Open): void {
    for (;;) {
      const next = this.#text.indexOf('<', this.#at);
      if (next < 0) throw bad('an element is not closed');
      const plain = this.#text.slice(this.#at, next);
      if (plain.includes(']]>')) throw bad('"]]>" among letters');
      node.text += unescaped(plain);
      this.#at = next;
      if (this.#here('<![CDATA[')) {
        this.#at += 9;
        node.text += this.#until(']]>', 'a section').slice(0, -3);
      } else if (this.#here('<!--')) this.#comment();
      else if (this.#here('<?')) this.#instruction();
      else return;
    }
  }

  /** An instruction is passed over, but its target is a name and not "xml" (XML 1.0, 2.6). */
  #instruction(): void {
    this.#at += 2;
    const target = this.#name();
    if (target.includes(':') || target.toLowerCase() === 'xml') throw bad('an instruction without a target of its own');
    if (!this.#blank() && !this.#here('?>')) throw bad('an instruction whose target does not end');
    this.#until('?>', 'an instruction');
  }

  #comment(): void {
    this.#at += 4;
    // Nor may it end in a dash of its own (XML 1.0, 2.5).
    if (/--|-$/.test(this.#until('-->', 'a comment').slice(0, -3))) throw bad('"--" in a comment');
  }

  #name(): string {
    name.lastIndex = this.#at;
    const found = name.exec(this.#text)?.[0];
    if (found === undefined) throw bad('no name where one stands');
    this.#at += found.length;
    return found;
  }

  #blank(): boolean {
    const from = this.#at;
    while (' \t\n'.includes(this.#text[this.#at] ?? '.')) this.#at++;
    return this.#at > from;
  }

  #here = (what: string): boolean => this.#text.startsWith(what, this.#at);

  #expect(what: string): void {
    if (!this.#here(what)) throw bad(`expected "${what}" at letter ${this.#at}`);
    this.#at += what.length;
  }

  #until(end: string, what: string): string {
    const to = this.#text.indexOf(end, this.#at);
    if (to < 0) throw bad(`${what} without an end`);
    const found = this.#text.slice(this.#at, to + end.length);
    this.#at = to + end.length;
    return found;
  }
}

const localOf = (full: string): string => full.slice(full.indexOf(':') + 1);
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]{0,12};)?/g, (_, inside?: string) => {
    const entity = inside?.slice(0, -1) ?? '';
    const code = /^#(?:x([0-9A-Fa-f]{1,6})|(\d{1,7}))$/.exec(entity);
    const point = code ? Number.parseInt((code[1] ?? code[2]) as string, code[1] ? 16 : 10) : undefined;
    const sound =
      point !== undefined &&
      (point === 9 ||
        point === 10 ||
        point === 13 ||
        (point >= 0x20 && point < 0xd800) ||
        (point > 0xdfff && point < 0xfffe) ||
        (point > 0xffff && point < 0x110000));
    const letter = sound ? String.fromCodePoint(point) : Object.hasOwn(entities, entity) ? entities[entity] : undefined;
    if (letter === undefined) throw bad(`the entity "${entity.slice(0, 12)}"`);
    return letter;
  });
}

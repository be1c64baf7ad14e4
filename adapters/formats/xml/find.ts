import type { Element } from './tree.ts';

/** First child of that name ("cbc:ID"). */
export function child(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((candidate) => candidate.name === name);
}

export function children(element: Element | undefined, name: string): readonly Element[] {
  return element?.children.filter((candidate) => candidate.name === name) ?? [];
}

/** First element down a path of names. */
export function at(element: Element | undefined, ...path: readonly string[]): Element | undefined {
  return path.reduce<Element | undefined>(child, element);
}

/** The trimmed text at a path; blank counts as absent. */
export function textAt(element: Element | undefined, ...path: readonly string[]): string | undefined {
  return textOf(at(element, ...path));
}

export function textOf(element: Element | undefined): string | undefined {
  // trim, not a pattern: a pattern anchored at the end is quadratic on long inner blanks.
  const text = element?.text.trim();
  return text === undefined || text === '' ? undefined : text;
}

/** Drops absent fields so that a draft holds only what the paper says. */
export function present<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}

export const firstOf = (values: readonly (string | undefined)[]): string | undefined => values.find((value) => value !== undefined);

export function joined(texts: readonly (string | undefined)[]): string | undefined {
  const given = texts.filter((text) => text !== undefined);
  return given.length === 0 ? undefined : given.join('\n');
}

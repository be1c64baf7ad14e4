import { DomainError } from '#domain/kernel/error.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { type Conventions, type Rule, type RuleFile, readRuleFile, type Topic } from './format/files.ts';
import { type Series, seriesOf } from './series.ts';

/** Where rule files come from: a folder of data, a test, a bundle. The domain itself reads no disk. */
export type LawSource = {
  readonly folders: () => readonly string[];
  readonly read: (folder: string) => readonly { readonly name: string; readonly content: unknown }[];
};

/** One jurisdiction's law as loaded: its own rules, then its parent's (`extends`) where it says nothing itself. */
export type Jurisdiction = {
  readonly code: string;
  readonly name: Bilingual;
  readonly currency?: string;
  readonly conventions: Conventions;
  readonly parent?: Jurisdiction;
  readonly rules: readonly Rule[];
  readonly series: readonly Series[];
  readonly byTopic: ReadonlyMap<Topic, readonly Rule[]>;
};

/** The law as data, loaded one jurisdiction at a time when first asked for. */
export type LawBook = {
  /** Codes of every folder of rules, sorted. */
  readonly codes: () => readonly string[];
  /** The jurisdiction's law; "US-NV" without its own folder answers with "US". Absent: no rules loaded. */
  readonly jurisdiction: (code: string) => Jurisdiction | undefined;
  /** By id like "CN.fee.acceptance"; the part before the first point names the folder. */
  readonly rule: (id: string) => Rule | undefined;
  readonly series: (id: string) => Series | undefined;
};

/** Day count 365, first day counted, rounded half up once at the end: used where neither the folder nor its parent names conventions. */
const plainConventions: Conventions = { dayCount: 'act/365', interval: 'end', rounding: 'half-up', roundAt: 'total' };

/** Codes in customary use that ISO 3166-1 reserves for another. */
const customary: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

export function lawBook(source: LawSource): LawBook {
  const folders = new Set(source.folders());
  const loaded = new Map<string, Jurisdiction>();
  const rules = new Map<string, Rule>();
  const series = new Map<string, Series>();

  const open = (code: string, below: readonly string[] = []): Jurisdiction => {
    const known = loaded.get(code);
    if (known) return known;
    if (below.includes(code))
      throw new DomainError('law.bad_rule_file', `${code}: expected no circle of "extends", got ${[...below, code].join(' -> ')}`);
    const files = source.read(code).map((file) => readRuleFile(file.content, code, file.name));
    const made = assemble(code, files, (parent) => {
      if (!folders.has(parent)) throw new DomainError('law.bad_rule_file', `${code}: expected "extends" to name a folder of rules, got "${parent}"`);
      return open(parent, [...below, code]);
    });
    register(made, rules, series);
    loaded.set(code, made);
    return made;
  };
  const jurisdiction = (named: string): Jurisdiction | undefined => {
    const code = customary[named] ?? named;
    if (folders.has(code)) return open(code);
    const wider = code.split('-')[0] ?? '';
    return folders.has(wider) ? open(wider) : undefined;
  };
  /** Loads the folder an id names, once. */
  const openOf = (id: string): void => {
    const folder = id.slice(0, Math.max(0, id.indexOf('.')));
    if (folders.has(folder)) open(folder);
  };
  const find = <T>(map: Map<string, T>, id: string): T | undefined => {
    if (!map.has(id)) openOf(id);
    return map.get(id);
  };
  return { codes: () => [...folders].sort(), jurisdiction, rule: (id) => find(rules, id), series: (id) => find(series, id) };
}

function assemble(code: string, files: readonly RuleFile[], parentOf: (code: string) => Jurisdiction): Jurisdiction {
  const heads = files.flatMap((file) => (file.jurisdiction ? [file.jurisdiction] : []));
  const [head] = heads;
  if (!head || heads.length > 1)
    throw new DomainError('law.bad_rule_file', `${code}: expected exactly one "jurisdiction" among its files, got ${heads.length}`);
  const parent = head.extends === undefined ? undefined : parentOf(head.extends);
  const rules = files.flatMap((file) => file.rules ?? []);
  const byTopic = new Map<Topic, Rule[]>();
  for (const rule of rules) {
    const list = byTopic.get(rule.topic);
    if (list) list.push(rule);
    else byTopic.set(rule.topic, [rule]);
  }
  const currency = head.currency ?? parent?.currency;
  return {
    code,
    name: head.name,
    ...(currency ? { currency } : {}),
    conventions: head.conventions ?? parent?.conventions ?? plainConventions,
    ...(parent ? { parent } : {}),
    rules,
    series: files.flatMap((file) => (file.series ?? []).map(seriesOf)),
    byTopic,
  };
}

function register(made: Jurisdiction, rules: Map<string, Rule>, series: Map<string, Series>): void {
  const once = <T extends { readonly id: string }>(map: Map<string, T>, one: T): void => {
    if (map.has(one.id)) throw new DomainError('law.bad_rule_file', `${made.code}: expected each id once, got "${one.id}" twice`);
    map.set(one.id, one);
  };
  for (const one of made.rules) once(rules, one);
  for (const one of made.series) once(series, one);
}

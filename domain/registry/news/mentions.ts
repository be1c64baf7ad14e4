import { foldName, isEastAsian } from '../names/fold.ts';
import { parseOrganisation } from '../names/organisation.ts';

/** Where and by which of its names a party is mentioned in a text. */
export type Mention = {
  readonly name: string;
  /** `whole`: the name as it is written; `core`: without its legal form; `alias`: another name of the party. */
  readonly by: 'whole' | 'core' | 'alias';
  readonly where: 'title' | 'text';
};

/** A Chinese core of two characters is a common word; it must be three to name anybody. */
const shortestHan = 3;
/** A Latin core of one short word is a common word too. */
const shortestLatin = 5;

/** The strongest mention of a party in a title and a text; undefined where none of its names stands there. */
export function mentionIn(names: readonly string[], title: string, text: string): Mention | undefined {
  const places = [['title', folded(title)] as const, ['text', folded(text)] as const];
  for (const by of ['whole', 'core', 'alias'] as const) {
    for (const [where, there] of places) {
      const name = names.find((one, i) => (by === 'alias' ? i > 0 : i === 0) && holds(there, by === 'core' ? coreOf(one) : one));
      if (name !== undefined) return { name, by, where };
    }
  }
  // An alias without its legal form says least.
  for (const [where, there] of places) {
    const name = names.slice(1).find((one) => holds(there, coreOf(one)));
    if (name !== undefined) return { name, by: 'alias', where };
  }
  return undefined;
}

const folded = (text: string): string =>
  ` ${foldName(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

function holds(there: string, name: string | undefined): boolean {
  const wanted = name === undefined ? '' : folded(name).trim();
  if (wanted === '') return false;
  if (isEastAsian(wanted)) return wanted.replace(/\s/g, '').length >= shortestHan && there.replace(/\s/g, '').includes(wanted.replace(/\s/g, ''));
  return wanted.length >= shortestLatin && there.includes(` ${wanted} `);
}

/** The name without its legal form; undefined where there is none to take away. */
function coreOf(name: string): string | undefined {
  const whole = foldName(name).trim();
  if (isEastAsian(whole)) {
    const core = whole.replace(/(股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司|公司|集团)$/u, '');
    return core === whole || core === '' ? undefined : core;
  }
  let words = whole.split(/[\s,]+/).filter((word) => word !== '');
  if (parseOrganisation(whole).legal.length === 0) return undefined;
  while (words.length > 1 && parseOrganisation(words.join(' ')).legal.length > 0) words = words.slice(0, -1);
  return words.join(' ');
}

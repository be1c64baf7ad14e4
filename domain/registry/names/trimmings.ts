import { foldName } from './fold.ts';
import { latinTokens } from './latin-tokens.ts';
import { placeWords } from './place-words.ts';
import { spelledOut } from './spelled-out.ts';
import { isSubsequence } from './subsequence.ts';
import { legalClassOf } from './words.ts';

/** What a list of shares puts after the name: nominal value, class, place of listing. */
const listingNoise =
  /\s+(?:(?:h|a|b|new|inh\.?|gdr|adr|rc|p)\s+)?(?:eo|dl|ls|sf|dk|nk|sk|yn|hd|ad|cd|kc|zy|uf|rc|yc|rp|rm|bb|il|ir|ri|tn|dz)\s*-?\s*[,.]?\d[\d,.]*(?:\/\d+)?\s*$|\s+(?:reg\.?\s*s|o\.\s?n\.|eo-?,?\d+|dl-?,?\d+)\s*$|\s+(?:class [a-z]|series [a-z]|common (?:shares|stock)|ordinary shares|pref(?:erred)?(?: shares)?)\s*$/i;

/** A name as written, folded, without what registers and exchanges add to it that names no other party. */
export function withoutTrimmings(raw: string): string {
  const withoutNoise = raw.replace(listingNoise, '');
  const folded = foldName(withoutNoise.trim() === '' ? raw : withoutNoise)
    .replace(/\s+/g, ' ')
    .trim();
  return withoutOwnInitials(spelledOut(withoutSideClause(folded.replace(smallBusiness, '').replace(addressed, ''))));
}

/** "- ME", "- EPP": the size of the business, which Brazilian registers put behind its name. */
const smallBusiness = /\s-?\s?(?:me|epp)$(?<=(?:ltda|limitada|eireli|s\/a|- |-)\s?(?:me|epp))|\s-\s(?:me|epp|mei)$/;
/** "M/s", "Messrs": how letters in India and Britain address a firm. */
const addressed = /^(?:m\/s\.?|messrs\.?)\s+(?=.{3})/;

/** What a register adds to a name without naming another party: whom it honours, what it was called before. */
const sideClause = /(?:^|\s|\()(?:named after|named by|named for|imeni|im\.|имени|им\.|formerly(?: known as)?|f\/k\/a|fka|previously|a\/k\/a)\s.*$/;
const withoutSideClause = (folded: string): string => {
  const bare = folded.replace(sideClause, '').trim();
  return bare.length >= 4 ? bare : folded;
};

/** "National Standards Laboratory (NSL)": initials in brackets repeat the name and say nothing more. */
function withoutOwnInitials(folded: string): string {
  const dash = folded.indexOf(' - ');
  if (dash > 0) {
    const [before, after] = [folded.slice(0, dash), folded.slice(dash + 3)];
    if (/^[a-z]{2,9}$/.test(before) && isSubsequence(before, initialsOf(after))) return after;
    const ending = latinTokens(before);
    if (ending.length > 1 && legalClassOf.has(ending.at(-1) as string) && /^[a-z]{3,12}$/.test(after)) return before;
  }
  const [first = '', ...others] = folded.split(' ');
  if (/^[a-z]{3,6}$/.test(first) && others.length > 2) {
    const [rest, initials] = [others.join(' '), initialsOf(others.join(' '))];
    // "GfM Gesellschaft für Messtechnik mbH": the form behind the name gives no letter.
    if (first === initials || (initials.startsWith(first) && legalClassOf.has(latinTokens(rest).slice(first.length).join(' ')))) return rest;
  }
  const bracket = /^(.{8,}?)\s*\(([a-z][a-z0-9. -]{1,9})\)\s*(.*)$/.exec(folded);
  if (!bracket) return folded;
  const [, before = '', inside = '', after = ''] = bracket;
  return isInitials(inside.replace(/[^a-z]/g, ''), before) ? `${before} ${after}`.trim() : folded;
}

/** Initials in the order of the words or of another language, or of their first letters ("IAMCO" for Iran Aircraft Manufacturing Company). */
function isInitials(letters: string, name: string): boolean {
  const initials = initialsOf(name);
  if (isSubsequence(letters, initials)) return true;
  if (letters.length < 3 || letters.length > 6 || letters[0] === undefined) return false;
  if ([...letters].sort().join('') === [...initials].sort().join('')) return true;
  return letters[0] === initials[0] && initials.length >= 2 && isSubsequence(letters, name.replace(/[^a-z]/g, '')) && !placeWords.has(letters);
}

const initialsOf = (text: string): string =>
  latinTokens(text)
    .map((token) => token[0])
    .join('');

import placePhrases from './tables/place-phrases.json' with { type: 'json' };
import { toLatin } from './transliterate.ts';

/** Places of two words are one word of a name. */
const placesOfTwo = new RegExp(`\\b(?:${placePhrases.join('|')})\\b`, 'g');

/** Words of a Latin, Cyrillic or other alphabetic text in one Latin spelling; dots inside abbreviations close up, others part words. */
export function latinTokens(folded: string): string[] {
  const latin = /^[\x20-\x7e]*$/.test(folded) ? folded : toLatin(folded);
  return latin
    .replace(/\b(?:[a-z]\.\s?){2,}(?:[a-z]\b(?!\.?[a-z]))?/g, closedUp)
    .replace(/(\w)'(s)\b/g, '$1$2')
    .replace(/'/g, '')
    .replace(/\ba\/s\b/g, 'as')
    .replace(/\b1st\b/g, 'first')
    .replace(/(?<=[a-z])\.com\b/g, '')
    .replace(/\b([a-z])\s?&\s?([a-z])\b/g, '$1$2')
    .replace(/\b([a-z]{2,3})&(?!co\b)([a-z]{1,2})\b/g, '$1$2')
    .replace(/\b([a-z]{2}) and ([a-z])(?=$|\s)/g, '$1$2')
    .replace(scholar, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replace(placesOfTwo, (place) => place.replaceAll(' ', ''))
    .replace(/\b(?:ed|ud|ad|al|el|ul) ?dine?\b|\b(?:ed|ud|ad)dine?\b/g, 'aldin')
    .split(' ')
    .filter((token) => token !== '');
}

/** A founder's degrees in front of the name: "Dr. Ing. h.c. F. Porsche". */
const scholar = /^(?:(?:dr|prof|dipl)\b[. -]*(?:(?:ing|dr|med|rer|nat|jur|phil|oec|hc|h ?c|kfm)\b[. ]*)*)(?:hc([a-z])\b|[a-z] (?=[a-z]{3}))?(?=.{4})/;

/** "J.P." becomes "jp"; initials that would read as a Roman numeral ("И.И.") stay apart. */
function closedUp(dotted: string): string {
  const letters = dotted.replace(/[.\s]/g, '');
  return /^[ivx]+$/.test(letters) ? `${[...letters].join(' ')} ` : `${letters} `;
}

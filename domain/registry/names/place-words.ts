import hanWords from './tables/han-words.json' with { type: 'json' };
import latinPlaces from './tables/latin-places.json' with { type: 'json' };
import placePhrases from './tables/place-phrases.json' with { type: 'json' };
import { toLatin } from './transliterate.ts';

/** Latin place words; those of two words written as one, as latinTokens gives them. */
export const placeWords: ReadonlySet<string> = new Set<string>([...latinPlaces, ...placePhrases.map((phrase) => phrase.replaceAll(' ', ''))]);

/** Provinces and cities of China in pinyin. */
export const chinesePlaces: ReadonlySet<string> = new Set(hanWords.places.filter((place) => place.length <= 3).map(toLatin));

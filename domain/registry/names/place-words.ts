import latinPlaces from './tables/latin-places.json' with { type: 'json' };
import placePhrases from './tables/place-phrases.json' with { type: 'json' };

/** Latin place words; those of two words written as one, as latinTokens gives them. */
export const placeWords: ReadonlySet<string> = new Set<string>([...latinPlaces, ...placePhrases.map((phrase) => phrase.replaceAll(' ', ''))]);

import { schemes } from '../filing/choices.ts';
import { useWords } from '../words/words.tsx';

type Known = (typeof schemes)[number];
const known = new Set<string>(schemes.filter((one) => one !== 'other'));

/** The words of an identifier's scheme; one that we have no word for keeps its own name. */
export function useSchemes(): { readonly word: (scheme: string) => string; readonly told: (pair: string) => string } {
  const { t } = useWords();
  const word = (scheme: string) => (known.has(scheme) ? t(`scheme.${scheme as Known}`) : scheme);
  return {
    word,
    told: (pair) => {
      const at = pair.indexOf(' ');
      return at < 0 ? pair : `${word(pair.slice(0, at))} ${pair.slice(at + 1)}`;
    },
  };
}

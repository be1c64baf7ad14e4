import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { BilingualJson } from '#contract/schemas/basics.ts';
import type { WordKey } from '../locales/en.ts';
import { type Figures, figuresIn } from './figures.ts';

export type Locale = 'zh-CN' | 'en';
export type Catalogue = Readonly<Record<WordKey, string>>;
export type Params = Readonly<Record<string, string | number>>;

/** Everything a page needs to speak one language: `t` from the catalogue, `say` for words the server made, figures and dates. */
export type Words = Figures & {
  readonly locale: Locale;
  readonly t: (key: WordKey, params?: Params) => string;
  readonly say: (text: BilingualJson) => string;
  readonly speak: (locale: Locale) => void;
};

const kept = 'quittance.locale';
const catalogues: Record<Locale, () => Promise<{ words: Catalogue }>> = {
  en: () => import('../locales/en.ts'),
  'zh-CN': () => import('../locales/zh-CN.ts'),
};

/** `?lang=` wins, then what was chosen before, then the browser's own language. */
export function firstLocale(): Locale {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(kept) ?? navigator.language;
  return asked.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export const loadWords = async (locale: Locale): Promise<Catalogue> => (await catalogues[locale]()).words;

/** Puts values into a text: `{n}` is the value itself, `{n|entry|entries}` the word that fits one or any other number of it. */
export const fill = (text: string, params?: Params): string =>
  params
    ? text.replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (whole, name: string, one?: string, many?: string) =>
        !(name in params) ? whole : one === undefined || many === undefined ? String(params[name]) : String(params[name]) === '1' ? one : many,
      )
    : text;

const Spoken = createContext<Words | undefined>(undefined);

export function WordsProvider(props: { readonly locale: Locale; readonly words: Catalogue; readonly children: ReactNode }) {
  const [state, setState] = useState({ locale: props.locale, words: props.words });
  useEffect(() => {
    document.documentElement.lang = state.locale;
    localStorage.setItem(kept, state.locale);
  }, [state.locale]);

  const value = useMemo<Words>(
    () => ({
      ...figuresIn(state.locale),
      locale: state.locale,
      t: (key, params) => fill(state.words[key], params),
      say: (text) => (state.locale === 'en' ? text.en : text.zh),
      speak: (locale) => {
        // The chosen language goes into the address too, so that a link shows the reader what the sender saw.
        const url = new URL(location.href);
        if (url.searchParams.has('lang')) url.searchParams.set('lang', locale);
        history.replaceState(history.state, '', url);
        void loadWords(locale).then((words) => setState({ locale, words }));
      },
    }),
    [state],
  );
  return <Spoken value={value}>{props.children}</Spoken>;
}

export function useWords(): Words {
  const words = useContext(Spoken);
  if (!words) throw new Error('expected a WordsProvider above this component');
  return words;
}

/** The page's name in the browser's tab. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Quittance 清偿` : 'Quittance 清偿';
  }, [title]);
}

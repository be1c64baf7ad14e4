import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { SignedIn } from '../entry/signed-in.tsx';
import { chooseTheme, chosenTheme, type Theme } from '../look/theme.ts';
import { Brand } from '../pieces/brand.tsx';
import { useWords } from '../words/words.tsx';

const pages = [
  ['/', 'nav.desk'],
  ['/cases', 'nav.cases'],
  ['/claims/new', 'nav.new'],
  ['/outbox', 'nav.outbox'],
  ['/review', 'nav.review'],
  ['/contracts', 'nav.contracts'],
  ['/imports', 'nav.imports'],
  ['/consult', 'nav.consult'],
  ['/law', 'nav.law'],
] as const;
const rooms = [
  ['/settings', 'nav.settings'],
  ['/audit', 'nav.audit'],
] as const;

export function Rail(props: { readonly open: boolean; readonly awaiting: number; readonly reviewing: number }) {
  const { t } = useWords();
  return (
    <div className={props.open ? 'rail open' : 'rail'}>
      <Link to="/" className="brand">
        <Brand />
      </Link>
      <nav aria-label={t('frame.nav')}>
        <ul>
          {pages.map(([to, word]) => (
            <li key={to}>
              <Link to={to} activeOptions={{ exact: to === '/', includeSearch: false }}>
                {t(word)}
                {to === '/outbox' && <Count n={props.awaiting} title={t('nav.awaiting', { n: props.awaiting })} word={t('nav.awaiting.short')} />}
                {to === '/review' && <Count n={props.reviewing} title={t('nav.reviewing', { n: props.reviewing })} word={t('nav.reviewing.short')} />}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <nav aria-label={t('frame.house')}>
        <ul>
          {rooms.map(([to, word]) => (
            <li key={to}>
              <Link to={to} activeOptions={{ includeSearch: false }}>
                {t(word)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="rail-foot">
        <ThemeSwitch />
        <SignedIn />
      </div>
    </div>
  );
}

function Count(props: { readonly n: number; readonly title: string; readonly word: string }) {
  if (props.n === 0) return null;
  return (
    <span className="count" title={props.title}>
      {props.n}
      <span className="sr-only"> {props.word}</span>
    </span>
  );
}

const after: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };

function ThemeSwitch() {
  const { t } = useWords();
  const [theme, setTheme] = useState(chosenTheme);
  return (
    <button
      type="button"
      onClick={() => {
        chooseTheme(after[theme]);
        setTheme(after[theme]);
      }}
    >
      <span>{t('look.theme')}</span>
      <span>{t(`look.${theme}`)}</span>
    </button>
  );
}

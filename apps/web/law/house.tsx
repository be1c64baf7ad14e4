import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Brand } from '../pieces/brand.tsx';
import { TongueSwitch } from '../pieces/tongue.tsx';
import { useTitle, useWords } from '../words/words.tsx';
import '../look/list.css';
import './law.css';

const pages = [
  ['/law', 'public.rules'],
  ['/law/countries', 'public.countries'],
  ['/law/contact', 'public.contact'],
  ['/verify', 'public.verify'],
  ['/contracts/look-up', 'public.lookup'],
  ['/consult', 'nav.consult'],
] as const;

/** Around the pages anyone may open: no account, no antd, the same doors on each. */
export function PublicHouse(props: { readonly title: string; readonly lead: string; readonly narrow?: boolean; readonly children: ReactNode }) {
  const { t } = useWords();
  useTitle(props.title);
  return (
    <div className="public">
      <a className="skip-link" href="#content">
        {t('frame.skip')}
      </a>
      <header className="public-top">
        <Link to="/" className="brand" title={t('lost.desk')}>
          <Brand />
        </Link>
        <nav aria-label={t('public.nav')}>
          <ul>
            {pages.map(([to, word]) => (
              <li key={to}>
                <Link to={to} search={{}} activeOptions={{ exact: true, includeSearch: false }}>
                  {t(word)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <TongueSwitch />
      </header>
      <main id="content" tabIndex={-1} className={props.narrow ? 'narrow' : undefined}>
        <h1>{props.title}</h1>
        <p className="public-lead">{props.lead}</p>
        {props.children}
      </main>
      <footer className="public-foot small">
        <p>{t('consult.notLawyer')}</p>
      </footer>
    </div>
  );
}

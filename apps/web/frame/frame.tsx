import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { getDesk } from '#contract/operations/cases.ts';
import { countReview } from '#contract/operations/debtor.ts';
import { AntdLook } from '../look/antd.tsx';
import { Brand } from '../pieces/brand.tsx';
import { TongueSwitch } from '../pieces/tongue.tsx';
import { ask, statusOf } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import { DropVeil } from './drop.tsx';
import '../look/list.css';
import './frame.css';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';

/** The house around every page behind sign-in: rail, search, language, the place to drop a paper. */
export function Frame() {
  const { t } = useWords();
  const [menu, setMenu] = useState(false);
  const [palette, setPalette] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const desk = useQuery(ask(getDesk, {}));
  const review = useQuery(ask(countReview, {}));
  useSignInWhenAsked(desk.error);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the menu
  useEffect(() => setMenu(false), [path]);
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setPalette(true);
      }
      if (event.key === 'Escape') setMenu(false);
    };
    addEventListener('keydown', heard);
    return () => removeEventListener('keydown', heard);
  }, []);

  return (
    <AntdLook>
      <a className="skip-link" href="#content">
        {t('frame.skip')}
      </a>
      <div className="frame">
        {menu && <button type="button" className="rail-veil" aria-label={t('do.close')} onClick={() => setMenu(false)} />}
        <Rail
          open={menu}
          awaiting={desk.data?.awaitingApproval ?? 0}
          reviewing={(review.data?.lists ?? 0) + (review.data?.registers ?? 0) + (review.data?.news ?? 0)}
        />
        <div>
          <header className="topbar">
            <button type="button" className="menu-button" aria-expanded={menu} aria-label={t('frame.menu')} onClick={() => setMenu(!menu)}>
              <svg width="18" height="18" viewBox="0 0 18 18" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
                <path d="M2 4.5h14M2 9h14M2 13.5h14" />
              </svg>
            </button>
            <span className="only-wide">
              <span className="sr-only">
                <Brand />
              </span>
            </span>
            <button type="button" className="find" onClick={() => setPalette(true)} aria-keyshortcuts="Meta+K Control+K">
              <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
                <circle cx="7" cy="7" r="4.5" />
                <path d="m10.5 10.5 3.5 3.5" />
              </svg>
              <span>{t('palette.hint')}</span>
              <kbd>{/mac/i.test(navigator.userAgent) ? '⌘' : 'Ctrl'} K</kbd>
            </button>
            <span className="push" />
            <Link to="/claims/new" className="new-claim">
              <Button tabIndex={-1}>{t('nav.new')}</Button>
            </Link>
            <TongueSwitch />
          </header>
          <main id="content" tabIndex={-1}>
            <Outlet />
          </main>
        </div>
      </div>
      {palette && <Palette onClose={() => setPalette(false)} />}
      <DropVeil />
    </AntdLook>
  );
}

/** 401 from the first question means nobody is signed in: go and come back to this page. */
function useSignInWhenAsked(error: Error | null) {
  const navigate = useNavigate();
  useEffect(() => {
    if (statusOf(error) === 401) void navigate({ to: '/sign-in', search: { back: location.pathname + location.search }, replace: true });
  }, [error, navigate]);
}

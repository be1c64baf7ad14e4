import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { type CaseTab, caseTabs } from '../router.tsx';
import { useWords } from '../words/words.tsx';
import './tabs.css';

/**
 * The rooms of a case as tabs (WAI-ARIA Authoring Practices, tabs with automatic activation): one stop for the Tab key, arrows walk. A room
 * that was opened stays, so that what was typed in it is there on coming back. On a phone the row scrolls.
 */
export function CaseTabs(props: { readonly tab: CaseTab; readonly onTab: (tab: CaseTab) => void; readonly room: (tab: CaseTab) => ReactNode }) {
  const { t } = useWords();
  const { tab, onTab } = props;
  const row = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<readonly CaseTab[]>([tab]);
  if (!opened.includes(tab)) setOpened([...opened, tab]);
  useEffect(() => {
    const [all, chosen] = [row.current, row.current?.querySelector<HTMLElement>(`#tab-${tab}`)];
    if (all && chosen) all.scrollLeft = chosen.offsetLeft - (all.clientWidth - chosen.offsetWidth) / 2;
  }, [tab]);
  const walk = (event: KeyboardEvent) => {
    const at = caseTabs.indexOf(tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: caseTabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : caseTabs[(to + caseTabs.length) % caseTabs.length];
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onTab(next);
    row.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <>
      <div className="tabs" role="tablist" aria-label={t('case.tabs')} ref={row} onKeyDown={walk}>
        {caseTabs.map((key) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`tab-${key}`}
            aria-selected={key === tab}
            {...(opened.includes(key) ? { 'aria-controls': `room-${key}` } : {})}
            tabIndex={key === tab ? 0 : -1}
            onClick={() => onTab(key)}
          >
            {t(`case.tab.${key}`)}
          </button>
        ))}
      </div>
      {opened.map((key) => (
        <div key={key} role="tabpanel" id={`room-${key}`} aria-labelledby={`tab-${key}`} hidden={key !== tab}>
          {props.room(key)}
        </div>
      ))}
    </>
  );
}

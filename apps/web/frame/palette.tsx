import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useId, useState } from 'react';
import { listCases } from '#contract/operations/cases.ts';
import { CardDialog } from '../pieces/sheet.tsx';
import { ask } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import './palette.css';

const places = [
  ['/', 'nav.desk'],
  ['/cases', 'nav.cases'],
  ['/claims/new', 'nav.new'],
  ['/outbox', 'nav.outbox'],
  ['/imports', 'nav.imports'],
  ['/settings', 'nav.settings'],
  ['/audit', 'nav.audit'],
  ['/consult', 'nav.consult'],
  ['/law', 'nav.law'],
  ['/law/countries', 'country.title'],
  ['/law/contact', 'may.title'],
  ['/verify', 'public.verify'],
] as const;

type Hit = { readonly id: string; readonly title: string; readonly aside: string; readonly go: () => void };

/** One box for everything: pages by name, cases by party, case number or invoice number. */
export function Palette(props: { readonly onClose: () => void }) {
  const { t, money } = useWords();
  const navigate = useNavigate();
  const listId = useId();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const asked = useDeferredValue(query.trim());
  const found = useQuery({
    ...ask(listCases, { query: { q: asked, limit: 8, closed: 'all' } }),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
  });

  const hits: Hit[] = [
    ...places
      .filter(([, word]) => t(word).toLowerCase().includes(asked.toLowerCase()))
      .map(([to, word]) => ({ id: to, title: t(word), aside: t('palette.page'), go: () => void navigate({ to }) })),
    ...(asked ? (found.data?.items ?? []) : []).map((row) => ({
      id: row.id,
      title: `${row.creditor} ./. ${row.debtor}`,
      aside: `${row.number} · ${money(row.total ?? row.outstanding, row.currency)}`,
      go: () => void navigate({ to: '/cases/$caseId', params: { caseId: row.id } }),
    })),
  ];
  const chosen = Math.min(at, Math.max(0, hits.length - 1));
  const take = (hit: Hit | undefined) => {
    if (!hit) return;
    props.onClose();
    hit.go();
  };
  return (
    <CardDialog title={t('palette.title')} onClose={props.onClose}>
      <input
        className="box"
        data-first
        role="combobox"
        aria-label={t('palette.hint')}
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={hits[chosen] ? `${listId}-${chosen}` : undefined}
        placeholder={t('palette.hint')}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setAt(Math.min(hits.length - 1, chosen + 1));
          else if (event.key === 'ArrowUp') setAt(Math.max(0, chosen - 1));
          else if (event.key === 'Enter') take(hits[chosen]);
          else return;
          event.preventDefault();
        }}
      />
      <div id={listId} role="listbox" aria-label={t('palette.results')} className="hits">
        {hits.map((hit, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above carries the keyboard (WAI-ARIA combobox pattern)
          <div
            key={hit.id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onClick={() => take(hit)}
            onMouseMove={() => setAt(index)}
          >
            <span>{hit.title}</span>
            <span className="quiet small num">{hit.aside}</span>
          </div>
        ))}
      </div>
      {hits.length === 0 && <p className="quiet">{found.isFetching ? t('state.loading') : t('palette.nothing', { q: asked })}</p>}
      <p className="small quiet hits-keys">
        <kbd>↑</kbd> <kbd>↓</kbd> {t('palette.move')} · <kbd>↵</kbd> {t('palette.open')}
      </p>
    </CardDialog>
  );
}

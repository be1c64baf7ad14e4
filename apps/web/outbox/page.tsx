import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect } from 'react';
import { listMessages } from '#contract/operations/letters.ts';
import { Empty, Failed, Waiting } from '../server/answer.tsx';
import { client } from '../server/client.ts';
import { useTitle, useWords } from '../words/words.tsx';
import { MessageRow } from './message.tsx';

const here = getRouteApi('/frame/outbox');
const states = ['awaiting-approval', 'in-outbox', 'sent', 'blocked', 'failed', 'rejected', 'cancelled'] as const;

/** Every letter with its state; what waits for a second person comes first. */
export function OutboxPage() {
  const { t } = useWords();
  useTitle(t('nav.outbox'));
  const { state, message } = here.useSearch();
  const letters = useInfiniteQuery({
    queryKey: [listMessages.id, 'pages', state],
    queryFn: ({ pageParam, signal }) =>
      client.call(listMessages, { query: { limit: 50, ...(state ? { state } : {}), ...(pageParam ? { cursor: pageParam } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    // A letter on its way changes without anybody pressing anything.
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) => page.items.some((one) => one.state === 'approved' || one.state === 'sending')) ? 5_000 : false,
  });
  const items = letters.data?.pages.flatMap((page) => page.items) ?? [];
  const loaded = items.length > 0;
  useEffect(() => {
    if (!message || !loaded) return;
    const row = document.getElementById(`message-${message}`);
    row?.classList.add('pointed');
    row?.scrollIntoView({ block: 'center' });
  }, [message, loaded]);
  return (
    <div className="page narrow">
      <div className="page-head">
        <div>
          <h1>{t('nav.outbox')}</h1>
          <p>{t('outbox.lead')}</p>
        </div>
      </div>
      <nav className="chips" aria-label={t('outbox.states')}>
        <Link to="/outbox" className="chip" data-on={!state}>
          {t('outbox.all')}
        </Link>
        {states.map((one) => (
          <Link key={one} to="/outbox" search={{ state: one }} className="chip" data-on={state === one}>
            {t(`message.${one}`)}
          </Link>
        ))}
      </nav>
      {letters.isPending ? (
        <Waiting lines={6} />
      ) : letters.isError ? (
        <Failed error={letters.error} retry={() => void letters.refetch()} />
      ) : items.length === 0 ? (
        <Empty title={state ? t('outbox.none.state') : t('outbox.none')}>
          <p>{t('outbox.none.how')}</p>
        </Empty>
      ) : (
        <ul className="messages">
          {items.map((one) => (
            <MessageRow key={one.id} of={one} />
          ))}
        </ul>
      )}
      {letters.hasNextPage && (
        <p className="more">
          <Button loading={letters.isFetchingNextPage} onClick={() => void letters.fetchNextPage()}>
            {t('cases.more')}
          </Button>
        </p>
      )}
    </div>
  );
}

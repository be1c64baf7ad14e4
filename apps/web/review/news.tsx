import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { listReviewNews } from '#contract/operations/news.ts';
import { NewsCard } from '../debtor/news.tsx';
import { Empty, Failed, Waiting } from '../server/answer.tsx';
import { client } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import './review.css';

/** Articles that wait for a word, over all open cases, newest first. */
export function NewsQueue(props: { readonly state: 'waiting' | 'unsure' | 'decided' }) {
  const { t, count } = useWords();
  const { state } = props;
  const news = useInfiniteQuery({
    queryKey: [listReviewNews.id, state],
    queryFn: ({ pageParam, signal }) =>
      client.call(listReviewNews, { query: { state, limit: 20, ...(pageParam ? { cursor: pageParam } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  if (news.isPending) return <Waiting lines={6} />;
  if (news.isError) return <Failed error={news.error} retry={() => void news.refetch()} />;
  const items = news.data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return (
      <Empty title={t(`review.none.${state}`)}>
        <p>{t('news.none')}</p>
      </Empty>
    );
  return (
    <>
      <p className="small quiet review-line">{t('review.total', { n: count(news.data.pages[0]?.total ?? items.length) })}</p>
      <ul className="queue">
        {items.map((one) => (
          <li key={one.id}>
            <p className="row-2 small">
              <Link to="/cases/$caseId" params={{ caseId: one.caseId }} search={{ tab: 'debtor' }} className="num">
                {one.caseNumber}
              </Link>
              <span>{one.debtor}</span>
            </p>
            <NewsCard of={one} />
          </li>
        ))}
      </ul>
      {news.hasNextPage && (
        <p className="more">
          <Button loading={news.isFetchingNextPage} onClick={() => void news.fetchNextPage()}>
            {t('cases.more')}
          </Button>
        </p>
      )}
    </>
  );
}

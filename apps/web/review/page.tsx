import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { countReview, listReviewHits, type QueuedHitJson } from '#contract/operations/debtor.ts';
import { HitCard, HitPlace, JudgeDialog, type Verdict } from '../debtor/hit.tsx';
import { useKeys } from '../pieces/keys.ts';
import { Empty, Failed, Waiting } from '../server/answer.tsx';
import { ask, client } from '../server/client.ts';
import { useTitle, useWords } from '../words/words.tsx';
import { NewsQueue } from './news.tsx';
import './review.css';

const here = getRouteApi('/frame/review');
const kinds = ['list', 'register', 'news'] as const;
const states = ['waiting', 'unsure', 'decided'] as const;

/** Everything that waits for a person's word, over all open cases: the gravest first, by mouse or by keyboard. */
export function ReviewPage() {
  const { t, count } = useWords();
  useTitle(t('nav.review'));
  const { kind, state = 'waiting' } = here.useSearch();
  const counts = useQuery(ask(countReview, {}));
  const waits = { list: counts.data?.lists, register: counts.data?.registers, news: counts.data?.news };
  return (
    <div className="page narrow">
      <div className="page-head">
        <div>
          <h1>{t('nav.review')}</h1>
          <p>{t('review.lead')}</p>
        </div>
        <Link to="/review/learning" className="small">
          {t('matching.title')}
        </Link>
      </div>
      <nav className="chips" aria-label={t('review.kinds')}>
        <Link to="/review" search={state === 'waiting' ? {} : { state }} className="chip" data-on={!kind}>
          {t('review.all')}
        </Link>
        {kinds.map((one) => (
          <Link key={one} to="/review" search={{ kind: one, ...(state === 'waiting' ? {} : { state }) }} className="chip" data-on={kind === one}>
            {t(`review.kind.${one}`)}
            {waits[one] !== undefined && <span className="num"> {count(waits[one])}</span>}
          </Link>
        ))}
        <span className="push" />
        {states.map((one) => (
          <Link
            key={one}
            to="/review"
            search={{ ...(kind ? { kind } : {}), ...(one === 'waiting' ? {} : { state: one }) }}
            className="chip"
            data-on={state === one}
          >
            {t(`review.state.${one}`)}
          </Link>
        ))}
      </nav>
      {kind === 'news' ? <NewsQueue key={state} state={state} /> : <Queue key={`${kind}${state}`} kind={kind} state={state} />}
    </div>
  );
}

function Queue(props: { readonly kind: 'list' | 'register' | undefined; readonly state: (typeof states)[number] }) {
  const { t, count } = useWords();
  const { kind, state } = props;
  const hits = useInfiniteQuery({
    queryKey: [listReviewHits.id, kind, state],
    queryFn: ({ pageParam, signal }) =>
      client.call(
        listReviewHits,
        { query: { state, limit: 20, ...(kind ? { kind } : {}), ...(pageParam ? { cursor: pageParam } : {}) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  const items = useMemo(() => hits.data?.pages.flatMap((page) => page.items) ?? [], [hits.data]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<{ readonly hits: readonly QueuedHitJson[]; readonly verdict: Verdict }>();
  const list = useRef<HTMLUListElement>(null);
  const at = useWalk(
    list,
    items,
    (hit, verdict) => setAsked({ hits: [hit], verdict }),
    (hit) => setChosen(toggled(chosen, hit.id)),
  );
  const together = items.filter(({ id }) => chosen.has(id));

  if (hits.isPending) return <Waiting lines={6} />;
  if (hits.isError) return <Failed error={hits.error} retry={() => void hits.refetch()} />;
  if (items.length === 0)
    return (
      <Empty title={t(`review.none.${state}`)}>
        <p>{t('review.none.how')}</p>
      </Empty>
    );
  return (
    <>
      <p className="between small quiet review-line">
        <span>{t('review.total', { n: count(hits.data?.pages[0]?.total ?? items.length) })}</span>
        <span className="only-wide">{t('review.keys')}</span>
      </p>
      {together.length > 0 && (
        <div className="together" role="toolbar" aria-label={t('review.together')}>
          <span>{t('review.chosen', { n: together.length })}</span>
          <Button onClick={() => setAsked({ hits: together, verdict: 'negative' })}>{t('hit.judge.negative')}</Button>
          <Button onClick={() => setAsked({ hits: together, verdict: 'unsure' })}>{t('hit.judge.unsure')}</Button>
          <Button type="text" onClick={() => setChosen(new Set())}>
            {t('do.cancel')}
          </Button>
          <span className="small quiet">{t('review.oneByOne')}</span>
        </div>
      )}
      <ul className="queue" ref={list}>
        {items.map((hit, i) => (
          <li key={hit.id} data-at={i === at}>
            <div className="between">
              <HitPlace of={hit} />
              {state !== 'decided' && (
                <Checkbox
                  checked={chosen.has(hit.id)}
                  onChange={() => setChosen(toggled(chosen, hit.id))}
                  aria-label={t('review.choose', { name: hit.name })}
                />
              )}
            </div>
            <HitCard of={hit} onJudge={(verdict) => setAsked({ hits: [hit], verdict })} />
          </li>
        ))}
      </ul>
      {hits.hasNextPage && (
        <p className="more">
          <Button loading={hits.isFetchingNextPage} onClick={() => void hits.fetchNextPage()}>
            {t('cases.more')}
          </Button>
        </p>
      )}
      {asked && <JudgeDialog hits={asked.hits} verdict={asked.verdict} onClose={() => setAsked(undefined)} onDone={() => setChosen(new Set())} />}
    </>
  );
}

const toggled = (chosen: ReadonlySet<string>, id: string): ReadonlySet<string> =>
  chosen.has(id) ? new Set([...chosen].filter((one) => one !== id)) : new Set([...chosen, id]);

/** j and k walk, y, n and u judge the one that is pointed at, x picks it. Answers which one is pointed at. */
function useWalk(
  list: React.RefObject<HTMLUListElement | null>,
  items: readonly QueuedHitJson[],
  judge: (hit: QueuedHitJson, verdict: Verdict) => void,
  pick: (hit: QueuedHitJson) => void,
): number {
  const [at, setAt] = useState(-1);
  const keys = useMemo(() => {
    const go = (step: number) => setAt((before) => Math.min(items.length - 1, Math.max(0, before + step)));
    const on = (act: (hit: QueuedHitJson) => void) => () => {
      const hit = items[at];
      if (hit) act(hit);
    };
    const say = (verdict: Verdict) => on((hit) => (hit.judgement === undefined || hit.judgement.verdict === 'unsure') && judge(hit, verdict));
    return { j: () => go(1), k: () => go(-1), y: say('positive'), n: say('negative'), u: say('unsure'), x: on(pick) };
  }, [at, items, judge, pick]);
  useKeys(keys);
  useEffect(() => {
    if (at >= 0) list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at, list]);
  return at;
}

import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { listMatchWords, type MatchWordJson } from '#contract/operations/matching.ts';
import { withdrawJudgement } from '#contract/operations/registry.ts';
import { Moment } from '../../pieces/amount.tsx';
import { Empty, Failed, Waiting } from '../../server/answer.tsx';
import { client, useAct } from '../../server/client.ts';
import { useMay } from '../../server/may.ts';
import { useWords } from '../../words/words.tsx';
import { Said, Scored } from './scored.tsx';

const verdicts = ['positive', 'negative', 'unsure'] as const;

/** Every open word, newest first, beside what the matcher says; each can be taken back, and the pair then waits for a word again. */
export function Decisions() {
  const { t } = useWords();
  const [verdict, setVerdict] = useState<MatchWordJson['verdict']>();
  const words = useInfiniteQuery({
    queryKey: [listMatchWords.id, verdict],
    queryFn: ({ pageParam, signal }) =>
      client.call(listMatchWords, { query: { limit: 20, ...(verdict ? { verdict } : {}), ...(pageParam ? { cursor: pageParam } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  const items = words.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="section" aria-labelledby="decisions-head">
      <div className="section-head">
        <h2 id="decisions-head">{t('matching.decisions')}</h2>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would box the line */}
      <div className="chips" role="group" aria-label={t('matching.decisions.which')}>
        {([undefined, ...verdicts] as const).map((one) => (
          <button key={one ?? 'all'} type="button" className="chip" aria-pressed={verdict === one} onClick={() => setVerdict(one)}>
            {one ? t(`hit.said.${one}`) : t('review.all')}
          </button>
        ))}
      </div>
      {words.isPending ? (
        <Waiting lines={5} />
      ) : words.isError ? (
        <Failed error={words.error} retry={() => void words.refetch()} />
      ) : items.length === 0 ? (
        <Empty
          title={t(verdict ? 'matching.decisions.noneSuch' : 'review.none.decided')}
          actions={
            <Link to="/review" className="press">
              {t('matching.toQueue')}
            </Link>
          }
        >
          <p>{t('matching.decisions.none.how')}</p>
        </Empty>
      ) : (
        <ul className="words">
          {items.map((word) => (
            <Word key={word.id} of={word} />
          ))}
        </ul>
      )}
      {words.hasNextPage && (
        <p className="more">
          <Button loading={words.isFetchingNextPage} onClick={() => void words.fetchNextPage()}>
            {t('cases.more')}
          </Button>
        </p>
      )}
    </section>
  );
}

function Word(props: { readonly of: MatchWordJson }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const may = useMay('claims:write');
  const { of } = props;
  const back = useAct(withdrawJudgement, () => void message.success(t('matching.takenBack')));
  return (
    <li>
      <div className="between">
        <p className="pair-of-names">
          {of.debtor} <span className="faint">~</span> {of.entry}
        </p>
        <Button
          size="small"
          disabled={!may}
          title={may ? undefined : t('matching.mayWord')}
          loading={back.isPending}
          onClick={() => back.mutate({ params: { judgementId: of.id } })}
        >
          {t('hit.takeBack')}
          <span className="sr-only">
            {' '}
            {of.debtor} ~ {of.entry}
          </span>
        </Button>
      </div>
      <p className="row-2 small">
        <Said verdict={of.verdict} />
        <Scored before={of.shipped} after={of.inForce} said={of.verdict} />
      </p>
      <p>{of.why}</p>
      <p className="row-2 small quiet">
        <Link to="/cases/$caseId" params={{ caseId: of.caseId }} search={{ tab: 'debtor' }} className="num">
          {of.caseNumber}
        </Link>
        <span>
          {t(of.list ? `list.${of.list as 'other'}` : 'list.register')} · {say(of.sourceWords)}
        </span>
        <span>
          {of.decidedBy} <Moment at={of.decidedAt} />
        </span>
      </p>
      {back.isError && <Failed error={back.error} />}
    </li>
  );
}

import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import type { Output } from '#contract/operation.ts';
import { listAudit } from '#contract/operations/settings.ts';
import { Moment } from '../pieces/amount.tsx';
import { Empty, Failed, Waiting } from '../server/answer.tsx';
import { client } from '../server/client.ts';
import { useTitle, useWords } from '../words/words.tsx';
import './audit.css';

const here = getRouteApi('/frame/audit');
type Entry = Output<typeof listAudit>['items'][number];

/** The append-only trail: who, what, when, before, after, by which version of the rules. */
export function AuditPage() {
  const { t } = useWords();
  useTitle(t('nav.audit'));
  const { subject } = here.useSearch();
  const navigate = here.useNavigate();
  const trail = useInfiniteQuery({
    queryKey: [listAudit.id, 'pages', subject],
    queryFn: ({ pageParam, signal }) =>
      client.call(listAudit, { query: { limit: 50, ...(subject ? { subject } : {}), ...(pageParam ? { cursor: pageParam } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  const entries = trail.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page narrow">
      <div className="page-head">
        <div>
          <h1>{t('nav.audit')}</h1>
          <p>{t('audit.lead')}</p>
        </div>
      </div>
      <search className="audit-search">
        <Input.Search
          allowClear
          key={subject ?? ''}
          defaultValue={subject ?? ''}
          aria-label={t('audit.subject')}
          placeholder={t('audit.subject')}
          onSearch={(value) => void navigate({ search: value ? { subject: value } : {}, replace: true })}
        />
      </search>
      {trail.isPending ? (
        <Waiting lines={8} />
      ) : trail.isError ? (
        <Failed error={trail.error} retry={() => void trail.refetch()} />
      ) : entries.length === 0 ? (
        <Empty title={t('audit.none')}>
          <p>{t('audit.none.how')}</p>
        </Empty>
      ) : (
        <ol className="audit">
          {entries.map((entry) => (
            <AuditRow key={entry.id} of={entry} />
          ))}
        </ol>
      )}
      {trail.hasNextPage && (
        <p className="more">
          <Button loading={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>
            {t('cases.more')}
          </Button>
        </p>
      )}
    </div>
  );
}

function AuditRow(props: { readonly of: Entry }) {
  const { t } = useWords();
  const { of } = props;
  const changed = of.before !== undefined || of.after !== undefined;
  return (
    <li>
      <p className="row-2">
        <code>{of.action}</code>
        <span className="quiet audit-subject">{of.subject}</span>
      </p>
      <p className="row-2 small quiet">
        <Moment at={of.at} />
        <span>{of.actor}</span>
        {of.ruleVersion && <span>{t('audit.rules', { version: of.ruleVersion })}</span>}
      </p>
      {changed && (
        <details className="small">
          <summary>{t('audit.change')}</summary>
          <div className="audit-change">
            <Side word={t('audit.before')} value={of.before} />
            <Side word={t('audit.after')} value={of.after} />
          </div>
        </details>
      )}
    </li>
  );
}

function Side(props: { readonly word: string; readonly value: unknown }) {
  return (
    <div>
      <h3 className="small">{props.word}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{props.value === undefined || props.value === null ? '—' : JSON.stringify(props.value, null, 2)}</pre>
    </div>
  );
}

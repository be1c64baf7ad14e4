import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Progress } from 'antd';
import { urlOf } from '#contract/client.ts';
import type { Output } from '#contract/operation.ts';
import { getImport, getRejectedRows, startImport, stopImport } from '#contract/operations/imports.ts';
import { Mark } from '../pieces/mark.tsx';
import { Answer, Failed } from '../server/answer.tsx';
import { ask, useAct } from '../server/client.ts';
import { useTitle, useWords } from '../words/words.tsx';
import './imports.css';
import { Mapping } from './mapping.tsx';
import { importShape } from './page.tsx';

const here = getRouteApi('/frame/imports/$importId');
export type ImportState = Output<typeof getImport>;

/** One import: columns named, rows looked at, then filed with progress; it can be stopped and taken up again. */
export function ImportPage() {
  const { t } = useWords();
  useTitle(t('nav.imports'));
  const { importId } = here.useParams();
  const one = useQuery({
    ...ask(getImport, { params: { importId } }),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 1_000 : false),
  });
  return (
    <div className="page">
      <p className="small import-back">
        <Link to="/imports">← {t('nav.imports')}</Link>
      </p>
      <Answer of={one} lines={8}>
        {(value) => (
          <>
            <div className="page-head">
              <h1>{value.fileName}</h1>
              <Mark shape={importShape[value.state][0]} tone={importShape[value.state][1]}>
                {t(`import.${value.state}`)}
              </Mark>
            </div>
            {value.state === 'uploaded' ? <Mapping of={value} /> : <Running of={value} />}
          </>
        )}
      </Answer>
    </div>
  );
}

function Running(props: { readonly of: ImportState }) {
  const { t, say, count } = useWords();
  const { of } = props;
  const params = { importId: of.id };
  const stop = useAct(stopImport);
  const resume = useAct(startImport);
  const rows = of.rows ?? 0;
  const seen = of.filed + of.rejected + of.duplicates;
  return (
    <div className="stack-3">
      <Progress
        percent={of.state === 'done' ? 100 : rows === 0 ? 0 : Math.floor((seen / rows) * 100)}
        status={of.state === 'running' ? 'active' : of.state === 'failed' ? 'exception' : of.state === 'done' ? 'success' : 'normal'}
        aria-label={t('import.progress')}
      />
      <dl className="import-figures" aria-live="polite">
        {(
          [
            ['import.rows', of.rows],
            ['import.filed', of.filed],
            ['import.assessed', of.assessed],
            ['import.duplicates', of.duplicates],
            ['import.rejected', of.rejected],
          ] as const
        ).map(([word, value]) => (
          <div key={word}>
            <dt>{t(word)}</dt>
            <dd className="figure">{value === undefined ? '—' : count(value)}</dd>
          </div>
        ))}
      </dl>
      {of.message && <p className={of.state === 'failed' ? 'pressing' : 'quiet'}>{say(of.message)}</p>}
      <div className="row">
        {of.state === 'running' && (
          <Button loading={stop.isPending} onClick={() => stop.mutate({ params, body: {} })}>
            {t('import.stop')}
          </Button>
        )}
        {(of.state === 'stopped' || of.state === 'failed') && (
          <Button type="primary" loading={resume.isPending} onClick={() => resume.mutate({ params, body: { mapping: of.mapping } })}>
            {t('import.resume')}
          </Button>
        )}
        {of.rejected > 0 && (
          <Button href={urlOf('', getRejectedRows, { params })} download>
            {t('import.rejectedFile')}
          </Button>
        )}
        {of.filed > 0 && (
          <Link to="/cases" search={{ sort: 'newest' }}>
            <Button type={of.state === 'done' ? 'primary' : 'default'} tabIndex={-1}>
              {t('import.toCases')}
            </Button>
          </Link>
        )}
      </div>
      {stop.isError && <Failed error={stop.error} />}
      {resume.isError && <Failed error={resume.error} />}
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { createImport, listImports } from '#contract/operations/imports.ts';
import { Moment } from '../pieces/amount.tsx';
import { Mark, type Shape, type Tone } from '../pieces/mark.tsx';
import { DropPlace, type Sending, SendingList } from '../pieces/uploads.tsx';
import { Answer, Empty } from '../server/answer.tsx';
import { ask } from '../server/client.ts';
import { randomKey } from '../server/once.ts';
import { upload } from '../server/upload.ts';
import { useTitle, useWords } from '../words/words.tsx';
import type { ImportState } from './one.tsx';
import './imports.css';

export const importShape: Record<ImportState['state'], [Shape, Tone]> = {
  uploaded: ['open', 'quiet'],
  running: ['half', 'ink'],
  stopped: ['bar', 'ochre'],
  done: ['tick', 'jade'],
  failed: ['cross', 'cinnabar'],
};

/** Lists of claims come in here; a bad row never stops the others. */
export function ImportsPage() {
  const { t } = useWords();
  useTitle(t('nav.imports'));
  const navigate = useNavigate();
  const imports = useQuery(ask(listImports, {}));
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const send = async (one: Sending) => {
    const change = (with_: Partial<Sending>) => setSending([{ ...one, ...with_ }]);
    change({ state: 'sending', progress: 0 });
    try {
      const made = await upload(createImport, {}, one.file, (progress) => change({ state: 'sending', progress }));
      void navigate({ to: '/imports/$importId', params: { importId: made.id } });
    } catch (error) {
      change({ state: 'failed', error: error as Error });
    }
  };
  return (
    <div className="page narrow">
      <div className="page-head">
        <div>
          <h1>{t('nav.imports')}</h1>
          <p>{t('imports.lead')}</p>
        </div>
      </div>
      <div className="stack-3">
        <DropPlace
          primary
          multiple={false}
          accept=".csv,.txt,.tsv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          title={t('imports.drop')}
          hint={t('imports.drop.how')}
          onFiles={([file]) => file && void send({ key: randomKey(), file, progress: 0, state: 'sending' })}
        />
        <SendingList of={sending} retry={(one) => void send(one)} remove={() => setSending([])} />
        <section className="section" aria-labelledby="imports-head">
          <div className="section-head">
            <h2 id="imports-head">{t('imports.before')}</h2>
          </div>
          <Answer of={imports}>
            {(value) =>
              value.items.length === 0 ? (
                <Empty title={t('imports.none')}>
                  <p>{t('imports.none.how')}</p>
                </Empty>
              ) : (
                <ul className="import-list">
                  {value.items.map((one) => (
                    <ImportRow key={one.id} of={one} />
                  ))}
                </ul>
              )
            }
          </Answer>
        </section>
      </div>
    </div>
  );
}

function ImportRow(props: { readonly of: ImportState }) {
  const { t, count } = useWords();
  const { of } = props;
  const [shape, tone] = importShape[of.state];
  return (
    <li className="between">
      <span className="row-2">
        <Link to="/imports/$importId" params={{ importId: of.id }}>
          {of.fileName}
        </Link>
        <Mark shape={shape} tone={tone}>
          {t(`import.${of.state}`)}
        </Mark>
      </span>
      <span className="small quiet row-2">
        {of.state !== 'uploaded' && <span className="num">{t('imports.figures', { filed: count(of.filed), rejected: count(of.rejected) })}</span>}
        <Moment at={of.createdAt} />
      </span>
    </li>
  );
}

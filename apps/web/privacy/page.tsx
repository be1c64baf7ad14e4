import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Output } from '#contract/operation.ts';
import { getProcessingRecords } from '#contract/operations/privacy.ts';
import { Answer } from '../server/answer.tsx';
import { ask } from '../server/client.ts';
import { useTitle, useWords } from '../words/words.tsx';
import { Activities } from './activities.tsx';
import { Border } from './border.tsx';
import { Controller } from './controller.tsx';
import { Requests } from './requests.tsx';
import { Retention } from './retention.tsx';
import '../settings/settings.css';
import './privacy.css';

export type Records = Output<typeof getProcessingRecords>;

/** What the law wants to know of personal data here: who asks what, what crosses the border, how long it stays, and the record of it all. */
export function PrivacyPage() {
  const { t, locale } = useWords();
  useTitle(t('privacy.title'));
  const records = useQuery(ask(getProcessingRecords, {}));
  return (
    <div className="page narrow privacy">
      <div className="page-head">
        <div>
          <p className="small">
            <Link to="/settings">{t('nav.settings')}</Link>
          </p>
          <h1>{t('privacy.title')}</h1>
          <p>{t('privacy.lead')}</p>
        </div>
        <p className="row small">
          <a href={`/v1/privacy/records.csv?locale=${locale}`} download>
            {t('privacy.csv')}
          </a>
          <a href="/v1/privacy/records" download="records-of-processing.json">
            {t('privacy.json')}
          </a>
        </p>
      </div>
      <Answer of={records} lines={8}>
        {(value) => (
          <div className="stack-4">
            <Requests />
            <Border of={value} />
            <Retention of={value} />
            <Activities of={value} />
            <Controller key={JSON.stringify(value.controller)} of={value.controller} />
          </div>
        )}
      </Answer>
    </div>
  );
}

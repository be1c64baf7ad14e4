import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { getTimeline } from '#contract/operations/cases.ts';
import type { TimelineEntry } from '#contract/schemas/case.ts';
import { Moment } from '../pieces/amount.tsx';
import { SealMark } from '../pieces/seal.tsx';
import { Answer, Empty } from '../server/answer.tsx';
import { ask } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import type { CaseRoom } from './page.tsx';

/** Everything that happened, newest first, each with its seal and a way to the thing itself. */
export function Timeline(props: CaseRoom) {
  const { t } = useWords();
  const caseId = props.detail.row.id;
  const timeline = useQuery(ask(getTimeline, { params: { caseId } }));
  return (
    <Answer of={timeline} lines={6}>
      {(value) =>
        value.items.length === 0 ? (
          <Empty title={t('timeline.none')}>
            <p>{t('timeline.none.how')}</p>
          </Empty>
        ) : (
          <ol className="timeline">
            {value.items.map((entry) => (
              <Entry key={entry.id} entry={entry} caseId={caseId} />
            ))}
          </ol>
        )
      }
    </Answer>
  );
}

function Entry(props: { readonly entry: TimelineEntry; readonly caseId: string }) {
  const { say, t } = useWords();
  const { entry } = props;
  return (
    <li>
      <p className="small quiet row-2">
        <Moment at={entry.at} />
        {entry.actor && <span>{entry.actor}</span>}
      </p>
      <p>{say(entry.text)}</p>
      <p className="small row-2">
        {entry.seal && <SealMark seal={entry.seal} />}
        {entry.link && <Where link={entry.link} caseId={props.caseId} word={t('timeline.open')} />}
      </p>
    </li>
  );
}

function Where(props: { readonly link: NonNullable<TimelineEntry['link']>; readonly caseId: string; readonly word: string }) {
  const params = { caseId: props.caseId };
  switch (props.link.kind) {
    case 'assessment':
      return (
        <Link to="/reports/$assessmentId" params={{ assessmentId: props.link.id }}>
          {props.word}
        </Link>
      );
    case 'exhibit':
      return (
        <Link to="/cases/$caseId" params={params} search={{ tab: 'evidence' }}>
          {props.word}
        </Link>
      );
    case 'message':
      return (
        <Link to="/outbox" search={{ message: props.link.id }}>
          {props.word}
        </Link>
      );
    case 'payment':
      return (
        <Link to="/cases/$caseId" params={params} search={{ tab: 'money' }}>
          {props.word}
        </Link>
      );
    case 'event':
      return null;
  }
}

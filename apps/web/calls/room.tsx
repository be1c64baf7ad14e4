import { useQuery } from '@tanstack/react-query';
import { listCalls } from '#contract/operations/calls.ts';
import type { CallJson, CallRecordingJson } from '#contract/schemas/call.ts';
import type { CaseRoom } from '../case/page.tsx';
import { Moment } from '../pieces/amount.tsx';
import { Cite } from '../pieces/citation.tsx';
import { Mark } from '../pieces/mark.tsx';
import { SealMark } from '../pieces/seal.tsx';
import { Answer, Empty } from '../server/answer.tsx';
import { ask } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import './calls.css';
import { AddRecording } from './add.tsx';
import { Player } from './player.tsx';

/** The calls of a case: who, when, on which basis, what the contact policy said, and their recordings to be heard. */
export function CallsRoom(props: CaseRoom) {
  const { t } = useWords();
  const caseId = props.detail.row.id;
  const calls = useQuery({
    ...ask(listCalls, { params: { caseId } }),
    // While something is on its way the page looks again by itself.
    refetchInterval: (query) => (query.state.data?.items.some(unsettled) ? 2_000 : false),
  });
  return (
    <div className="room">
      <section className="section" aria-labelledby="calls-head">
        <div className="section-head">
          <h2 id="calls-head">{t('calls.title')}</h2>
        </div>
        <Answer of={calls} lines={6}>
          {(value) =>
            value.items.length === 0 ? (
              <Empty title={t('calls.none')}>
                <p>{t('calls.none.how')}</p>
              </Empty>
            ) : (
              <ul className="calls">
                {value.items.map((call) => (
                  <CallRow key={call.id} of={call} />
                ))}
              </ul>
            )
          }
        </Answer>
      </section>
      <AddRecording caseId={caseId} />
    </div>
  );
}

const unsettled = (call: CallJson): boolean =>
  (call.endedAt === undefined && call.provider !== undefined) ||
  call.recordings.some(({ state, seal }) => state === 'receiving' || state === 'announced' || seal?.grade === 'received');

function CallRow(props: { readonly of: CallJson }) {
  const { t } = useWords();
  const { of: call } = props;
  return (
    <li>
      <p className="row-2">
        <strong>{t(`calls.${call.direction}`)}</strong>
        {(call.outcome || call.provider) && (
          <span className="flag quiet">{call.outcome ? t(`calls.outcome.${call.outcome}`) : t('calls.running')}</span>
        )}
        <Moment at={call.startedAt} />
        {call.seal && <SealMark seal={call.seal} />}
      </p>
      {call.breach && (
        <p className="notice bad">
          <Mark shape="bang" tone="cinnabar">
            {t(`calls.breach.${call.breach}`)}
          </Mark>
        </p>
      )}
      <Facts of={call} />
      {call.contact && <Policy of={call.contact} />}
      {call.recordings.map((recording) => (
        <Recording key={recording.id} of={recording} />
      ))}
    </li>
  );
}

function Facts(props: { readonly of: CallJson }) {
  const { t, moment } = useWords();
  const { from, to, agent, provider, purpose, consent } = props.of;
  const told = consent && t('calls.consent.told', { how: t(`calls.consent.${consent.how}`), by: consent.by, at: moment(consent.at) });
  const law = consent?.law ? ` · ${consent.law.instrument} ${consent.law.article ?? ''}` : '';
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t('calls.numbers'), from || to ? `${from ?? '—'} → ${to ?? '—'}` : undefined],
    [t('calls.agent'), agent],
    [t('calls.provider'), provider],
    [t('calls.purpose'), purpose ?? t('calls.notOnRecord')],
    [t('calls.consent'), told ? told + law : t('calls.notOnRecord')],
  ];
  return (
    <dl className="pairs small">
      {facts.map(
        ([name, value]) =>
          value !== undefined && (
            <div key={name} className="pair">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Policy(props: { readonly of: NonNullable<CallJson['contact']> }) {
  const { t, say } = useWords();
  const { allowed, asked, reasons } = props.of;
  return (
    <details className="small">
      <summary>
        {t('calls.policy')}:{' '}
        <Mark shape={allowed ? 'tick' : 'cross'} tone={allowed ? 'jade' : 'cinnabar'}>
          {allowed ? t('calls.policy.yes') : t('calls.policy.no')}
          {asked === 'after' && ` · ${t('calls.policy.after')}`}
        </Mark>
      </summary>
      <ul className="dots">
        {reasons.map((reason) => (
          <li key={reason.text.en}>
            {say(reason.text)} {reason.citation && <Cite of={reason.citation} />}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Recording(props: { readonly of: CallRecordingJson }) {
  const { t, bytes } = useWords();
  const { of } = props;
  const shape = of.state === 'sealed' ? 'tick' : of.state === 'refused' || of.state === 'failed' ? 'cross' : 'half';
  const tone = of.state === 'sealed' ? 'jade' : of.state === 'refused' || of.state === 'failed' ? 'cinnabar' : 'quiet';
  return (
    <section className="recording" aria-label={of.name}>
      <p className="row-2 small">
        <span className="recording-name">{of.name}</span>
        <Mark shape={shape} tone={tone}>
          {t(`recording.${of.state}`)}
        </Mark>
        {of.bytes !== undefined && <span className="num">{bytes(of.bytes)}</span>}
        {of.seal && <SealMark seal={of.seal} />}
        {of.complete === false && (
          <Mark shape="bang" tone="ochre">
            {t('recording.incomplete')}
          </Mark>
        )}
      </p>
      {of.reason && (
        <p className="small quiet">
          {of.reason.detail} <code>{of.reason.code}</code>
        </p>
      )}
      {of.exhibitId && of.bytes !== undefined && (
        <Player exhibitId={of.exhibitId} name={of.name} size={of.bytes} logged={of.seal !== undefined && of.seal.grade !== 'received'} />
      )}
    </section>
  );
}

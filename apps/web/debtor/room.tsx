import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type DebtorJson, getDebtor, type HitJson } from '#contract/operations/debtor.ts';
import { StaleMark } from '../case/checks.tsx';
import type { CaseRoom } from '../case/page.tsx';
import { Mark, type Shape, type Tone } from '../pieces/mark.tsx';
import { Answer } from '../server/answer.tsx';
import { ask } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import { AskSource, OutcomeMark } from './ask.tsx';
import { Capture } from './capture.tsx';
import { FactLines } from './facts.tsx';
import { HitCard, JudgeDialog, type Verdict } from './hit.tsx';
import { NewsRoom } from './news.tsx';
import { useSchemes } from './schemes.ts';

/** Who the debtor is, what waits for a person's word, whom we asked, and what a person copied. */
export function DebtorRoom(props: CaseRoom) {
  const caseId = props.detail.row.id;
  const debtor = useQuery(ask(getDebtor, { params: { caseId } }));
  return (
    <Answer of={debtor} lines={8}>
      {(value) => <Sections of={value} caseId={caseId} />}
    </Answer>
  );
}

function Sections(props: { readonly of: DebtorJson; readonly caseId: string }) {
  const { t } = useWords();
  const { of } = props;
  const waiting = of.hits.filter(({ judgement }) => judgement === undefined || judgement.verdict === 'unsure');
  const decided = of.hits.filter(({ judgement }) => judgement !== undefined && judgement.verdict !== 'unsure');
  return (
    <div className="room">
      <Part title={t('debtor.who')}>
        <Who of={of} />
      </Part>
      <Part title={t('debtor.waiting')} note={t('debtor.waiting.how')}>
        {waiting.length === 0 ? <p className="quiet">{t('debtor.waiting.none')}</p> : <Hits of={waiting} />}
        {decided.length > 0 && (
          <details className="decided">
            <summary>{t('debtor.decided', { n: decided.length })}</summary>
            <Hits of={decided} />
          </details>
        )}
      </Part>
      <Part title={t('debtor.ask')} note={t('debtor.ask.how')}>
        <AskSource caseId={props.caseId} country={of.country} about="registers" />
      </Part>
      <Part title={t('news.title')} note={t('news.how')}>
        <NewsRoom caseId={props.caseId} />
      </Part>
      <Part title={t('debtor.capture')}>
        <Capture caseId={props.caseId} debtor={of.name} />
      </Part>
    </div>
  );
}

export function Part(props: { readonly title: string; readonly note?: string; readonly children: React.ReactNode }) {
  return (
    <section className="section" aria-label={props.title}>
      <div className="section-head">
        <h2>{props.title}</h2>
        {props.note && <span className="small quiet">{props.note}</span>}
      </div>
      {props.children}
    </section>
  );
}

const checkLook: Record<DebtorJson['identifiers'][number]['check'], [Shape, Tone]> = {
  valid: ['tick', 'jade'],
  invalid: ['cross', 'cinnabar'],
  unchecked: ['open', 'quiet'],
};

function Who(props: { readonly of: DebtorJson }) {
  const { t, say, country } = useWords();
  const scheme = useSchemes();
  const { of } = props;
  return (
    <div className="debtor-who">
      <div className="stack">
        <h3>{of.name}</h3>
        {of.otherNames.length > 0 && <p className="quiet">{of.otherNames.join(', ')}</p>}
        <p className="quiet">{[t(`debtor.kind.${of.kind}`), of.address, of.country && country(of.country)].filter(Boolean).join(' · ')}</p>
        {of.identifiers.length === 0 ? (
          <p className="quiet">{t('debtor.noNumber')}</p>
        ) : (
          <ul className="plain">
            {of.identifiers.map((one) => (
              <li key={`${one.scheme}${one.value}`}>
                <Mark shape={checkLook[one.check][0]} tone={checkLook[one.check][1]}>
                  <span>
                    <span className="quiet">{scheme.word(one.scheme)}</span> <span className="num">{one.value}</span>{' '}
                    <span className="small quiet">{one.why ? say(one.why) : t(`debtor.number.${one.check}`)}</span>
                  </span>
                </Mark>
              </li>
            ))}
          </ul>
        )}
        <Sources of={of} />
      </div>
      <div className="stack-2">
        {of.entries.length === 0 && <p className="quiet">{t('debtor.noEntry')}</p>}
        {of.entries.map((entry) => (
          <article key={`${entry.source}${entry.key}`} className="entry">
            <p className="small quiet">
              {say(entry.sourceWords)} · <Aged on={entry.asOf} of={of} source={entry.sourceName} />
            </p>
            <h3>{entry.facts.name}</h3>
            <FactLines of={entry.facts} whole />
          </article>
        ))}
      </div>
    </div>
  );
}

function Aged(props: { readonly on: string; readonly of: DebtorJson; readonly source: string }) {
  const { t, day } = useWords();
  const answer = props.of.register.find(({ source }) => source.en === props.source);
  const age = answer?.ageDays;
  return (
    <>
      {t('coverage.asOf', { day: day(props.on) })}
      {age !== undefined && age > 0 && ` · ${t('debtor.age', { n: age })}`}
      {answer?.stale && <StaleMark />}
    </>
  );
}

function Sources(props: { readonly of: DebtorJson }) {
  const { t, say, day } = useWords();
  const { register, lists } = props.of;
  const all = [...register, ...lists];
  if (all.length === 0) return <p className="quiet">{t('debtor.noSource')}</p>;
  const lines = new Map(all.map((one) => [`${one.source.en}${one.kind}`, one]));
  return (
    <ul className="sources" aria-label={t('check.sources')}>
      {[...lines.values()].map((one) => (
        <li key={`${one.source.en}${one.kind}`}>
          <OutcomeMark of={one.kind} />
          <span className="quiet">
            {say(one.source)}
            {one.asOf && ` · ${t('coverage.asOf', { day: day(one.asOf) })}`}
            {one.ageDays !== undefined && one.ageDays > 0 && ` · ${t('debtor.age', { n: one.ageDays })}`}
            {one.stale && <StaleMark />}
            {one.why && ` · ${say(one.why)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Hits(props: { readonly of: readonly HitJson[] }) {
  const [asked, setAsked] = useState<{ readonly hit: HitJson; readonly verdict: Verdict }>();
  return (
    <div className="hit-list">
      {props.of.map((hit) => (
        <HitCard key={hit.id} of={hit} onJudge={(verdict) => setAsked({ hit, verdict })} />
      ))}
      {asked && <JudgeDialog hits={[asked.hit]} verdict={asked.verdict} onClose={() => setAsked(undefined)} />}
    </div>
  );
}

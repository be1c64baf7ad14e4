import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { HitJson, QueuedHitJson } from '#contract/operations/debtor.ts';
import { judgeHits } from '#contract/operations/debtor.ts';
import { withdrawJudgement } from '#contract/operations/registry.ts';
import { Moment } from '../pieces/amount.tsx';
import { Field } from '../pieces/field.tsx';
import { Mark, type Shape, type Tone } from '../pieces/mark.tsx';
import { CardDialog } from '../pieces/sheet.tsx';
import { Failed } from '../server/answer.tsx';
import { useAct } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import './debtor.css';
import { FactLines } from './facts.tsx';
import { useSchemes } from './schemes.ts';

export type Verdict = 'positive' | 'negative' | 'unsure';
export const verdicts = ['positive', 'negative', 'unsure'] as const;

const standingLook: Record<HitJson['rows'][number]['standing'], [Shape, Tone]> = {
  agrees: ['tick', 'jade'],
  differs: ['cross', 'cinnabar'],
  open: ['open', 'quiet'],
};
const verdictLook: Record<Verdict, [Shape, Tone]> = { positive: ['full', 'cinnabar'], negative: ['cross', 'quiet'], unsure: ['half', 'ochre'] };

/** An entry beside the debtor: what agrees, what differs, and a person's word on it, which can be taken back. */
export function HitCard(props: { readonly of: HitJson | QueuedHitJson; readonly onJudge: (verdict: Verdict) => void }) {
  const { t, say, day } = useWords();
  const { of } = props;
  const what = t(of.list ? `list.${of.list as 'other'}` : 'list.register');
  return (
    <article className="hit-card" aria-label={`${what}: ${of.name}`}>
      <header className="hit-head">
        <p className="row-2 small">
          <Mark shape={of.list ? 'diamond' : 'open'} tone={of.list && of.open ? 'ochre' : 'quiet'}>
            <strong>{what}</strong>
          </Mark>
          <span className="quiet">
            {say(of.sourceWords)} · {t('coverage.asOf', { day: day(of.asOf) })}
          </span>
          {!of.open && <span className="flag quiet">{t('hit.closed')}</span>}
        </p>
        <h3>{of.name}</h3>
        <p className="small quiet">{t(of.foundBy === 'identifier' ? 'hit.byNumber' : 'hit.byName')}</p>
      </header>
      <SideBySide of={of} />
      {of.facts && <FactLines of={of.facts} />}
      <Decision of={of} onJudge={props.onJudge} />
    </article>
  );
}

function SideBySide(props: { readonly of: HitJson }) {
  const { t, say, country } = useWords();
  const scheme = useSchemes();
  const { rows } = props.of;
  const cell = (field: HitJson['rows'][number]['field'], text: string | undefined) =>
    text === undefined ? undefined : field === 'country' ? country(text) : field === 'number' ? text.split(', ').map(scheme.told).join(', ') : text;
  if (rows.length === 0) return <p className="quiet">{t('hit.gone')}</p>;
  return (
    <table className="side">
      <thead>
        <tr>
          <th scope="col">
            <span className="sr-only">{t('hit.line')}</span>
          </th>
          <th scope="col">{t('hit.debtor')}</th>
          <th scope="col">{t('hit.entry')}</th>
          <th scope="col">{t('hit.compared')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const [shape, tone] = standingLook[row.standing];
          return (
            <tr key={`${row.field}${row.debtor ?? ''}${row.entry ?? ''}`}>
              <th scope="row">{t(`hit.field.${row.field}`)}</th>
              <td data-label={t('hit.debtor')}>{cell(row.field, row.debtor) ?? <span className="faint">—</span>}</td>
              <td data-label={t('hit.entry')}>{cell(row.field, row.entry) ?? <span className="faint">—</span>}</td>
              <td data-label={t('hit.compared')}>
                <Mark shape={shape} tone={tone}>
                  <span>
                    <strong>{t(`hit.standing.${row.standing}`)}</strong> <span className="quiet">{say(row.words)}</span>
                  </span>
                </Mark>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Decision(props: { readonly of: HitJson; readonly onJudge: (verdict: Verdict) => void }) {
  const { t } = useWords();
  const { judgement } = props.of;
  const back = useAct(withdrawJudgement);
  const said = judgement?.verdict;
  return (
    <div className="hit-word">
      {judgement && said && (
        <p className="row-2">
          <Mark shape={verdictLook[said][0]} tone={verdictLook[said][1]}>
            <strong>{t(`hit.said.${said}`)}</strong>
          </Mark>
          <span>{judgement.why}</span>
          <span className="small quiet">
            {judgement.decidedBy} <Moment at={judgement.decidedAt} />
          </span>
        </p>
      )}
      <div className="row">
        {said !== 'positive' && said !== 'negative'
          ? verdicts
              .filter((verdict) => verdict !== said)
              .map((verdict) => (
                <Button key={verdict} onClick={() => props.onJudge(verdict)}>
                  {t(`hit.judge.${verdict}`)}
                </Button>
              ))
          : null}
        {judgement && (
          <Button loading={back.isPending} onClick={() => back.mutate({ params: { judgementId: judgement.id } })}>
            {t('hit.takeBack')}
          </Button>
        )}
      </div>
      {back.isError && <Failed error={back.error} />}
    </div>
  );
}

/** Asks why. The lines that agree or differ are offered as words; the person's own stand in the trail. */
export function JudgeDialog(props: {
  readonly hits: readonly HitJson[];
  readonly verdict: Verdict;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}) {
  const { t, say } = useWords();
  const [why, setWhy] = useState('');
  const judge = useAct(judgeHits, () => {
    props.onDone?.();
    props.onClose();
  });
  const wanted = props.verdict === 'positive' ? 'agrees' : 'differs';
  const [only] = props.hits.length === 1 ? props.hits : [];
  const offered = only ? only.rows.filter((row) => row.standing === wanted).map((row) => say(row.words)) : [];
  const ready = why.trim().length >= 3;
  return (
    <CardDialog
      title={props.hits.length === 1 ? t(`hit.judge.${props.verdict}`) : t(`hit.judgeMany.${props.verdict}`, { n: props.hits.length })}
      onClose={props.onClose}
      foot={
        <>
          {!ready && <span className="small quiet grow">{t('form.needReason')}</span>}
          <Button onClick={props.onClose}>{t('do.cancel')}</Button>
          <Button
            type="primary"
            disabled={!ready}
            loading={judge.isPending}
            onClick={() => judge.mutate({ body: { hits: props.hits.map(({ id }) => id), verdict: props.verdict, why: why.trim() } })}
          >
            {t('hit.confirm')}
          </Button>
        </>
      }
    >
      <div className="stack-2">
        <p>{t(`hit.means.${props.verdict}`)}</p>
        <Field label={t('form.reason')}>
          <Input.TextArea data-first rows={3} value={why} maxLength={500} onChange={(event) => setWhy(event.target.value)} />
        </Field>
        {offered.length > 0 && (
          <div className="chips">
            {offered.map((words) => (
              <button type="button" key={words} className="chip" onClick={() => setWhy((before) => (before ? `${before}; ${words}` : words))}>
                {words}
              </button>
            ))}
          </div>
        )}
        {judge.isError && <Failed error={judge.error} />}
      </div>
    </CardDialog>
  );
}

/** Where a hit of the queue belongs. */
export function HitPlace(props: { readonly of: QueuedHitJson }) {
  const { t } = useWords();
  const { of } = props;
  return (
    <p className="row-2 small">
      <Link to="/cases/$caseId" params={{ caseId: of.caseId }} search={{ tab: 'debtor' }} className="num">
        {of.caseNumber}
      </Link>
      <span>{of.debtor}</span>
      {of.cases > 1 && <span className="quiet">{t('review.cases', { n: of.cases })}</span>}
    </p>
  );
}

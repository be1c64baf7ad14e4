import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Output } from '#contract/operation.ts';
import { type consult, consultPdf } from '#contract/operations/consult.ts';
import type { BilingualJson } from '#contract/schemas/basics.ts';
import type { ClaimInput } from '#contract/schemas/claim.ts';
import { LimitationFacts } from '../case/limitation.tsx';
import { keepConsultation } from '../filing/from-consult.ts';
import { Day } from '../pieces/amount.tsx';
import { Cites } from '../pieces/citation.tsx';
import { Mark } from '../pieces/mark.tsx';
import { Sheet } from '../pieces/sheet.tsx';
import { TraceSheet } from '../pieces/trace.tsx';
import { Failed } from '../server/answer.tsx';
import { client } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import { type Answers, questionOf, type Role } from './questions.ts';
import { Routes } from './routes.tsx';

type Answer = Output<typeof consult>;

/** One number with its trace, one date, one next step, three routes, what not to do, which papers. */
export function Result(props: { readonly role: Role; readonly answers: Answers; readonly answer: Answer; readonly onChange: () => void }) {
  const { t, say, money, day } = useWords();
  const { answer, role } = props;
  const [open, setOpen] = useState<'trace' | 'limitation'>();
  const { position } = answer;
  const barred = position?.limitation.status === 'expired';
  return (
    <article className="consult-result">
      {position ? (
        <header className="result-head">
          <p className="quiet">{t(role === 'debtor' ? 'result.owed' : 'result.worth', { day: day(position.asOf) })}</p>
          <p className="figure-huge">{money(position.total, position.currency)}</p>
          <p className="row-2">
            <button type="button" className="press" onClick={() => setOpen('trace')}>
              {t('trace.open')}
            </button>
            <span className="quiet num">{t('result.runs', { amount: money(position.perDay, position.currency) })}</span>
          </p>
        </header>
      ) : (
        <header className="notice warn">
          <div className="stack">
            <h1>{t('law.refused')}</h1>
            <p>{answer.refusal ? say(answer.refusal.text) : t('law.blank')}</p>
            {answer.refusal && <Cites of={answer.refusal.because} />}
          </div>
        </header>
      )}
      <div className="result-two">
        {position && (
          <section aria-labelledby="until-head">
            <h2 id="until-head">{t('result.until')}</h2>
            <p className="figure-mid">
              {barred ? (
                <Mark shape="cross" tone="cinnabar">
                  {position.limitation.expiresOn ? t('result.barredSince', { day: day(position.limitation.expiresOn) }) : t('limitation.expired')}
                </Mark>
              ) : position.limitation.expiresOn ? (
                <Day on={position.limitation.expiresOn} />
              ) : (
                t(`limitation.${position.limitation.status}`)
              )}
            </p>
            {barred && <p className="quiet">{t(role === 'debtor' ? 'result.barred.debtor' : 'result.barred.creditor')}</p>}
            <button type="button" className="press-plain" onClick={() => setOpen('limitation')}>
              {t('case.why')}
            </button>
          </section>
        )}
        <section aria-labelledby="next-head">
          <h2 id="next-head">{t('case.next')}</h2>
          {role === 'debtor' ? (
            <ol className="steps">
              {(['debtor.step1', 'debtor.step2', barred ? 'debtor.step3.barred' : 'debtor.step3'] as const).map((word) => (
                <li key={word}>{t(word)}</li>
              ))}
            </ol>
          ) : (
            <p className="next-text">
              {say(answer.nextStep.text)}
              {answer.nextStep.by && (
                <span className="quiet">
                  {' '}
                  · {t('case.by')} {day(answer.nextStep.by)}
                </span>
              )}
            </p>
          )}
        </section>
      </div>
      {answer.notices.length > 0 && (
        <section className="stack" aria-label={t('result.notices')}>
          {answer.notices.map((notice) => (
            <p key={notice.en} className="notice">
              {say(notice)}
            </p>
          ))}
        </section>
      )}
      {answer.routes.length > 0 && position && (
        <section aria-labelledby="routes-head">
          <h2 id="routes-head">{t(role === 'debtor' ? 'result.routes.debtor' : 'result.routes')}</h2>
          <Routes of={answer.routes} currency={position.currency} />
        </section>
      )}
      <div className="result-two">
        <section aria-labelledby="avoid-head">
          <h2 id="avoid-head">{t(role === 'debtor' ? 'result.avoid.debtor' : 'result.avoid')}</h2>
          <List
            shape="cross"
            tone="cinnabar"
            of={role === 'debtor' ? undefined : answer.avoid}
            words={['debtor.avoid1', 'debtor.avoid2', 'debtor.avoid3']}
          />
        </section>
        <section aria-labelledby="papers-head">
          <h2 id="papers-head">{t('result.papers')}</h2>
          <List shape="open" tone="ink" of={answer.papers} words={[]} />
        </section>
      </div>
      <Moves {...props} />
      {open === 'trace' && position && <TraceSheet position={position} onClose={() => setOpen(undefined)} />}
      {open === 'limitation' && position && (
        <Sheet title={t('limitation.title')} onClose={() => setOpen(undefined)}>
          <LimitationFacts of={position.limitation} />
        </Sheet>
      )}
    </article>
  );
}

type AvoidWord = 'debtor.avoid1' | 'debtor.avoid2' | 'debtor.avoid3';

function List(props: {
  readonly of: readonly BilingualJson[] | undefined;
  readonly words: readonly AvoidWord[];
  readonly shape: 'cross' | 'open';
  readonly tone: 'cinnabar' | 'ink';
}) {
  const { say, t } = useWords();
  const lines = props.of ? props.of.map(say) : props.words.map((word) => t(word));
  return (
    <ul className="marked">
      {lines.map((line) => (
        <li key={line}>
          <Mark shape={props.shape} tone={props.tone} />
          <span>{line}</span>
        </li>
      ))}
    </ul>
  );
}

function Moves(props: { readonly role: Role; readonly answers: Answers; readonly onChange: () => void }) {
  const { t, locale } = useWords();
  const navigate = useNavigate();
  const pdf = useMutation({
    mutationFn: async () => {
      const body = questionOf(props.answers);
      if (!body) throw new Error(t('consult.lacking'));
      const response = await client.request(consultPdf, { body, query: { locale } });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await response.blob());
      link.download = 'quittance-consult.pdf';
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 30_000);
    },
  });
  return (
    <div className="stack-2">
      <div className="consult-moves">
        {props.role === 'creditor' && (
          <button
            type="button"
            className="press main big"
            onClick={() => {
              keepConsultation(claimFrom(props.answers));
              void navigate({ to: '/claims/new' });
            }}
          >
            {t('result.openCase')}
          </button>
        )}
        <button type="button" className="press big" disabled={pdf.isPending} onClick={() => pdf.mutate()}>
          {pdf.isPending ? t('state.loading') : t('result.pdf')}
        </button>
        <button type="button" className="press-plain" onClick={props.onChange}>
          {t('result.change')}
        </button>
      </div>
      {pdf.isError && <Failed error={pdf.error} retry={() => pdf.mutate()} />}
    </div>
  );
}

/** What the consultation knows of a claim; names and numbers are for the person to add. */
function claimFrom(answers: Answers): Partial<ClaimInput> {
  const question = questionOf(answers);
  if (!question) return {};
  const {
    jurisdiction,
    amount,
    dueOn,
    issuedOn,
    deliveredOn,
    debtorKind,
    debtorSize,
    creditorKind,
    creditorSize,
    asOf: _,
    debtorCountry,
    ...rest
  } = question;
  const country = debtorCountry ?? jurisdiction.slice(0, 2);
  return {
    ...rest,
    governingLaw: jurisdiction,
    creditor: { name: '', ...(creditorKind ? { kind: creditorKind } : {}), ...(creditorSize ? { size: creditorSize } : {}) },
    debtor: { name: '', address: { lines: [], country }, ...(debtorKind ? { kind: debtorKind } : {}), ...(debtorSize ? { size: debtorSize } : {}) },
    items: [{ number: '1', amount, ...(dueOn ? { dueOn } : {}), ...(issuedOn ? { issuedOn } : {}), ...(deliveredOn ? { deliveredOn } : {}) }],
  };
}

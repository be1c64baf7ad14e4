import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { consult, consultPdf } from '#contract/operations/consult.ts';
import type { ClaimInput } from '#contract/schemas/claim.ts';
import { LimitationFacts } from '../case/limitation.tsx';
import { keepConsultation } from '../filing/from-consult.ts';
import { Day } from '../pieces/amount.tsx';
import { Cites } from '../pieces/citation.tsx';
import { Mark } from '../pieces/mark.tsx';
import { Sheet } from '../pieces/sheet.tsx';
import { TraceSheet } from '../pieces/trace.tsx';
import { Failed } from '../server/answer.tsx';
import { ask, client } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import { claimToFile, type Outcome, plainQuestion, type Role } from './answers.ts';
import { Routes } from './routes.tsx';

/** One number with its trace, one date, what to do next, three routes, what not to do, which papers. */
export function Result(props: { readonly role: Role; readonly outcome: Outcome; readonly onChange: () => void }) {
  const { t, say, money, day } = useWords();
  const { outcome, role } = props;
  const { position } = outcome;
  const [open, setOpen] = useState<'trace' | 'limitation'>();
  // The interview answers the claim it came to in the shape that claims are filed in.
  const claim = outcome.claim as ClaimInput | undefined;
  const question = claim ? plainQuestion(claim) : undefined;
  const routes = useQuery({
    ...ask(consult, { body: question ?? { jurisdiction: 'CN', basis: 'other', amount: '0', currency: 'CNY' } }),
    enabled: question !== undefined,
  });
  const expired = position?.limitation.status === 'expired';
  return (
    <article className="consult-result">
      {position ? (
        <header className="result-head">
          <h1 className="result-kind">{t(role === 'debtor' ? 'result.owed' : 'result.worth', { day: day(position.asOf) })}</h1>
          <p className="figure-huge">{money(position.total, position.currency)}</p>
          <p className="row-2">
            <button type="button" className="press" onClick={() => setOpen('trace')}>
              {t('trace.open')}
            </button>
            <span className="quiet num">{t('result.runs', { amount: money(position.perDay, position.currency) })}</span>
          </p>
          <p className="row-2 result-until">
            <span className="quiet">{t('result.until')}</span>
            <strong>
              {expired ? (
                <Mark shape="cross" tone="cinnabar">
                  {position.limitation.expiresOn ? t('result.barredSince', { day: day(position.limitation.expiresOn) }) : t('limitation.expired')}
                </Mark>
              ) : position.limitation.expiresOn ? (
                <Day on={position.limitation.expiresOn} />
              ) : (
                t(`limitation.${position.limitation.status}`)
              )}
            </strong>
            <button type="button" className="press-plain" onClick={() => setOpen('limitation')}>
              {t('case.why')}
            </button>
          </p>
        </header>
      ) : (
        <header className="notice warn">
          <div className="stack">
            <h1>{t('law.refused')}</h1>
            <p>{outcome.refusal ? say(outcome.refusal.text) : t('law.blank')}</p>
            {outcome.refusal && <Cites of={outcome.refusal.because} />}
          </div>
        </header>
      )}
      <Sections of={outcome.sections} />
      {routes.data?.position && routes.data.routes.length > 0 && (
        <section aria-labelledby="routes-head">
          <h2 id="routes-head">{t(role === 'debtor' ? 'result.routes.debtor' : 'result.routes')}</h2>
          <Routes of={routes.data.routes} currency={routes.data.position.currency} />
        </section>
      )}
      <Moves role={role} claim={claim} onChange={props.onChange} />
      {open === 'trace' && position && <TraceSheet position={position} onClose={() => setOpen(undefined)} />}
      {open === 'limitation' && position && (
        <Sheet title={t('limitation.title')} onClose={() => setOpen(undefined)}>
          <LimitationFacts of={position.limitation} />
        </Sheet>
      )}
    </article>
  );
}

/** What to do comes first and wide; the rest in two columns. The figure itself stands above already. */
function Sections(props: { readonly of: Outcome['sections'] }) {
  const { say } = useWords();
  const first = ['check', 'next', 'old'];
  const head = props.of.filter((section) => first.includes(section.id));
  const rest = props.of.filter((section) => !first.includes(section.id));
  const one = (section: Outcome['sections'][number]) => (
    <section key={section.id} aria-labelledby={`section-${section.id}`} className={`result-${section.id}`}>
      <h2 id={`section-${section.id}`}>{say(section.title)}</h2>
      <ul className="marked">
        {section.lines.map((line) => (
          <li key={line.en}>
            <Mark shape={section.id === 'avoid' ? 'cross' : 'open'} tone={section.id === 'avoid' ? 'cinnabar' : 'quiet'} />
            <span>{say(line)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
  return (
    <>
      {head.map(one)}
      <div className="result-two">{rest.map(one)}</div>
    </>
  );
}

function Moves(props: { readonly role: Role; readonly claim: ClaimInput | undefined; readonly onChange: () => void }) {
  const { t, locale } = useWords();
  const navigate = useNavigate();
  const { claim, role } = props;
  const question = claim ? plainQuestion(claim) : undefined;
  const pdf = useMutation({
    mutationFn: async () => {
      if (!question) throw new Error(t('result.noPdf'));
      const response = await client.request(consultPdf, { body: question, query: { locale } });
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
        {role === 'creditor' && claim && (
          <button
            type="button"
            className="press main big"
            onClick={() => {
              keepConsultation(claimToFile(claim));
              void navigate({ to: '/claims/new' });
            }}
          >
            {t('result.openCase')}
          </button>
        )}
        <button type="button" className="press big" disabled={pdf.isPending || !question} onClick={() => pdf.mutate()}>
          {pdf.isPending ? t('state.loading') : t('result.pdf')}
        </button>
        <button type="button" className="press-plain" onClick={props.onChange}>
          {t('result.change')}
        </button>
        {!question && <span className="small quiet">{t('result.noPdf')}</span>}
      </div>
      {pdf.isError && <Failed error={pdf.error} retry={() => pdf.mutate()} />}
    </div>
  );
}

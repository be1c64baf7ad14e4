import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { consult } from '#contract/operations/consult.ts';
import { Brand } from '../pieces/brand.tsx';
import { TongueSwitch } from '../pieces/tongue.tsx';
import { Failed, Waiting } from '../server/answer.tsx';
import { client } from '../server/client.ts';
import { useTitle, useWords } from '../words/words.tsx';
import './consult.css';
import { Ask } from './ask.tsx';
import { type Answers, questionOf, type Role, stepsFor } from './questions.ts';
import { Result } from './result.tsx';

const here = getRouteApi('/consult');

/** "What is my claim worth today?" No account, nothing stored: answers live in this page's memory and nowhere else. */
export function ConsultPage() {
  const { t } = useWords();
  useTitle(t('consult.title'));
  const { role, step: wanted } = here.useSearch();
  const navigate = here.useNavigate();
  const [answers, setAnswers] = useState<Answers>({});
  const worth = useMutation({
    mutationFn: () => {
      const question = questionOf(answers);
      if (!question) throw new Error(t('consult.lacking'));
      return client.call(consult, { body: question });
    },
  });
  const order = stepsFor(answers);
  // A link into the middle without answers begins at the beginning.
  const step = wanted === 'result' ? (worth.isIdle ? order[0] : 'result') : (order.find((one) => one === wanted) ?? order[0]);
  const go = (to: string) => void navigate({ search: { ...(role ? { role } : {}), step: to } });
  const finish = () => {
    worth.mutate();
    go('result');
  };
  const at = step === undefined || step === 'result' ? order.length : order.indexOf(step);

  return (
    <div className="consult">
      <a className="skip-link" href="#content">
        {t('frame.skip')}
      </a>
      <header className="consult-top">
        <Link to="/consult" search={{}} className="brand" onClick={() => setAnswers({})}>
          <Brand />
        </Link>
        <span className="row">
          <Link to="/sign-in" className="small">
            {t('signIn.title')}
          </Link>
          <TongueSwitch />
        </span>
      </header>
      <main id="content" tabIndex={-1}>
        {!role ? (
          <ChooseRole onChoose={(chosen) => void navigate({ search: { role: chosen } })} />
        ) : step === 'result' ? (
          worth.isPending ? (
            <div className="consult-one">
              <Waiting lines={6} />
            </div>
          ) : worth.isError ? (
            <div className="consult-one stack-2">
              <Failed error={worth.error} retry={() => worth.mutate()} />
              <button type="button" className="press" onClick={() => go(order.at(-1) ?? 'place')}>
                {t('consult.back')}
              </button>
            </div>
          ) : worth.data ? (
            <Result role={role} answers={answers} answer={worth.data} onChange={() => go('place')} />
          ) : null
        ) : (
          step && (
            <Ask
              key={step}
              step={step}
              role={role}
              answers={answers}
              at={at}
              of={order.length}
              onAnswer={(change) => setAnswers((now) => ({ ...now, ...change }))}
              onBack={() => (at === 0 ? void navigate({ search: {} }) : go(order[at - 1] ?? 'place'))}
              onNext={(latest) => {
                const following = stepsFor(latest);
                const next = following[following.indexOf(step) + 1];
                if (next) go(next);
                else finish();
              }}
              onFinish={questionOf(answers) ? finish : undefined}
            />
          )
        )}
      </main>
      <footer className="consult-foot small">
        <p>{t('consult.private')}</p>
        <p>{t('consult.notLawyer')}</p>
      </footer>
    </div>
  );
}

function ChooseRole(props: { readonly onChoose: (role: Role) => void }) {
  const { t } = useWords();
  return (
    <div className="consult-start">
      <h1>{t('consult.title')}</h1>
      <p className="consult-lead">{t('consult.lead')}</p>
      <div className="consult-roles">
        {(['creditor', 'debtor'] as const).map((role) => (
          <button key={role} type="button" className="role-card" onClick={() => props.onChoose(role)}>
            <strong>{t(`consult.${role}`)}</strong>
            <span className="quiet">{t(`consult.${role}.how`)}</span>
          </button>
        ))}
      </div>
    </div>
  );
}

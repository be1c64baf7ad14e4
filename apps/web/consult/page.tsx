import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { interview } from '#contract/operations/consult.ts';
import { Brand } from '../pieces/brand.tsx';
import { TongueSwitch } from '../pieces/tongue.tsx';
import { Failed, Waiting } from '../server/answer.tsx';
import { client } from '../server/client.ts';
import { useTitle, useWords } from '../words/words.tsx';
import { answersTo, type Given, give, type Role, saidTo } from './answers.ts';
import './consult.css';
import { QuestionScreen } from './question.tsx';
import { Result } from './result.tsx';

const here = getRouteApi('/consult');

/** "What is my claim worth today?" No account, nothing stored: answers live in this page's memory and nowhere else. */
export function ConsultPage() {
  const { t } = useWords();
  useTitle(t('consult.title'));
  const { role } = here.useSearch();
  const navigate = here.useNavigate();
  return (
    <div className="consult">
      <a className="skip-link" href="#content">
        {t('frame.skip')}
      </a>
      <header className="consult-top">
        <Link to="/consult" search={{}} className="brand">
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
        {role ? <Interview key={role} role={role} /> : <ChooseRole onChoose={(chosen) => void navigate({ search: { role: chosen } })} />}
      </main>
      <footer className="consult-foot small">
        <p>{t('consult.private')}</p>
        <p>{t('consult.notLawyer')}</p>
      </footer>
    </div>
  );
}

/** The step stands in the address, so that the browser's own back button works; the answers never do. */
function Interview(props: { readonly role: Role }) {
  const { t } = useWords();
  const { role } = props;
  const navigate = here.useNavigate();
  const wanted = here.useSearch().step ?? 0;
  const [given, setGiven] = useState<readonly Given[]>([]);
  const step = Math.max(0, Math.min(wanted, given.length));
  const answers = answersTo(given, step);
  const screen = useQuery({
    queryKey: [interview.id, role, answers],
    queryFn: ({ signal }) => client.call(interview, { body: { role, answers } }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 300_000,
    gcTime: 300_000,
  });
  const go = (to: number) => void navigate({ search: to === 0 ? { role } : { role, step: to } });
  const back = () => (step === 0 ? void navigate({ search: {} }) : go(step - 1));

  if (screen.isError) {
    return (
      <div className="consult-one stack-2">
        <Failed error={screen.error} retry={() => void screen.refetch()} />
        <button type="button" className="press" onClick={back}>
          {t('consult.back')}
        </button>
      </div>
    );
  }
  if (!screen.data || screen.isPlaceholderData)
    return <div className="consult-one">{screen.data ? <Waiting lines={3} /> : <Waiting lines={6} />}</div>;
  const { question, progress, outcome } = screen.data;
  if (question) {
    return (
      <QuestionScreen
        key={question.id}
        question={question}
        said={saidTo(given, question.id)}
        country={String(answers.debtor_country ?? answers.creditor_country ?? '')}
        at={progress.done}
        of={progress.of}
        onBack={back}
        onAnswer={(answer) => {
          setGiven((all) => give(all, step, { id: question.id, answer }));
          go(step + 1);
        }}
      />
    );
  }
  return outcome ? <Result role={role} outcome={outcome} onChange={back} /> : null;
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

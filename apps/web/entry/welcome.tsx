import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Output } from '#contract/operation.ts';
import { acceptInvitation, firstRun, lookAtLink } from '#contract/operations/session.ts';
import { Answer, Failed } from '../server/answer.tsx';
import { client } from '../server/client.ts';
import { useTitle, useWords } from '../words/words.tsx';
import { Door, PlainField } from './door.tsx';

type OneTimeLink = Output<typeof lookAtLink>;

/** A one-time link lands here; its token stands behind # and so never reaches a server's log. */
export function WelcomePage() {
  const { t } = useWords();
  useTitle(t('welcome.title'));
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token') ?? '');
  useEffect(() => history.replaceState(history.state, '', location.pathname + location.search), []);
  const link = useQuery({
    queryKey: [lookAtLink.id],
    queryFn: () => client.call(lookAtLink, { body: { token } }),
    enabled: token.length >= 20,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (token.length < 20) {
    return (
      <Door>
        <h1>{t('welcome.title')}</h1>
        <div className="notice warn">
          <div className="stack">
            <p>{t('welcome.noToken')}</p>
            <p>
              <Link to="/sign-in">{t('signIn.title')}</Link>
            </p>
          </div>
        </div>
      </Door>
    );
  }
  return (
    <Door>
      <h1>{t('welcome.title')}</h1>
      <Answer of={link}>{(value) => <Redeem token={token} link={value} />}</Answer>
      {link.isError && (
        <p className="small">
          <Link to="/sign-in">{t('signIn.title')}</Link>
        </p>
      )}
    </Door>
  );
}

function Redeem(props: { readonly token: string; readonly link: OneTimeLink }) {
  const { t, locale } = useWords();
  const { token, link } = props;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [organisation, setOrganisation] = useState('');
  const [kind, setKind] = useState<'creditor' | 'operator' | 'partner'>('creditor');
  const [name, setName] = useState(link.name ?? '');
  const [email, setEmail] = useState(link.email ?? '');
  const [password, setPassword] = useState('');
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const redeem = useMutation({
    mutationFn: () => {
      if (link.purpose === 'invitation') {
        return client.call(acceptInvitation, { body: { token, password, locale, timeZone, ...(name.trim() ? { name: name.trim() } : {}) } });
      }
      const founding =
        link.purpose === 'first-run'
          ? { organisation: organisation.trim(), kind, name: name.trim(), email: email.trim(), password, locale, timeZone }
          : {};
      return client.call(firstRun, { body: { token, ...founding } });
    },
    onSuccess: () => {
      queries.clear();
      void navigate({ to: '/' });
    },
  });
  return (
    <>
      <p className="quiet">{t(`welcome.${link.purpose}`)}</p>
      <form
        className="stack-2"
        onSubmit={(event) => {
          event.preventDefault();
          redeem.mutate();
        }}
      >
        {link.purpose === 'first-run' && (
          <>
            <PlainField
              label={t('welcome.organisation')}
              name="organisation"
              autoComplete="organization"
              value={organisation}
              onChange={setOrganisation}
            />
            <label className="plain-field">
              <span className="label">{t('welcome.kind')}</span>
              <select className="box" value={kind} onChange={(event) => setKind(event.target.value as typeof kind)}>
                {(['creditor', 'operator', 'partner'] as const).map((one) => (
                  <option key={one} value={one}>
                    {t(`welcome.kind.${one}`)}
                  </option>
                ))}
              </select>
            </label>
          </>
        )}
        {link.purpose !== 'sign-in' && (
          <>
            <PlainField label={t('welcome.name')} name="name" autoComplete="name" value={name} onChange={setName} />
            {link.purpose === 'first-run' && (
              <PlainField label={t('signIn.email')} name="email" type="email" autoComplete="username" value={email} onChange={setEmail} />
            )}
            <PlainField
              label={t('signIn.password')}
              name="password"
              type="password"
              autoComplete="new-password"
              hint={t('welcome.password.how')}
              value={password}
              onChange={setPassword}
            />
          </>
        )}
        {redeem.isError && <Failed error={redeem.error} />}
        <button type="submit" className="press main big" disabled={redeem.isPending}>
          {redeem.isPending ? t('state.loading') : t('welcome.enter')}
        </button>
      </form>
    </>
  );
}

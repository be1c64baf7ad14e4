import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { signInByPassword } from '#contract/operations/session.ts';
import { Failed } from '../server/answer.tsx';
import { client } from '../server/client.ts';
import { useTitle, useWords } from '../words/words.tsx';
import { Door, PlainField } from './door.tsx';
import { signInWithPasskey } from './passkey.ts';

const here = getRouteApi('/sign-in');

export function SignInPage() {
  const { t } = useWords();
  useTitle(t('signIn.title'));
  const { back } = here.useSearch();
  const router = useRouter();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const enter = () => {
    queries.clear();
    // Only addresses of this site; "//elsewhere" would leave it.
    router.history.push(back && /^\/(?!\/)/.test(back) ? back : '/');
  };
  const byPassword = useMutation({
    mutationFn: () => client.call(signInByPassword, { body: { email: email.trim(), password } }),
    onSuccess: enter,
  });
  const byPasskey = useMutation({ mutationFn: signInWithPasskey, onSuccess: enter });
  return (
    <Door>
      <h1>{t('signIn.title')}</h1>
      <p className="quiet">{t('signIn.how')}</p>
      <form
        className="stack-2"
        onSubmit={(event) => {
          event.preventDefault();
          byPassword.mutate();
        }}
      >
        <PlainField label={t('signIn.email')} name="email" type="email" autoComplete="username webauthn" value={email} onChange={setEmail} />
        <PlainField
          label={t('signIn.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        {byPassword.isError && <Failed error={byPassword.error} />}
        <button type="submit" className="press main big" disabled={byPassword.isPending}>
          {byPassword.isPending ? t('state.loading') : t('signIn.title')}
        </button>
        <p className="or">{t('signIn.or')}</p>
        {byPasskey.isError && <Failed error={byPasskey.error} />}
        <button type="button" className="press big" disabled={byPasskey.isPending} onClick={() => byPasskey.mutate()}>
          {t('signIn.passkey')}
        </button>
      </form>
    </Door>
  );
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { getSession, signOut } from '#contract/operations/session.ts';
import { ask, client } from '../server/client.ts';
import { useWords } from '../words/words.tsx';

/** Who is signed in, for which organisation, and the way out. */
export function SignedIn() {
  const { t } = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const session = useQuery(ask(getSession, {}, { staleTime: 300_000 }));
  const leave = useMutation({
    mutationFn: () => client.call(signOut, {}),
    onSuccess: () => {
      queries.clear();
      void navigate({ to: '/sign-in' });
    },
  });
  if (!session.data) return null;
  const { user, tenant } = session.data;
  return (
    <>
      <p className="who" title={user.email}>
        <strong>{user.name}</strong>
        <br />
        {tenant.name}
      </p>
      <button type="button" onClick={() => leave.mutate()} disabled={leave.isPending}>
        {t('signOut')}
      </button>
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import type { Output, Scope } from '#contract/operation.ts';
import { listParties } from '#contract/operations/evidence.ts';
import { getSession } from '#contract/operations/session.ts';
import { ask } from '../../server/client.ts';
import { useWords } from '../../words/words.tsx';

export type CaseParty = Output<typeof listParties>['items'][number];

export const useParties = (caseId: string) => useQuery(ask(listParties, { params: { caseId } }));

/** May the signed-in person do this? False while nobody knows yet. */
export function useMay(scope: Scope): boolean {
  const session = useQuery(ask(getSession, {}, { staleTime: 60_000 }));
  return session.data?.scopes.includes(scope) ?? false;
}

/** "Name (debtor)", or the id where nobody of that id stands in the case any more. */
export function useNamed(parties: readonly CaseParty[] | undefined): (id: string) => string {
  const { t } = useWords();
  return (id) => {
    const party = parties?.find((one) => one.id === id);
    return party ? t('hold.on.subject', { name: party.name, role: t(`party.${party.role}`) }) : id;
  };
}

import { useQuery } from '@tanstack/react-query';
import type { Output } from '#contract/operation.ts';
import { listParties } from '#contract/operations/evidence.ts';
import { ask } from '../../server/client.ts';
import { useWords } from '../../words/words.tsx';

export type CaseParty = Output<typeof listParties>['items'][number];

export const useParties = (caseId: string) => useQuery(ask(listParties, { params: { caseId } }));

/** "Name (debtor)", or the id where nobody of that id stands in the case any more. */
export function useNamed(parties: readonly CaseParty[] | undefined): (id: string) => string {
  const { t } = useWords();
  return (id) => {
    const party = parties?.find((one) => one.id === id);
    return party ? t('hold.on.subject', { name: party.name, role: t(`party.${party.role}`) }) : id;
  };
}

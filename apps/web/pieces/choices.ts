import { useQuery } from '@tanstack/react-query';
import { consultChoices } from '#contract/operations/consult.ts';
import { ask } from '../server/client.ts';
import { useWords } from '../words/words.tsx';

export type Choice = { readonly value: string; readonly label: string };

/** Countries, currencies and jurisdictions as the engine knows them, in the reader's language. */
export function useChoices(): { readonly countries: Choice[]; readonly currencies: Choice[]; readonly jurisdictions: Choice[] } {
  const { say, t } = useWords();
  const choices = useQuery(ask(consultChoices, {}, { staleTime: Number.POSITIVE_INFINITY }));
  return {
    countries: (choices.data?.countries ?? []).map((one) => ({ value: one.code, label: `${say(one.name)} · ${one.code}` })),
    currencies: (choices.data?.currencies ?? []).map((value) => ({ value, label: value })),
    jurisdictions: (choices.data?.jurisdictions ?? []).map((one) => ({
      value: one.code,
      label: one.status === 'verified' ? say(one.name) : `${say(one.name)} · ${t('law.unverified')}`,
    })),
  };
}

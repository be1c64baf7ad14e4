import { useQuery } from '@tanstack/react-query';
import type { Scope } from '#contract/operation.ts';
import { getSession } from '#contract/operations/session.ts';
import { ask } from './client.ts';

/** May the signed-in person do this? False while nobody knows yet. */
export function useMay(scope: Scope): boolean {
  const session = useQuery(ask(getSession, {}, { staleTime: 60_000 }));
  return session.data?.scopes.includes(scope) ?? false;
}

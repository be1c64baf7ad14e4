import { type QueryKey, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { createClient, Problem } from '#contract/client.ts';
import type { Input, Operation, Output } from '#contract/operation.ts';

/** The one client of the API; the web has no private door. */
export const client = createClient({ baseUrl: '' });

export const keyOf = (op: Operation, input: unknown): QueryKey => [op.id, input];

/** A question to the server, kept by its operation and input. */
export const ask = <O extends Operation>(op: O, input: Input<O>, more: { readonly staleTime?: number } = {}) =>
  queryOptions<Output<O>, Error>({
    queryKey: keyOf(op, input),
    queryFn: ({ signal }) => client.call(op, input, { signal }),
    ...more,
  });

/** Something that changes the server: afterwards every answer that could have changed is asked again. */
export function useAct<O extends Operation>(op: O, then?: (output: Output<O>, input: Input<O>) => void) {
  const queries = useQueryClient();
  return useMutation<Output<O>, Error, Input<O> & { readonly idempotencyKey?: string }>({
    mutationFn: ({ idempotencyKey, ...input }) => client.call(op, input as unknown as Input<O>, idempotencyKey ? { idempotencyKey } : {}),
    onSuccess: async (output, input) => {
      then?.(output, input);
      await queries.invalidateQueries();
    },
  });
}

export const statusOf = (error: unknown): number | undefined => (error instanceof Problem ? error.status : undefined);

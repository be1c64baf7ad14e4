import type { Tx } from '#usecases/ports/transactions.ts';
import { sqlOf } from '../transaction.ts';

/** Every organisation of the installation, for a command that must know whose register it fills. */
export const organisations = (tx: Tx): Promise<{ id: string; name: string }[]> =>
  sqlOf(tx).selectFrom('tenants').select(['id', 'name']).orderBy('created_at').execute();

import type { StoredRecord } from './records.ts';
import type { SealItem } from './sealing.ts';

/**
 * Makes the stored form of items received at one instant: each is checked, salted and encrypted. `from` is the place of the
 * first in its call. Refuses them all for one bad item.
 */
export type CloseItems = (items: readonly SealItem[], at: Date, from: number) => Promise<readonly StoredRecord[]>;

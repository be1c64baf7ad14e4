import type { Address } from '#domain/claim/party.ts';
import type { Locale } from '#domain/kernel/text.ts';
import type { TenantTx } from './transactions.ts';

export type BankAccount = {
  readonly currency?: string;
  readonly holder: string;
  readonly iban?: string;
  readonly account?: string;
  readonly bank?: string;
};

/** The tenant as it presents itself and works. `creditSales` are sums sold on credit in the last `days`, for DSO. */
export type Organisation = {
  readonly organisation: string;
  readonly address?: Address;
  readonly country?: string;
  readonly timeZone: string;
  readonly locale: Locale;
  readonly replyTo?: string;
  readonly phone?: string;
  readonly bankAccounts: readonly BankAccount[];
  readonly creditSales: readonly { readonly currency: string; readonly amount: string; readonly days: number }[];
  readonly allowOwnApproval: boolean;
};

export interface OrganisationStore {
  get(tx: TenantTx): Promise<Organisation>;
  put(tx: TenantTx, organisation: Organisation): Promise<void>;
}

import { isRefusal, type Refusal } from '#domain/kernel/refusal.ts';
import { type Flow, flowOf, type SealedStatement } from '#domain/ledger/flow.ts';
import type { BankStatement } from '#domain/ledger/statement.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { ExhibitStore } from '../ports/exhibits.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { type ContentParts, sealedContent } from '../seal/content.ts';

export type FlowPorts = {
  readonly exhibits: ExhibitStore;
  readonly content: ContentParts;
  readonly readStatement: (bytes: Uint8Array, currency?: string) => Promise<BankStatement | Refusal>;
};

export type CaseFlow = Flow & {
  readonly statements: readonly { readonly recordId: string; readonly exhibitId: string; readonly name: string; readonly sha256: string }[];
  readonly unreadable: readonly { readonly exhibitId: string; readonly name: string; readonly code: string; readonly data: Refusal['data'] }[];
};

/** The flow of funds of a case: its sealed bank statements read again, creditor as lender, debtor as borrower. */
export async function caseFlow(ports: FlowPorts, tx: TenantTx, found: CaseRecord): Promise<CaseFlow> {
  const statements: SealedStatement[] = [];
  const unreadable: CaseFlow['unreadable'][number][] = [];
  const read: CaseFlow['statements'][number][] = [];
  for (const { id, name, kind, recordId, sha256 } of await ports.exhibits.ofCase(tx, found.id)) {
    if (kind !== 'statement' || recordId === undefined) continue;
    const pieces: Uint8Array[] = [];
    for await (const piece of await sealedContent(ports.content, tx, recordId)) pieces.push(piece);
    const statement = await ports.readStatement(Buffer.concat(pieces), found.filing.currency);
    if (isRefusal(statement)) unreadable.push({ exhibitId: id, name, code: statement.code, data: statement.data });
    else {
      statements.push({ recordId, statement });
      read.push({ recordId, exhibitId: id, name, sha256 });
    }
  }
  const names = ({ name, otherNames = [] }: { readonly name: string; readonly otherNames?: readonly string[] }): string[] => [name, ...otherNames];
  return { ...flowOf(statements, { lenders: names(found.filing.creditor), borrowers: names(found.filing.debtor) }), statements: read, unreadable };
}

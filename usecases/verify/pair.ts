/** The names under which a person's word on a debtor and an entry is kept. */
export const debtorName = (key: string): string => `debtor/${key}`;
export const entityName = (entity: { readonly source: string; readonly key: string }): string => `${entity.source}/${entity.key}`;

/** The two names in the order in which judgements keep them. */
export function pairOf(debtorKey: string, entity: { readonly source: string; readonly key: string }): readonly [string, string] {
  const [debtor, entry] = [debtorName(debtorKey), entityName(entity)];
  return debtor < entry ? [debtor, entry] : [entry, debtor];
}

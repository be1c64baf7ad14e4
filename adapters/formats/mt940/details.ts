import { present } from '../xml/find.ts';

export type Details = {
  readonly counterparty?: { readonly name?: string; readonly iban?: string; readonly account?: string; readonly bic?: string };
  readonly endToEnd?: string;
  readonly mandate?: string;
  readonly text?: string;
};

/** Field :86: in its three habits: German sub-fields (?20...?32), slash codes (/NAME/.../REMI/...), free text. */
export function detailsOf(text: string): Details {
  // The field has six lines of 65; more is no bank's writing.
  const joined = text.slice(0, 4_000).replace(/\n/g, '');
  if (/^\d{3}\?/.test(joined)) return german(joined);
  if (/\/(NAME|REMI|IBAN|EREF|CNTP)\//.test(joined)) return slashed(joined);
  return { text: text.slice(0, 4_000).replace(/\s+/g, ' ').trim() };
}

/** DFÜ-Abkommen annex 3: ?20-?29 and ?60-?63 purpose, ?30 bank, ?31 account, ?32-?33 name. */
function german(text: string): Details {
  const parts = new Map<string, string>();
  for (const match of text.matchAll(/\?(\d{2})([^?]*)/g)) parts.set(match[1] ?? '', match[2] ?? '');
  const purpose = [...parts]
    .filter(([code]) => /^(2\d|6[0-3])$/.test(code))
    .map(([, value]) => value)
    .join('');
  const marked = new Map<string, string>();
  const marks = [...purpose.matchAll(/(EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|IBAN|BIC)\+/g)];
  marks.forEach((mark, index) => {
    marked.set(mark[1] ?? '', purpose.slice((mark.index ?? 0) + mark[0].length, marks[index + 1]?.index ?? purpose.length).trim());
  });
  const account = parts.get('31')?.trim();
  const iban = account !== undefined && /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(account) ? account : undefined;
  const counterparty = present({
    name: `${parts.get('32') ?? ''}${parts.get('33') ?? ''}`.trim() || undefined,
    iban,
    account: iban === undefined ? account || undefined : undefined,
    bic: parts.get('30')?.trim() || undefined,
  });
  return present<Details>({
    counterparty: Object.keys(counterparty).length === 0 ? undefined : counterparty,
    endToEnd: provided(marked.get('EREF')),
    mandate: marked.get('MREF'),
    text: (marked.size > 0 ? marked.get('SVWZ') : purpose.trim()) || undefined,
  });
}

function slashed(text: string): Details {
  const code = (name: string) =>
    new RegExp(`/${name}/(.*?)(?=/(?:[A-Z]{4}|BIC|CSID|MARF)/|$)`).exec(text)?.[1]?.replace(/\/+$/, '').trim() || undefined;
  const [iban, bic, name] = code('CNTP')?.split('/') ?? [];
  const counterparty = present({
    name: code('NAME') ?? (name || undefined),
    iban: code('IBAN') ?? (iban || undefined),
    bic: code('BIC') ?? (bic || undefined),
  });
  return present<Details>({
    counterparty: Object.keys(counterparty).length === 0 ? undefined : counterparty,
    endToEnd: provided(code('EREF')),
    mandate: code('MARF'),
    text: code('REMI')
      ?.replace(/^(USTD|STRD)\/+/, '')
      .replace(/^\/+/, ''),
  });
}

const provided = (reference: string | undefined): string | undefined =>
  reference === undefined || reference === 'NOTPROVIDED' ? undefined : reference;

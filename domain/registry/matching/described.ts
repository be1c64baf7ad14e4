import { DomainError } from '#domain/kernel/error.ts';

/** A party as some source describes it: the matcher's one shape for claims' parties, FollowTheMoney entities and plain names. */
export type Described = {
  readonly schema?: string;
  readonly names: readonly string[];
  /** Weak names: abbreviations, call signs, low-quality aliases. */
  readonly weakNames?: readonly string[];
  /** Former names, kept apart since they date a party without naming it now. */
  readonly formerNames?: readonly string[];
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[];
  /** ISO 3166-1 alpha-2, lower case. */
  readonly countries: readonly string[];
  /** Birth or founding, ISO 8601 of any precision. */
  readonly dates: readonly string[];
  readonly endDates?: readonly string[];
  readonly addresses: readonly string[];
  readonly contacts: readonly string[];
  readonly genders?: readonly string[];
  readonly birthPlaces?: readonly string[];
  readonly websites?: readonly string[];
  readonly officers?: readonly string[];
};

/** FollowTheMoney properties that identify, to the scheme we check them under ("" for numbers whose scheme is not said). */
const identifierProperties: Readonly<Record<string, string>> = {
  registrationNumber: '',
  idNumber: '',
  taxNumber: '',
  vatCode: 'eu-vat',
  leiCode: 'lei',
  innCode: 'ru-inn',
  ogrnCode: 'ru-ogrn',
  kppCode: 'kpp-office',
  dunsCode: 'duns',
  uscCode: 'uscc',
  swiftBic: 'bic',
  bikCode: 'bik',
  imoNumber: 'imo',
  mmsi: 'mmsi',
  passportNumber: 'passport',
  socialSecurityNumber: 'ssn',
  ibcRuc: 'ibc-ruc',
  jibCode: 'jib',
  okpoCode: 'okpo',
  npiCode: 'npi',
  uniqueEntityId: 'us-uei',
  permId: 'permid',
  isin: 'isin',
  wikidataId: 'wikidata',
  ricCode: 'ric',
  giiNumber: 'giin',
  sreCode: 'sre',
  cikCode: 'cik',
  opencorporatesUrl: 'opencorporates',
  bvdId: 'bvd',
  cryptoWallets: 'wallet',
  publicKey: 'wallet',
  unscId: 'unsc',
  icijId: 'icij',
};

/** Reads a name, a list of names, a FollowTheMoney entity or our own shape. Throws `registry.bad_entity` naming what was wrong. */
export function readDescribed(input: unknown, schema?: string): Described {
  if (typeof input === 'string') return described({ names: [input] }, schema);
  if (Array.isArray(input)) return described({ names: texts(input) }, schema);
  if (typeof input !== 'object' || input === null)
    throw new DomainError('registry.bad_entity', `expected a name, a list of names or an entity, got ${JSON.stringify(input)}`);
  const record = input as Record<string, unknown>;
  if (typeof record.properties === 'object' && record.properties !== null)
    return fromFollowTheMoney(record, record.properties as Record<string, unknown>, schema);
  const names = [
    ...texts(record.names),
    ...texts(record.name),
    ...texts(record.caption),
    ...texts(record.otherNames),
    ...texts(record.alias),
    ...texts(record.aliases),
  ];
  if (names.length === 0)
    throw new DomainError('registry.bad_entity', 'expected at least one name in "name", "names" or "properties.name"', { keys: Object.keys(record) });
  const identifiers = Array.isArray(record.identifiers)
    ? record.identifiers.flatMap((one: unknown) =>
        typeof one === 'object' && one !== null && 'value' in one
          ? [{ scheme: String((one as { scheme?: unknown }).scheme ?? ''), value: String(one.value) }]
          : [],
      )
    : [];
  return described(
    {
      names,
      identifiers,
      countries: [...texts(record.country), ...texts(record.countries), ...texts(record.jurisdiction)],
      dates: [...texts(record.date), ...texts(record.birthDate), ...texts(record.dates), ...texts(record.incorporationDate)],
      addresses: [...texts(record.address), ...texts(record.addresses)],
      contacts: [...texts(record.email), ...texts(record.phone)],
      formerNames: texts(record.formerNames),
      officers: texts(record.officers),
    },
    typeof record.schema === 'string' ? record.schema : schema,
  );
}

function fromFollowTheMoney(record: Record<string, unknown>, props: Record<string, unknown>, schema: string | undefined): Described {
  const all = (...keys: string[]): string[] => keys.flatMap((key) => texts(props[key]));
  const listed = all('name', 'alias');
  // The caption is the name that the source itself puts first.
  const captions = texts(record.caption).filter((caption) => listed.includes(caption));
  const names = [...captions, ...listed];
  const [first, middle, last] = [all('firstName'), all('middleName', 'secondName', 'fatherName'), all('lastName')];
  if (names.length === 0 && first.length > 0 && last.length > 0) names.push([first[0], middle[0], last[0]].filter(Boolean).join(' '));
  if (names.length === 0) names.push(...texts(record.caption));
  if (names.length === 0)
    throw new DomainError('registry.bad_entity', 'expected at least one name in "properties.name" or "caption"', { id: String(record.id ?? '') });
  return described(
    {
      names,
      weakNames: all('weakAlias', 'abbreviation'),
      formerNames: all('previousName'),
      identifiers: Object.entries(identifierProperties).flatMap(([key, scheme]) => texts(props[key]).map((value) => ({ scheme, value }))),
      countries: all('country', 'nationality', 'jurisdiction', 'citizenship', 'mainCountry'),
      dates: all('birthDate', 'incorporationDate', 'buildDate'),
      endDates: all('deathDate', 'dissolutionDate'),
      addresses: all('address', 'full'),
      contacts: all('email', 'phone'),
      genders: all('gender'),
      birthPlaces: all('birthPlace'),
      websites: all('website'),
    },
    typeof record.schema === 'string' ? record.schema : schema,
  );
}

function described(given: Partial<Described>, schema: string | undefined): Described {
  return {
    ...(schema ? { schema } : {}),
    names: unique(given.names ?? []),
    weakNames: unique(given.weakNames ?? []),
    formerNames: unique(given.formerNames ?? []),
    identifiers: given.identifiers ?? [],
    countries: unique((given.countries ?? []).map((country) => country.toLowerCase().slice(0, 2))),
    dates: unique(given.dates ?? []),
    endDates: given.endDates ?? [],
    addresses: unique(given.addresses ?? []),
    contacts: unique((given.contacts ?? []).map((contact) => contact.toLowerCase().replace(/[\s()-]/g, ''))),
    genders: unique(given.genders ?? []),
    birthPlaces: given.birthPlaces ?? [],
    websites: given.websites ?? [],
    officers: given.officers ?? [],
  };
}

const unique = (values: readonly string[]): string[] => [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))];

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

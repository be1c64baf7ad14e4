import { DomainError } from '#domain/kernel/error.ts';
import { readDescribed } from '#domain/registry/matching/described.ts';
import type { NameKind, SourceEdge, SourceRecord } from '#usecases/ports/registry.ts';
import { type BulkFormat, filled, rejectedRecord } from '../format.ts';
import { jsonTexts, objectOf, parsedObject, textOf } from '../json-records.ts';

/** FollowTheMoney entities, one JSON object a line (OpenSanctions, OpenAleph and others). */
export const ftm: BulkFormat = {
  id: 'ftm',
  title: 'FollowTheMoney entities, NDJSON',
  source: {
    id: 'ftm',
    kind: 'register',
    name: 'FollowTheMoney entities',
    licence: 'unspecified',
    exportable: false,
    countries: [],
    reach: 'voluntary',
  },
  async *records(bytes, { sourceId }) {
    for await (const raw of jsonTexts(bytes)) {
      const record = parsedObject(raw);
      yield record ? entity(record, raw, sourceId) : rejectedRecord(raw, 'expected a JSON object, the line is cut or broken');
    }
  },
};

/** Schemata that are relations, with the properties that hold their two ends. */
const relations: Readonly<Record<string, readonly [from: string, to: string]>> = {
  Ownership: ['owner', 'asset'],
  Directorship: ['director', 'organization'],
  Membership: ['member', 'organization'],
  Employment: ['employee', 'employer'],
  Family: ['person', 'relative'],
  Associate: ['person', 'associate'],
  Representation: ['agent', 'client'],
  Succession: ['predecessor', 'successor'],
  UnknownLink: ['subject', 'object'],
  Payment: ['payer', 'beneficiary'],
  Debt: ['creditor', 'debtor'],
  Occupancy: ['holder', 'post'],
  ContractAward: ['supplier', 'contract'],
};
/** Properties of things that point at other things. */
const pointers: Readonly<Record<string, string>> = { addressEntity: 'Address', parent: 'Parent', operator: 'Operator', holder: 'Ownership' };

function entity(record: Readonly<Record<string, unknown>>, raw: string, sourceId: string): SourceRecord {
  const id = textOf(record.id);
  const schema = textOf(record.schema);
  if (id === '' || schema === '') return rejectedRecord(raw, 'expected "id" and "schema"');
  const values = objectOf(record.properties);
  const props: Record<string, string[]> = {};
  for (const [name, list] of Object.entries(values)) {
    const texts = (Array.isArray(list) ? list : [list]).map(textOf).filter((text) => text !== '');
    if (texts.length > 0) props[name] = texts;
  }
  const key = (other: string) => `${sourceId}:${other}`;
  const ends = relations[schema];
  if (ends) return { raw, entities: [], edges: links(id, schema, ends, props, key) };
  if (schema === 'Address') {
    const full = props.full?.[0] ?? Object.values(props).flat().join(', ');
    return { raw, edges: [], entities: [plain(key(id), schema, full || id, props)] };
  }
  let described: ReturnType<typeof readDescribed>;
  try {
    described = readDescribed(record);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const label = props.name?.[0] ?? props.title?.[0] ?? props.registrationNumber?.[0] ?? props.number?.[0] ?? textOf(record.caption);
    return label === '' || label === undefined
      ? rejectedRecord(raw, error.message)
      : { raw, edges: [], entities: [plain(key(id), schema, label, props)] };
  }
  const [name = id, ...others] = described.names;
  const named = (list: readonly string[] | undefined, kind: NameKind) => (list ?? []).map((text) => ({ name: text, kind }));
  const ended = props.dissolutionDate?.[0];
  return {
    raw,
    entities: [
      {
        key: key(id),
        schema,
        name: textOf(record.caption) || name,
        names: [...named([name, ...others], 'other'), ...named(described.weakNames, 'other'), ...named(described.formerNames, 'former')],
        identifiers: described.identifiers.map(({ scheme, value }) => ({
          scheme: scheme === '' ? numberScheme(described.countries[0]) : scheme,
          value,
        })),
        status: ended ? 'dissolved' : statusWord(props.status?.[0]),
        open: ended === undefined,
        ...filled({ country: described.countries[0]?.toUpperCase(), since: props.incorporationDate?.[0], ended }),
        props,
      },
    ],
    edges: Object.entries(pointers).flatMap(([prop, kind]) =>
      (props[prop] ?? []).map(
        (other): SourceEdge => ({
          key: `${id}>${prop}>${other}`,
          kind,
          from: kind === 'Ownership' ? key(other) : key(id),
          to: kind === 'Ownership' ? key(id) : key(other),
          open: true,
          props: {},
        }),
      ),
    ),
  };
}

const plain = (key: string, schema: string, name: string, props: Record<string, string[]>) => ({
  key,
  schema,
  name: name.slice(0, 400),
  names: [],
  identifiers: [],
  status: 'unknown' as const,
  open: true,
  props,
});

/** A number whose scheme is not said belongs to its country's registers at least. */
const numberScheme = (country: string | undefined): string => `number-${country ?? 'any'}`;

function links(
  id: string,
  schema: string,
  [from, to]: readonly [string, string],
  props: Record<string, string[]>,
  key: (id: string) => string,
): SourceEdge[] {
  const { [from]: starts = [], [to]: stops = [], ...rest } = props;
  const until = props.endDate?.[0];
  const share = /^\s*(\d{1,3}(?:\.\d{1,10})?)\s*%?\s*$/.exec(props.percentage?.[0] ?? '')?.[1];
  return starts.flatMap((start) =>
    stops.map((stop) => ({
      key: `${id}>${start}>${stop}`,
      kind: schema,
      from: key(start),
      to: key(stop),
      open: until === undefined,
      ...filled({ since: props.startDate?.[0] ?? props.date?.[0], until, shareMin: share, shareMax: share }),
      props: rest,
    })),
  );
}

function statusWord(text: string | undefined) {
  const word = text?.toLowerCase() ?? '';
  if (/dissol|liquidated|removed|struck|deregist|closed|注销/.test(word)) return 'dissolved' as const;
  if (/insolv|bankrupt|liquidation|破产|清算/.test(word)) return 'insolvent' as const;
  if (/suspend|revok|吊销/.test(word)) return 'suspended' as const;
  return /^(active|live|registered|存续|在业|开业)/.test(word) ? ('active' as const) : ('unknown' as const);
}

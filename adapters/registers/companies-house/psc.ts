import { checkIdentifier } from '#domain/registry/identifiers/check.ts';
import { entityKey } from '#domain/registry/lookup/normal-identifier.ts';
import type { SourceEntity, SourceRecord } from '#usecases/ports/registry.ts';
import { type BulkFormat, filled, rejectedRecord } from '../format.ts';
import { type JsonObject, jsonTexts, listOf, objectOf, parsedObject, textOf } from '../json-records.ts';

/** Persons with significant control, daily NDJSON snapshot of UK Companies House. */
export const companiesHousePsc: BulkFormat = {
  id: 'companies-house-psc',
  title: 'UK Companies House persons with significant control, NDJSON',
  source: {
    id: 'gb-companies-house-psc',
    kind: 'relations',
    name: 'UK Companies House persons with significant control',
    licence: 'OGL-UK-3.0',
    exportable: true,
    countries: ['GB'],
  },
  async *records(bytes) {
    for await (const raw of jsonTexts(bytes)) {
      const record = parsedObject(raw);
      yield record ? control(record, raw) : rejectedRecord(raw, 'expected a JSON object, the line is cut or broken');
    }
  },
};

function control(record: JsonObject, raw: string): SourceRecord {
  const data = objectOf(record.data);
  const kind = textOf(data.kind);
  // The last line counts the others; a statement says that nobody controls or that nobody has answered.
  if (/^totals#/.test(kind)) return { raw, entities: [], edges: [] };
  const number = checkIdentifier('gb-company', textOf(record.company_number));
  if (number.valid === false) return rejectedRecord(raw, `company_number "${textOf(record.company_number).slice(0, 30)}": ${number.reason.en}`);
  const company = entityKey('gb-company', number.normal);
  const ceased = textOf(data.ceased_on);
  const period = filled({ since: textOf(data.notified_on), until: ceased });
  if (/statement/.test(kind)) {
    const statement = textOf(data.statement);
    return {
      raw,
      entities: [],
      edges: [
        {
          key: `${company}>${statement}`,
          kind: 'ReportingException',
          from: company,
          to: company,
          open: ceased === '',
          ...period,
          props: { statement },
        },
      ],
    };
  }
  const self = textOf(objectOf(data.links).self) || `${number.normal}/${textOf(data.etag)}`;
  const owner = ownerOf(data, kind, self);
  const natures = listOf(data.natures_of_control).map(textOf);
  return {
    raw,
    entities: [owner],
    edges: [
      {
        key: `psc:${self}`,
        kind: natures.some((nature) => /ownership-of-shares|voting-rights|surplus-assets/.test(nature)) ? 'Ownership' : 'Control',
        from: owner.key,
        to: company,
        open: ceased === '',
        ...period,
        ...shareRange(natures),
        props: filled({ natures, kind }) as Record<string, string[]>,
      },
    ],
  };
}

function ownerOf(data: JsonObject, kind: string, self: string): SourceEntity {
  const identification = objectOf(data.identification);
  const registered = textOf(identification.registration_number);
  const uk = /united kingdom|england|wales|scotland|northern ireland|great britain|^uk$|^gb$/i.test(
    `${textOf(identification.country_registered)} ${textOf(identification.place_registered)}`.trim(),
  );
  const number = registered !== '' && uk ? checkIdentifier('gb-company', registered) : undefined;
  const isPerson = /^individual|super-secure/.test(kind);
  const born = objectOf(data.date_of_birth);
  const key = number && number.valid !== false ? entityKey('gb-company', number.normal) : `psc:${self}`;
  return {
    key,
    schema: isPerson ? 'Person' : 'Company',
    name: textOf(data.name) || (/super-secure/.test(kind) ? 'protected person' : key),
    names: [],
    identifiers: number && number.valid !== false ? [{ scheme: 'gb-company', value: number.normal }] : [],
    status: 'unknown',
    open: true,
    props: filled({
      mentioned: number ? 'yes' : undefined,
      nationality: textOf(data.nationality),
      residence: textOf(data.country_of_residence),
      birthDate: born.year ? [textOf(born.year), textOf(born.month).padStart(2, '0')].join('-').replace(/-00$/, '') : undefined,
      registerNumber: registered,
      registeredIn: textOf(identification.country_registered),
      legalForm: textOf(identification.legal_form),
      address: Object.values(objectOf(data.address)).map(textOf).filter(Boolean).join(', '),
    }) as Record<string, string>,
  };
}

/** The widest share of shares, else of votes, that the natures of control name ("75-to-100-percent"). */
export function shareRange(natures: readonly string[]): { shareMin?: string; shareMax?: string } {
  for (const right of ['ownership-of-shares', 'voting-rights', 'right-to-share-surplus-assets']) {
    const ranges = natures.flatMap((nature) => {
      const match = nature.startsWith(right) ? /(\d+)-to-(\d+)-percent/.exec(nature) : null;
      return match ? [{ low: Number(match[1]), high: Number(match[2]) }] : [];
    });
    const top = ranges.sort((a, b) => b.low - a.low)[0];
    if (top) return { shareMin: String(top.low), shareMax: String(top.high) };
  }
  return {};
}

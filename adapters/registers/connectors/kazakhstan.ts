import { readStatus } from '#domain/registry/lists/list-values.ts';
import { filled } from '../format.ts';
import { objectOf, textOf } from '../json-records.ts';
import { type Connector, failed, found, identifierOf } from './connector.ts';

/** Kazakhstan's open data portal, data set gbd_ul (legal persons), v4 with an Elasticsearch query in `source`. */
export const egovKz: Connector = {
  id: 'egov-kz',
  title: { zh: '哈萨克斯坦法人数据库（data.egov.kz）', en: 'Kazakhstan legal persons (data.egov.kz)' },
  answers: ['register'],
  countries: ['KZ'],
  subjects: ['organisation'],
  by: ['identifier', 'name'],
  licence: 'data.egov.kz terms of use',
  baseUrl: 'https://data.egov.kz/api/v4',
  needs: ['secret'],
  costMinor: 0,
  currency: 'KZT',
  rate: { calls: 30, seconds: 60 },
  freshHours: 24,
  seat: 'KZ',
  request(question, { baseUrl, secret, dataset }) {
    const bin = identifierOf(question, 'kz-bin');
    const query = bin ? { match: { bin } } : { multi_match: { query: question.name, fields: ['nameru', 'namekz'], operator: 'and' } };
    const search = new URLSearchParams({ apiKey: secret ?? '', source: JSON.stringify({ size: 10, query }) });
    return { method: 'GET', url: `${baseUrl}/${dataset ?? 'gbd_ul/v1'}?${search}`, headers: { accept: 'application/json' } };
  },
  read(_status, body, question) {
    if (!Array.isArray(body)) return failed(textOf(objectOf(body).error) || 'expected a list of legal persons');
    const bin = identifierOf(question, 'kz-bin');
    const rows = body.map(objectOf).filter((row) => bin === undefined || textOf(row.bin) === bin);
    return found(
      rows.map((row) => ({
        name: textOf(row.nameru) || textOf(row.namekz),
        status: readStatus(textOf(row.statusru) || textOf(row.status)),
        identifiers: [{ scheme: 'kz-bin', value: textOf(row.bin) }],
        foundBy: bin ? ('identifier' as const) : ('name' as const),
        country: 'KZ',
        props: filled({
          nameKz: textOf(row.namekz),
          address: textOf(row.addressru) || textOf(row.address),
          director: textOf(row.director),
          activity: textOf(row.okedru),
          since: textOf(row.datereg).slice(0, 10),
          registerStatus: textOf(row.statusru) || textOf(row.status),
        }) as Record<string, string>,
      })),
    );
  },
};

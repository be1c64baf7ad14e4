import { readStatus } from '#domain/registry/lists/list-values.ts';
import type { Finding, Question } from '#usecases/ports/connectors.ts';
import { filled } from '../format.ts';
import { type JsonObject, objectOf, textOf } from '../json-records.ts';
import { type Connector, type Conversation, failed, found, identifierOf, misshapen } from './connector.ts';

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
  converse: (question, { baseUrl, secret, dataset }) => rowsOf(question, `${baseUrl}/${dataset ?? 'gbd_ul/v1'}`, secret ?? ''),
};

const pageSize = 100;
const mostPages = 3;

function* rowsOf(question: Question, address: string, apiKey: string): Conversation {
  const bin = identifierOf(question, 'kz-bin');
  const query = bin ? { match: { bin } } : { multi_match: { query: question.name, fields: ['nameru', 'namekz'], operator: 'and' } };
  const findings: Finding[] = [];
  for (let page = 0; ; page++) {
    const search = new URLSearchParams({ apiKey, source: JSON.stringify({ from: page * pageSize, size: pageSize, query }) });
    const { body } = yield { method: 'GET', url: `${address}?${search}`, headers: { accept: 'application/json' } };
    if (!Array.isArray(body)) return failed(textOf(objectOf(body).error).slice(0, 120) || 'expected a list of legal persons');
    if (body.some((row) => textOf(objectOf(row).bin) === '')) return misshapen('expected rows with "bin"');
    findings.push(...body.map(objectOf).flatMap((row) => (bin === undefined || textOf(row.bin) === bin ? [findingOf(row, bin !== undefined)] : [])));
    if (bin !== undefined || body.length < pageSize) return found(findings);
    if (page + 1 >= mostPages) return found(findings, `the first ${findings.length} rows; there are more`);
  }
}

function findingOf(row: JsonObject, byNumber: boolean): Finding {
  return {
    name: textOf(row.nameru) || textOf(row.namekz),
    status: readStatus(textOf(row.statusru) || textOf(row.status)),
    identifiers: [{ scheme: 'kz-bin', value: textOf(row.bin) }],
    foundBy: byNumber ? 'identifier' : 'name',
    country: 'KZ',
    props: filled({
      nameKz: textOf(row.namekz),
      address: textOf(row.addressru) || textOf(row.address),
      director: textOf(row.director),
      activity: textOf(row.okedru),
      since: textOf(row.datereg).slice(0, 10),
      registerStatus: textOf(row.statusru) || textOf(row.status),
    }) as Record<string, string>,
  };
}

import type { Finding, Question } from '#usecases/ports/connectors.ts';
import { filled } from '../format.ts';
import { listOf, objectOf, textOf } from '../json-records.ts';
import { type Connector, type Conversation, found, identifierOf, misshapen } from './connector.ts';

/** GLEIF API v1 (JSON:API), public, CC0; 60 calls a minute. */
export const gleif: Connector = {
  id: 'gleif',
  title: { zh: 'GLEIF 法人识别编码查询', en: 'GLEIF LEI look-up' },
  answers: ['register'],
  countries: [],
  subjects: ['organisation'],
  by: ['identifier', 'name'],
  reach: 'voluntary',
  licence: 'CC0-1.0',
  baseUrl: 'https://api.gleif.org/api/v1',
  needs: [],
  costMinor: 0,
  currency: 'EUR',
  rate: { calls: 60, seconds: 60 },
  freshHours: 24,
  seat: 'CH',
  missing: (text) => text.includes('"errors"'),
  converse(question, { baseUrl }) {
    return identifierOf(question, 'lei') ? one(question, baseUrl) : byName(question, baseUrl);
  },
};

const headers = { accept: 'application/vnd.api+json' };
const pageSize = 50;
const mostPages = 4;

function* one(question: Question, baseUrl: string): Conversation {
  const { status, body } = yield { method: 'GET', url: `${baseUrl}/lei-records/${identifierOf(question, 'lei')}`, headers };
  if (status === 404) return { kind: 'not-found' };
  const { data } = objectOf(body);
  if (objectOf(data).attributes === undefined) return misshapen('expected "data" of JSON:API with one LEI record');
  return found([findingOf(data, 'identifier')]);
}

/** JSON:API pages are numbered from 1; `meta.pagination` tells how many there are. */
function* byName(question: Question, baseUrl: string): Conversation {
  const findings: Finding[] = [];
  for (let page = 1; ; page++) {
    const query = new URLSearchParams({ 'filter[entity.legalName]': question.name, 'page[size]': String(pageSize), 'page[number]': String(page) });
    if (question.country) query.set('filter[entity.legalAddress.country]', question.country);
    const { body } = yield { method: 'GET', url: `${baseUrl}/lei-records?${query}`, headers };
    const { data, meta } = objectOf(body);
    if (!Array.isArray(data)) return misshapen('expected "data" of JSON:API with a list of LEI records');
    findings.push(...listOf(data).map((record) => findingOf(record, 'name')));
    const { lastPage, total } = objectOf(objectOf(meta).pagination);
    const more = typeof lastPage === 'number' && lastPage > page;
    if (!more || data.length === 0) return found(findings);
    if (page >= mostPages) return found(findings, `the first ${findings.length} of ${total ?? 'more'} records`);
  }
}

function findingOf(record: unknown, foundBy: Finding['foundBy']): Finding {
  const { lei, entity, registration } = objectOf(objectOf(record).attributes);
  const about = objectOf(entity);
  const address = objectOf(about.legalAddress);
  const state = textOf(about.status);
  return {
    name: textOf(objectOf(about.legalName).name),
    status: state === 'ACTIVE' ? 'active' : state === 'INACTIVE' ? 'dissolved' : 'unknown',
    identifiers: [{ scheme: 'lei', value: textOf(lei) }],
    foundBy,
    url: `https://search.gleif.org/#/record/${textOf(lei)}`,
    ...filled({ country: textOf(address.country) }),
    props: filled({
      address: [...listOf(address.addressLines).map(textOf), textOf(address.city), textOf(address.postalCode)].filter(Boolean).join(', '),
      otherNames: [...listOf(about.otherNames), ...listOf(about.transliteratedOtherNames)].map((name) => textOf(objectOf(name).name)),
      registeredAs: textOf(about.registeredAs),
      registeredAt: textOf(objectOf(about.registeredAt).id),
      legalForm: textOf(objectOf(about.legalForm).id),
      registration: textOf(objectOf(registration).status),
      renewalDue: textOf(objectOf(registration).nextRenewalDate).slice(0, 10),
      since: textOf(about.creationDate).slice(0, 10),
    }) as Record<string, string | string[]>,
  };
}

import { filled } from '../format.ts';
import { listOf, objectOf, textOf } from '../json-records.ts';
import { type Connector, failed, found, identifierOf } from './connector.ts';

/** GLEIF API v1 (JSON:API), public, CC0; 60 calls a minute. */
export const gleif: Connector = {
  id: 'gleif',
  title: { zh: 'GLEIF 法人识别编码查询', en: 'GLEIF LEI look-up' },
  answers: ['register'],
  countries: [],
  subjects: ['organisation'],
  by: ['identifier', 'name'],
  licence: 'CC0-1.0',
  baseUrl: 'https://api.gleif.org/api/v1',
  needs: [],
  costMinor: 0,
  currency: 'EUR',
  rate: { calls: 60, seconds: 60 },
  freshHours: 24,
  seat: 'CH',
  request(question, { baseUrl }) {
    const lei = identifierOf(question, 'lei');
    const headers = { accept: 'application/vnd.api+json' };
    if (lei) return { method: 'GET', url: `${baseUrl}/lei-records/${lei}`, headers };
    const query = new URLSearchParams({ 'filter[entity.legalName]': question.name, 'page[size]': '10' });
    if (question.country) query.set('filter[entity.legalAddress.country]', question.country);
    return { method: 'GET', url: `${baseUrl}/lei-records?${query}`, headers };
  },
  read(status, body, question) {
    if (status === 404) return { kind: 'not-found' };
    const { data } = objectOf(body);
    if (data === undefined) return failed('expected "data" of JSON:API');
    const foundBy = identifierOf(question, 'lei') ? 'identifier' : 'name';
    return found(
      (Array.isArray(data) ? listOf(data) : [data]).map((one) => {
        const { attributes } = objectOf(one);
        const { lei, entity, registration } = objectOf(attributes);
        const about = objectOf(entity);
        const address = objectOf(about.legalAddress);
        const state = textOf(about.status);
        return {
          name: textOf(objectOf(about.legalName).name),
          status: state === 'ACTIVE' ? ('active' as const) : state === 'INACTIVE' ? ('dissolved' as const) : ('unknown' as const),
          identifiers: [{ scheme: 'lei', value: textOf(lei) }],
          foundBy,
          url: `https://search.gleif.org/#/record/${textOf(lei)}`,
          ...filled({ country: textOf(address.country) }),
          props: filled({
            address: [...listOf(address.addressLines).map(textOf), textOf(address.city), textOf(address.postalCode)].filter(Boolean).join(', '),
            otherNames: listOf(about.otherNames).map((name) => textOf(objectOf(name).name)),
            registeredAs: textOf(about.registeredAs),
            registration: textOf(objectOf(registration).status),
            since: textOf(about.creationDate).slice(0, 10),
          }) as Record<string, string | string[]>,
        };
      }),
    );
  },
};

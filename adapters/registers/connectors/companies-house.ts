import { companyStatus } from '../companies-house/basic.ts';
import { filled } from '../format.ts';
import { listOf, objectOf, textOf } from '../json-records.ts';
import { type Connector, failed, found, identifierOf } from './connector.ts';

/** Companies House public data API: key as the user of basic authentication, 600 calls in five minutes. */
export const companiesHouse: Connector = {
  id: 'companies-house',
  title: { zh: '英国公司登记处', en: 'UK Companies House' },
  answers: ['register'],
  countries: ['GB'],
  subjects: ['organisation'],
  by: ['identifier', 'name'],
  licence: 'OGL-UK-3.0',
  baseUrl: 'https://api.company-information.service.gov.uk',
  needs: ['secret'],
  costMinor: 0,
  currency: 'GBP',
  rate: { calls: 600, seconds: 300 },
  freshHours: 24,
  seat: 'GB',
  request(question, { baseUrl, secret }) {
    const headers = { authorization: `Basic ${Buffer.from(`${secret}:`).toString('base64')}`, accept: 'application/json' };
    const number = identifierOf(question, 'gb-company');
    if (number) return { method: 'GET', url: `${baseUrl}/company/${number}`, headers };
    return { method: 'GET', url: `${baseUrl}/search/companies?${new URLSearchParams({ q: question.name, items_per_page: '10' })}`, headers };
  },
  read(status, body, question) {
    if (status === 404) return { kind: 'not-found' };
    const record = objectOf(body);
    if (record.items === undefined && record.company_number === undefined) return failed('expected a company profile or a search result');
    const items = record.items === undefined ? [record] : listOf(record.items).map(objectOf);
    return found(
      items.map((item) => ({
        name: textOf(item.company_name) || textOf(item.title),
        status: companyStatus(textOf(item.company_status)),
        identifiers: [{ scheme: 'gb-company', value: textOf(item.company_number) }],
        foundBy: identifierOf(question, 'gb-company') ? ('identifier' as const) : ('name' as const),
        country: 'GB',
        url: `https://find-and-update.company-information.service.gov.uk/company/${textOf(item.company_number)}`,
        props: filled({
          address: textOf(item.address_snippet) || Object.values(objectOf(item.registered_office_address)).map(textOf).filter(Boolean).join(', '),
          since: textOf(item.date_of_creation),
          ended: textOf(item.date_of_cessation),
          formerNames: listOf(item.previous_company_names).map((name) => textOf(objectOf(name).name)),
          insolvencyHistory: item.has_insolvency_history === true ? 'yes' : undefined,
          charges: item.has_charges === true ? 'yes' : undefined,
        }) as Record<string, string | string[]>,
      })),
    );
  },
};

import type { Finding } from '#usecases/ports/connectors.ts';
import { companyStatus } from '../companies-house/basic.ts';
import { filled } from '../format.ts';
import { type JsonObject, listOf, objectOf, textOf } from '../json-records.ts';
import { type Answered, type Connector, type Conversation, found, identifierOf, misshapen, type Step } from './connector.ts';

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
  missing: (text) => /"errors"|not-found/.test(text),
  converse(question, { baseUrl, secret }) {
    const headers = { authorization: `Basic ${Buffer.from(`${secret}:`).toString('base64')}`, accept: 'application/json' };
    const get = (path: string) => ({ method: 'GET' as const, url: `${baseUrl}${path}`, headers });
    const number = identifierOf(question, 'gb-company');
    return number ? profile(number, get) : search(question.name, get);
  },
};

type Get = (path: string) => Step;

/** The profile, and where it says that there are some: charges, insolvency cases; officers and persons with significant control always. */
function* profile(number: string, get: Get): Conversation {
  const { status, body } = yield get(`/company/${number}`);
  if (status === 404) return { kind: 'not-found' };
  const record = objectOf(body);
  if (record.company_number === undefined) return misshapen('expected a company profile with "company_number"');
  const officers = yield* listed(get, `/company/${number}/officers`);
  const controllers = yield* listed(get, `/company/${number}/persons-with-significant-control`);
  const charges = record.has_charges === true ? yield* listed(get, `/company/${number}/charges`) : none;
  const insolvency = record.has_insolvency_history === true ? yield* insolvencyCases(get, number) : [];
  const cut = [
    ['officers', officers],
    ['persons with significant control', controllers],
    ['charges', charges],
  ] as const;
  const finding = companyOf(record, 'identifier', {
    officers: officers.items.map(officerLine),
    controllers: controllers.items.map(controllerLine),
    chargeList: charges.items.map(chargeLine),
    insolvencyCases: insolvency,
  });
  const words = cut
    .filter(([, list]) => list.total > list.items.length)
    .map(([what, list]) => `the first ${list.items.length} of ${list.total} ${what}`);
  return found([finding], words.join('; ') || undefined);
}

const searchSize = 50;
const mostSearchPages = 2;

function* search(name: string, get: Get): Conversation {
  const findings: Finding[] = [];
  for (let page = 0; ; page++) {
    const query = new URLSearchParams({ q: name, items_per_page: String(searchSize), start_index: String(page * searchSize) });
    const { status, body } = yield get(`/search/companies?${query}`);
    if (status === 404) return { kind: 'not-found' };
    const { items, total_results: total } = objectOf(body);
    if (!Array.isArray(items)) return misshapen('expected a search result with "items"');
    findings.push(...items.map((item) => companyOf(objectOf(item), 'name', {})));
    const all = typeof total === 'number' ? total : findings.length;
    if (items.length === 0 || findings.length >= all) return found(findings);
    if (page + 1 >= mostSearchPages) return found(findings, `the first ${findings.length} of ${all} companies`);
  }
}

type Listed = { readonly items: readonly JsonObject[]; readonly total: number };
const none: Listed = { items: [], total: 0 };
const listSize = 100;
const mostListPages = 3;

/** A list by `start_index`. 404 says that the company has none. */
function* listed(get: Get, path: string): Generator<Step, Listed, Answered> {
  const items: JsonObject[] = [];
  for (let page = 0; ; page++) {
    const { status, body } = yield get(`${path}?items_per_page=${listSize}&start_index=${items.length}`);
    if (status === 404) return none;
    const answer = objectOf(body);
    const more = listOf(answer.items).map(objectOf);
    items.push(...more);
    const told = answer.total_results ?? answer.total_count;
    const total = typeof told === 'number' ? told : items.length;
    if (more.length === 0 || items.length >= total) return { items, total: items.length };
    if (page + 1 >= mostListPages) return { items, total };
  }
}

function* insolvencyCases(get: Get, number: string): Generator<Step, string[], Answered> {
  const { status, body } = yield get(`/company/${number}/insolvency`);
  if (status === 404) return [];
  return listOf(objectOf(body).cases).map((one) => {
    const { type, dates, practitioners } = objectOf(one);
    const days = listOf(dates).map((date) => `${textOf(objectOf(date).type)} ${textOf(objectOf(date).date)}`);
    const people = listOf(practitioners).map((person) => textOf(objectOf(person).name));
    return [textOf(type), ...days, ...people].filter((text) => text !== '').join(', ');
  });
}

const joined = (...parts: unknown[]): string => parts.map(textOf).filter(Boolean).join(', ');
const officerLine = (one: JsonObject): string =>
  joined(one.name, one.officer_role, one.appointed_on) + (textOf(one.resigned_on) ? ` – ${textOf(one.resigned_on)}` : '');
const controllerLine = (one: JsonObject): string =>
  joined(one.name, listOf(one.natures_of_control).map(textOf).join(' + '), one.notified_on) +
  (textOf(one.ceased_on) ? ` – ${textOf(one.ceased_on)}` : '');
const chargeLine = (one: JsonObject): string =>
  joined(
    one.charge_code,
    one.status,
    one.created_on ?? one.delivered_on,
    listOf(one.persons_entitled)
      .map((person) => textOf(objectOf(person).name))
      .join(' + '),
    objectOf(one.classification).description,
  );

function companyOf(item: JsonObject, foundBy: Finding['foundBy'], more: Readonly<Record<string, readonly string[]>>): Finding {
  const number = textOf(item.company_number);
  return {
    name: textOf(item.company_name) || textOf(item.title),
    status: companyStatus(textOf(item.company_status)),
    identifiers: [{ scheme: 'gb-company', value: number }],
    foundBy,
    country: 'GB',
    url: `https://find-and-update.company-information.service.gov.uk/company/${number}`,
    props: filled({
      address: textOf(item.address_snippet) || Object.values(objectOf(item.registered_office_address)).map(textOf).filter(Boolean).join(', '),
      since: textOf(item.date_of_creation),
      ended: textOf(item.date_of_cessation),
      formerNames: listOf(item.previous_company_names).map((name) => textOf(objectOf(name).name)),
      insolvencyHistory: item.has_insolvency_history === true ? 'yes' : undefined,
      charges: item.has_charges === true ? 'yes' : undefined,
      ...Object.fromEntries(Object.entries(more).filter(([, list]) => list.length > 0)),
    }) as Record<string, string | string[]>,
  };
}

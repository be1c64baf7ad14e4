import type { Finding, Question } from '#usecases/ports/connectors.ts';
import { filled } from '../format.ts';
import { type JsonObject, listOf, objectOf, textOf } from '../json-records.ts';
import { type Connector, type Conversation, found, misshapen } from './connector.ts';

/** CourtListener v4 search (Free Law Project): federal dockets that name a party. A name in a docket is never asserted. */
export const courtListener: Connector = {
  id: 'courtlistener',
  title: { zh: '美国法院案卷（CourtListener）', en: 'US court dockets (CourtListener)' },
  answers: ['litigation'],
  countries: ['US'],
  subjects: ['organisation', 'person'],
  by: ['name'],
  licence: 'public domain records, CourtListener terms',
  baseUrl: 'https://www.courtlistener.com/api/rest/v4',
  needs: ['secret'],
  costMinor: 0,
  currency: 'USD',
  rate: { calls: 60, seconds: 60 },
  freshHours: 12,
  seat: 'US',
  converse: (question, { baseUrl, secret }) => dockets(question, baseUrl, secret ?? ''),
};

const mostPages = 5;

/** Pages follow a cursor: `next` is the whole address of the next one. */
function* dockets(question: Question, baseUrl: string, token: string): Conversation {
  const query = new URLSearchParams({ type: 'r', q: `party_name:"${question.name.replace(/["\\]/g, ' ')}"`, order_by: 'dateFiled desc' });
  const findings: Finding[] = [];
  let url = `${baseUrl}/search/?${query}`;
  for (let page = 1; ; page++) {
    const { body } = yield { method: 'GET', url, headers: { authorization: `Token ${token}`, accept: 'application/json' } };
    const { results, next, count } = objectOf(body);
    if (!Array.isArray(results)) return misshapen('expected "results"');
    findings.push(...results.map((one) => docketOf(objectOf(one))));
    const following = nextPage(textOf(next), baseUrl);
    if (!following || results.length === 0) return found(findings);
    if (page >= mostPages) return found(findings, `the first ${findings.length} of ${typeof count === 'number' ? count : 'more'} dockets`);
    url = following;
  }
}

/** The next page where it is the same host's: our token goes nowhere else. */
function nextPage(next: string, baseUrl: string): string | undefined {
  if (next === '' || !URL.canParse(next)) return undefined;
  return new URL(next).origin === new URL(baseUrl).origin ? next : undefined;
}

function docketOf(docket: JsonObject): Finding {
  return {
    name: textOf(docket.caseName),
    status: 'unknown',
    identifiers: [],
    foundBy: 'name',
    list: /bankr/i.test(`${textOf(docket.court)} ${textOf(docket.court_id)}`) ? 'insolvency' : 'litigation',
    country: 'US',
    url: `https://www.courtlistener.com${textOf(docket.docket_absolute_url) || textOf(docket.absolute_url)}`,
    props: filled({
      caseNumber: textOf(docket.docketNumber),
      court: textOf(docket.court),
      filedOn: textOf(docket.dateFiled),
      endedOn: textOf(docket.dateTerminated),
      cause: textOf(docket.cause) || textOf(docket.suitNature),
      parties: listOf(docket.party).map(textOf).slice(0, 20),
    }) as Record<string, string | string[]>,
  };
}

import { filled } from '../format.ts';
import { listOf, objectOf, textOf } from '../json-records.ts';
import { type Connector, failed, found } from './connector.ts';

/** SEC EDGAR submissions by CIK: who files, under which names, latest filings. The SEC wants a name and address in User-Agent; 10 a second. */
export const edgar: Connector = {
  id: 'sec-edgar',
  title: { zh: '美国证券交易委员会 EDGAR', en: 'US SEC EDGAR' },
  answers: ['filings'],
  countries: [],
  subjects: ['organisation'],
  by: ['identifier'],
  licence: 'public domain (US government)',
  baseUrl: 'https://data.sec.gov',
  // The contact that the SEC asks for stands where other sources have a key.
  needs: ['secret'],
  costMinor: 0,
  currency: 'USD',
  rate: { calls: 10, seconds: 1 },
  freshHours: 24,
  seat: 'US',
  request(question, { baseUrl, secret }) {
    const cik = question.identifiers.find(({ scheme }) => /^(us-)?cik$/i.test(scheme))?.value.replace(/\D/g, '');
    if (!cik || cik.length > 10) return 'it takes a CIK of at most 10 digits (identifier scheme "cik"), and none is given';
    return {
      method: 'GET',
      url: `${baseUrl}/submissions/CIK${cik.padStart(10, '0')}.json`,
      headers: { 'user-agent': secret ?? '', accept: 'application/json' },
    };
  },
  read(status, body) {
    if (status === 404) return { kind: 'not-found' };
    const filer = objectOf(body);
    const cik = textOf(filer.cik);
    if (cik === '' || textOf(filer.name) === '') return failed('expected "cik" and "name" of a filer');
    const recent = objectOf(objectOf(filer.filings).recent);
    const forms = listOf(recent.form).map(textOf);
    const days = listOf(recent.filingDate).map(textOf);
    return found([
      {
        name: textOf(filer.name),
        status: 'unknown',
        identifiers: [{ scheme: 'cik', value: cik }, ...(textOf(filer.ein) ? [{ scheme: 'us-ein', value: textOf(filer.ein) }] : [])],
        foundBy: 'identifier',
        url: `https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK=${cik}`,
        props: filled({
          formerNames: listOf(filer.formerNames).map((one) => textOf(objectOf(one).name)),
          stateOfIncorporation: textOf(filer.stateOfIncorporation),
          industry: textOf(filer.sicDescription),
          tickers: listOf(filer.tickers).map(textOf),
          latestFilings: forms.slice(0, 10).map((form, i) => `${days[i] ?? ''} ${form}`.trim()),
          // Form 8-K item 1.03 is bankruptcy, form 15 ends reporting.
          endsReporting: forms.some((form) => /^15/.test(form)) ? 'yes' : undefined,
        }) as Record<string, string | string[]>,
      },
    ]);
  },
};

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
  request(question, { baseUrl, secret }) {
    const query = new URLSearchParams({ type: 'r', q: `party_name:"${question.name.replace(/["\\]/g, ' ')}"`, order_by: 'dateFiled desc' });
    return { method: 'GET', url: `${baseUrl}/search/?${query}`, headers: { authorization: `Token ${secret}`, accept: 'application/json' } };
  },
  read(_status, body) {
    const { results } = objectOf(body);
    if (!Array.isArray(results)) return failed('expected "results"');
    return found(
      results
        .slice(0, 20)
        .map(objectOf)
        .map((docket) => ({
          name: textOf(docket.caseName),
          status: 'unknown' as const,
          identifiers: [],
          foundBy: 'name' as const,
          list: /bankr/i.test(`${textOf(docket.court)} ${textOf(docket.court_id)}`) ? ('insolvency' as const) : ('litigation' as const),
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
        })),
    );
  },
};

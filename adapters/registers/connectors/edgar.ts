import type { Finding } from '#usecases/ports/connectors.ts';
import { filled } from '../format.ts';
import { listOf, objectOf, parsedObject, textOf } from '../json-records.ts';
import { type Connector, type Conversation, found, misshapen } from './connector.ts';

/** SEC EDGAR: who files, under which names, latest filings, by CIK or by name. The SEC wants a name and an address in User-Agent; 10 a second. */
export const edgar: Connector = {
  id: 'sec-edgar',
  title: { zh: '美国证券交易委员会 EDGAR', en: 'US SEC EDGAR' },
  answers: ['filings'],
  countries: [],
  subjects: ['organisation'],
  by: ['identifier', 'name'],
  reach: 'voluntary',
  licence: 'public domain (US government)',
  baseUrl: 'https://data.sec.gov',
  // The contact that the SEC asks for stands where other sources have a key.
  needs: ['secret'],
  costMinor: 0,
  currency: 'USD',
  rate: { calls: 10, seconds: 1 },
  freshHours: 24,
  seat: 'US',
  // Its host has no list that a program could take for "none": a missing file is told in S3's XML.
  missing: (text) => text.includes('NoSuchKey') || text.includes('"errors"'),
  plain: true,
  converse(question, { baseUrl, secret }) {
    const headers = { 'user-agent': secret ?? '', accept: 'application/json, application/atom+xml' };
    const cik = question.identifiers.find(({ scheme }) => /^(us-)?cik$/i.test(scheme))?.value.replace(/\D/g, '');
    if (cik && cik.length <= 10) return filer(cik, baseUrl, headers);
    if (question.name.trim().length < 2) return 'it takes a CIK (identifier scheme "cik") or a name of two letters and more, and neither is given';
    // The search by name stands on another host than the data.
    return byName(question.name, baseUrl.replace('//data.sec.gov', '//www.sec.gov'), headers);
  },
};

type Headers = Readonly<Record<string, string>>;

function* filer(cik: string, baseUrl: string, headers: Headers): Conversation {
  const { status, body } = yield { method: 'GET', url: `${baseUrl}/submissions/CIK${cik.padStart(10, '0')}.json`, headers };
  if (status === 404) return { kind: 'not-found' };
  const about = parsedObject(textOf(body));
  if (!about) return misshapen('expected JSON about a filer');
  const number = textOf(about.cik);
  if (number === '' || textOf(about.name) === '') return misshapen('expected "cik" and "name" of a filer');
  const recent = objectOf(objectOf(about.filings).recent);
  const forms = listOf(recent.form).map(textOf);
  const days = listOf(recent.filingDate).map(textOf);
  const items = listOf(recent.items).map(textOf);
  return found([
    {
      name: textOf(about.name),
      status: 'unknown',
      identifiers: [{ scheme: 'cik', value: number }, ...(textOf(about.ein) ? [{ scheme: 'us-ein', value: textOf(about.ein) }] : [])],
      foundBy: 'identifier',
      url: `https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK=${number}`,
      props: filled({
        formerNames: listOf(about.formerNames).map((one) => textOf(objectOf(one).name)),
        stateOfIncorporation: textOf(about.stateOfIncorporation),
        industry: textOf(about.sicDescription),
        tickers: listOf(about.tickers).map(textOf),
        latestFilings: forms.slice(0, 10).map((form, i) => `${days[i] ?? ''} ${form}`.trim()),
        // Form 8-K item 1.03 tells bankruptcy or receivership; form 15 ends reporting.
        bankruptcyNotices: forms.flatMap((form, i) => (/^8-K/.test(form) && /(^|,)1\.03(,|$)/.test(items[i] ?? '') ? [days[i] ?? ''] : [])),
        endsReporting: forms.some((form) => /^15/.test(form)) ? 'yes' : undefined,
      }) as Record<string, string | string[]>,
    },
  ]);
}

const pageSize = 100;
const mostPages = 3;

/** The company search answers Atom: a list of companies, or one company's own page where only one has the name. */
function* byName(name: string, baseUrl: string, headers: Headers): Conversation {
  const findings: Finding[] = [];
  for (let page = 0; ; page++) {
    const query = new URLSearchParams({
      action: 'getcompany',
      company: name,
      owner: 'include',
      start: String(page * pageSize),
      count: String(pageSize),
      output: 'atom',
    });
    const { body } = yield { method: 'GET', url: `${baseUrl}/cgi-bin/browse-edgar?${query}`, headers };
    const text = textOf(body);
    if (/no matching (companies|ciks?)/i.test(text)) return found(findings);
    if (!text.includes('<feed')) return misshapen('expected an Atom feed of companies');
    const companies = companiesOf(text);
    findings.push(...companies);
    if (companies.length < pageSize) return found(findings);
    if (page + 1 >= mostPages) return found(findings, `the first ${findings.length} companies; there are more`);
  }
}

function companiesOf(feed: string): Finding[] {
  // One company: its facts stand once, before its filings.
  const parts = feed.includes('<company-info>') && !/<entry>[\s\S]*?<company-info>/.test(feed) ? [feed] : feed.split('<entry>').slice(1);
  return parts.flatMap((part) => {
    const cik = tag(part, 'cik').replace(/^0+/, '');
    const name = tag(part, 'conformed-name') || tag(part, 'title');
    if (cik === '' || name === '') return [];
    return [
      {
        name,
        status: 'unknown' as const,
        identifiers: [{ scheme: 'cik', value: cik }],
        foundBy: 'name' as const,
        url: `https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK=${cik}`,
        props: filled({ state: tag(part, 'state'), industry: tag(part, 'sic-description') }) as Record<string, string>,
      },
    ];
  });
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&#39;': "'" };
const tag = (xml: string, name: string): string =>
  (new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`).exec(xml)?.[1] ?? '')
    .replace(/&(amp|lt|gt|quot|apos|#39);/g, (one) => entities[one] ?? one)
    .trim();

import { filled } from '../format.ts';
import { listOf, objectOf, textOf } from '../json-records.ts';
import { type Connector, found, misshapen } from './connector.ts';

/** OpenSanctions' matching API and its self-hosted twin yente: `POST /match/{dataset}`. */
export const openSanctions: Connector = {
  id: 'opensanctions',
  title: { zh: 'OpenSanctions / yente 制裁与风险名单', en: 'OpenSanctions / yente sanctions and risk lists' },
  answers: ['sanctions'],
  countries: [],
  subjects: ['organisation', 'person'],
  by: ['identifier', 'name'],
  licence: 'CC-BY-NC-4.0 (commercial use needs a licence)',
  baseUrl: 'https://api.opensanctions.org',
  needs: ['secret'],
  costMinor: 10,
  currency: 'EUR',
  rate: { calls: 10, seconds: 1 },
  freshHours: 24,
  seat: 'DE',
  request(question, { baseUrl, secret, dataset }) {
    const numbers = (scheme: string) => question.identifiers.filter((one) => one.scheme === scheme).map(({ value }) => value);
    const properties = Object.fromEntries(
      Object.entries({
        name: [question.name],
        country: question.country ? [question.country.toLowerCase()] : [],
        leiCode: numbers('lei'),
        uscCode: numbers('uscc'),
        innCode: numbers('ru-inn'),
        ogrnCode: numbers('ru-ogrn'),
        vatCode: numbers('eu-vat'),
        birthDate: question.birthDate ? [question.birthDate] : [],
      }).filter(([, values]) => values.length > 0),
    );
    return {
      method: 'POST',
      url: `${baseUrl}/match/${dataset ?? 'default'}`,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(secret && secret !== 'none' ? { authorization: `ApiKey ${secret}` } : {}),
      },
      body: JSON.stringify({ queries: { q: { schema: question.subject === 'person' ? 'Person' : 'Company', properties } } }),
    };
  },
  read(_status, body, question) {
    const answer = objectOf(objectOf(objectOf(body).responses).q);
    if (!Array.isArray(answer.results)) return misshapen('expected responses.q.results');
    return found(
      answer.results.map(objectOf).map((result) => {
        const props = objectOf(result.properties);
        const texts = (key: string) => listOf(props[key]).map(textOf);
        const shared = question.identifiers.some(({ value }) => Object.values(props).some((values) => listOf(values).includes(value)));
        return {
          name: textOf(result.caption),
          status: 'unknown' as const,
          identifiers: [],
          foundBy: shared ? ('identifier' as const) : ('name' as const),
          list: 'sanctions' as const,
          ...(typeof result.score === 'number' ? { score: result.score } : {}),
          ...filled({ country: texts('country')[0]?.toUpperCase() }),
          url: `https://www.opensanctions.org/entities/${textOf(result.id)}/`,
          props: filled({
            schema: textOf(result.schema),
            datasets: listOf(result.datasets).map(textOf),
            topics: texts('topics'),
            alias: texts('alias').slice(0, 10),
          }) as Record<string, string | string[]>,
        };
      }),
    );
  },
};

import { filled } from '../format.ts';
import { listOf, objectOf, textOf } from '../json-records.ts';
import { type Connector, found, misshapen } from './connector.ts';

/** Any reconciliation service (W3C Reconciliation Service API 0.2), OpenCorporates' among them. */
export const reconcile: Connector = {
  id: 'reconcile',
  title: { zh: '名称核对服务（OpenCorporates 等）', en: 'Reconciliation service (OpenCorporates and others)' },
  answers: ['register'],
  countries: [],
  subjects: ['organisation'],
  by: ['name'],
  reach: 'voluntary',
  licence: 'the service’s own',
  baseUrl: 'https://opencorporates.com/reconcile',
  needs: [],
  costMinor: 0,
  currency: 'GBP',
  rate: { calls: 30, seconds: 60 },
  freshHours: 72,
  seat: 'GB',
  request(question, { baseUrl, secret }) {
    const query = {
      query: question.name,
      limit: 10,
      ...(question.country ? { properties: [{ pid: 'jurisdiction_code', p: 'jurisdiction_code', v: question.country.toLowerCase() }] } : {}),
    };
    const form = new URLSearchParams({ queries: JSON.stringify({ q0: query }) });
    if (secret) form.set('api_token', secret);
    return {
      method: 'POST',
      url: baseUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: form.toString(),
    };
  },
  read(_status, body) {
    const { result } = objectOf(objectOf(body).q0);
    if (!Array.isArray(result)) return misshapen('expected q0.result');
    return found(
      result.map(objectOf).map((one) => ({
        name: textOf(one.name),
        status: 'unknown' as const,
        identifiers: [],
        foundBy: 'name' as const,
        // Services count to 1 or to 100.
        ...(typeof one.score === 'number' ? { score: one.score > 1 ? one.score / 100 : one.score } : {}),
        url: textOf(one.uri) || textOf(one.id),
        props: filled({
          id: textOf(one.id),
          exact: one.match === true ? 'yes' : undefined,
          types: listOf(one.type).map((type) => textOf(objectOf(type).name) || textOf(type)),
        }) as Record<string, string | string[]>,
      })),
    );
  },
};

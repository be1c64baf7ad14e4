import { filled } from '../format.ts';
import { listOf, objectOf, textOf } from '../json-records.ts';
import { type Connector, failed, identifierOf, misshapen } from './connector.ts';

const members = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

/** Faults that pass by themselves: a member state's service is full or down. */
const passing = /MS_MAX_CONCURRENT_REQ|GLOBAL_MAX_CONCURRENT_REQ|MS_UNAVAILABLE|SERVICE_UNAVAILABLE|TIMEOUT/;

/** The Commission's fault codes, in words. */
const faultWords: Readonly<Record<string, string>> = {
  INVALID_INPUT: 'the number has not the form of this member state',
  INVALID_REQUESTER_INFO: 'our own number is not valid',
  SERVICE_UNAVAILABLE: 'VIES is down',
  MS_UNAVAILABLE: 'the service of this member state is down',
  TIMEOUT: 'the member state did not answer in time',
  VAT_BLOCKED: 'this number is blocked for checks',
  IP_BLOCKED: 'our IP address is blocked',
  GLOBAL_MAX_CONCURRENT_REQ: 'VIES has too many questions at once',
  MS_MAX_CONCURRENT_REQ: 'this member state has too many questions at once',
};
const worded = (fault: string): string => {
  const words = faultWords[fault.replace(/_TIME$/, '')];
  return words ? `${fault}: ${words}` : fault.slice(0, 60);
};

/** VIES REST: is an EU VAT number valid, and whose is it where the member state tells. */
export const vies: Connector = {
  id: 'vies',
  title: { zh: '欧盟增值税号核验（VIES）', en: 'EU VAT number validation (VIES)' },
  answers: ['tax'],
  countries: [...members, 'XI'],
  subjects: ['organisation'],
  by: ['identifier'],
  licence: 'EC-reuse (2011/833/EU)',
  baseUrl: 'https://ec.europa.eu/taxation_customs/vies/rest-api',
  needs: [],
  costMinor: 0,
  currency: 'EUR',
  rate: { calls: 30, seconds: 60 },
  freshHours: 24,
  seat: 'BE',
  request(question, { baseUrl }) {
    const number = identifierOf(question, 'eu-vat');
    if (!number) return 'it takes a VAT number, and none is given';
    return {
      method: 'POST',
      url: `${baseUrl}/check-vat-number`,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ countryCode: number.slice(0, 2), vatNumber: number.slice(2) }),
    };
  },
  read(_status, body, question) {
    const answer = objectOf(body);
    const faults = [...listOf(answer.errorWrappers).map((one) => textOf(objectOf(one).error)), textOf(answer.userError)].filter(
      (text) => text !== '' && text !== 'VALID' && text !== 'INVALID',
    );
    if (faults.length > 0)
      return failed(
        faults.map(worded).join('; '),
        faults.some((fault) => passing.test(fault)),
      );
    const valid = answer.valid ?? answer.isValid;
    if (typeof valid !== 'boolean') return misshapen('expected "valid" as true or false');
    if (!valid) return { kind: 'not-found' };
    const shown = (value: unknown) => (/^-+$/.test(textOf(value)) ? '' : textOf(value));
    return {
      kind: 'found',
      findings: [
        {
          name: shown(answer.name) || question.name,
          status: 'active',
          identifiers: [{ scheme: 'eu-vat', value: identifierOf(question, 'eu-vat') ?? '' }],
          foundBy: 'identifier',
          props: filled({
            address: shown(answer.address).replace(/\n/g, ', '),
            nameShown: shown(answer.name) === '' ? 'no' : 'yes',
            consultation: textOf(answer.requestIdentifier),
            checkedAt: textOf(answer.requestDate),
          }) as Record<string, string>,
        },
      ],
    };
  },
};

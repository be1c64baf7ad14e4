import { createHash } from 'node:crypto';
import { readStatus } from '#domain/registry/lists/list-values.ts';
import { filled } from '../format.ts';
import { objectOf, textOf } from '../json-records.ts';
import { type Connector, failed, found, identifierOf, type Reading } from './connector.ts';

const china = {
  countries: ['CN'],
  subjects: ['organisation'],
  by: ['identifier', 'name'],
  answers: ['register'],
  currency: 'CNY',
  seat: 'CN',
} as const;

/** Tianyancha open platform, basic facts of a company (baseinfo). Error codes as published: 300000 nothing found. */
export const tianyancha: Connector = {
  ...china,
  id: 'tianyancha',
  title: { zh: '天眼查开放平台 · 企业基本信息', en: 'Tianyancha open platform, company facts' },
  licence: 'Tianyancha contract; not to be passed on',
  baseUrl: 'https://open.api.tianyancha.com/services/open',
  needs: ['secret'],
  costMinor: 15,
  rate: { calls: 5, seconds: 1 },
  freshHours: 72,
  request(question, { baseUrl, secret }) {
    const keyword = identifierOf(question, 'uscc', 'cn-registration') ?? question.name;
    return {
      method: 'GET',
      url: `${baseUrl}/ic/baseinfo/normal?${new URLSearchParams({ keyword })}`,
      headers: { authorization: secret ?? '', accept: 'application/json' },
    };
  },
  read(_status, body, question) {
    const answer = objectOf(body);
    const code = textOf(answer.error_code);
    if (code === '300000') return { kind: 'not-found' };
    if (code !== '0')
      return failed(code === '' ? 'expected "error_code"' : `${code} ${textOf(answer.reason)}`, code === '300004' || code === '300001');
    const company = objectOf(answer.result);
    return found([
      companyOf(question, textOf(company.creditCode), {
        name: textOf(company.name),
        state: textOf(company.regStatus),
        props: {
          registrationNumber: textOf(company.regNumber),
          legalRepresentative: textOf(company.legalPersonName),
          capital: textOf(company.regCapital),
          since: isoOf(company.estiblishTime),
          address: textOf(company.regLocation),
          formerNames: textOf(company.historyNames),
          alias: textOf(company.alias),
        },
      }),
    ]);
  },
};

/** Qichacha open platform: Token = upper-case MD5 of key, Timespan (seconds) and secret. */
export const qichacha: Connector = {
  ...china,
  id: 'qichacha',
  title: { zh: '企查查开放平台 · 工商信息', en: 'Qichacha open platform, register facts' },
  licence: 'Qichacha contract; not to be passed on',
  baseUrl: 'https://api.qichacha.com',
  needs: ['secret', 'second-secret'],
  costMinor: 20,
  rate: { calls: 5, seconds: 1 },
  freshHours: 72,
  request(question, { baseUrl, secret = '', secondSecret = '' }, now) {
    const keyword = identifierOf(question, 'uscc', 'cn-registration') ?? question.name;
    const timespan = String(Math.floor(now / 1000));
    const token = createHash('md5').update(`${secret}${timespan}${secondSecret}`).digest('hex').toUpperCase();
    return {
      method: 'GET',
      url: `${baseUrl}/ECIV4/GetBasicDetailsByName?${new URLSearchParams({ key: secret, keyword })}`,
      headers: { Token: token, Timespan: timespan, accept: 'application/json' },
    };
  },
  read(_status, body, question): Reading {
    const answer = objectOf(body);
    const code = textOf(answer.Status);
    if (code === '201') return { kind: 'not-found' };
    if (code !== '200') return failed(code === '' ? 'expected "Status"' : `${code} ${textOf(answer.Message)}`, code === '104');
    const company = objectOf(answer.Result);
    if (textOf(company.Name) === '') return failed('expected Result.Name');
    return found([
      companyOf(question, textOf(company.CreditCode), {
        name: textOf(company.Name),
        state: textOf(company.Status),
        props: {
          registrationNumber: textOf(company.No),
          legalRepresentative: textOf(company.OperName),
          capital: textOf(company.RegistCapi),
          since: textOf(company.StartDate).slice(0, 10),
          address: textOf(company.Address),
        },
      }),
    ]);
  },
};

function companyOf(
  question: Parameters<Connector['read']>[2],
  creditCode: string,
  company: { name: string; state: string; props: Record<string, string> },
) {
  const asked = identifierOf(question, 'uscc', 'cn-registration');
  return {
    name: company.name,
    status: readStatus(company.state),
    identifiers: creditCode === '' ? [] : [{ scheme: 'uscc', value: creditCode }],
    foundBy: asked !== undefined && [creditCode, company.props.registrationNumber].includes(asked) ? ('identifier' as const) : ('name' as const),
    country: 'CN',
    props: filled({ ...company.props, registerStatus: company.state }) as Record<string, string>,
  };
}

/** Tianyancha gives milliseconds since 1970; Chinese registers mean the day in China. */
function isoOf(value: unknown): string {
  const ms = Number(textOf(value));
  return Number.isFinite(ms) && textOf(value).length > 9 ? new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10) : textOf(value).slice(0, 10);
}

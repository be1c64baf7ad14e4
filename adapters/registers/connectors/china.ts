import { createHash } from 'node:crypto';
import { readStatus } from '#domain/registry/lists/list-values.ts';
import type { Question } from '#usecases/ports/connectors.ts';
import { filled } from '../format.ts';
import { objectOf, textOf } from '../json-records.ts';
import { type Connector, found, identifierOf, misshapen, type Reading } from './connector.ts';

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
    if (code === '') return misshapen('expected "error_code"');
    if (code !== '0') return sourceSays(tianyanchaCodes, code, textOf(answer.reason));
    const company = objectOf(answer.result);
    if (textOf(company.name) === '') return misshapen('expected result.name');
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

/**
 * Qichacha open platform: Token = upper-case MD5 of key, Timespan (seconds) and secret. The data set names the interface:
 * ECIV4/GetBasicDetailsByName (default) or EnterpriseInfo/Verify, whichever the account bought.
 */
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
  request(question, { baseUrl, secret = '', secondSecret = '', dataset = 'ECIV4/GetBasicDetailsByName' }, now) {
    const keyword = identifierOf(question, 'uscc', 'cn-registration') ?? question.name;
    const timespan = String(Math.floor(now / 1000));
    const token = createHash('md5').update(`${secret}${timespan}${secondSecret}`).digest('hex').toUpperCase();
    return {
      method: 'GET',
      url: `${baseUrl}/${dataset}?${new URLSearchParams({ key: secret, [dataset.startsWith('ECIV4/') ? 'keyword' : 'searchKey']: keyword })}`,
      headers: { Token: token, Timespan: timespan, accept: 'application/json' },
    };
  },
  read(_status, body, question): Reading {
    const answer = objectOf(body);
    const code = textOf(answer.Status);
    if (code === '201') return { kind: 'not-found' };
    if (code === '') return misshapen('expected "Status"');
    if (code !== '200') return sourceSays(qichachaCodes, code, textOf(answer.Message));
    const { Data, VerifyResult, ...plain } = objectOf(answer.Result);
    // The verification interface (EnterpriseInfo/Verify) tells "no such company" inside a good answer.
    if (VerifyResult === 0) return { kind: 'not-found' };
    const company = Data === undefined ? plain : objectOf(Data);
    if (textOf(company.Name) === '') return misshapen('expected Result.Name');
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

type SourceCode = readonly [words: string, kind?: 'again' | 'key'];

/** Published codes of the open platform (错误码说明). */
const tianyanchaCodes: Readonly<Record<string, SourceCode>> = {
  '300001': ['the request failed at the source', 'again'],
  '300002': ['the account is not active', 'key'],
  '300003': ['the account has expired', 'key'],
  '300004': ['asked too often', 'again'],
  '300005': ['the key may not use this interface', 'key'],
  '300006': ['the account has no credit left', 'key'],
  '300007': ['the account has no calls left', 'key'],
  '300008': ['a parameter is missing'],
  '300009': ['the account is wrong', 'key'],
  '300010': ['there is no such interface'],
  '300011': ['this IP address is not allowed for the key', 'key'],
};

const qichachaCodes: Readonly<Record<string, SourceCode>> = {
  '101': ['the key is not valid', 'key'],
  '102': ['the account owes money', 'key'],
  '103': ['the key is suspended', 'key'],
  '104': ['the interface is under maintenance', 'again'],
  '105': ['the interface has ended'],
  '107': ['this IP address is not allowed, or the signature is wrong', 'key'],
  '109': ['asked too often', 'again'],
  '110': ['the same question failed several times: the source takes it again in two hours'],
  '111': ['the key may not use this interface', 'key'],
  '112': ['the account has no calls left, or they have expired', 'key'],
  '115': ['the key has expired', 'key'],
  '199': ['an unknown error at the source', 'again'],
  '202': ['a parameter is wrong'],
};

function sourceSays(codes: Readonly<Record<string, SourceCode>>, code: string, message: string): Reading {
  const [words, kind] = codes[code] ?? [];
  return {
    kind: 'failed',
    why: [code, words, message.slice(0, 60)].filter(Boolean).join(' '),
    again: kind === 'again',
    ...(kind === 'key' ? { fault: 'key-refused' as const } : {}),
  };
}

function companyOf(question: Question, creditCode: string, company: { name: string; state: string; props: Record<string, string> }) {
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

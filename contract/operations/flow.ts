import Type, { type Static } from 'typebox';
import { needs, operation } from '../operation.ts';
import { day, locale, money, nothing, uuid } from '../schemas/basics.ts';

const source = Type.Object({
  recordId: uuid,
  logIndex: Type.Optional(Type.Integer({ description: 'The leaf of the sealed statement; absent until it is logged' })),
  account: Type.Integer(),
  entry: Type.Integer({ description: 'Which entry of that account in the statement, from 0' }),
});

/** Amounts and days are filtered after the loan was followed through all of them, so a filter changes no figure. */
const filter = Type.Object({
  from: Type.Optional(day),
  to: Type.Optional(day),
  least: Type.Optional(Type.String({ pattern: '^\\d{1,18}(\\.\\d{1,8})?$', description: 'Leave out smaller amounts' })),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
});

export const flow = Type.Object({
  convention: Type.Literal('first-in-first-out', { description: 'How loan money is followed: a convention, not a fact' }),
  statements: Type.Array(
    Type.Object(
      { recordId: uuid, exhibitId: uuid, name: Type.String(), logIndex: Type.Optional(Type.Integer()) },
      { description: 'The sealed statements read' },
    ),
  ),
  nodes: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), role: Type.Enum(['lender', 'borrower', 'other']) })),
  edges: Type.Array(
    Type.Object({
      from: Type.String(),
      to: Type.String(),
      amount: money,
      on: day,
      kind: Type.Enum(['loan', 'repayment', 'spending', 'income', 'own']),
      fromLoan: Type.Object(money.properties, { description: 'How much of it is loan money, first in first out' }),
      reference: Type.Optional(Type.String()),
      sources: Type.Array(source),
    }),
  ),
  left: Type.Array(Type.Object({ source, why: Type.Enum(['not-booked', 'no-day', 'reversal', 'bad-amount']) })),
  unreadable: Type.Array(Type.Object({ exhibitId: uuid, name: Type.String(), code: Type.String() })),
});
export type FlowJson = Static<typeof flow>;

export const getFlow = operation({
  id: 'getFlow',
  method: 'GET',
  path: '/v1/cases/{caseId}/flow',
  tag: 'evidence',
  access: needs('claims:read'),
  summary: 'Where the money went: loan, spending, repayment, from the case’s sealed bank statements; every edge cites its leaf',
  params: Type.Object({ caseId: uuid }),
  query: filter,
  response: flow,
});

export const exportFlow = operation({
  id: 'exportFlow',
  method: 'GET',
  path: '/v1/cases/{caseId}/flow.csv',
  tag: 'evidence',
  access: needs('claims:read'),
  file: 'text/csv',
  summary: 'The edges of the flow of funds as a table, each with record, leaf and entry',
  params: Type.Object({ caseId: uuid }),
  query: filter,
  response: nothing,
});

export const printFlow = operation({
  id: 'printFlow',
  method: 'GET',
  path: '/v1/cases/{caseId}/flow.pdf',
  tag: 'evidence',
  access: needs('claims:read'),
  file: 'application/pdf',
  summary: 'The flow of funds as an annex to the evidence: every transfer with record, leaf and entry, and what was left out',
  params: Type.Object({ caseId: uuid }),
  query: Type.Object({ ...filter.properties, locale: Type.Optional(locale) }),
  response: nothing,
});

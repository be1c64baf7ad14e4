import Type from 'typebox';
import { needs, operation } from '../operation.ts';
import { day, money, uuid } from '../schemas/basics.ts';

const source = Type.Object({
  recordId: uuid,
  logIndex: Type.Optional(Type.Integer({ description: 'The leaf of the sealed statement; absent until it is logged' })),
  account: Type.Integer(),
  entry: Type.Integer({ description: 'Which entry of that account in the statement, from 0' }),
});

export const getFlow = operation({
  id: 'getFlow',
  method: 'GET',
  path: '/v1/cases/{caseId}/flow',
  tag: 'evidence',
  access: needs('claims:read'),
  summary: 'Where the money went: loan, spending, repayment, from the case’s sealed bank statements; every edge cites its leaf',
  params: Type.Object({ caseId: uuid }),
  response: Type.Object({
    nodes: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), role: Type.Enum(['lender', 'borrower', 'other']) })),
    edges: Type.Array(
      Type.Object({
        from: Type.String(),
        to: Type.String(),
        amount: money,
        on: day,
        kind: Type.Enum(['loan', 'repayment', 'spending', 'income']),
        fromLoan: Type.Object(money.properties, { description: 'How much of it is loan money, first in first out' }),
        reference: Type.Optional(Type.String()),
        sources: Type.Array(source),
      }),
    ),
    left: Type.Array(Type.Object({ source, why: Type.Enum(['not-booked', 'no-day', 'reversal', 'bad-amount']) })),
    unreadable: Type.Array(Type.Object({ exhibitId: uuid, code: Type.String() })),
  }),
});

import Type from 'typebox';
import { needs, operation } from '../operation.ts';
import { day, locale, nothing, pageOf, pageQuery, uuid } from '../schemas/basics.ts';
import { message } from '../schemas/case.ts';
import { contactDecision } from '../schemas/law.ts';

const oneMessage = Type.Object({ messageId: uuid });

/** Plans a letter: the contact policy is asked now and again at sending; the letter waits for a second person's approval. */
export const planLetter = operation({
  id: 'planLetter',
  method: 'POST',
  path: '/v1/cases/{caseId}/letters',
  tag: 'letters',
  access: needs('letters:write'),
  idempotent: true,
  status: 201,
  summary: "Write the creditor's own demand letter and put it up for approval",
  params: Type.Object({ caseId: uuid }),
  body: Type.Object(
    {
      kind: Type.Enum(['demand']),
      channel: Type.Enum(['email', 'post']),
      locale: Type.Optional(locale),
      payWithinDays: Type.Optional(Type.Integer({ minimum: 3, maximum: 60 })),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ message, contact: contactDecision }),
});

export const listMessages = operation({
  id: 'listMessages',
  method: 'GET',
  path: '/v1/messages',
  tag: 'letters',
  access: needs('claims:read'),
  summary: 'The outbox: every letter with its state',
  query: Type.Object({ ...pageQuery, state: Type.Optional(Type.String()), caseId: Type.Optional(uuid) }),
  response: pageOf(message),
});
export const getMessage = operation({
  id: 'getMessage',
  method: 'GET',
  path: '/v1/messages/{messageId}',
  tag: 'letters',
  access: needs('claims:read'),
  summary: 'One letter',
  params: oneMessage,
  response: message,
});
export const getMessagePdf = operation({
  id: 'getMessagePdf',
  method: 'GET',
  path: '/v1/messages/{messageId}/letter.pdf',
  tag: 'letters',
  access: needs('claims:read'),
  file: 'application/pdf',
  summary: 'The letter as PDF',
  params: oneMessage,
  response: nothing,
});
export const approveMessage = operation({
  id: 'approveMessage',
  method: 'POST',
  path: '/v1/messages/{messageId}/approve',
  tag: 'letters',
  access: needs('letters:approve'),
  summary: 'Approve a letter: it is sent by SMTP if configured, otherwise it waits in the outbox as PDF',
  params: oneMessage,
  body: Type.Object({}, { additionalProperties: false }),
  response: message,
});
export const rejectMessage = operation({
  id: 'rejectMessage',
  method: 'POST',
  path: '/v1/messages/{messageId}/reject',
  tag: 'letters',
  access: needs('letters:approve'),
  summary: 'Send a letter back',
  params: oneMessage,
  body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }, { additionalProperties: false }),
  response: message,
});
export const cancelMessage = operation({
  id: 'cancelMessage',
  method: 'POST',
  path: '/v1/messages/{messageId}/cancel',
  tag: 'letters',
  access: needs('letters:write'),
  summary: 'Withdraw a letter that has not left',
  params: oneMessage,
  body: Type.Object({}, { additionalProperties: false }),
  response: message,
});
export const markDispatched = operation({
  id: 'markDispatched',
  method: 'POST',
  path: '/v1/messages/{messageId}/dispatched',
  tag: 'letters',
  access: needs('letters:write'),
  summary: 'Record that a letter in the outbox was posted or handed over',
  params: oneMessage,
  body: Type.Object(
    { on: day, how: Type.String({ minLength: 1, maxLength: 200 }), tracking: Type.Optional(Type.String({ maxLength: 100 })) },
    { additionalProperties: false },
  ),
  response: message,
});

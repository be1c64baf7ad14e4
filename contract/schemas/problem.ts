import Type, { type Static } from 'typebox';

/** RFC 9457 problem details; `code` stands in docs/errors.md, `errors` name single fields. */
export const problemBody = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.Optional(Type.String()),
  requestId: Type.Optional(Type.String()),
  data: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
});

export type ProblemBody = Static<typeof problemBody>;

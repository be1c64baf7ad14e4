import Type, { type Static, type TSchema } from 'typebox';

export const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'A legal day, YYYY-MM-DD' });
export const instant = Type.String({ description: 'RFC 3339 with offset' });
export const uuid = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' });
export const currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' });
export const decimal = Type.String({ pattern: '^-?\\d{1,18}(\\.\\d{1,8})?$', description: 'Exact decimal text, never a float' });
export const locale = Type.Union([Type.Literal('zh-CN'), Type.Literal('en')]);

export const money = Type.Object({ amount: decimal, currency });
export type MoneyJson = Static<typeof money>;

export const bilingual = Type.Object({ zh: Type.String(), en: Type.String() });
export type BilingualJson = Static<typeof bilingual>;

export const citation = Type.Object({
  instrument: Type.String(),
  article: Type.Optional(Type.String()),
  status: Type.Union([Type.Literal('verified'), Type.Literal('unverified'), Type.Literal('blank')]),
  url: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
});
export type CitationJson = Static<typeof citation>;

/** A page of a list: pass `next` back as `cursor`; absent on the last page. */
export const pageOf = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Type.Optional(Type.String()), total: Type.Optional(Type.Integer()) });

export const pageQuery = {
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
};

export const nothing = Type.Null();

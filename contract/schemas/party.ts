import Type, { type Static } from 'typebox';

const short = Type.String({ minLength: 1, maxLength: 300 });

export const address = Type.Object(
  {
    lines: Type.Array(Type.String({ maxLength: 300 }), { maxItems: 6, default: [] }),
    city: Type.Optional(short),
    postcode: Type.Optional(Type.String({ maxLength: 30 })),
    region: Type.Optional(short),
    country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' })),
  },
  { additionalProperties: false },
);

export const contactPoint = Type.Object(
  {
    channel: Type.Enum(['email', 'phone', 'mobile', 'post', 'wechat', 'fax']),
    value: Type.String({ minLength: 1, maxLength: 300 }),
  },
  { additionalProperties: false },
);

export const party = Type.Object(
  {
    kind: Type.Optional(Type.Union([Type.Literal('organisation'), Type.Literal('person'), Type.Literal('public-body')], { default: 'organisation' })),
    name: short,
    otherNames: Type.Optional(Type.Array(short, { maxItems: 20 })),
    identifiers: Type.Optional(
      Type.Array(Type.Object({ scheme: Type.String({ maxLength: 40 }), value: Type.String({ maxLength: 80 }) }, { additionalProperties: false }), {
        maxItems: 20,
      }),
    ),
    address: Type.Optional(address),
    contacts: Type.Optional(Type.Array(contactPoint, { maxItems: 20 })),
    language: Type.Optional(Type.String({ maxLength: 35, description: 'BCP 47' })),
    timeZone: Type.Optional(Type.String({ maxLength: 60, description: 'IANA zone' })),
    size: Type.Optional(Type.Union([Type.Literal('micro'), Type.Literal('small'), Type.Literal('medium'), Type.Literal('large')])),
  },
  { additionalProperties: false },
);
export type PartyJson = Static<typeof party>;

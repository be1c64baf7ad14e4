/**
 * FollowTheMoney's model as far as the map speaks it: for each schema what it extends, the properties that we write with the kind of their
 * values (an entity range begins with a capital), and what is required. Facts read from the model's schema files (MIT), June 2025.
 */
type Schema = {
  readonly extends: readonly string[];
  readonly properties: Readonly<
    Record<string, 'text' | 'name' | 'country' | 'date' | 'number' | 'identifier' | 'address' | `${Uppercase<string>}${string}`>
  >;
  readonly required?: readonly string[];
};

export const ftmModel = {
  Thing: {
    extends: [],
    required: ['name'],
    properties: { name: 'name', country: 'country', address: 'address', notes: 'text', publisher: 'text', retrievedAt: 'date' },
  },
  Value: { extends: [], properties: { amount: 'number', currency: 'text' } },
  Interval: { extends: [], properties: { startDate: 'date', endDate: 'date', description: 'text', publisher: 'text', retrievedAt: 'date' } },
  Interest: { extends: ['Interval'], properties: { role: 'text' } },
  LegalEntity: { extends: ['Thing'], properties: { registrationNumber: 'identifier', status: 'text' } },
  Person: { extends: ['LegalEntity'], properties: {} },
  Organization: { extends: ['LegalEntity'], properties: {} },
  PublicBody: { extends: ['Organization'], properties: {} },
  Asset: { extends: ['Thing', 'Value'], properties: {} },
  Company: { extends: ['Organization', 'Asset'], properties: {} },
  RealEstate: { extends: ['Asset'], properties: { latitude: 'number', longitude: 'number' } },
  BankAccount: { extends: ['Asset'], properties: {} },
  Security: { extends: ['Asset'], properties: {} },
  Vehicle: { extends: ['Asset'], properties: {} },
  Vessel: { extends: ['Vehicle'], properties: {} },
  Airplane: { extends: ['Vehicle'], properties: {} },
  CourtCase: { extends: ['Thing'], properties: { status: 'text' } },
  Address: { extends: ['Thing'], properties: { full: 'address', latitude: 'number', longitude: 'number' } },
  Event: { extends: ['Interval', 'Thing'], properties: {} },
  Ownership: { extends: ['Interest'], required: ['owner', 'asset'], properties: { owner: 'LegalEntity', asset: 'Asset', percentage: 'text' } },
  Directorship: {
    extends: ['Interest'],
    required: ['director', 'organization'],
    properties: { director: 'LegalEntity', organization: 'Organization' },
  },
  Membership: { extends: ['Interest'], required: ['member', 'organization'], properties: { member: 'LegalEntity', organization: 'Organization' } },
  Family: { extends: ['Interval'], required: ['person', 'relative'], properties: { person: 'Person', relative: 'Person' } },
  Associate: { extends: ['Interval'], required: ['person', 'associate'], properties: { person: 'Person', associate: 'Person' } },
  CourtCaseParty: { extends: ['Interest'], required: ['party', 'case'], properties: { party: 'Thing', case: 'CourtCase' } },
  UnknownLink: { extends: ['Interest'], required: ['subject', 'object'], properties: { subject: 'Thing', object: 'Thing' } },
} as const satisfies Readonly<Record<string, Schema>>;

export type FtmSchema = keyof typeof ftmModel;
const model: Readonly<Record<FtmSchema, Schema>> = ftmModel;

/** Whether a schema is, or extends, another. */
export const isA = (schema: FtmSchema, other: string): boolean =>
  schema === other || model[schema].extends.some((parent) => isA(parent as FtmSchema, other));

/** The kind of a property's values, its own or inherited; undefined where the schema has no such property. */
export function kindOf(schema: FtmSchema, property: string): string | undefined {
  const own = model[schema].properties[property];
  if (own !== undefined) return own;
  for (const parent of model[schema].extends) {
    const found = kindOf(parent as FtmSchema, property);
    if (found !== undefined) return found;
  }
  return undefined;
}

export const requiredOf = (schema: FtmSchema): readonly string[] => [
  ...(model[schema].required ?? []),
  ...model[schema].extends.flatMap((parent) => requiredOf(parent as FtmSchema)),
];

/** What FollowTheMoney takes as an id, and refers to things by. */
export const ftmId = /^[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?$/;
export const ftmIdLongest = 200;

/** What a person is in an organisation. */
export const roles = ['creditor', 'operator', 'partner', 'auditor', 'admin'] as const;
export type Role = (typeof roles)[number];

/** What a session or an API key may do. */
export const scopes = [
  'claims:read',
  'claims:write',
  'letters:write',
  'letters:approve',
  'evidence:hold',
  'evidence:erase',
  'people:admin',
  'settings:write',
  'audit:read',
] as const;
export type Scope = (typeof scopes)[number];

const allows: Readonly<Record<Role, readonly Scope[]>> = {
  creditor: ['claims:read', 'claims:write', 'letters:write', 'letters:approve', 'evidence:hold'],
  operator: ['claims:read', 'claims:write', 'letters:write', 'letters:approve', 'evidence:hold'],
  partner: ['claims:read'],
  auditor: ['claims:read', 'audit:read'],
  admin: scopes,
};

export const scopesOf = (held: readonly Role[]): readonly Scope[] => scopes.filter((scope) => held.some((role) => allows[role].includes(scope)));

export const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text);
export const isScope = (text: string): text is Scope => (scopes as readonly string[]).includes(text);

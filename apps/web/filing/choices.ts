export const bases = ['sale', 'service', 'construction', 'loan', 'rent', 'judgment', 'award', 'guarantee', 'other'] as const;
export const interests = ['unknown', 'none-agreed', 'yearly', 'daily', 'fixed-penalty'] as const;
/** Identifier schemes people know by name; an invoice may bring others. */
export const schemes = ['uscc', 'lei', 'eu-vat', 'gb-company', 'de-hr', 'fr-siren', 'us-ein', 'other'] as const;
export const sizes = ['micro', 'small', 'medium', 'large'] as const;
export const kinds = ['organisation', 'person', 'public-body'] as const;
export const exhibitKinds = [
  'contract',
  'order',
  'invoice',
  'delivery-note',
  'acceptance',
  'transport-document',
  'service-report',
  'statement',
  'power-of-attorney',
  'chat',
  'recording',
  'other',
] as const;

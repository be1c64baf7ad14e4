/** An identifier as written on a paper or in a register: `scheme` is ours (uscc, lei, eu-vat, gb-company ...) or the paper's own. */
export type Identifier = { readonly scheme: string; readonly value: string };

export type Address = {
  readonly lines: readonly string[];
  readonly city?: string;
  readonly postcode?: string;
  readonly region?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
};

export type ContactPoint = { readonly channel: 'email' | 'phone' | 'mobile' | 'post' | 'wechat' | 'fax'; readonly value: string };

/** A person or organisation as one claim names it. Names in other scripts stand in `otherNames`. */
export type Party = {
  readonly kind: 'organisation' | 'person' | 'public-body';
  readonly name: string;
  readonly otherNames?: readonly string[];
  readonly identifiers: readonly Identifier[];
  readonly address?: Address;
  readonly contacts?: readonly ContactPoint[];
  /** BCP 47. */
  readonly language?: string;
  /** IANA zone, the party's own clock. */
  readonly timeZone?: string;
  /** Size by the law of its seat, where it matters (SME Regulation); absent means not known. */
  readonly size?: 'micro' | 'small' | 'medium' | 'large';
};

import { DomainError } from './error.ts';

/**
 * ISO 4217 minor-unit exponents (list one, amendment 177). Only currencies whose exponent is not 2 are listed with it;
 * historic codes that claims may still carry are listed at the end.
 */
const exponents: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

const twoDigit = new Set(
  `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK
  DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT
  LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN
  QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS
  VED VES WST XCD XCG YER ZAR ZMW ZWG ANG HRK SLL ZWL DEM FRF ITL ESP NLG IEP`.split(/\s+/),
);

/** How many digits stand after the point in this currency. Unknown codes are refused. */
export function exponentOf(currency: string): number {
  // Codes come from papers: "constructor" must not find what every object has.
  const special = Object.hasOwn(exponents, currency) ? exponents[currency] : undefined;
  if (special !== undefined) return special;
  if (twoDigit.has(currency)) return 2;
  throw new DomainError('kernel.unknown_currency', `expected an ISO 4217 currency code, got "${currency.slice(0, 12)}"`, {
    currency: currency.slice(0, 12),
  });
}

export function isCurrency(code: string): boolean {
  return Object.hasOwn(exponents, code) || twoDigit.has(code);
}

/** Every code with a known exponent, sorted. */
export const currencyCodes = (): string[] => [...Object.keys(exponents), ...twoDigit].sort();

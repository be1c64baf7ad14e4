/**
 * Scheme codes on e-invoices: ISO/IEC 6523 ICD and the Electronic Address Scheme of the CEF/Peppol lists, to our schemes.
 * Codes of schemes we have no rule for are absent; the caller then keeps the value as written.
 */
const codes: Readonly<Record<string, string>> = {
  '0002': 'fr-siren', '0007': 'se-org', '0009': 'fr-siret', '0037': 'fi-ytunnus', '0060': 'duns', '0088': 'gln', '0096': 'dk-cvr', '0106': 'nl-kvk', '0135': 'it-vat',
  '0142': 'it-vat', '0151': 'au-abn', '0183': 'ch-uid', '0184': 'dk-cvr', '0188': 'jp-corporate', '0190': 'nl-oin', '0191': 'ee-registry', '0192': 'no-org', '0195': 'sg-uen',
  '0196': 'is-kennitala', '0198': 'dk-cvr', '0199': 'lei', '0200': 'lt-company', '0204': 'de-leitweg', '0208': 'be-enterprise', '0209': 'gs1', '0210': 'it-cf', '0211': 'it-vat',
  '0212': 'fi-ytunnus', '0213': 'fi-vat', '0216': 'fi-ovt', '0218': 'lv-company', '0221': 'jp-corporate', '0223': 'fr-vat', '0225': 'fr-siren', '0230': 'my-tin', '0240': 'tr-vkn',
  '9901': 'dk-cvr', '9902': 'dk-cvr', '9906': 'it-vat', '9907': 'it-cf', '9908': 'no-org', '9910': 'hu-vat', '9914': 'at-vat', '9918': 'iban', '9919': 'eu-vat', '9920': 'es-vat', '9922': 'ad-nrt',
  '9923': 'al-nipt', '9924': 'ba-vat', '9925': 'be-vat', '9926': 'bg-vat', '9927': 'ch-uid', '9928': 'cy-vat', '9929': 'cz-vat', '9930': 'de-vat', '9931': 'ee-vat', '9932': 'gb-vat',
  '9933': 'gr-vat', '9934': 'hr-vat', '9935': 'ie-vat', '9936': 'li-vat', '9937': 'lt-vat', '9938': 'lu-vat', '9939': 'lv-vat', '9940': 'mc-vat', '9941': 'me-vat', '9942': 'mk-vat',
  '9943': 'mt-vat', '9944': 'nl-vat', '9945': 'pl-vat', '9946': 'pt-vat', '9947': 'ro-vat', '9948': 'rs-pib', '9949': 'si-vat', '9950': 'sk-vat', '9951': 'sm-coe', '9952': 'tr-vkn',
  '9953': 'va-vat', '9955': 'se-vat', '9956': 'be-enterprise', '9957': 'fr-vat', '9958': 'de-leitweg', '9959': 'us-ein', EM: 'email',
};

/** Our scheme for an ICD or EAS code, undefined when the code is not one or we have no name for it. */
export const schemeOfCode = (code: string): string | undefined => codes[code.trim().toUpperCase()];

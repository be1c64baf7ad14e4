import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkIdentifier, guessSchemes, schemeNamed } from './check.ts';

/** Published examples: the number, its scheme, and where it is printed. */
const published: readonly (readonly [scheme: string, value: string, source: string])[] = [
  ['uscc', '91350100M000100Y43', 'GB 32100-2015, example in the standard'],
  ['uscc', '91110000600037341L', 'python-stdnum, doctest'],
  ['cn-resident', '11010519491231002X', 'GB 11643-1999, example in the standard'],
  ['lei', '5493001KJTIIGC8Y1R12', 'ISO 17442 example of GLEIF (Bloomberg Finance L.P. style)'],
  ['iban', 'GB29 NWBK 6016 1331 9268 19', 'SWIFT IBAN registry'],
  ['iban', 'DE89 3704 0044 0532 0130 00', 'SWIFT IBAN registry'],
  ['eu-vat', 'DE136695976', 'python-stdnum, doctest'],
  ['eu-vat', 'FR40303265045', 'python-stdnum, doctest'],
  ['eu-vat', 'EL094259216', 'python-stdnum, doctest'],
  ['gb-vat', '980780684', 'python-stdnum, doctest'],
  ['ru-inn', '7707083893', 'Sberbank, EGRUL'],
  ['ru-inn', '500100732259', 'python-stdnum, doctest'],
  ['ru-ogrn', '1027700132195', 'Sberbank, EGRUL'],
  ['kz-bin', '940140000385', 'Halyk Bank, stat.gov.kz'],
  ['sg-uen', '00192200M', 'python-stdnum, doctest'],
  ['sg-uen', 'T01FC6132D', 'python-stdnum, doctest'],
  ['in-gstin', '27AAPFU0939F1ZV', 'GSTN sample certificate'],
  ['br-cnpj', '11.222.333/0001-81', 'Receita Federal, example'],
  ['br-cnpj', '12ABC34501DE35', 'Receita Federal, alphanumeric example (IN RFB 2.229/2024)'],
  ['jp-corporate', '5835678256246', 'python-stdnum, doctest'],
  ['jp-corporate', '1180301018771', 'Toyota Motor, 法人番号公表サイト'],
  ['kr-brn', '124-81-00998', 'Samsung Electronics'],
  ['kr-crn', '130111-0006246', 'Samsung Electronics'],
  ['au-abn', '83 914 571 673', 'Australian Business Register, worked example (python-stdnum)'],
  ['au-acn', '004 085 616', 'ASIC list of valid ACNs'],
  ['ca-bn', '12302 6635 RC 0001', 'python-stdnum, doctest'],
  ['tr-vkn', '4540536920', 'python-stdnum, doctest'],
  ['fr-siren', '732 829 320', 'INSEE example'],
  ['fr-siret', '73282932000074', 'INSEE example'],
  ['ch-uid', 'CHE-100.155.212', 'python-stdnum, doctest'],
  ['no-org', '988 077 917', 'Brønnøysund register example (python-stdnum)'],
  ['ua-edrpou', '32855961', 'python-stdnum, doctest'],
  ['tw-ubn', '22099131', 'TSMC'],
  ['0088', '4000001000005', 'GS1 example'],
  ['ch-vat', 'CHE-100.155.212 TVA', 'Swiss UID register, form of MWSTG 18'],
  ['no-vat', 'NO 988 077 917 MVA', 'Brønnøysund register example'],
  ['za-tax', '0001339050', 'SARS, modulus 10 example'],
  ['ru-snils', '112-233-445 95', 'ПФР, example of the rule'],
  ['ru-ogrn', '304500116000157', 'ФНС, example of an ОГРНИП'],
  ['mx-rfc', 'GODE 561231 GR8', 'SAT, example of the rule'],
  ['passport-mrz', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10', 'ICAO Doc 9303 part 4, appendix A'],
  ['bg-vat', '175 074 752', 'НАП, example of a legal person'],
  ['cz-vat', 'CZ 25123891', 'Finanční správa, example'],
  ['iban', 'ES91 2100 0418 4502 0005 1332', 'SWIFT IBAN registry'],
];

/** The same for schemes without a check digit: the form holds, only the register can confirm. */
const formed: readonly (readonly [scheme: string, value: string, normal: string, source: string])[] = [
  ['gb-company', 'sc 123', 'SC000123', 'Companies House, Scottish register'],
  ['gb-company', 'NI 18', 'NI000018', 'Companies House, Northern Ireland'],
  ['gb-company', 'OC301540', 'OC301540', 'Companies House, LLP'],
  ['gb-company', 'SO302090', 'SO302090', 'Companies House, Scottish LLP'],
  ['gb-company', 'LP003462', 'LP003462', 'Companies House, limited partnership'],
  ['gb-company', 'R0000092', 'R0000092', 'Companies House, old Northern Irish number'],
  ['hk-cr', '0012345', '0012345', 'Hong Kong Companies Registry'],
  ['hk-br', '12345678-000-01-24-7', '12345678', 'Hong Kong Inland Revenue, form of the certificate'],
  ['in-cin', 'L17110MH1973PLC019786', 'L17110MH1973PLC019786', 'Ministry of Corporate Affairs, Reliance Industries'],
  ['in-pan', 'AAPFU0939F', 'AAPFU0939F', 'Income Tax Department'],
  ['za-company', '2011/123456/07', '2011/123456/07', 'CIPC, form of a private company'],
  ['us-ein', '12-3456789', '123456789', 'IRS, form'],
  ['ae-trn', '100123456789012', '100123456789012', 'FTA, form'],
  ['bic', 'DEUTDEFF500', 'DEUTDEFF500', 'ISO 9362 example'],
  ['email', 'Buchhaltung@Bücher.example', 'buchhaltung@xn--bcher-kva.example', 'RFC 5890'],
  ['email', '张三@例子.中国', '张三@xn--fsqu00a.xn--fiqs8s', 'RFC 6531, RFC 5890'],
];

describe('published identifiers', () => {
  it.each(published)('%s %s holds (%s)', (scheme, value) => {
    expect(checkIdentifier(scheme, value).valid).toBe(true);
  });
});

describe('identifiers without a check digit', () => {
  it.each(formed)('%s %s becomes %s (%s)', (scheme, value, normal) => {
    expect(checkIdentifier(scheme, value)).toMatchObject({ valid: 'unknown', normal });
  });
});

describe('what is no such number', () => {
  it.each([
    ['bic', 'MULTIPLE', /country code/],
    ['gb-vat', 'ZZ100', /9 or 12 digits/],
    ['eu-vat', 'BE2000021323', /0 or 1/],
    ['eu-vat', 'NL004495445B00', /B01/],
    ['iban', 'ES21 2100 0418 4502 0005 1331', /expected/],
    ['ru-ogrn', '985768585948944', /beginning/],
    ['ca-bn', '12302 6635 AA 0001', /RT0001/],
    ['it-cf', 'CNTCHR83T32D969H', /birth date/],
    ['cn-resident', '11010519490231002X', /check digit|date/],
    ['cn-resident', '110105491332002', /birth date/],
    ['za-id', '9902301234088', /birth date/],
    ['passport-mrz', 'L898902C36UTO7408122F1204158ZE184226B<<<<<10', /expiry date/],
    ['uscc', '91350100M000100Y44', /expected 3, got 4/],
    ['email', 'a@b', /name@example/],
    ['phone', '+86 123', /numbering plan/],
  ])('%s %s', (scheme, value, why) => {
    const verdict = checkIdentifier(scheme, value);
    expect([verdict.valid, verdict.reason.en]).toEqual([false, expect.stringMatching(why)]);
    expect(verdict.reason.zh).not.toBe('');
  });
});

describe('numbers of persons', () => {
  it.each([
    ['cn-resident', '11010519491231002X'],
    ['cn-resident', '110105491231002'],
    ['kz-iin', '900101300017'],
    ['ru-inn', '500100732259'],
    ['ru-snils', '11223344595'],
    ['za-id', '7503305044089'],
    ['br-cpf', '39053344705'],
    ['it-cf', 'RCCMNL83S18D969H'],
    ['bg-vat', 'BG7523169263'],
    ['cz-vat', 'CZ7103192745'],
    ['mx-rfc', 'GODE561231GR8'],
    ['passport-mrz', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'],
  ])('%s is masked whether it holds or not', (scheme, value) => {
    const bare = value.replace(/^(BG|CZ)/, '');
    const middle = bare.slice(4, -2);
    for (const given of [value, `${value.slice(0, -1)}${value.endsWith('1') ? '2' : '1'}`]) {
      const text = JSON.stringify(checkIdentifier(scheme, given));
      expect(text).toContain('*');
      expect(text).not.toContain(middle);
    }
  });
});

describe('the normal form', () => {
  it.each([...published.map(([scheme, value]) => [scheme, value] as const), ...formed.map(([scheme, value]) => [scheme, value] as const)])(
    'of %s %s is its own normal form, however it was spaced',
    (scheme, value) => {
      const { normal } = checkIdentifier(scheme, value);
      if (!normal.includes('*')) expect(checkIdentifier(scheme, normal)).toMatchObject({ normal });
      if (scheme !== 'email') expect(checkIdentifier(scheme, ` ${value.toLowerCase()} `).normal).toBe(normal);
    },
  );
});

/** Schemes whose check detects every single wrong digit, with a valid number to spoil and the digits that are checked. */
const detecting: readonly (readonly [scheme: string, value: string])[] = [
  ['uscc', '91350100M000100Y43'],
  ['cn-resident', '11010519491231002X'],
  ['lei', '5493001KJTIIGC8Y1R12'],
  ['iban', 'GB29NWBK60161331926819'],
  ['fr-siren', '732829320'],
  ['au-abn', '83914571673'],
  ['gln', '4000001000005'],
  ['in-gstin', '27AAPFU0939F1ZV'],
  ['kr-crn', '1301110006246'],
  ['no-org', '988077917'],
  ['jp-corporate', '5835678256246'],
  ['za-tax', '0001339050'],
  ['ch-uid', 'CHE100155212'],
  ['tr-vkn', '4540536920'],
  ['pl-nip', '8567346215'],
];

describe('a single wrong digit', () => {
  it.each(detecting)('is detected in %s', (scheme, value) => {
    const digits = [...value].flatMap((char, at) => (/\d/.test(char) ? [at] : []));
    fc.assert(
      fc.property(fc.constantFrom(...digits), fc.integer({ min: 1, max: 9 }), (at, shift) => {
        // The Luhn-like check of Korean corporate numbers lets a digit of weight 2 slip by five; that digit is not asked here.
        if (scheme === 'kr-crn' && at % 2 === 1 && shift === 5) return;
        const wrong = String((Number(value[at]) + shift) % 10);
        expect(checkIdentifier(scheme, value.slice(0, at) + wrong + value.slice(at + 1)).valid).not.toBe(true);
      }),
    );
  });

  it('is detected in Chinese 15-digit numbers made by the rule', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 1, max: 9 }), (sequence, at, shift) => {
        const body = `310000${String(sequence).padStart(8, '0')}`;
        const whole = [...'0123456789']
          .map((digit) => body + digit)
          .find((candidate) => checkIdentifier('cn-registration', candidate).valid === true);
        expect(whole).toBeDefined();
        const wrong = String((Number(body[at]) + shift) % 10);
        expect(checkIdentifier('cn-registration', `${body.slice(0, at)}${wrong}${(whole as string).slice(at + 1)}`).valid).toBe(false);
      }),
    );
  });
});

describe('what a number says', () => {
  it('names place and kind of a USCC', () => {
    const { says } = checkIdentifier('统一社会信用代码', ' 91350100m000100y43 ');
    expect(says.region).toEqual({ zh: '福建省福州市', en: 'Fuzhou, Fujian' });
    expect(says.type).toEqual({ zh: '企业', en: 'enterprise' });
  });

  it('never repeats a resident number', () => {
    const valid = checkIdentifier('cn-resident', '11010519491231002X');
    expect(JSON.stringify(valid)).not.toContain('0519491231');
    const wrong = checkIdentifier('身份证', '110105194912310021');
    expect(wrong.valid).toBe(false);
    expect(JSON.stringify(wrong)).not.toContain('0519491231');
  });

  it('refuses letters that a USCC never has, and says which', () => {
    expect(checkIdentifier('uscc', '91350100O000100Y43').reason.en).toContain('found O');
  });

  it('tells a BIN from an IIN', () => {
    expect(checkIdentifier('kz-bin', '940140000385').says.type?.en).toBe('resident legal entity');
    expect(checkIdentifier('kz-iin', '940140000385').normal).toMatch(/^94\*+85$/);
  });

  it('fills UK company numbers and knows their register', () => {
    expect(checkIdentifier('gb-company', '445790')).toMatchObject({ valid: 'unknown', normal: '00445790' });
    expect(checkIdentifier('gb-company', 'sc 123').says.region?.en).toBe('Scotland');
    expect(checkIdentifier('gb-company', 'XX123456').valid).toBe(false);
  });

  it('reads a German register entry and asks for the court', () => {
    expect(checkIdentifier('hrb', 'Amtsgericht Charlottenburg HRB 98765 B').says.court).toBe('CHARLOTTENBURG');
    expect(checkIdentifier('hrb', 'HRB 123').says.note).toBeDefined();
  });

  it('brings telephones to E.164 and needs a country for national ones', () => {
    expect(checkIdentifier('phone', '0086 138 0013 8000').normal).toBe('+8613800138000');
    expect(checkIdentifier('phone', '138 0013 8000').valid).toBe(false);
    expect(checkIdentifier('phone', '138 0013 8000', { country: 'CN' }).normal).toBe('+8613800138000');
  });
});

describe('names of schemes', () => {
  it('reads aliases and e-invoice codes', () => {
    expect([schemeNamed('USCC'), schemeNamed('0060'), schemeNamed('0088'), schemeNamed('9930'), schemeNamed('БИН'), schemeNamed('em')]).toEqual([
      'uscc',
      'duns',
      'gln',
      'de-vat',
      'kz-bin',
      'email',
    ]);
  });

  it('answers unknown, with the value kept, for a scheme without a rule', () => {
    expect(checkIdentifier('moon-tax', ' 12 ')).toMatchObject({ valid: 'unknown', normal: '12' });
    expect(checkIdentifier('constructor', '1').valid).toBe('unknown');
  });

  it('takes any text without failing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('uscc', 'lei', 'iban', 'eu-vat', 'phone', 'email', 'hrb', 'sg-uen', 'kz-bin', 'ca-bn'),
        fc.string({ unit: 'grapheme' }),
        (scheme, value) => {
          expect([true, false, 'unknown']).toContain(checkIdentifier(scheme, value).valid);
        },
      ),
    );
  });
});

describe('guesses', () => {
  it('puts a scheme whose check holds first', () => {
    expect(guessSchemes('91350100M000100Y43')[0]?.scheme).toBe('uscc');
    expect(guessSchemes('7707083893', 'RU')[0]?.scheme).toBe('ru-inn');
    expect(guessSchemes('DE136695976').map((guess) => guess.scheme)).toContain('eu-vat');
  });
});
